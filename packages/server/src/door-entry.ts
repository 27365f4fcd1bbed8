import { SessionError, type FunctionName, type SessionId } from '@fernblick/protocol';
import {
  findInvitation,
  nameOf,
  whyNotEnter,
  type Actor,
  type Allowed,
  type DoorRefusal,
  type SessionState,
  type Place,
} from '@fernblick/session';
import type { DoorKey, Doors } from './doors.ts';
import { guestActor } from './guests.ts';
import type { NumberEntry, SessionKey } from './number-entry.ts';
import type { Sessions } from './sessions.ts';
import type { Audience } from './signalling/audience.ts';

/** What stands behind a link, without anything being used up by looking. */
export interface DoorView {
  readonly is: 'open' | DoorRefusal;
  /** Who invites; null where nobody did in person. */
  readonly by: string | null;
  /** For whom it is, where that is known. */
  readonly name: string | null;
  /** True where the name is settled: the place is somebody's whom the host knows. */
  readonly isNamed: boolean;
  /** True where all that is left to do is to say how it was. */
  readonly isOver: boolean;
  /** For when the session is agreed; null for now. */
  readonly scheduledFor: number | null;
}

/** What the door works with. */
export interface DoorEntryOptions {
  readonly sessions: Sessions;
  readonly doors: Doors;
  readonly numbers: NumberEntry;
  readonly audience: Audience;
  readonly now: () => number;
  readonly allowed: (actor: Actor, session: Place | null) => Allowed;
}

interface Door {
  readonly state: SessionState | null;
  readonly place: string;
  readonly refusal: DoorRefusal | null;
}

/** Lets people in by a link: into one session and one place there. */
export class DoorEntry {
  readonly #options: DoorEntryOptions;

  constructor(options: DoorEntryOptions) {
    this.#options = options;
  }

  /** What a link leads to; who is told nothing of a session learns no more than that there is nothing. */
  async look(key: string): Promise<DoorView> {
    const { state, place, refusal } = await this.#find(this.#options.doors.read(key));
    const nothing = { by: null, name: null, isNamed: false, isOver: false, scheduledFor: null };
    if (state === null || refusal === 'gone') return { is: 'gone', ...nothing };
    const invitation = findInvitation(state, place);
    const person = state.participants.find(({ id }) => id === place);
    return {
      is: refusal ?? 'open',
      by: invitation === null ? null : nameOf(invitation.by),
      name: person?.name ?? invitation?.name ?? null,
      isNamed: invitation === null,
      isOver: state.phase === 'done',
      scheduledFor: state.phase === 'confirmed' ? (state.request?.scheduledFor ?? null) : null,
    };
  }

  /**
   * Opens the place behind a link.
   * @param name how the person wants to be called; a place that is somebody's keeps its name
   * @throws SessionError `session-over` or `not-allowed`; `look` says why
   */
  async enter(key: string, name: string | null): Promise<SessionKey> {
    const { state, place, refusal } = await this.#find(this.#options.doors.read(key));
    if (refusal === 'over') throw new SessionError('session-over');
    if (state === null || refusal !== null) throw new SessionError('not-allowed');
    const invitation = findInvitation(state, place);
    const person = state.participants.find(({ id }) => id === place);
    const subject = invitation?.subject ?? person?.subject;
    const called =
      invitation === null ? person?.name : (name ?? person?.name ?? invitation.name ?? undefined);
    if (subject === undefined) throw new SessionError('not-allowed');
    if (called === undefined) throw new SessionError('invalid-message', { at: 'name' });
    return this.#options.numbers.key(state.id, guestActor(subject, called));
  }

  /**
   * Keeps the door open for who has come through it.
   * @throws SessionError `not-authorized` for a key that opens another place, and what `enter` throws
   */
  async renew(key: string, actor: Actor, session: SessionId): Promise<SessionKey> {
    const door = this.#options.doors.read(key);
    const { state, place, refusal } = await this.#find(door);
    const person = state?.participants.find(({ id }) => id === place);
    const subject = (state && findInvitation(state, place)?.subject) ?? person?.subject;
    if (door?.session !== session || subject !== actor.subject)
      throw new SessionError('not-authorized');
    if (refusal === 'over') throw new SessionError('session-over');
    if (refusal !== null && refusal !== 'used') throw new SessionError('not-allowed');
    return this.#options.numbers.key(session, actor);
  }

  async #find(door: DoorKey | null): Promise<Door> {
    const { sessions, audience, now } = this.#options;
    if (door === null) return { state: null, place: '', refusal: 'gone' };
    const { session, participant: place } = door;
    const state = await sessions.state(session);
    const isHere = audience.connections(session).has(place);
    const functions = this.#functions(state);
    return { state, place, refusal: whyNotEnter(state, place, now(), { isHere, functions }) };
  }

  #functions(state: SessionState | null): ReadonlySet<FunctionName> {
    return this.#options.allowed(guestActor('', ''), state).functions;
  }
}
