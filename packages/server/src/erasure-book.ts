import { randomBytes } from 'node:crypto';
import { SessionError, type SessionId } from '@fernblick/protocol';
import { isOver, type PersonCommand, type SessionState } from '@fernblick/session';
import type { Logger } from 'pino';
import type { ContactBook } from './contact-book.ts';
import type { Pictures } from './files/pictures.ts';
import type { By } from './http/host-actor.ts';
import { freshCommandId, hostActor } from './http/host-actor.ts';
import type { HostSession } from './http/host-session.ts';
import { redactMessage } from './http/webhook-book.ts';
import type { Erasure, OpenErasure } from './journal/erasure-store.ts';
import type { JournalStore } from './journal/journal-store.ts';
import type { Recordings } from './recordings/recordings.ts';
import type { Sessions } from './sessions.ts';
import type { Audience } from './signalling/audience.ts';

const AT_ONCE = 50;
/** Writing so much anew takes about half a second, in which calls go on; more waits until there are none. */
const SMALL_BYTES = 16_000_000;

/** What the book works with. */
export interface ErasureBookOptions {
  readonly store: JournalStore;
  readonly sessions: Sessions;
  readonly contacts: Pick<ContactBook, 'inTurn'>;
  readonly pictures: Pictures;
  readonly recordings: Recordings;
  readonly audience: Audience;
  readonly describe: (state: SessionState) => HostSession;
  readonly log: Logger;
  readonly now: () => number;
  /** Called when there is something to tell hosts. */
  readonly told: () => void;
}

/** Forgets customers where they ask for it: session by session, going on after a restart where it stopped. */
export class ErasureBook {
  readonly #options: ErasureBookOptions;
  /** One after the other: the same customer twice at once would be counted twice. */
  #turn: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(options: ErasureBookOptions) {
    this.#options = options;
  }

  /**
   * Forgets a customer, and answers once nothing is left.
   * @throws SessionError `not-found` where nothing is kept of them, `session-running` while they are in a call
   */
  erase(
    subject: string,
    { reason, by }: { readonly reason: string; readonly by: By | undefined },
  ): Promise<Erasure> {
    return this.#inTurn(async () => {
      const { store, now } = this.#options;
      const sessions = await this.#sessionsOf(subject);
      if (sessions.length === 0 && (await store.contact(subject)) === null)
        throw new SessionError('not-found');
      for (const session of sessions) {
        const state = await this.#options.sessions.state(session);
        if (state?.phase === 'in-progress') throw new SessionError('session-running');
      }
      const { subject: who, name } = hostActor(by);
      const erasure: OpenErasure = {
        id: randomBytes(16).toString('base64url'),
        at: now(),
        by: { subject: who, name },
        reason,
        sessions: 0,
        doneAt: null,
        subject,
        alias: `erased-${randomBytes(16).toString('base64url')}`,
      };
      await store.erasures.begin(erasure);
      return this.#carryOut(erasure);
    });
  }

  /** Goes on with what a stop has broken off. */
  async resume(): Promise<void> {
    for (const { id } of await this.#options.store.erasures.open())
      await this.#inTurn(() => this.#goOn(id)).catch((error: unknown) => {
        // The others are not to wait for it.
        this.#options.log.error({ err: error, erasure: id }, 'an erasure is tried again later');
      });
    await this.tidy();
  }

  /** Sees to it that what was forgotten is in no unused place of a file either; waits where that would hold up calls. */
  async tidy(): Promise<void> {
    const { store, log } = this.#options;
    if (this.#isClosed || !(await store.erasures.needsCompacting())) return;
    const isQuiet = (await store.sessionsWithJoined()).length === 0;
    if (!isQuiet && (await store.erasures.size()) > SMALL_BYTES) {
      log.info('the journal is written anew once no call is under way');
      return;
    }
    await store.erasures.compact();
  }

  /** Resolves when what is under way has stopped; the rest goes on after the next start. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled([this.#turn]);
  }

  /** Nothing where it was carried out since it was looked for. */
  async #goOn(id: string): Promise<void> {
    const erasure = (await this.#options.store.erasures.open()).find((one) => one.id === id);
    if (erasure !== undefined) await this.#carryOut(erasure);
  }

  async #carryOut(erasure: OpenErasure): Promise<Erasure> {
    const { store, contacts, now, told } = this.#options;
    const { id, at, by, reason, subject } = erasure;
    let { sessions } = erasure;
    for (;;) {
      const some = await store.erasures.sessionsOf(subject, '', AT_ONCE);
      if (some.length === 0) break;
      for (const session of some) {
        if (this.#isClosed) throw new SessionError('server-stopping');
        await this.#eraseFrom(session, erasure);
        sessions += 1;
      }
      told();
    }
    const doneAt = now();
    // A correction that an agent is making would bring back what is forgotten here.
    await contacts.inTurn(() => store.erasures.finish(erasure, doneAt));
    await this.tidy();
    return { id, at, by, reason, sessions, doneAt };
  }

  async #eraseFrom(session: SessionId, erasure: OpenErasure): Promise<void> {
    const { sessions, pictures, recordings, audience, describe } = this.#options;
    await this.#endIfOpen(session, erasure);
    // The files first: what the journal does not name any more would only be found by sweeping.
    await pictures.removeAll(session);
    await recordings.removeAll(session);
    const { id, subject, alias, by, reason } = erasure;
    const names = namesOf(await sessions.state(session), subject);
    const done = await sessions.erase(session, {
      erasure: id,
      ...{ subject, alias, reason },
      by: { ...by, role: 'agent' },
      redact: (body, after) => redactMessage(body, describe(after), names),
    });
    if (done === null) throw new SessionError('not-found');
    await pictures.removeAll(session);
    await recordings.removeAll(session);
    audience.replaced(done);
  }

  /** Calls off what was only agreed; ends what has begun since it was asked. */
  async #endIfOpen(session: SessionId, { by }: OpenErasure): Promise<void> {
    const { sessions } = this.#options;
    const state = await sessions.state(session);
    if (state === null || isOver(state)) return;
    const commandId = freshCommandId();
    const base = { commandId, session };
    const command: PersonCommand =
      state.phase === 'in-progress'
        ? { name: 'session:end', input: { ...base, reason: 'agent-ended' }, facts: {} }
        : {
            name: 'session:cancel',
            input: { ...base, reason: state.phase === 'confirmed' ? 'called-off' : 'declined' },
            facts: {},
          };
    await sessions.execute({
      session,
      actor: hostActor(by),
      commandId,
      input: [command.name, command.input],
      command: () => command,
    });
  }

  async #sessionsOf(subject: string): Promise<readonly SessionId[]> {
    const { erasures } = this.#options.store;
    const all: SessionId[] = [];
    for (;;) {
      const some = await erasures.sessionsOf(subject, all.at(-1) ?? '', AT_ONCE);
      all.push(...some);
      if (some.length < AT_ONCE) return all;
    }
  }

  async #inTurn<T>(action: () => Promise<T>): Promise<T> {
    // Whether the one before failed is its own caller's business.
    const turn = this.#turn.then(action, action);
    this.#turn = turn;
    return turn;
  }
}

function namesOf(state: SessionState | null, subject: string): ReadonlySet<string> {
  const persons = state?.participants.filter((p) => p.role === 'customer') ?? [];
  return new Set(persons.filter((p) => p.subject === subject).map(({ name }) => name));
}
