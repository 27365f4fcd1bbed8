import type { FunctionName, ParticipantId } from '@fernblick/protocol';
import { findInvitation, isWaiting } from './invitation.ts';
import { findRequester, waitingDial, type SessionState } from './state.ts';

/** What a customer is told by e-mail. */
export type MailKind =
  | 'confirmed'
  | 'proposed'
  | 'declined'
  | 'cancelled'
  | 'reminder'
  | 'rating'
  /** Asked for by an agent, with the address: it follows from no change. */
  | 'invitation';

/** An e-mail that follows from what has happened in a session. */
export interface PlannedMail {
  readonly kind: MailKind;
  /** The place of the customer whom it is for. */
  readonly participant: ParticipantId;
  /** Not to be sent before, in milliseconds. */
  readonly dueAt: number;
  /** The moment it is about: the agreed time of a reminder, else when it happened. */
  readonly about: number;
}

const MINUTE_MS = 60_000;
/** Long enough before to finish something else, and short enough to sit down. */
export const REMIND_BEFORE_MS = [60 * MINUTE_MS, 10 * MINUTE_MS] as const;
/** A reminder so soon after the confirmation would say the same twice. */
const APART_MS = 15 * MINUTE_MS;
/** Whoever wanted to rate in the call's window has done so by then. */
export const ASK_RATING_AFTER_MS = 60 * MINUTE_MS;

/** What is to be told by e-mail about a change; whether it still holds is looked at again when it is sent. */
export function planMails(
  before: SessionState | null,
  after: SessionState,
): readonly PlannedMail[] {
  if (before === null) return [];
  if (before.internal && !after.internal) return planWhatWasKept(before, after);
  return [...planAnswers(before, after), ...planRatings(before, after)];
}

/**
 * Nothing leaves an internal session; public again, it tells what stands now and was said in between, and asks for the ratings
 * whose time was then. What was told before is not told twice, and reminders wait for their time in either case.
 */
function planWhatWasKept(before: SessionState, after: SessionState): readonly PlannedMail[] {
  const since = before.visibilityChanged?.at ?? 0;
  const { request, phase, history, updatedAt: at } = after;
  const saidAt = (phase === 'requested' ? request?.proposed?.at : history.at(-1)?.at) ?? 0;
  // Whoever calls sees that somebody comes.
  const isCall =
    phase === 'confirmed' && request?.dial?.outcome === 'answered' && request.scheduledFor === null;
  const asked = {
    ...after,
    phase: 'requested' as const,
    request: request && { ...request, proposed: null },
  };
  const answers = saidAt < since || isCall ? [] : planAnswers(asked, after);
  const ratings = planRatings({ ...after, phase: 'in-progress' }, after, history.at(-1)?.at ?? at);
  return [
    ...answers.filter(({ kind }) => kind !== 'reminder'),
    ...ratings
      .filter(({ dueAt }) => dueAt >= since && dueAt <= at)
      .map((mail) => ({ ...mail, dueAt: at })),
  ];
}

function planAnswers(before: SessionState, after: SessionState): readonly PlannedMail[] {
  const requester = findRequester(after);
  const { request } = after;
  if (requester === null || request === null) return [];
  const at = after.updatedAt;
  const tell = (kind: MailKind, dueAt = at, about = at): PlannedMail => ({
    kind,
    participant: requester.id,
    dueAt,
    about,
  });
  if (before.phase !== 'cancelled' && after.phase === 'cancelled') {
    const isDeclined = after.end?.reason === 'declined';
    // Who takes back what nobody had answered knows it, and has nothing in the calendar.
    const isOwn = after.end?.reason === 'withdrawn' && request.scheduledFor === null;
    return isOwn ? [] : [tell(isDeclined ? 'declined' : 'cancelled')];
  }
  if (before.phase === 'requested' && after.phase === 'confirmed') {
    const { scheduledFor } = request;
    // Whoever calls sees that somebody comes: they sit in front of the page. A time instead has to be remembered.
    if (scheduledFor === null) return waitingDial(before) === null ? [tell('confirmed')] : [];
    const reminders = REMIND_BEFORE_MS.map((ms) => scheduledFor - ms)
      .filter((dueAt) => dueAt >= at + APART_MS)
      .map((dueAt) => tell('reminder', dueAt, scheduledFor));
    return [tell('confirmed'), ...reminders];
  }
  const { proposed } = request;
  const isNew = proposed !== null && proposed !== before.request?.proposed;
  return after.phase === 'requested' && isNew ? [tell('proposed', at, proposed.at)] : [];
}

function planRatings(
  before: Pick<SessionState, 'phase'>,
  after: SessionState,
  at = after.updatedAt,
): readonly PlannedMail[] {
  if (before.phase !== 'in-progress' || after.phase !== 'done') return [];
  return after.participants
    .filter(({ role, epoch }) => role === 'customer' && epoch > 0)
    .map(({ id }) => ({
      kind: 'rating',
      participant: id,
      dueAt: at + ASK_RATING_AFTER_MS,
      about: at,
    }));
}

/**
 * Whether an e-mail that is not due now is to wait until its session is public again: one that was due before it became
 * internal and could not be sent then. What becomes due while it is internal is planned anew with the end of that.
 */
export function waitsForPublic(
  mail: Pick<PlannedMail, 'kind' | 'participant' | 'about' | 'dueAt'>,
  state: SessionState,
  at: number,
  functions: ReadonlySet<FunctionName>,
): boolean {
  const isOlder = mail.dueAt < (state.visibilityChanged?.at ?? 0);
  return (
    state.internal && isOlder && isStillDue(mail, { ...state, internal: false }, at, functions)
  );
}

/** Whether an e-mail still says what is true, and may be sent: nothing leaves an internal session. */
export function isStillDue(
  mail: Pick<PlannedMail, 'kind' | 'participant' | 'about'>,
  state: SessionState,
  at: number,
  functions: ReadonlySet<FunctionName>,
): boolean {
  if (mail.kind === 'invitation') {
    const invitation = findInvitation(state, mail.participant);
    const isOpen = invitation !== null && isWaiting(state, invitation, at);
    // Colleagues may come to what is kept from customers.
    const isShut = state.internal && invitation?.role === 'customer';
    return isOpen && !isShut && functions.has('invitations');
  }
  const person = state.participants.find(({ id }) => id === mail.participant);
  if (state.internal || person === undefined || !functions.has('mails')) return false;
  const { request, phase } = state;
  const scheduledFor = request?.scheduledFor ?? null;
  switch (mail.kind) {
    case 'confirmed':
      return phase === 'confirmed' && (scheduledFor === null || at < scheduledFor);
    case 'proposed':
      return (
        phase === 'requested' &&
        request?.proposed?.at === mail.about &&
        request.proposed.times.some((time) => time > at)
      );
    case 'declined':
    case 'cancelled':
      return phase === 'cancelled';
    case 'reminder':
      return (
        functions.has('reminders') &&
        phase === 'confirmed' &&
        scheduledFor === mail.about &&
        at < scheduledFor &&
        person.presence !== 'joined'
      );
    case 'rating':
      return (
        functions.has('ratings') &&
        phase === 'done' &&
        !state.ratings.some(({ participant }) => participant === person.id)
      );
  }
}
