import type { ErrorCode } from '@fernblick/protocol';
import type { Actor, PersonCommandOf, ServerCommandOf } from './commands.ts';
import { mayWatch } from './may-watch.ts';
import type { Situation, Verdict } from './rule.ts';
import { allowedFor, nothingDecided, type Allowed } from './settings.ts';
import { findPerson, personOf, type SessionState } from './state.ts';

/** Versions count too; keeps the view below its size limit. */
export const MAX_PICTURES = 60;
/** As much may all pictures of a session have together. */
export const MAX_PICTURES_BYTES = 300_000_000;
/** So long after the end of a call a picture that was taken in it may still arrive. */
const LATE_MS = 60 * 60 * 1_000;

/**
 * Keeps a picture that somebody has taken in the call, or an edited version of one that is there. Who was in the call
 * may do so until an hour after its end; versions are also saved by agents who were not, and at any time.
 */
export function keepPicture(
  { state, actor, me, at }: Situation,
  { input, facts }: PersonCommandOf<'picture:keep'>,
): Verdict {
  const { parent = null, of = null, frameMs = null, document, takenAt, drawings, full } = input;
  const refusal = whyNotKeep(state, actor);
  if (refusal !== null) return refusal;
  if (parent === null) {
    if (me === null || me.epoch === 0) return 'not-joined';
    if (state.end !== null && at > state.end.at + LATE_MS) return 'session-over';
  } else if (!state.pictures.some(({ id }) => id === parent)) return 'not-found';
  const bytes = state.pictures.reduce((sum, picture) => sum + picture.bytes, facts.file.bytes);
  if (state.pictures.length >= MAX_PICTURES || bytes > MAX_PICTURES_BYTES) return 'pictures-full';
  const picture = {
    ...facts.file,
    id: facts.picture,
    by: personOf(actor),
    // A page's clock may be wrong, but nothing is taken before its session, or in the future.
    at: parent === null ? Math.max(state.history[0]?.at ?? at, Math.min(takenAt, at)) : at,
    of: state.participants.some(({ id }) => id === of) ? of : null,
    frameMs,
    drawings,
    full,
    parent,
    hasDocument: document !== undefined,
  };
  return [{ type: 'picture-kept', at, picture }];
}

/** Deletes a picture; its versions, and what it is a version of, stay. */
export function deletePicture(
  { state, actor, at }: Situation,
  { input: { picture, reason } }: PersonCommandOf<'picture:delete'>,
): Verdict {
  if (!state.pictures.some(({ id }) => id === picture)) return 'not-found';
  return [{ type: 'picture-deleted', at, picture, by: personOf(actor), reason }];
}

/** Deletes what is older than pictures are kept. */
export function expirePictures(
  state: SessionState,
  { facts: { before } }: ServerCommandOf<'expire-pictures'>,
  at: number,
): Verdict {
  return state.pictures
    .filter((picture) => picture.at < before)
    .map(({ id }) => ({
      type: 'picture-deleted',
      at,
      picture: id,
      by: null,
      reason: 'Its time was up.',
    }));
}

/** Why somebody may not upload a file for a session; null where they may, as far as can be said before it is there. */
export function whyNotUpload(
  state: SessionState,
  actor: Actor,
  allowed: Allowed = allowedFor(nothingDecided, actor, state),
): ErrorCode | null {
  if (!mayWatch(state, actor)) return 'not-found';
  if (!allowed.functions.has('screenshots')) return 'switched-off';
  return state.pictures.length >= MAX_PICTURES ? 'pictures-full' : whyNotKeep(state, actor);
}

/** Why somebody may not see a picture; null where they may: its session decides, and nothing else. */
export function whyNotReadPicture(
  state: SessionState,
  actor: Actor,
  picture: string,
): ErrorCode | null {
  const isThere = state.pictures.some(({ id }) => id === picture);
  return mayWatch(state, actor) && isThere ? null : 'not-found';
}

function whyNotKeep(state: SessionState, actor: Actor): ErrorCode | null {
  if (state.phase !== 'in-progress' && state.phase !== 'done') return 'session-not-running';
  const me = findPerson(state, actor);
  return actor.role === 'agent' || (me !== null && me.epoch > 0) ? null : 'not-joined';
}
