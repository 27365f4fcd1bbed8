import { randomInt } from 'node:crypto';
import type { RequestOutput } from '@fernblick/protocol';
import type { Actor } from '@fernblick/session';
import type { JournalStore } from './journal/journal-store.ts';
import type { Outcome, Sessions } from './sessions.ts';
import { ID_LENGTH, type Tokens } from './tokens.ts';

/** Makes sessions, for agents' pages and for the host alike. */
export class SessionCreation {
  readonly #options: {
    readonly sessions: Sessions;
    readonly store: JournalStore;
    readonly tokens: Tokens;
    readonly now: () => number;
    readonly numberLifetimeMs: number;
  };

  constructor(options: {
    readonly sessions: Sessions;
    readonly store: JournalStore;
    readonly tokens: Tokens;
    readonly now: () => number;
    readonly numberLifetimeMs: number;
  }) {
    this.#options = options;
  }

  /** @throws SessionError with the code of the refusal */
  create(actor: Actor, request: RequestOutput<'session:create'>): Promise<Outcome> {
    const { sessions, tokens, now, numberLifetimeMs } = this.#options;
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
            ? { digits: await this.#freeNumber(), expiresAt: now() + numberLifetimeMs }
            : null,
        },
      }),
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
