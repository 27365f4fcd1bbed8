import type { ParticipantId } from '@fernblick/protocol';
import type { ServerCommandOf } from './commands.ts';
import type { JournalEntry, SessionEvent, SessionEventOf, SessionEventType } from './events.ts';
import { replay } from './evolve.ts';
import type { Verdict } from './rule.ts';
import { isOver, type Person, type SessionState } from './state.ts';

/** What stands where a name or a text was: no word, so that it needs no language. */
export const ERASED = '—';

/** A customer who is to be forgotten, and under what the journal goes on to tell them from others. */
export interface Forgotten {
  readonly subject: string;
  readonly alias: string;
}

interface Erasing extends Forgotten {
  /** Their places, those that only wait for them included. */
  readonly places: ReadonlySet<ParticipantId>;
  /** Whether it was they who asked for the session. */
  readonly asked: boolean;
}

/**
 * What each kind of event keeps once a customer is forgotten; it stays as it is where there is no name and no word of
 * anybody in it. A new kind does not compile before somebody has thought about it.
 */
const blanked: {
  readonly [T in SessionEventType]: (event: SessionEventOf<T>, who: Erasing) => SessionEventOf<T>;
} = {
  'session-created': (event, who) => ({ ...event, by: personAs(event.by, who) }),
  'session-requested': (event, who) => ({
    ...event,
    by: personAs(event.by, who),
    ...(who.asked ? { reason: ERASED, zone: 'UTC' } : {}),
  }),
  'request-preferred': (event, who) => (who.asked ? { ...event, zone: 'UTC' } : event),
  'request-proposed': (event, who) => (who.asked ? { ...event, message: null } : event),
  'request-confirmed': (event, who) => ({ ...event, by: personAs(event.by, who) }),
  'request-declined': (event, who) => (who.asked ? { ...event, message: ERASED } : event),
  'dial-began': unchanged,
  'ring-began': unchanged,
  'ring-stopped': unchanged,
  'dial-resumed': unchanged,
  'dial-ended': unchanged,
  'participant-invited': (event, who) => ({ ...event, ...namesAs(event, who) }),
  'invitation-made': (event, who) =>
    who.places.has(event.invitation) ? { ...event, subject: who.alias, name: null } : event,
  'invitation-accepted': (event, who) => ({ ...event, by: personAs(event.by, who) }),
  'invitation-revoked': unchanged,
  'participant-joined': (event, who) =>
    who.places.has(event.participant)
      ? { ...event, ...namesAs(event, who), resumeHashes: [] }
      : event,
  'participant-left': unchanged,
  'participant-interrupted': unchanged,
  'control-given': unchanged,
  'call-started': (event, who) => ({ ...event, by: personAs(event.by, who) }),
  'hold-began': unchanged,
  'hold-ended': unchanged,
  'devices-changed': unchanged,
  'call-checked': unchanged,
  'video-offered': unchanged,
  'video-accepted': unchanged,
  'video-declined': unchanged,
  'video-stopped': unchanged,
  'drawing-switched': unchanged,
  'visibility-changed': unchanged,
  'rating-given': (event, who) =>
    who.places.has(event.participant) ? { ...event, comment: '' } : event,
  'picture-kept': (event, who) => ({
    ...event,
    picture: { ...event.picture, by: personAs(event.picture.by, who) },
  }),
  'picture-deleted': (event, who) => ({
    ...event,
    by: event.by === null ? null : personAs(event.by, who),
    reason: ERASED,
  }),
  'recording-asked': (event, who) => ({ ...event, by: personAs(event.by, who) }),
  'recording-answered': unchanged,
  'recording-withdrawn': unchanged,
  'recording-started': unchanged,
  'recording-paused': unchanged,
  'recording-resumed': unchanged,
  'recording-stopped': unchanged,
  'recording-finished': unchanged,
  'recording-deleted': (event, who) => ({
    ...event,
    by: event.by === null ? null : personAs(event.by, who),
    reason: ERASED,
  }),
  'session-filed': unchanged,
  'data-attached': (event) => ({ ...event, value: '' }),
  'ticket-linked': unchanged,
  'ticket-unlinked': unchanged,
  'number-expired': unchanged,
  'session-ended': (event, who) => ({
    ...event,
    by: event.by === null ? null : personAs(event.by, who),
  }),
  'session-cancelled': (event, who) => ({
    ...event,
    ...(event.message !== undefined && who.asked ? { message: ERASED } : {}),
    by: event.by === null ? null : personAs(event.by, who),
  }),
  'contact-erased': unchanged,
};

/**
 * A session's journal without a customer's name, words and data: every entry keeps its number and its time, and what
 * they add up to is the same session, held with nobody in particular. Pure; the same journal twice is the same.
 */
export function forgetContact(
  entries: readonly JournalEntry[],
  forgotten: Forgotten,
): readonly JournalEntry[] {
  const state = replay(entries);
  const places = new Set(state === null ? [] : placesOf(state, forgotten.subject));
  const who = { ...forgotten, places, asked: places.has(state?.request?.participant ?? '') };
  return entries.map((entry) => ({
    ...entry,
    by: entry.by === null ? null : personAs(entry.by, who),
    // What only a newer release knows, only that can blank.
    event: Object.hasOwn(blanked, entry.event.type) ? blank(entry.event, who) : entry.event,
  }));
}

/** A customer of a session, or somebody for whom a place waits. */
export interface SessionContact {
  readonly id: ParticipantId;
  readonly subject: string;
  /** Null where nobody has said it. */
  readonly name: string | null;
}

/** The customers of a session, those included who were only invited. */
export function contactsOf(state: SessionState): readonly SessionContact[] {
  const held = state.participants.filter(({ role }) => role === 'customer');
  const places = new Set(held.map(({ id }) => id));
  const waiting = state.invitations.filter(
    ({ id, role }) => role === 'customer' && !places.has(id),
  );
  return [...held, ...waiting].map(({ id, subject, name }) => ({ id, subject, name }));
}

/** The places that a customer has in a session, or that wait for them. */
export function placesOf(state: SessionState, subject: string): readonly ParticipantId[] {
  return contactsOf(state)
    .filter((contact) => contact.subject === subject)
    .map(({ id }) => id);
}

/** Lets go of pictures and recordings, and says that a customer was forgotten; what goes on is not touched. */
export function eraseContact(
  state: SessionState,
  { facts: { erasure, by, reason } }: ServerCommandOf<'erase-contact'>,
  at: number,
): Verdict {
  if (!isOver(state)) return 'session-running';
  return [
    ...state.pictures.map(({ id }): SessionEvent => ({
      type: 'picture-deleted',
      at,
      picture: id,
      by: null,
      reason: ERASED,
    })),
    ...state.recordings.map(({ id }): SessionEvent => ({
      type: 'recording-deleted',
      at,
      recording: id,
      by: null,
      reason: ERASED,
    })),
    { type: 'contact-erased', at, erasure, by, reason },
  ];
}

// The type parameter ties a rule to its own event, which a union cannot.
function blank<T extends SessionEventType>(
  event: SessionEventOf<T>,
  who: Erasing,
): SessionEventOf<T> {
  const rule: (event: SessionEventOf<T>, who: Erasing) => SessionEventOf<T> = blanked[event.type];
  return rule(event, who);
}

function unchanged<E>(event: E): E {
  return event;
}

function personAs(person: Person, { subject, alias }: Forgotten): Person {
  return person.role === 'customer' && person.subject === subject
    ? { ...person, subject: alias, name: ERASED }
    : person;
}

function namesAs(
  { subject, name, role }: Person,
  who: Forgotten,
): Pick<Person, 'subject' | 'name'> {
  const person = personAs({ subject, name, role }, who);
  return { subject: person.subject, name: person.name };
}
