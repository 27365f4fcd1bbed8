import type { SessionId } from '@fernblick/protocol';
import type { Kysely } from 'kysely';
import type { Revocation } from './journal-store.ts';
import type { Tables } from './tables.ts';

/** True where this token was used to join this session. */
export async function isTokenUsed(
  db: Kysely<Tables>,
  jti: string,
  session: SessionId,
): Promise<boolean> {
  const row = await db
    .selectFrom('token_uses')
    .select('jti')
    .where('jti', '=', jti)
    .where('session', '=', session)
    .executeTakeFirst();
  return row !== undefined;
}

/** Keeps what makes tokens invalid; the same thing once more moves its time. */
export async function writeRevocation(
  db: Kysely<Tables>,
  { kind, value, at, until }: Revocation,
): Promise<void> {
  await db
    .insertInto('revocations')
    .values({ kind, value, at, until })
    .onConflict((c) => c.columns(['kind', 'value']).doUpdateSet({ at, until }))
    .execute();
}

/** Those that a living token can still concern. */
export async function readRevocations(
  db: Kysely<Tables>,
  now: number,
): Promise<readonly Revocation[]> {
  const rows = await db.selectFrom('revocations').selectAll().where('until', '>', now).execute();
  // The column is written from a Revocation only.
  return rows.map((row) => ({ ...row, kind: row.kind as Revocation['kind'] }));
}

/** Forgets what no living token can concern any more. */
export async function forgetTokens(db: Kysely<Tables>, now: number): Promise<void> {
  await db.deleteFrom('token_uses').where('expires_at', '<', now).execute();
  await db.deleteFrom('revocations').where('until', '<', now).execute();
}
