import type { SessionId } from '@fernblick/protocol';
import type { Logger } from 'pino';
import type { Sessions } from '../sessions.ts';
import type { Audience, LostPlace } from './audience.ts';
import type { Connection } from './connection.ts';

/** Watches the pages behind the places in calls: tells when one goes or comes, and gives up those that stay away. */
export class Presence {
  readonly #audience: Audience;
  readonly #sessions: Sessions;
  readonly #log: Logger;
  readonly #now: () => number;
  readonly #interruptAfterMs: number;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #closed = false;

  constructor(options: {
    readonly audience: Audience;
    readonly sessions: Sessions;
    readonly log: Logger;
    readonly now: () => number;
    readonly interruptAfterMs: number;
  }) {
    this.#audience = options.audience;
    this.#sessions = options.sessions;
    this.#log = options.log;
    this.#now = options.now;
    this.#interruptAfterMs = options.interruptAfterMs;
  }

  /** Gives a place to a page, unless the page is gone already. */
  arrive(connection: Connection, place: LostPlace): void {
    if (!connection.isOpen) return this.#lose(place);
    this.#keep(place);
    this.#audience.takePlace(connection, place.session, place.participant);
  }

  /** A page is gone. */
  async leave(connection: Connection): Promise<void> {
    const lost = this.#audience.drop(connection, this.#now());
    for (const place of lost) {
      this.#lose(place);
      await this.tell(place.session);
    }
  }

  /** A page may no longer see a session. */
  hide(connection: Connection, session: SessionId): void {
    const participant = this.#audience.participantOf(connection, session);
    this.#audience.hide(connection, session);
    if (participant !== null) this.#lose({ session, participant });
  }

  /** Tells those who watch who is here now. */
  async tell(session: SessionId): Promise<void> {
    const state = this.#sessions.cachedState(session) ?? (await this.#sessions.state(session));
    if (state !== null) this.#audience.publishPresence(state);
  }

  /** After a restart: every place in a call is without its page until the page comes back. */
  async restore(sessions: readonly SessionId[]): Promise<void> {
    for (const session of sessions) {
      const state = await this.#sessions.state(session);
      for (const { id, presence } of state?.participants ?? [])
        if (presence === 'joined' && this.#audience.placeOf(session, id) === null)
          this.#lose({ session, participant: id });
    }
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #lose(place: LostPlace): void {
    this.#keep(place);
    this.#audience.markLost(place, this.#now());
    if (this.#closed) return;
    const timer = setTimeout(() => void this.#giveUp(place), this.#interruptAfterMs);
    timer.unref();
    this.#timers.set(keyOf(place), timer);
  }

  #keep(place: LostPlace): void {
    const key = keyOf(place);
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
  }

  async #giveUp(place: LostPlace): Promise<void> {
    const { session, participant } = place;
    this.#timers.delete(keyOf(place));
    if (this.#audience.placeOf(session, participant) !== null) return;
    try {
      await this.#sessions.execute({
        session,
        actor: 'server',
        commandId: null,
        input: null,
        command: () => ({ name: 'connection-expired', facts: { participant } }),
      });
    } catch (error) {
      this.#log.error({ err: error, session }, 'a lost connection could not be given up');
      this.#lose(place);
    }
  }
}

function keyOf({ session, participant }: LostPlace): string {
  return `${session} ${participant}`;
}
