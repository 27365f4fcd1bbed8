import {
  checkReply,
  isErrorCode,
  SessionError,
  type ErrorBody,
  type Reply,
  type RequestInput,
  type RequestName,
} from '@fernblick/protocol';
import { Patience } from './patience.ts';
import type { SignallingSocket } from './signalling-socket.ts';

export interface RequestOptions {
  /** How long the server may be silent while it is there; begins anew whenever the line moves. */
  readonly answerMs?: number;
  /** How long there may be no server, altogether. */
  readonly awayMs?: number;
  readonly signal?: AbortSignal | undefined;
  /** Belongs to the present socket: goes out before the session is restored, and fails when the socket does. */
  readonly urgent?: boolean;
}

interface Pending {
  readonly name: RequestName;
  readonly message: object;
  readonly urgent: boolean;
  readonly settle: (
    outcome: { readonly value: unknown } | { readonly error: SessionError },
  ) => void;
  /** The socket it went out on; null while it waits for one. */
  sentOn: SignallingSocket | null;
  refusedToken: boolean;
  readonly patience: Patience;
  /** Runs while the server wants it to wait. */
  slowDown: ReturnType<typeof setTimeout> | undefined;
}

type Lane = 'commands' | 'ink' | 'chat';

/** What keeps its order: each waits for the one before, so that what waited for the server does not come all at once. */
function laneOf({ name, message, urgent }: Pending): Lane | null {
  if (urgent) return null;
  if (name === 'ink:add') return 'ink';
  if (name === 'chat:send') return 'chat';
  return 'commandId' in message ? 'commands' : null;
}

const ANSWER_MS = 15_000;
// A server that crashed is started again within seconds, one that is replaced within a minute.
const AWAY_MS = 60_000;
/** For what should outlast a socket that nobody noticed to be dead: socket.io takes up to 45 s, where no call's beat does. */
export const UNNOTICED_MS = 60_000;
// The server lets in 30 messages a second; by then there is room again.
const SLOW_DOWN_MS = 250;

function errorOf(body: unknown): SessionError {
  const { code, message } = (body ?? {}) as Partial<ErrorBody>;
  return isErrorCode(code) && typeof message === 'string'
    ? SessionError.fromBody(body as ErrorBody)
    : new SessionError('server-error', { detail: 'The answer cannot be read.' });
}

/**
 * The requests that wait for an answer. Time is up for one when a server that is there was silent for so long, which
 * standing in line behind others that are being answered is not, or when there was none for longer still. After a
 * reconnect they go out again as they were; commands carry their id, so that the server does nothing twice.
 */
export class PendingRequests {
  readonly #pending = new Set<Pending>();
  #isServerThere = false;
  /** Called when a request is refused because of its token. */
  readonly #tokenRefused: () => void;
  /** Called when something more may go out. */
  readonly #mayGoOn: () => void;

  constructor(events: { readonly tokenRefused: () => void; readonly mayGoOn: () => void }) {
    this.#tokenRefused = events.tokenRefused;
    this.#mayGoOn = events.mayGoOn;
  }

  /** Adds a request; the caller sends it with `flush` when there is a socket. */
  add<N extends RequestName>(
    name: N,
    message: RequestInput<N>,
    { answerMs = ANSWER_MS, awayMs = AWAY_MS, signal, urgent = false }: RequestOptions,
  ): Promise<Reply<N>> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(new SessionError('cancelled', { cause: signal.reason }));
        return;
      }
      const called = (): void =>
        pending.settle({ error: new SessionError('cancelled', { cause: signal?.reason }) });
      const pending: Pending = {
        name,
        message,
        urgent,
        sentOn: null,
        refusedToken: false,
        slowDown: undefined,
        patience: new Patience({ answerMs, awayMs }, () =>
          pending.settle({ error: new SessionError('request-timeout') }),
        ),
        settle: (outcome) => {
          if (!this.#pending.delete(pending)) return;
          pending.patience.end();
          clearTimeout(pending.slowDown);
          if (laneOf(pending) !== null) queueMicrotask(this.#mayGoOn);
          signal?.removeEventListener('abort', called);
          if ('error' in outcome) {
            reject(outcome.error);
            return;
          }
          try {
            resolve(checkReply(name, outcome.value));
          } catch (error) {
            reject(error instanceof Error ? error : new SessionError('invalid-message'));
          }
        },
      };
      signal?.addEventListener('abort', called);
      if (urgent || this.#isServerThere) pending.patience.forAnswer();
      else pending.patience.forServer();
      this.#pending.add(pending);
    });
  }

  /** Sends what has not gone out on this socket; before the session is restored only what is urgent. */
  flush(socket: SignallingSocket, restored: boolean): void {
    if (restored && !this.#isServerThere) {
      this.#isServerThere = true;
      for (const { patience } of this.#pending) patience.forAnswer();
    }
    const taken = new Set<Lane>();
    for (const pending of [...this.#pending]) {
      const lane = laneOf(pending);
      const waits = lane !== null && taken.has(lane);
      if (lane !== null) taken.add(lane);
      if (waits || pending.sentOn === socket || !(restored || pending.urgent)) continue;
      pending.sentOn = socket;
      socket.send(pending.name, pending.message, (answer) => {
        if (pending.sentOn === socket) this.#answered(pending, answer);
      });
    }
  }

  /** The socket is gone: what is urgent fails with it, the rest waits for the next one. */
  socketLost(): void {
    this.#isServerThere = false;
    for (const pending of [...this.#pending]) {
      pending.sentOn = null;
      pending.patience.forServer();
      if (pending.urgent) pending.settle({ error: new SessionError('connection-lost') });
    }
  }

  /** There will be no other socket. */
  failAll(error: SessionError): void {
    for (const pending of [...this.#pending]) pending.settle({ error });
  }

  #answered(pending: Pending, answer: unknown): void {
    this.#laneMoved(laneOf(pending));
    const { ok, value, error: body } = (answer ?? {}) as Record<string, unknown>;
    if (ok === true) {
      pending.settle({ value });
      return;
    }
    const error = errorOf(body);
    // The server is about to go: whoever comes after it will answer.
    if (error.code === 'server-stopping' && !pending.urgent) return;
    if (error.code === 'not-authorized' && !pending.refusedToken && !pending.urgent) {
      pending.refusedToken = true;
      this.#tokenRefused();
      return;
    }
    if (error.code === 'too-many-requests' && !pending.urgent) {
      pending.slowDown = setTimeout(() => {
        pending.sentOn = null;
        this.#mayGoOn();
      }, SLOW_DOWN_MS);
      return;
    }
    pending.settle({ error });
  }

  #laneMoved(lane: Lane | null): void {
    if (lane === null) return;
    for (const pending of this.#pending) if (laneOf(pending) === lane) pending.patience.forAnswer();
  }
}
