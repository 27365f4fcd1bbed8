import { SessionError } from '@fernblick/protocol';
import { followingController } from '../abortable.ts';
import type { SessionClientOptions } from '../session-client.ts';
import { readTokenClaims, type TokenClaims } from './token-claims.ts';

// A host's backend that is silent for longer is as good as down; the next attempt asks again.
const ANSWER_WITHIN_MS = 10_000;
// Fresh this long before the end, so that a slow backend and a clock that is off do not matter.
const RENEW_BEFORE_MS = 60_000;
const SHORTEST_WAIT_MS = 5_000;

/** Keeps the token in use, and asks the host page for the next one. */
export class TokenKeeper {
  readonly #getToken: SessionClientOptions['getToken'];
  #token: string | null = null;
  #asking: Promise<string> | null = null;

  constructor(getToken: SessionClientOptions['getToken']) {
    this.#getToken = getToken;
  }

  /** Whom the present token is for; null before there is one or where it cannot be read. */
  get claims(): TokenClaims | null {
    return this.#token === null ? null : readTokenClaims(this.#token);
  }

  /** The token in use; asks for one where there is none. */
  async token(signal: AbortSignal): Promise<string> {
    return this.#token ?? (await this.renew(signal));
  }

  /** Asks the host page for a fresh token. Asked twice at once, it asks the page once. */
  async renew(signal: AbortSignal): Promise<string> {
    this.#asking ??= this.#ask(signal).finally(() => {
      this.#asking = null;
    });
    this.#token = await this.#asking;
    return this.#token;
  }

  /** The token was refused: the next `token()` asks for another. */
  forget(): void {
    this.#token = null;
  }

  /** Takes a token that the server gave. */
  replace(token: string): void {
    this.#token = token;
  }

  /** How long the present token may wait before it is renewed; null where it does not say when it expires. */
  renewInMs(serverTime: number): number | null {
    const { claims } = this;
    if (claims === null) return null;
    const leftMs = claims.expiresAt - serverTime;
    return Math.max(leftMs - RENEW_BEFORE_MS, leftMs / 2, SHORTEST_WAIT_MS);
  }

  async #ask(signal: AbortSignal): Promise<string> {
    const { signal: limit } = followingController(signal, AbortSignal.timeout(ANSWER_WITHIN_MS));
    const aborted = new Promise<never>((_, reject) => {
      limit.addEventListener('abort', () => reject(limit.reason as Error), { once: true });
    });
    let token: unknown;
    try {
      token = await Promise.race([this.#getToken({ signal: limit }), aborted]);
    } catch (cause) {
      if (cause instanceof SessionError) throw cause;
      throw new SessionError(signal.aborted ? 'closed' : 'not-authorized', {
        cause,
        detail: 'The page gave no token.',
      });
    }
    if (typeof token !== 'string' || token === '')
      throw new SessionError('not-authorized', { detail: 'The page gave no token.' });
    return token;
  }
}
