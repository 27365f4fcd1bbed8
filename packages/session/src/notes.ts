import type { ErrorCode, Note } from '@fernblick/protocol';
import type { Actor } from './commands.ts';
import { mayWatch } from './may-watch.ts';
import { allowedFor, nothingDecided, type Allowed } from './settings.ts';
import type { Person, SessionState } from './state.ts';

/** One agent's notepad of one session as it is kept, beside the journal; a host's counts as an agent's. */
export interface NoteEntry {
  readonly seq: number;
  readonly by: Person;
  readonly text: string;
  readonly at: number;
  readonly version: number;
}

/** Why somebody may not read what agents write down about a session; null where they may. */
export function whyNotReadNotes(state: SessionState, actor: Actor): ErrorCode | null {
  if (!mayWatch(state, actor)) return 'not-found';
  return actor.role === 'agent' ? null : 'not-allowed';
}

/** Why somebody may not write in a notepad of their own; null where they may: before, during and after the call. */
export function whyNotWriteNote(
  state: SessionState,
  actor: Actor,
  allowed: Allowed = allowedFor(nothingDecided, actor, state),
): ErrorCode | null {
  const refusal = whyNotReadNotes(state, actor);
  if (refusal !== null) return refusal;
  return allowed.functions.has('notes') ? null : 'switched-off';
}

/** A notepad as one viewer may read it; null for who may not. The only form in which a notepad leaves the server. */
export function noteFor(state: SessionState, viewer: Actor, entry: NoteEntry): Note | null {
  if (whyNotReadNotes(state, viewer) !== null) return null;
  const { seq, by, text, at, version } = entry;
  return { seq, by: by.name, you: by.subject === viewer.subject, text, at, version };
}
