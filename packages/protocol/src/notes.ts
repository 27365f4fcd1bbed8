import * as v from 'valibot';
import { Count, PersonName, SessionId, text, Timestamp } from './shapes.ts';

/** Some pages of print; counted as browsers count `maxlength`: in UTF-16 units. */
export const MAX_NOTE_CHARACTERS = 10_000;

/** What an agent writes down about a session; may be empty. */
export const NoteText = text(MAX_NOTE_CHARACTERS);

/** One agent's notepad of one session, as another agent or they themselves read it. */
export const Note = v.object({
  /** Counts the notepads of the session from 1, in the order in which they were begun. */
  seq: Count,
  /** Whose it is. */
  by: PersonName,
  /** True for the viewer's own. */
  you: v.boolean(),
  text: NoteText,
  /** When it was last changed. */
  at: Timestamp,
  /** Grows with every change; what is written must name the one it was written upon. */
  version: Count,
});
export type Note = v.InferOutput<typeof Note>;

/** What `note:write` takes; a page checks it too: the server ends a connection that brings far too much. */
export const noteWrite = {
  /** The longest notepad in the widest script, as JSON. */
  maxBytes: 45_000,
  request: v.object({ session: SessionId, text: NoteText, version: Count }),
} as const;
