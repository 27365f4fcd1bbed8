import {
  SessionError,
  type ChatReaders,
  type MessageId,
  type SessionId,
} from '@fernblick/protocol';
import {
  whyNotReadChat,
  whyNotWriteChat,
  type Actor,
  type ChatEntry,
  type SessionState,
} from '@fernblick/session';
import { stateToRead, type FeedParts } from './feed-parts.ts';

/** More than anybody writes in a day; keeps what a late joiner has to read bounded. Each kind of readers has its own. */
const LIMITS = { messages: 5_000, bytes: 5_000_000 };
/** With its answer around it, a page stays below the 64 kB of a message. */
const PAGE_BYTES = 60_000;

/** Who writes, to whom, and what. */
export interface ChatOrder {
  readonly session: SessionId;
  readonly actor: Actor;
  readonly id: MessageId;
  readonly to: ChatReaders;
  readonly text: string;
  /** Called when the message is on disk and was not there before. */
  readonly added: (state: SessionState, entry: ChatEntry) => void;
}

/** A part of the chat with what is needed to say who may read it. */
export interface ChatPart {
  readonly state: SessionState;
  readonly entries: readonly ChatEntry[];
  readonly more: boolean;
}

/** What is written in the sessions: two feeds for each, kept beside the journal and read by number. */
export class ChatFeed {
  readonly #parts: FeedParts;

  constructor(parts: FeedParts) {
    this.#parts = parts;
  }

  /**
   * Adds a message; answers with it once it is on disk.
   * @throws SessionError with the code of the refusal, `chat-full`, `command-id-reused` or `storage-unavailable`
   */
  async write(
    order: ChatOrder,
  ): Promise<{ readonly state: SessionState; readonly entry: ChatEntry }> {
    const { session, actor, id, to, text, added } = order;
    // In turn with the session's commands: nothing is added to what has just ended, and notices go out by number.
    return this.#parts.sessions.withState(session, async (state) => {
      if (state === null) throw new SessionError('not-found');
      const refusal = whyNotWriteChat(state, actor, to, this.#parts.allowed(actor, state));
      if (refusal !== null) throw new SessionError(refusal);
      const { subject, name, role } = actor;
      const done = await this.#parts.store.appendChat({
        session,
        message: { id, to, at: this.#parts.now(), by: { subject, name, role }, text },
        limits: LIMITS,
      });
      if (!('entry' in done))
        throw new SessionError(done.is === 'full' ? 'chat-full' : 'command-id-reused');
      if (done.is === 'added') added(state, done.entry);
      return { state, entry: done.entry };
    });
  }

  /** Reads on after a number. @throws SessionError with the code of the refusal */
  async read(session: SessionId, actor: Actor, to: ChatReaders, after: number): Promise<ChatPart> {
    const state = await stateToRead(this.#parts.sessions, session, (found) =>
      whyNotReadChat(found, actor, to),
    );
    return { state, ...(await this.#parts.store.readChat(session, to, after, PAGE_BYTES)) };
  }

  /** Everything that these readers may read. @throws SessionError as `read` */
  async readAll(session: SessionId, actor: Actor, to: ChatReaders): Promise<readonly ChatEntry[]> {
    const all: ChatEntry[] = [];
    for (let more = true; more;) {
      const part = await this.read(session, actor, to, all.at(-1)?.seq ?? 0);
      all.push(...part.entries);
      more = part.more;
    }
    return all;
  }
}
