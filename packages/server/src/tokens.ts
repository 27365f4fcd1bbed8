import { createHmac, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import {
  type ParticipantId,
  PersonName,
  Portal,
  Role,
  SessionError,
  SessionId,
  Subject,
  TicketId,
} from '@fernblick/protocol';
import type { Actor, Scope } from '@fernblick/session';
import { errors as joseErrors, jwtVerify, SignJWT } from 'jose';
import * as v from 'valibot';

const ISSUER = 'fernblick';
const AUDIENCE = 'fernblick';
/** Longest life of a token. */
export const MAX_TOKEN_S = 900;
/** How long after it ran out a guest's token still opens the door that it opened. */
export const GUEST_GRACE_S = 24 * 3_600;
/** Length of the ids derived here: 22 characters of base64url carry 132 bits. */
export const ID_LENGTH = 22;
const PSEUDONYM_LENGTH = 12;
/** How far two machines' clocks may differ. */
export const SKEW_S = 30;

/** How far a token reaches, as it stands in its `scope` claim. */
export const ScopeClaim = v.union(
  [
    v.strictObject({ session: SessionId }),
    v.strictObject({ ticket: TicketId }),
    v.strictObject({
      portals: v.pipe(v.array(v.union([Portal, v.literal('*')])), v.minLength(1), v.maxLength(50)),
    }),
    v.strictObject({ entry: v.literal(true) }),
  ],
  'Must have one of session, ticket, portals (a list of names) and "entry": true, and nothing else.',
);
export type ScopeClaim = v.InferOutput<typeof ScopeClaim>;

const Claims = v.object({
  iss: v.literal(ISSUER),
  aud: v.literal(AUDIENCE),
  sub: Subject,
  jti: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{8,64}$/)),
  iat: v.number(),
  nbf: v.number(),
  exp: v.number(),
  name: PersonName,
  role: Role,
  portals: v.optional(v.pipe(v.array(v.union([Portal, v.literal('*')])), v.maxLength(50)), []),
  scope: ScopeClaim,
  /** Made here for whoever came by a session's number; hosts mint none. */
  door: v.optional(v.literal('number')),
});

/** Whether somebody may have these portals: a customer's token names at most the one team that what they ask for goes to. */
export function mayHavePortals({
  role,
  portals,
  scope,
}: Pick<TokenContents, 'role' | 'portals' | 'scope'>): boolean {
  if (role === 'agent') return true;
  return portals.length <= 1 && !portals.includes('*') && !('portals' in scope);
}

/** What a token says of the person who shows it. */
export interface TokenHolder {
  readonly actor: Actor;
  readonly jti: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** What a token is made from. */
export interface TokenContents {
  readonly subject: string;
  readonly name: string;
  readonly role: Role;
  readonly portals: readonly string[];
  readonly scope: ScopeClaim;
  readonly door?: 'number';
  readonly lifetimeMs: number;
}

/** Makes and checks tokens, and derives what must be the same at every repetition. */
export class Tokens {
  readonly #key: KeyObject;
  readonly #now: () => number;

  constructor(secret: string, now: () => number) {
    this.#key = createSecretKey(secret, 'utf8');
    this.#now = now;
  }

  /** @returns the token and when it expires, in milliseconds */
  async mint(contents: TokenContents): Promise<{ token: string; expiresAt: number }> {
    const { subject, name, role, portals, scope, door, lifetimeMs } = contents;
    // Fractions of a second let a token that was made right after a revocation be told from one made before.
    const issuedAt = this.#now() / 1_000;
    const expiresAt = issuedAt + Math.min(lifetimeMs / 1_000, MAX_TOKEN_S);
    const token = await new SignJWT({
      name,
      role,
      portals,
      scope,
      ...(door === undefined ? {} : { door }),
    })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(subject)
      .setJti(randomBytes(16).toString('base64url'))
      .setIssuedAt(issuedAt)
      .setNotBefore(issuedAt)
      .setExpirationTime(expiresAt)
      .sign(this.#key);
    return { token, expiresAt: Math.floor(expiresAt * 1_000) };
  }

  /**
   * Checks signature, claims and times; `graceS` lets in what has run out since so many seconds. Every refusal reads the same; its `cause` says why, for the log alone.
   * @throws SessionError `not-authorized`
   */
  async verify(
    token: string,
    { graceS = 0 }: { readonly graceS?: number } = {},
  ): Promise<TokenHolder> {
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: ['HS256'],
        issuer: ISSUER,
        audience: AUDIENCE,
        clockTolerance: SKEW_S + graceS,
        requiredClaims: ['sub', 'jti', 'iat', 'nbf', 'exp'],
        currentDate: new Date(this.#now()),
      });
      const claims = v.parse(Claims, payload);
      if (claims.exp - claims.iat > MAX_TOKEN_S || claims.exp - claims.nbf > MAX_TOKEN_S)
        throw new Error('lives too long');
      if (claims.iat > this.#now() / 1_000 + SKEW_S) throw new Error('issued in the future');
      const scope = readScope(claims);
      if (!mayHavePortals(claims)) throw new Error('customer with portals');
      return {
        actor: {
          subject: claims.sub,
          name: claims.name,
          role: claims.role,
          portals: 'portals' in claims.scope ? claims.scope.portals : claims.portals,
          scope,
        },
        jti: claims.jti,
        issuedAt: claims.iat * 1_000,
        expiresAt: claims.exp * 1_000,
      };
    } catch (cause) {
      throw new SessionError('not-authorized', { cause });
    }
  }

  /** Tells people apart in the log without naming them. */
  pseudonym({ role, subject }: Pick<Actor, 'role' | 'subject'>): string {
    return this.derive('pseudonym', role, subject).slice(0, PSEUDONYM_LENGTH);
  }

  /** The place of a person in a session: the same whoever asks for it, and from wherever the person comes. */
  participantId(
    session: SessionId,
    { role, subject }: { readonly role: Role; readonly subject: string },
  ): ParticipantId {
    return this.derive('participant', session, role, subject).slice(0, ID_LENGTH);
  }

  /** A secret or id that only this server can make, and makes again from the same parts. */
  derive(purpose: string, ...parts: readonly string[]): string {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify([purpose, ...parts]))
      .digest('base64url');
  }
}

/** Why a token was refused, for the log: never the token, never a name. */
export function reasonOfRefusal(error: SessionError): string {
  const { cause } = error;
  if (cause instanceof joseErrors.JOSEError) return cause.code;
  if (cause instanceof v.ValiError) return 'claims';
  return cause instanceof Error ? cause.message.slice(0, 60) : 'unknown';
}

function readScope({ scope: claim, door }: v.InferOutput<typeof Claims>): Scope {
  if ('session' in claim)
    return {
      is: 'session',
      session: claim.session,
      ...(door === 'number' ? { byNumber: true } : {}),
    };
  if ('ticket' in claim) return { is: 'ticket', ticket: claim.ticket };
  return 'portals' in claim ? { is: 'portals' } : { is: 'entry' };
}
