import type { JournalEntry } from '@fernblick/session';
import type { Insertable, Transaction } from 'kysely';
import { writeSessionContacts } from './contact-rows.ts';
import { outboxRow } from './delivery-rows.ts';
import { writeActivity } from './desk-rows.ts';
import type { Append } from './journal-store.ts';
import type { Tables } from './tables.ts';
import { writeMails } from './mail-rows.ts';

/** Writes those changes whose expectation holds, and says which. */
export async function writeChanges(
  transaction: Transaction<Tables>,
  changes: readonly Append[],
): Promise<ReadonlySet<Append>> {
  const rows = await transaction
    .selectFrom('sessions')
    .select(['id', 'head'])
    .where(
      'id',
      'in',
      changes.map((change) => change.session),
    )
    .execute();
  const heads = new Map(rows.map((row) => [row.id, row.head]));
  const good = changes.filter((change) => (heads.get(change.session) ?? 0) === change.expectedSeq);
  if (good.length === 0) return new Set();

  await transaction
    .insertInto('sessions')
    .values(good.map(sessionRow))
    .onConflict((c) =>
      c.column('id').doUpdateSet((e) => ({
        head: e.ref('excluded.head'),
        phase: e.ref('excluded.phase'),
        portal: e.ref('excluded.portal'),
        number: e.ref('excluded.number'),
        number_expires_at: e.ref('excluded.number_expires_at'),
        joined: e.ref('excluded.joined'),
        dialled_at: e.ref('excluded.dialled_at'),
        awaited_since: e.ref('excluded.awaited_since'),
        changed_at: e.ref('excluded.changed_at'),
      })),
    )
    .execute();
  for (const entries of inGroups(good.flatMap(entryRows)))
    await transaction.insertInto('entries').values(entries).execute();
  const commands = good.flatMap(commandRows);
  if (commands.length > 0)
    await transaction
      .insertInto('commands')
      .values(commands)
      .onConflict((c) => c.columns(['session', 'actor', 'command_id']).doNothing())
      .execute();
  const outbox = good.flatMap((change) =>
    change.outbox.map((message) => outboxRow(message, change.at)),
  );
  for (const messages of inGroups(outbox))
    await transaction.insertInto('outbox').values(messages).execute();
  for (const change of good) await writeRest(transaction, change);
  return new Set(good);
}

async function writeRest(transaction: Transaction<Tables>, change: Append): Promise<void> {
  const { session, summary, tokenUse } = change;
  if (tokenUse !== null)
    await transaction
      .insertInto('token_uses')
      .values({ jti: tokenUse.jti, session, expires_at: tokenUse.expiresAt })
      .onConflict((c) => c.columns(['jti', 'session']).doNothing())
      .execute();
  await writeSessionContacts(transaction, change);
  await writeActivity(transaction, change);
  await writeMails(transaction, change.mails, change.at);
  const touchesTickets = change.entries.some(
    ({ event }) =>
      event.type === 'session-created' ||
      event.type === 'session-requested' ||
      event.type === 'ticket-linked' ||
      event.type === 'ticket-unlinked',
  );
  if (!touchesTickets) return;
  await transaction.deleteFrom('session_tickets').where('session', '=', session).execute();
  if (summary.tickets.length === 0) return;
  await transaction
    .insertInto('session_tickets')
    .values(summary.tickets.map((ticket) => ({ ticket, session, created_at: summary.createdAt })))
    .execute();
}

// A row has at most fourteen columns and SQLite takes 32,766 parameters.
const ROWS_PER_STATEMENT = 1_000;

function* inGroups<T>(rows: readonly T[]): Iterable<readonly T[]> {
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT)
    yield rows.slice(start, start + ROWS_PER_STATEMENT);
}

function sessionRow(change: Append): Insertable<Tables['sessions']> {
  const { phase, portal, number, joined, requester, createdAt } = change.summary;
  return {
    id: change.session,
    head: change.expectedSeq + change.entries.length,
    phase,
    portal,
    number: number?.digits ?? null,
    number_expires_at: number?.expiresAt ?? null,
    joined,
    requester,
    dialled_at: change.summary.dialledAt,
    awaited_since: change.summary.awaitedSince,
    created_at: createdAt,
    changed_at: change.at,
  };
}

function entryRows({ session, entries }: Append): Insertable<Tables['entries']>[] {
  return entries.map((entry) => entryRow(session, entry));
}

/** One entry of a session's journal as its table has it. */
export function entryRow(
  session: string,
  { seq, at, by, commandId, event }: JournalEntry,
): Insertable<Tables['entries']> {
  return {
    session,
    seq,
    at,
    by_subject: by?.subject ?? null,
    by_name: by?.name ?? null,
    by_role: by?.role ?? null,
    command_id: commandId,
    event: JSON.stringify(event),
  };
}

function commandRows({
  session,
  command,
  expectedSeq,
  entries,
}: Append): Insertable<Tables['commands']>[] {
  if (command === null) return [];
  const { actor, commandId, hash } = command;
  return [{ session, actor, command_id: commandId, hash, seq: expectedSeq + entries.length }];
}
