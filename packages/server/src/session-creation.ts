import { randomInt } from 'node:crypto';
import { SessionError, type RequestOutput, type SessionId } from '@fernblick/protocol';
import { isOver, type Actor } from '@fernblick/session';
import type { JournalStore } from './journal/journal-store.ts';
import { requesterKey } from './requester-key.ts';
import type { Outcome, Sessions } from './sessions.ts';
import { ID_LENGTH, type Tokens } from './tokens.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** More sessions than one person ever asks for about one ticket. */
const MAX_TAKEN = 1_000;

/** How a customer asks: for when it suits, or by calling at once. */
type Asking = 'request:make' | 'dial:make';

/** Makes sessions and takes in requests for them, for people's pages and for the host alike. */
export class SessionCreation {
  readonly #options: {
    readonly sessions: Sessions;
    readonly store: JournalStore;
    readonly tokens: Tokens;
    readonly now: () => number;
    readonly numberLifetimeMs: number;
    /** Where numbers are typed in. */
    readonly page: string;
  };

  constructor(options: {
    readonly sessions: Sessions;
    readonly store: JournalStore;
    readonly tokens: Tokens;
    readonly now: () => number;
    readonly numberLifetimeMs: number;
    /** Where numbers are typed in. */
    readonly page: string;
  }) {
    this.#options = options;
  }

  /** @throws SessionError with the code of the refusal */
  create(actor: Actor, request: RequestOutput<'session:create'>): Promise<Outcome> {
    const { sessions, tokens, now, numberLifetimeMs, page } = this.#options;
    // Derived from the command, so that the same command finds the session it made.
    const session = tokens
      .derive('session', actor.role, actor.subject, request.commandId)
      .slice(0, ID_LENGTH);
    return sessions.execute({
      session,
      actor,
      commandId: request.commandId,
      input: ['session:create', request],
      command: async () => ({
        name: 'session:create',
        input: request,
        facts: {
          session,
          number: request.number
            ? { digits: await this.#freeNumber(), expiresAt: now() + numberLifetimeMs, page }
            : null,
        },
      }),
    });
  }

  /**
   * Takes in a request, or a call that becomes one where nobody answers. One customer has one open for a ticket: both of two that come at once find the same session.
   * @throws SessionError with the code of the refusal, `already-requested` where one is open
   */
  async request(
    actor: Actor,
    request: RequestOutput<Asking>,
    name: Asking = 'request:make',
  ): Promise<Outcome> {
    const { sessions, store, tokens, now } = this.#options;
    const { subject, scope } = actor;
    const ticket = scope.is === 'ticket' ? scope.ticket : (request.ticket ?? null);
    const requester = requesterKey(subject, ticket);
    // Asked before, for another ticket perhaps: the same id finds the session that it made, and nothing else.
    const before = await store.sessionOfCommand(subject, request.commandId);
    if (before !== null) return this.#ask(before, actor, request, name);
    const { count, newest } = await store.requestsOf(requester);
    // The newest one may have come of this very command, whose answer got lost.
    if (newest !== null) {
      try {
        return await this.#ask(newest, actor, request, name);
      } catch (error) {
        // Over, or set internal since: to its customer it is as if there were none.
        const makesRoom = ['session-over', 'session-exists'];
        if (!(error instanceof SessionError) || !makesRoom.includes(error.code)) throw error;
      }
    }
    // A session that was deleted is from another day: its id does not come again.
    const day = Math.floor(now() / DAY_MS);
    for (let nth = count; ; nth += 1) {
      const session = tokens
        .derive('request', requester, String(day), String(nth))
        .slice(0, ID_LENGTH);
      // Some may not be counted any more: those in which they were forgotten, and older ones that were deleted.
      const state = nth < count + MAX_TAKEN ? await sessions.state(session) : null;
      if (state === null || !isOver(state)) return this.#ask(session, actor, request, name);
    }
  }

  #ask(
    session: SessionId,
    actor: Actor,
    request: RequestOutput<Asking>,
    name: Asking,
  ): Promise<Outcome> {
    const participant = this.#options.tokens.participantId(session, actor);
    return this.#options.sessions.execute({
      session,
      actor,
      commandId: request.commandId,
      input: [name, request],
      command: () => ({ name, input: request, facts: { session, participant } }),
    });
  }

  /** Nine digits to read out, the first not zero; 30 bits that nobody can foresee, and that no session has. */
  async #freeNumber(): Promise<string> {
    for (;;) {
      const digits = String(randomInt(100_000_000, 1_000_000_000));
      if ((await this.#options.store.sessionOfNumber(digits)) === null) return digits;
    }
  }
}
