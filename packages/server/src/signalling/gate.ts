import type { IncomingMessage } from 'node:http';
import {
  Handshake,
  OLDEST_PROTOCOL_VERSION,
  PROTOCOL_VERSION,
  SessionError,
  toSessionError,
} from '@fernblick/protocol';
import type { Logger } from 'pino';
import * as v from 'valibot';
import type { Origins } from '../callers.ts';
import type { Config } from '../config.ts';
import { FailureLimit, Gauge } from '../limits.ts';
import type { Metrics } from '../metrics.ts';
import type { Revocations } from '../revocations.ts';
import { reasonOfRefusal, SKEW_S, type TokenHolder, type Tokens } from '../tokens.ts';

const Version = v.object({ version: v.pipe(v.number(), v.integer()) });

/** A page that has passed the gate. */
export interface Admitted {
  readonly holder: TokenHolder;
  readonly tab: string;
}

/** What the gate looks things up in. */
export interface GateOptions {
  readonly config: Config;
  readonly origins: Origins;
  readonly tokens: Tokens;
  readonly revocations: Revocations;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly now: () => number;
}

/** Lets pages in: version, origin, token, and how often an address may fail. */
export class Gate {
  /** Sockets of an address that have not shown a token yet. */
  readonly strangers = new Gauge();
  /** Open pages of a person. */
  readonly pages = new Gauge();
  readonly #options: GateOptions;
  readonly #failures: FailureLimit;

  constructor(options: GateOptions) {
    this.#options = options;
    this.#failures = new FailureLimit(
      options.config.limits.failedLoginsPerMinute,
      60_000,
      options.now,
    );
  }

  /** False where an address has as many sockets without a token as it may. */
  hasRoomFor(address: string): boolean {
    const room =
      this.strangers.of(address) < this.#options.config.limits.unauthenticatedSocketsPerAddress;
    if (!room) this.#options.metrics.refusals.inc({ code: 'too-many-connections' });
    return room;
  }

  /** @throws SessionError that says why the page may not connect; for a token always the same */
  async admit(
    auth: unknown,
    request: Pick<IncomingMessage, 'headers'>,
    address: string,
  ): Promise<Admitted> {
    try {
      if (this.#failures.isBlocked(address)) throw new SessionError('too-many-tries');
      checkVersion(auth);
      if (!this.#options.origins.allows(request)) throw new SessionError('origin-not-allowed');
      const handshake = v.safeParse(Handshake, auth);
      if (!handshake.success)
        throw new SessionError('invalid-message', { cause: new v.ValiError(handshake.issues) });
      const holder = await this.verify(handshake.output.token, address);
      if (this.pages.of(personOf(holder)) >= this.#options.config.limits.socketsPerPerson)
        throw new SessionError('too-many-connections');
      this.#options.log.info(
        { person: this.#options.tokens.pseudonym(holder.actor), role: holder.actor.role, address },
        'page let in',
      );
      return { holder, tab: handshake.output.tab };
    } catch (cause) {
      const error = toSessionError(cause);
      this.#options.metrics.refusals.inc({ code: error.code });
      // Refused tokens are logged where the reason is known.
      if (error.code !== 'not-authorized')
        this.#options.log.warn({ code: error.code, address }, 'page refused');
      if (error.code === 'server-error')
        this.#options.log.error({ err: error }, 'handshake failed');
      throw error;
    }
  }

  /** Checks a token; a forged one counts against the address. @throws SessionError `not-authorized` */
  async verify(
    token: string,
    address: string,
    options: { readonly graceS?: number } = {},
  ): Promise<TokenHolder> {
    const { tokens, revocations, log } = this.#options;
    try {
      const holder = await tokens.verify(token, options);
      if (revocations.isRevoked(holder))
        throw new SessionError('not-authorized', { cause: new Error('revoked') });
      return holder;
    } catch (cause) {
      if (!(cause instanceof SessionError)) throw cause;
      const reason = reasonOfRefusal(cause);
      log.warn({ reason, address }, 'token refused');
      // One that was good and has run out is nobody's guess.
      if (reason !== 'ERR_JWT_EXPIRED' && reason !== 'revoked') this.#failures.count(address);
      throw cause;
    }
  }

  /** Looks once more at a token that was good, for an answer that takes a while. @throws SessionError `not-authorized` */
  check(holder: TokenHolder): void {
    const { revocations, now } = this.#options;
    if (revocations.isRevoked(holder) || holder.expiresAt + SKEW_S * 1_000 <= now())
      throw new SessionError('not-authorized');
  }
}

/** Whose pages are counted together. */
export function personOf({ actor }: TokenHolder): string {
  return `${actor.role} ${actor.subject}`;
}

// Looked at first and alone: other versions may fill the rest of the handshake differently.
function checkVersion(auth: unknown): void {
  const read = v.safeParse(Version, auth);
  if (!read.success) throw new SessionError('invalid-message', { at: 'version' });
  if (read.output.version < OLDEST_PROTOCOL_VERSION) throw new SessionError('client-too-old');
  if (read.output.version > PROTOCOL_VERSION) throw new SessionError('client-too-new');
}
