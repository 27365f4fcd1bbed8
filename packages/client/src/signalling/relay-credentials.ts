import type { IceServer } from '@fernblick/protocol';
import { loggable } from '../logger.ts';
import type { Logger } from '../session-client.ts';
import type { ServerConnection } from './server-connection.ts';

// Asked again and again in one outage, the same credentials will do.
const FRESH_MS = 30_000;
const ANSWER_WITHIN_MS = 1_500;

/** The relay servers and the credentials for them, as the server last gave them. */
export class RelayCredentials {
  readonly #connection: ServerConnection;
  readonly #logger: Logger;
  #servers: readonly IceServer[] = [];
  #at = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | null = null;

  constructor(connection: ServerConnection, logger: Logger) {
    this.#connection = connection;
    this.#logger = logger;
  }

  get servers(): readonly IceServer[] {
    return this.#servers;
  }

  take(servers: readonly IceServer[]): void {
    this.#servers = servers;
    this.#at = Date.now();
  }

  /** Gets fresh ones; where that fails the old ones stay, because a call without relay is better than none. */
  refresh(session: string): Promise<void> {
    if (Date.now() - this.#at < FRESH_MS) return Promise.resolve();
    this.#asking ??= this.#ask(session).finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  async #ask(session: string): Promise<void> {
    try {
      const { iceServers } = await this.#connection.request(
        'turn:credentials',
        { session },
        { answerMs: ANSWER_WITHIN_MS, urgent: true },
      );
      this.take(iceServers);
    } catch (error) {
      this.#logger.log('warn', 'No fresh relay credentials', loggable(error));
    }
  }
}
