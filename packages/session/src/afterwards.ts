import type { Disposition, DispositionUse } from '@fernblick/protocol';
import type { PersonCommandOf } from './commands.ts';
import type { Situation, Verdict } from './rule.ts';
import type { Allowed } from './settings.ts';
import { isOver, joinedOnes, personOf } from './state.ts';

/** How long a customer may change their rating after giving it, in milliseconds. */
export const RATING_OPEN_MS = 24 * 60 * 60 * 1_000;
/** Keeps the view below its size limit. */
export const MAX_RATINGS = 20;

/** Keeps the session from the customers or shows it again; nothing in it is lost either way. */
export function setVisibility(
  { state, actor, at }: Situation,
  { input: { internal } }: PersonCommandOf<'session:visibility'>,
): Verdict {
  if (state.internal === internal) return [];
  // Nobody can be kept from a call in which they are.
  if (internal && joinedOnes(state, 'customer').length > 0) return 'customer-in-call';
  return [{ type: 'visibility-changed', at, internal, by: personOf(actor) }];
}

/** A customer who was in the call says how good it was; the same again is once, and for a day it may be changed. */
export function rate(
  { state, me, at }: Situation,
  { input: { stars, comment } }: PersonCommandOf<'session:rate'>,
): Verdict {
  if (state.phase !== 'done') return 'not-over-yet';
  if (me === null || me.epoch === 0) return 'not-joined';
  const before = state.ratings.find((rating) => rating.participant === me.id);
  if (before?.stars === stars && before.comment === comment) return [];
  if (before === undefined && state.ratings.length >= MAX_RATINGS) return 'session-full';
  if (before !== undefined && at > before.at + RATING_OPEN_MS) return 'rating-closed';
  return [{ type: 'rating-given', at, participant: me.id, stars, comment }];
}

/** Marks a session done for the agents, with what came of it; once more corrects that. */
export function file(
  { state, actor, at, allowed }: Situation,
  { input: { disposition }, facts: { dispositions } }: PersonCommandOf<'session:file'>,
): Verdict {
  if (!isOver(state)) return 'still-open';
  const use = dispositionUse(allowed, dispositions);
  const chosen = dispositions.find(({ code }) => code === disposition) ?? null;
  if (disposition !== null && use === 'off') return 'switched-off';
  if (disposition !== null && chosen === null) return 'unknown-disposition';
  if (use === 'required' && chosen === null) return 'disposition-required';
  if (state.filed !== null && state.filed.disposition?.code === chosen?.code) return [];
  return [{ type: 'session-filed', at, by: personOf(actor), disposition: chosen }];
}

/** Whether a disposition is asked for and has to be given: where there is none to choose, nobody is asked. */
export function dispositionUse(
  { dispositions: use }: Allowed,
  all: readonly Disposition[],
): DispositionUse {
  return all.length === 0 ? 'off' : use;
}
