import {
  checkReply,
  checkRequest,
  errors,
  isRequestName,
  requests,
  SessionError,
  type ErrorBody,
  type Reply,
  type RequestName,
  type RequestOutput,
} from '@fernblick/protocol';
import type { Logger } from 'pino';
import { TokenBucket, type Limits } from '../limits.ts';
import type { Metrics } from '../metrics.ts';
import type { Connection } from './connection.ts';

/** One function for each row of the table of requests. */
export type Handlers = {
  readonly [N in RequestName]: (
    request: RequestOutput<N>,
    connection: Connection,
  ) => Reply<N> | Promise<Reply<N>>;
};

/** What one page may still send. */
export interface Allowance {
  readonly messages: TokenBucket;
  /** How many refusals it may still get before it counts as a flood and is cut off. */
  readonly refusals: TokenBucket;
}

/** A page in a hurry may be refused for a while; one that goes on as if nothing had been said is flooding. */
const REFUSALS_PER_SECOND = 10;
const REFUSAL_BURST = 100;

/** What a page may send that has just connected. */
export function newAllowance(
  limits: Pick<Limits, 'messagesPerSecond' | 'messageBurst'>,
  now: number,
): Allowance {
  return {
    messages: new TokenBucket(limits.messagesPerSecond, limits.messageBurst, now),
    refusals: new TokenBucket(REFUSALS_PER_SECOND, REFUSAL_BURST, now),
  };
}

/**
 * The one way in: every message of every page passes here, and is answered by exactly one acknowledgement if it asked
 * for one. Nothing that is sent can throw out of it.
 */
export class Dispatcher {
  readonly #handlers: Handlers;
  readonly #log: Logger;
  readonly #metrics: Metrics;
  readonly #now: () => number;
  readonly #checkReplies: boolean;
  readonly #pseudonym: (connection: Connection) => string;
  #stopping = false;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(options: {
    readonly handlers: Handlers;
    readonly log: Logger;
    readonly metrics: Metrics;
    readonly now: () => number;
    readonly pseudonym: (connection: Connection) => string;
    /** Holds every reply against its row; for tests and development. */
    readonly checkReplies: boolean;
  }) {
    this.#handlers = options.handlers;
    this.#log = options.log;
    this.#metrics = options.metrics;
    this.#now = options.now;
    this.#checkReplies = options.checkReplies;
    this.#pseudonym = options.pseudonym;
  }

  /** From now on every request is refused with `server-stopping`. */
  stop(): void {
    this.#stopping = true;
  }

  /** Resolves when every request that has begun is answered. */
  drained(): Promise<void> {
    if (this.#running === 0) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /**
   * Handles one message.
   * @param allowance null where no limit applies
   */
  async dispatch(
    connection: Connection,
    allowance: Allowance | null,
    name: unknown,
    args: readonly unknown[],
  ): Promise<void> {
    const last = args.at(-1);
    const answer = typeof last === 'function' ? (last as (answer: unknown) => void) : null;
    const row = typeof name === 'string' && isRequestName(name) ? name : null;
    const startedAt = performance.now();
    this.#running += 1;
    let outcome: 'ok' | ErrorBody['code'] = 'ok';
    try {
      this.#admit(connection, allowance);
      if (row === null) throw new SessionError('unknown-request');
      if (args.length > (answer === null ? 1 : 2)) throw new SessionError('invalid-message');
      const value = await this.#handle(row, answer === args[0] ? undefined : args[0], connection);
      answer?.({ ok: true, value });
    } catch (cause) {
      const error = this.#toSessionError(cause, row);
      outcome = error.code;
      this.#logRefusal(connection, error.code, row);
      this.#answerError(answer, error);
    } finally {
      this.#running -= 1;
      if (this.#running === 0) for (const resolve of this.#waiting.splice(0)) resolve();
      const label = row ?? 'unknown';
      this.#metrics.requests.inc({ name: label, outcome });
      this.#metrics.seconds.observe({ name: label }, (performance.now() - startedAt) / 1_000);
    }
  }

  #admit(connection: Connection, allowance: Allowance | null): void {
    if (allowance !== null && !allowance.messages.take(this.#now())) {
      if (!allowance.refusals.take(this.#now())) connection.close();
      throw new SessionError('too-many-requests');
    }
    if (this.#stopping) throw new SessionError('server-stopping');
  }

  async #handle<N extends RequestName>(
    name: N,
    input: unknown,
    connection: Connection,
  ): Promise<Reply<N>> {
    const request = checkRequest(name, input);
    const roles: readonly string[] = requests[name].roles;
    if (!roles.includes(connection.holder.actor.role)) throw new SessionError('not-allowed');
    const handler: Handlers[N] = this.#handlers[name];
    const value = await handler(request, connection);
    return this.#checkReplies ? checkReply(name, value) : value;
  }

  /** What somebody tried who may not, or too often, is worth knowing; what has merely become impossible is not. */
  #logRefusal(connection: Connection, code: ErrorBody['code'], request: RequestName | null): void {
    const { kind } = errors[code];
    if (kind !== 'rights' && kind !== 'limit' && code !== 'not-found') return;
    const person = this.#pseudonym(connection);
    this.#log.info({ code, request, person, address: connection.address }, 'request refused');
  }

  #toSessionError(cause: unknown, name: RequestName | null): SessionError {
    if (cause instanceof SessionError) {
      if (cause.code === 'storage-unavailable') this.#log.error({ err: cause }, 'store unusable');
      return cause;
    }
    this.#log.error({ err: cause, request: name }, 'a request failed');
    return new SessionError('server-error', { cause });
  }

  #answerError(answer: ((answer: unknown) => void) | null, error: SessionError): void {
    try {
      answer?.({ ok: false, error: error.toBody() });
    } catch (cause) {
      // The page is gone or asked for an answer that cannot be sent; nobody is left to tell.
      this.#log.warn({ err: cause }, 'an answer could not be sent');
    }
  }
}
