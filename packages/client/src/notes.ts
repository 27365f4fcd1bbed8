import { checkMessage, noteWrite, SessionError, type Note } from '@fernblick/protocol';
import { Emitter } from './emitter.ts';
import { loggable } from './logger.ts';
import type { AboutOptions, ActionOptions, Logger } from './session-client.ts';
import type { NoteDraft, SessionNotes } from './session-notes.ts';
import type { ServerConnection } from './signalling/server-connection.ts';

/** What the notepads need of the call they belong to. */
export interface NotesOptions {
  readonly connection: ServerConnection;
  /** The present session; null while there is none. */
  readonly session: () => string | null;
  /** Who the viewer is; null before that is known. */
  readonly subject: () => string | null;
  readonly logger: Logger;
}

/** The notepads of sessions, read and written at the server; keeps nothing. */
export class Notes implements SessionNotes {
  readonly #options: NotesOptions;
  readonly #changes: Emitter<{ readonly changed: { session: string; note: Note } }>;

  constructor(options: NotesOptions) {
    this.#options = options;
    this.#changes = new Emitter((error) =>
      options.logger.log('error', 'A listener threw', loggable(error)),
    );
  }

  async read({ session, signal }: AboutOptions = {}): Promise<readonly Note[]> {
    const about = this.#about(session);
    const all: Note[] = [];
    for (let more = true; more;) {
      const after = all.at(-1)?.seq ?? 0;
      const part = await this.#options.connection.request(
        'notes:read',
        { session: about, after },
        { signal },
      );
      all.push(...part.notes);
      more = part.more;
    }
    return all;
  }

  async write(
    text: string,
    { version, session, signal }: { readonly version: number } & AboutOptions,
  ): Promise<Note> {
    // Refused here what the server would refuse: it ends a connection that brings far too much.
    const input = { session: this.#about(session), text, version };
    const message = checkMessage(noteWrite.request, noteWrite.maxBytes, input);
    const { note } = await this.#options.connection.request('note:write', message, { signal });
    // Whatever else shows it on this page; the server tells the others.
    this.changed(message.session, note);
    return note;
  }

  subscribe(
    listener: (change: { readonly session: string; readonly note: Note }) => void,
    { signal }: ActionOptions = {},
  ): () => void {
    return this.#changes.on('changed', listener, signal);
  }

  draft(session: string): NoteDraft | null {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.#key(session)) ?? 'null') as unknown;
      return isDraft(kept) ? kept : null;
    } catch {
      // Storage is forbidden, or holds what is not ours.
      return null;
    }
  }

  keepDraft(session: string, draft: NoteDraft | null): boolean {
    try {
      if (draft === null) sessionStorage.removeItem(this.#key(session));
      else sessionStorage.setItem(this.#key(session), JSON.stringify(draft));
      return true;
    } catch {
      // Storage is forbidden or full.
      return false;
    }
  }

  /** Another page has written. */
  changed(session: string, note: Note): void {
    this.#changes.emit('changed', { session, note });
  }

  close(): void {
    this.#changes.clear();
  }

  #key(session: string): string {
    return `fernblick:note:${session}:${this.#options.subject() ?? ''}`;
  }

  #about(session = this.#options.session()): string {
    if (session === null) throw new SessionError('not-found');
    return session;
  }
}

function isDraft(kept: unknown): kept is NoteDraft {
  if (typeof kept !== 'object' || kept === null) return false;
  const { text, version } = kept as Record<string, unknown>;
  return typeof text === 'string' && typeof version === 'number';
}
