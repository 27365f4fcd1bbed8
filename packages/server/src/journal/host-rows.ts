import type { Kysely } from 'kysely';
import type { SettingsChange, StoredDisposition, StoredResponse } from './journal-store.ts';
import type { Tables } from './tables.ts';

/** Adds a decision to those before it. */
export async function putSettings(
  db: Kysely<Tables>,
  { reach, body, at, by }: SettingsChange,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const newest = await transaction
      .selectFrom('settings')
      .select((e) => e.fn.max('id').as('id'))
      .executeTakeFirst();
    await transaction
      .insertInto('settings')
      .values({ id: (newest?.id ?? 0) + 1, reach, body, at, by_name: by })
      .execute();
  });
}

/** The newest decision for each reach. */
export async function readSettings(db: Kysely<Tables>): Promise<readonly SettingsChange[]> {
  const rows = await db
    .selectFrom('settings')
    .selectAll()
    .where('id', 'in', (e) =>
      e
        .selectFrom('settings')
        .select((f) => f.fn.max('id').as('id'))
        .groupBy('reach'),
    )
    .orderBy('id')
    .execute();
  return rows.map(settingsChange);
}

/** All decisions, newest first. */
export async function readSettingsHistory(
  db: Kysely<Tables>,
  limit: number,
): Promise<readonly SettingsChange[]> {
  const rows = await db
    .selectFrom('settings')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(settingsChange);
}

function settingsChange({
  reach,
  body,
  at,
  by_name,
}: Pick<Tables['settings'], 'reach' | 'body' | 'at' | 'by_name'>): SettingsChange {
  return { reach, body, at, by: by_name };
}

/** Adds a standard response, or replaces the one of its id. */
export async function putResponse(
  db: Kysely<Tables>,
  { id, title, text, at, by }: StoredResponse,
): Promise<void> {
  const values = { title, text, at, by_name: by };
  await db
    .insertInto('standard_responses')
    .values({ id, ...values })
    .onConflict((c) => c.column('id').doUpdateSet(values))
    .execute();
}

/** Removes a standard response, if there is one. */
export async function removeResponse(db: Kysely<Tables>, id: string): Promise<void> {
  await db.deleteFrom('standard_responses').where('id', '=', id).execute();
}

/** All standard responses. */
export async function readResponses(db: Kysely<Tables>): Promise<readonly StoredResponse[]> {
  const rows = await db.selectFrom('standard_responses').selectAll().execute();
  return rows.map(({ by_name: by, ...response }) => ({ ...response, by }));
}

/** Adds a disposition, or replaces the one of its code. */
export async function putDisposition(
  db: Kysely<Tables>,
  { code, label, at, by }: StoredDisposition,
): Promise<void> {
  const values = { label, at, by_name: by };
  await db
    .insertInto('dispositions')
    .values({ code, ...values })
    .onConflict((c) => c.column('code').doUpdateSet(values))
    .execute();
}

/** Removes a disposition, if there is one. */
export async function removeDisposition(db: Kysely<Tables>, code: string): Promise<void> {
  await db.deleteFrom('dispositions').where('code', '=', code).execute();
}

/** All dispositions. */
export async function readDispositions(db: Kysely<Tables>): Promise<readonly StoredDisposition[]> {
  const rows = await db.selectFrom('dispositions').selectAll().execute();
  return rows.map(({ by_name: by, ...disposition }) => ({ ...disposition, by }));
}
