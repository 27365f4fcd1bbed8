import type { Role } from '@fernblick/protocol';

/** What a page may read in its own token; the server alone decides whether it is true. */
export interface TokenClaims {
  readonly subject: string;
  /** Null where the token does not say it. */
  readonly role: Role | null;
  readonly expiresAt: number;
  /** True for a page without ticket. */
  readonly isEntry: boolean;
}

/** Reads a JWT without checking it; null where it is something else. */
export function readTokenClaims(token: string): TokenClaims | null {
  const payload = token.split('.')[1];
  if (payload === undefined) return null;
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (c) =>
      c.charCodeAt(0),
    );
    const claims = JSON.parse(new TextDecoder().decode(bytes)) as {
      sub?: unknown;
      role?: unknown;
      exp?: unknown;
      scope?: { entry?: unknown };
    };
    const role = claims.role === 'agent' || claims.role === 'customer' ? claims.role : null;
    const isEntry = claims.scope?.entry === true;
    if (typeof claims.sub !== 'string' || typeof claims.exp !== 'number') return null;
    return { subject: claims.sub, role, expiresAt: claims.exp * 1_000, isEntry };
  } catch {
    // Not a JWT: the server will say what it thinks of it.
    return null;
  }
}
