import { SessionError } from '@fernblick/protocol';
import { loggable } from './logger.ts';
import type { Logger } from './session-client.ts';
import type { SessionTarget } from './session-target.ts';

/** Turns a page from one session of its ticket to another. */
export class Turning {
  readonly #target: SessionTarget;
  readonly #find: () => Promise<string | null>;
  readonly #turn: (session: string) => Promise<void>;
  readonly #logger: Logger;

  constructor(parts: {
    readonly target: SessionTarget;
    /** Looks which session the page is about by now. */
    readonly find: () => Promise<string | null>;
    /** Follows this session from now on. */
    readonly turn: (session: string) => Promise<void>;
    readonly logger: Logger;
  }) {
    this.#target = parts.target;
    this.#find = parts.find;
    this.#turn = parts.turn;
    this.#logger = parts.logger;
  }

  /** The ticket has a session more or less: a newer open one replaces one that this page is not in. */
  async lookAgain(): Promise<void> {
    try {
      await this.#look();
    } catch (error) {
      // On the next socket the ticket is looked at in any case.
      this.#logger.log('warn', 'The ticket could not be looked at again', loggable(error));
    }
  }

  /**
   * Turns to another open session of the ticket, and stays with it; `leave` goes out of the call before.
   * @throws SessionError `not-found` where there is no such session, or it is over
   */
  async to(session: string, leave: () => Promise<void>): Promise<void> {
    if (this.#target.session === session) return;
    if (!this.#target.isListed(session)) throw new SessionError('not-found');
    await leave();
    this.#target.choose(session);
    await this.#look();
  }

  async #look(): Promise<void> {
    const before = this.#target.session;
    const id = await this.#find();
    if (id === null || id === before) return;
    if (before !== null) this.#target.unwatch(before);
    await this.#turn(id);
  }
}
