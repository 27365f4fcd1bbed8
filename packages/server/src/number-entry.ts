import { SessionError, type SessionId } from '@fernblick/protocol';
import {
  canBeFoundByNumber,
  isNumberTaken,
  mayWatch,
  type Actor,
  type Allowed,
  type Place,
} from '@fernblick/session';
import type { JournalStore } from './journal/journal-store.ts';
import type { FailureLimit } from './limits.ts';
import type { Sessions } from './sessions.ts';
import { MAX_TOKEN_S, type Tokens } from './tokens.ts';

/** What opens the door to one session. */
export interface SessionKey {
  readonly session: SessionId;
  readonly token: string;
  /** In milliseconds. */
  readonly expiresAt: number;
}

/** What entry by number works with. */
export interface NumberEntryOptions {
  readonly sessions: Sessions;
  readonly store: JournalStore;
  readonly tokens: Tokens;
  readonly now: () => number;
  readonly allowed: (actor: Actor, session: Place | null) => Allowed;
  /** Wrong numbers, by address and by person. */
  readonly wrongNumbers: FailureLimit;
}

/** Lets people into a session by the number that was read out to them, and guesses to nobody. */
export class NumberEntry {
  readonly #options: NumberEntryOptions;

  constructor(options: NumberEntryOptions) {
    this.#options = options;
  }

  /**
   * @param keys whom wrong numbers count against
   * @param before who came from the same browser earlier: into the same session they come back as the same person
   * @throws SessionError `switched-off`, `too-many-tries`, `invalid-number`, or `number-taken` while somebody else is in
   *   the session with it
   */
  async enter(
    number: string,
    actor: Actor,
    keys: readonly string[],
    before: Actor | null = null,
  ): Promise<SessionKey> {
    const { allowed, wrongNumbers, store, sessions, now } = this.#options;
    if (!allowed(actor, null).functions.has('numbers')) throw new SessionError('switched-off');
    if (keys.some((key) => wrongNumbers.isBlocked(key))) throw new SessionError('too-many-tries');
    // Counted before it is looked up, so that guesses sent side by side count too; a hit is forgiven.
    for (const key of keys) wrongNumbers.count(key);
    const id = await store.sessionOfNumber(number);
    const state = id === null ? null : await sessions.state(id);
    // Colleagues find what their token would show them anyway; for customers the number is the key.
    const open = state !== null && (actor.role === 'customer' || mayWatch(state, actor));
    if (!open || !canBeFoundByNumber(state, now())) throw new SessionError('invalid-number');
    for (const key of keys) wrongNumbers.forgive(key);
    // Before devices are chosen for nothing; the rules look once more at whoever joins.
    const isBack = before?.scope.is === 'session' && before.scope.session === state.id;
    const person = isBack ? { ...actor, subject: before.subject } : actor;
    if (person.role === 'customer' && isNumberTaken(state, person))
      throw new SessionError('number-taken');
    return this.key(state.id, person, 'number');
  }

  /** A key of the same kind, for whoever is inside already. */
  async key(session: SessionId, actor: Actor, door?: 'number'): Promise<SessionKey> {
    const { subject, name, role, portals } = actor;
    const made = await this.#options.tokens.mint({
      subject,
      name,
      role,
      portals: role === 'agent' ? portals : [],
      scope: { session },
      ...(door === undefined || role === 'agent' ? {} : { door }),
      lifetimeMs: MAX_TOKEN_S * 1_000,
    });
    return { session, ...made };
  }
}
