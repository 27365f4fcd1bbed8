import type { SessionId } from '@fernblick/protocol';
import type { NoteEntry } from '@fernblick/session';
import type { Kysely, Transaction } from 'kysely';
import type { NoteWrite, NoteWritten } from './journal-store.ts';
import type { Tables } from './tables.ts';

/** Writes into notepads, in the order given; says for each what became of it. */
export async function writeNotes(
  transaction: Transaction<Tables>,
  writes: readonly NoteWrite[],
): Promise<readonly NoteWritten[]> {
  const results: NoteWritten[] = [];
  for (const write of writes) results.push(await writeOne(transaction, write));
  return results;
}

async function writeOne(
  transaction: Transaction<Tables>,
  { session, note: { by, text, at }, version, limit }: NoteWrite,
): Promise<NoteWritten> {
  const known = await transaction
    .selectFrom('notes')
    .selectAll()
    .where('session', '=', session)
    .where('by_subject', '=', by.subject)
    .executeTakeFirst();
  if (known !== undefined && known.text === text) return { is: 'same', entry: readEntry(known) };
  if ((known?.version ?? 0) !== version) return { is: 'changed' };
  const next = { by_name: by.name, at, version: version + 1, text };
  if (known !== undefined) {
    await transaction
      .updateTable('notes')
      .set(next)
      .where('session', '=', session)
      .where('seq', '=', known.seq)
      .execute();
    return { is: 'written', entry: readEntry({ ...known, ...next }) };
  }
  const newest = await transaction
    .selectFrom('notes')
    .select((e) => e.fn.max('seq').as('seq'))
    .where('session', '=', session)
    .executeTakeFirst();
  const seq = (newest?.seq ?? 0) + 1;
  if (seq > limit) return { is: 'full' };
  const row = { session, seq, by_subject: by.subject, ...next };
  await transaction.insertInto('notes').values(row).execute();
  return { is: 'written', entry: readEntry(row) };
}

/** All notepads of a session, in the order in which they were begun. */
export async function readNotes(
  db: Kysely<Tables>,
  session: SessionId,
): Promise<readonly NoteEntry[]> {
  const rows = await db
    .selectFrom('notes')
    .selectAll()
    .where('session', '=', session)
    .orderBy('seq')
    .execute();
  return rows.map(readEntry);
}

function readEntry({
  seq,
  by_subject: subject,
  by_name: name,
  text,
  at,
  version,
}: Tables['notes']): NoteEntry {
  return { seq, by: { subject, name, role: 'agent' }, text, at, version };
}
