import type { NoteDraft, SessionNotes } from '@fernblick/client';
import { SessionError } from '@fernblick/client';
import type { Note } from '@fernblick/protocol';

type Change = { readonly session: string; readonly note: Note };

/** Notepads without a server, for tests: they are written here, and others write by `tell`. */
export class FakeNotes implements SessionNotes {
  kept: readonly Note[] = [];
  readonly drafts = new Map<string, NoteDraft>();
  readonly #did: (call: string) => Promise<void>;
  readonly #listeners = new Set<(change: Change) => void>();

  constructor(did: (call: string) => Promise<void>) {
    this.#did = did;
  }

  async read(): Promise<readonly Note[]> {
    await this.#did('notes.read');
    return this.kept;
  }

  async write(text: string, { version }: { readonly version: number }): Promise<Note> {
    await this.#did(`notes.write ${version} ${text}`);
    const own = this.kept.find(({ you }) => you);
    if ((own?.version ?? 0) !== version) throw new SessionError('note-changed');
    const note = noteOf({ ...own, text, version: version + 1 });
    this.kept = [...this.kept.filter(({ you }) => !you), note];
    return note;
  }

  draft(session: string): NoteDraft | null {
    return this.drafts.get(session) ?? null;
  }

  keepDraft(session: string, draft: NoteDraft | null): boolean {
    if (draft === null) this.drafts.delete(session);
    else this.drafts.set(session, draft);
    return true;
  }

  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Another page writes. */
  tell(session: string, note: Note): void {
    this.kept = [...this.kept.filter(({ seq }) => seq !== note.seq), note];
    for (const listener of this.#listeners) listener({ session, note });
  }
}

/** A notepad of the viewer's, unless told otherwise. */
export function noteOf(change: Partial<Note> = {}): Note {
  return { seq: 1, by: 'Anna Brandt', you: true, text: '', at: Date.now(), version: 1, ...change };
}
