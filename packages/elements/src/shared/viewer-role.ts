import type { Role } from '@fernblick/protocol';

/**
 * The role that a token claims, for display only: the server alone decides what it is worth.
 * Null where the token cannot be read.
 */
export function roleOfToken(token: string): Role | null {
  const payload = token.split('.')[1];
  if (payload === undefined) return null;
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    const role = (claims as { role?: unknown } | null)?.role;
    return role === 'agent' || role === 'customer' ? role : null;
  } catch {
    // Not a JWT: the server will refuse it with a worded error.
    return null;
  }
}
