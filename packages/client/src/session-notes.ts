import type { Note } from '@fernblick/protocol';
import type { AboutOptions, ActionOptions } from './session-client.ts';

/** A notepad's text that is not at the server yet. */
export interface NoteDraft {
  readonly text: string;
  /** That of the note it was written upon. */
  readonly version: number;
}

/**
 * What agents write down about sessions: one notepad of each agent for each session, which customers never see. The
 * server keeps every notepad; nothing of it is in the snapshot.
 */
export interface SessionNotes {
  /** All notepads of a session, in the order in which they were begun. @throws SessionError `not-allowed` to customers */
  read(options?: AboutOptions): Promise<readonly Note[]>;
  /**
   * Replaces what one's own notepad holds. `version` is that of the note it was written upon, 0 for the first; the
   * answer's is the next.
   * @throws SessionError `note-changed` where another place has written meanwhile, `invalid-message`, `switched-off`
   */
  write(text: string, options: { readonly version: number } & AboutOptions): Promise<Note>;
  /** What was begun in this tab and is not at the server yet, over a reload: of this viewer, for one session. */
  draft(session: string): NoteDraft | null;
  /** Keeps it, null forgets it; false where the browser does not let it, so that it holds for this page only. */
  keepDraft(session: string, draft: NoteDraft | null): boolean;
  /** Calls the listener when a notepad is written: by this client, or elsewhere in a session that this page watches. */
  subscribe(
    listener: (change: { readonly session: string; readonly note: Note }) => void,
    options?: ActionOptions,
  ): () => void;
}
