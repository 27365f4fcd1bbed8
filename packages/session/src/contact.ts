import type { DataField, ErrorCode, HistoryLine, ParticipantId } from '@fernblick/protocol';
import { MAX_FIELDS } from '@fernblick/protocol';
import type { Actor, PersonCommandOf } from './commands.ts';
import { mayWatch } from './may-watch.ts';
import type { Situation, Verdict } from './rule.ts';
import { allowedFor, nothingDecided, type Allowed } from './settings.ts';
import { callBeganAt, personOf, type Participant, type SessionState } from './state.ts';

/** Says or corrects one thing about the interaction. Which fields there are is the host's to say. */
export function attach(
  { state, actor, at }: Situation,
  { input: { name, value, expected } }: PersonCommandOf<'session:attach'>,
): Verdict {
  const before = state.attached.find((field) => field.name === name);
  if (before?.value === value) return [];
  if (before === undefined) {
    if (actor.scope.is !== 'host') return 'unknown-field';
    if (state.attached.length >= MAX_FIELDS) return 'too-many-fields';
  }
  if (isOutdated(before, { name, value, expected })) return 'field-changed';
  return [{ type: 'data-attached', at, by: personOf(actor), name, value }];
}

/** A change of a field, with what it held when the change was begun, where that is known. */
export interface FieldChange extends DataField {
  readonly expected?: string | undefined;
}

/** True where somebody else has changed the field meanwhile, to something else than this change would. */
export function isOutdated(before: DataField | undefined, change: FieldChange): boolean {
  const { expected, value } = change;
  return expected !== undefined && before?.value !== expected && before?.value !== value;
}

/** The customer that a place in the session stands for; null where it is no customer's. */
export function contactAt(state: SessionState, participant: ParticipantId): Participant | null {
  return (
    state.participants.find(({ id, role }) => id === participant && role === 'customer') ?? null
  );
}

/** Whose session it is: who has asked, was put on the list or has come; not who has only tried out for it. */
export function customersOf({ participants }: SessionState): readonly Participant[] {
  return participants.filter(({ role, unasked }) => role === 'customer' && unasked !== true);
}

/** Why somebody may not read what is known about the customers of a session; null where they may. */
export function whyNotReadContact(state: SessionState, actor: Actor): ErrorCode | null {
  if (!mayWatch(state, actor)) return 'not-found';
  return actor.role === 'agent' ? null : 'not-allowed';
}

/** Why somebody may not correct it; null where they may. */
export function whyNotChangeContact(
  state: SessionState,
  actor: Actor,
  allowed: Allowed = allowedFor(nothingDecided, actor, state),
): ErrorCode | null {
  const refusal = whyNotReadContact(state, actor);
  if (refusal !== null) return refusal;
  return allowed.functions.has('contacts') ? null : 'switched-off';
}

/** A session as one agent may read it in a customer's history; null for who may not know of it, and where it was not theirs. */
export function historyLineFor(
  state: SessionState,
  viewer: Actor,
  customer: string,
): HistoryLine | null {
  const isTheirs = customersOf(state).some(({ subject }) => subject === customer);
  return isTheirs && whyNotReadContact(state, viewer) === null ? historyLine(state) : null;
}

/** What every list of sessions says of one. */
export function historyLine(state: SessionState): HistoryLine {
  const { history, end, filed } = state;
  const startedAt = callBeganAt(state);
  return {
    session: state.id,
    at: history[0]?.at ?? state.updatedAt,
    phase: state.phase,
    reason: end?.reason ?? null,
    durationMs: startedAt === null || end === null ? null : end.at - startedAt,
    agents: state.participants
      .filter(({ role, epoch }) => role === 'agent' && epoch > 0)
      .map(({ name }) => name),
    tickets: [...state.tickets],
    filed: filed === null ? null : { by: filed.by.name, disposition: filed.disposition },
    stars: state.ratings.map(({ stars }) => stars),
  };
}
