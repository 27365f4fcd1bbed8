import type { DataField, ListPlace } from '@fernblick/protocol';
import type { Kysely, Transaction } from 'kysely';
import { outboxRow } from './delivery-rows.ts';
import type { OutboxMessage } from './delivery-store.ts';
import type { Append, ContactChange, ListedSession, StoredContact } from './journal-store.ts';
import type { Tables } from './tables.ts';

/** Keeps the list of a session's customers, where a change brings one in. */
export async function writeSessionContacts(
  transaction: Transaction<Tables>,
  { session, summary: { contacts, createdAt }, entries }: Append,
): Promise<void> {
  const bringsIn = entries.some(({ event }) =>
    ['session-requested', 'participant-invited', 'participant-joined', 'invitation-made'].includes(
      event.type,
    ),
  );
  if (!bringsIn || contacts.length === 0) return;
  await transaction
    .insertInto('session_contacts')
    .values(contacts.map((contact) => ({ contact, session, created_at: createdAt })))
    .onConflict((c) => c.columns(['session', 'contact']).doNothing())
    .execute();
}

/** Sessions of which this is a customer, newest first; those made at one moment by their ids. */
export async function readSessionsOfContact(
  db: Kysely<Tables>,
  subject: string,
  after: ListPlace | null,
  limit: number,
): Promise<readonly ListedSession[]> {
  let query = db
    .selectFrom('session_contacts')
    .select(['session', 'created_at as createdAt'])
    .where('contact', '=', subject);
  if (after !== null)
    query = query.where((e) =>
      e.or([
        e('created_at', '<', after.at),
        e.and([e('created_at', '=', after.at), e('session', '>', after.session)]),
      ]),
    );
  return query.orderBy('created_at', 'desc').orderBy('session').limit(limit).execute();
}

/** In which of a customer's sessions they have given a command of this id. */
export async function readSessionOfCommand(
  db: Kysely<Tables>,
  subject: string,
  commandId: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('session_contacts')
    .innerJoin('commands', 'commands.session', 'session_contacts.session')
    .select('commands.session')
    .where('session_contacts.contact', '=', subject)
    .where('commands.actor', '=', `customer ${subject}`)
    .where('commands.command_id', '=', commandId)
    .executeTakeFirst();
  return row?.session ?? null;
}

/** What the host has told about a contact. */
export async function readContact(
  db: Kysely<Tables>,
  subject: string,
): Promise<StoredContact | null> {
  const row = await db
    .selectFrom('contacts')
    .selectAll()
    .where('subject', '=', subject)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { name, email, lang, at, by_name: by } = row;
  // Only `writeContact` writes the column.
  const fields = JSON.parse(row.fields) as DataField[];
  return { subject, name, fields, email, lang, at, by };
}

/** Replaces what is known of a contact, with what of it is new and the messages that tell of it. */
export async function writeContact(
  db: Kysely<Tables>,
  { subject, name, fields, email, lang, at, by }: StoredContact,
  changes: readonly DataField[],
  outbox: readonly OutboxMessage[],
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    for (const message of outbox)
      await transaction.insertInto('outbox').values(outboxRow(message, at)).execute();
    const values = { name, fields: JSON.stringify(fields), email, lang, at, by_name: by };
    await transaction
      .insertInto('contacts')
      .values({ subject, ...values })
      .onConflict((c) => c.column('subject').doUpdateSet(values))
      .execute();
    if (changes.length === 0) return;
    const newest = await transaction
      .selectFrom('contact_changes')
      .select((e) => e.fn.max('seq').as('seq'))
      .where('contact', '=', subject)
      .executeTakeFirst();
    const first = (newest?.seq ?? 0) + 1;
    await transaction
      .insertInto('contact_changes')
      .values(
        changes.map(({ name: field, value }, index) => ({
          contact: subject,
          seq: first + index,
          at,
          by_name: by,
          field,
          value,
        })),
      )
      .execute();
  });
}

/** What was changed, newest first. */
export async function readContactChanges(
  db: Kysely<Tables>,
  subject: string,
  limit: number,
): Promise<readonly ContactChange[]> {
  return db
    .selectFrom('contact_changes')
    .select(['field', 'value', 'at', 'by_name as by'])
    .where('contact', '=', subject)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
}
