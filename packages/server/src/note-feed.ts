import { SessionError, type SessionId } from '@fernblick/protocol';
import {
  whyNotReadNotes,
  whyNotWriteNote,
  type Actor,
  type NoteEntry,
  type SessionState,
} from '@fernblick/session';
import { stateToRead, type FeedParts } from './feed-parts.ts';

/** More agents than ever work on one session. */
const MAX_NOTES = 100;
/** With its answer around it, a page stays below the 64 kB of a message; one notepad always fits. */
const PAGE_BYTES = 50_000;

/** Who writes, upon what, and what. */
export interface NoteOrder {
  readonly session: SessionId;
  readonly actor: Actor;
  readonly text: string;
  /** That of the text it was written upon. */
  readonly version: number;
  /** Called when the notepad is on disk and is not what it was. */
  readonly changed: (state: SessionState, entry: NoteEntry) => void;
}

/** Notepads with what is needed to say who may read them. */
export interface NotePart {
  readonly state: SessionState;
  readonly entries: readonly NoteEntry[];
  readonly more: boolean;
}

/** What agents write down about sessions: one notepad of each agent for each session, kept beside the journal. */
export class NoteFeed {
  readonly #parts: FeedParts;

  constructor(parts: FeedParts) {
    this.#parts = parts;
  }

  /**
   * Replaces what one's own notepad holds; answers with it once it is on disk.
   * @throws SessionError with the code of the refusal, `note-changed` or `storage-unavailable`
   */
  async write({
    session,
    actor,
    text,
    version,
    changed,
  }: NoteOrder): Promise<{ readonly state: SessionState; readonly entry: NoteEntry }> {
    // In turn with the session's commands: rights are asked and notices go out in the order of the changes.
    return this.#parts.sessions.withState(session, async (state) => {
      if (state === null) throw new SessionError('not-found');
      const refusal = whyNotWriteNote(state, actor, this.#parts.allowed(actor, state));
      if (refusal !== null) throw new SessionError(refusal);
      const { subject, name, role } = actor;
      const done = await this.#parts.store.writeNote({
        session,
        note: { by: { subject, name, role }, text, at: this.#parts.now() },
        version,
        limit: MAX_NOTES,
      });
      if (!('entry' in done))
        throw new SessionError(done.is === 'full' ? 'session-full' : 'note-changed');
      if (done.is === 'written') changed(state, done.entry);
      return { state, entry: done.entry };
    });
  }

  /** Reads on after a number. @throws SessionError with the code of the refusal */
  async read(session: SessionId, actor: Actor, after: number): Promise<NotePart> {
    const state = await stateToRead(this.#parts.sessions, session, (found) =>
      whyNotReadNotes(found, actor),
    );
    const all = (await this.#parts.store.readNotes(session)).filter(({ seq }) => seq > after);
    const entries: NoteEntry[] = [];
    let bytes = 0;
    for (const entry of all) {
      bytes += Buffer.byteLength(JSON.stringify(entry.text)) + 500;
      if (bytes > PAGE_BYTES && entries.length > 0) break;
      entries.push(entry);
    }
    return { state, entries, more: entries.length < all.length };
  }
}
