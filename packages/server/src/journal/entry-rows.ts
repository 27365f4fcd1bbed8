import type { SessionId } from '@fernblick/protocol';
import type { JournalEntry, SessionEvent } from '@fernblick/session';
import { sql, type Kysely } from 'kysely';
import type { JournalPart, KnownCommand, StoredEvents, StoredSession } from './journal-store.ts';
import type { Tables } from './tables.ts';

/** The journal of a session, or a part of it; null where there is none. */
export async function readEntries(
  db: Kysely<Tables>,
  session: SessionId,
  part?: JournalPart,
): Promise<StoredSession | null> {
  let query = db.selectFrom('entries').selectAll().where('session', '=', session).orderBy('seq');
  if (part !== undefined) query = query.where('seq', '>', part.after).limit(part.limit);
  const rows = await query.execute();
  return rows.length === 0 ? null : { entries: rows.map(readEntry) };
}

/** The events of a session alone, as one value: hundreds of rows are what takes the time. */
export async function readEvents(
  db: Kysely<Tables>,
  session: SessionId,
): Promise<StoredEvents | null> {
  const { texts } = await db
    .selectFrom('entries')
    .select(sql<string | null>`string_agg(event, ',' order by seq)`.as('texts'))
    .where('session', '=', session)
    .executeTakeFirstOrThrow();
  if (texts === null) return null;
  // Only this store writes the column, and only from SessionEvents; a journal has a number one, and no gap.
  const events = JSON.parse(`[${texts}]`) as readonly SessionEvent[];
  return events.map((event, index) => ({ seq: index + 1, event }));
}

/** The commands that a session has carried out. */
export function readCommands(
  db: Kysely<Tables>,
  session: SessionId,
): Promise<readonly KnownCommand[]> {
  return db
    .selectFrom('commands')
    .select(['command_id as commandId', 'actor', 'hash', 'seq'])
    .where('session', '=', session)
    .execute();
}

function readEntry(row: Tables['entries']): JournalEntry {
  const { seq, at, by_subject, by_name, by_role, command_id } = row;
  return {
    seq,
    at,
    by:
      by_subject === null || by_name === null
        ? null
        : { subject: by_subject, name: by_name, role: by_role === 'agent' ? 'agent' : 'customer' },
    commandId: command_id,
    // Only this store writes the column, and only from a SessionEvent.
    event: JSON.parse(row.event) as SessionEvent,
  };
}
