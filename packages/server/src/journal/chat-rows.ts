import type { ChatReaders, SessionId } from '@fernblick/protocol';
import type { ChatEntry } from '@fernblick/session';
import type { Kysely, Transaction } from 'kysely';
import type { ChatAppend, ChatAppended, ChatPage } from './journal-store.ts';
import type { Tables } from './tables.ts';

/** What a message takes in an answer besides its text and its author's name. */
const AROUND_BYTES = 250;

/** Appends to the chats of sessions, in the order given; says for each what became of it. */
export async function writeChat(
  transaction: Transaction<Tables>,
  additions: readonly ChatAppend[],
): Promise<readonly ChatAppended[]> {
  const results: ChatAppended[] = [];
  for (const addition of additions) results.push(await writeOne(transaction, addition));
  return results;
}

async function writeOne(
  transaction: Transaction<Tables>,
  { session, message, limits }: ChatAppend,
): Promise<ChatAppended> {
  const { id, to, by, at, text } = message;
  const known = await transaction
    .selectFrom('chat')
    .selectAll()
    .where('session', '=', session)
    .where('by_role', '=', by.role)
    .where('by_subject', '=', by.subject)
    .where('id', '=', id)
    .executeTakeFirst();
  if (known !== undefined)
    return known.readers === to && known.text === text
      ? { is: 'known', entry: readEntry(known) }
      : { is: 'id-reused' };
  const newest = await newestOf(transaction, session, to);
  const seq = newest.seq + 1;
  const bytes = Buffer.byteLength(JSON.stringify(text)) + Buffer.byteLength(by.name);
  const total = newest.total + bytes + AROUND_BYTES;
  if (seq > limits.messages || total > limits.bytes) return { is: 'full' };
  await transaction
    .insertInto('chat')
    .values({
      session,
      readers: to,
      seq,
      id,
      by_subject: by.subject,
      by_name: by.name,
      by_role: by.role,
      at,
      total,
      text,
    })
    .execute();
  return { is: 'added', entry: { ...message, seq } };
}

/** What these readers read after a number, as much as fits into a page; one message at least. */
export async function readChat(
  db: Kysely<Tables>,
  session: SessionId,
  to: ChatReaders,
  after: number,
  maxBytes: number,
): Promise<ChatPage> {
  const newest = await newestOf(db, session, to);
  if (newest.seq <= after) return { entries: [], more: false };
  const before = await db
    .selectFrom('chat')
    .select('total')
    .where('session', '=', session)
    .where('readers', '=', to)
    .where('seq', '=', after)
    .executeTakeFirst();
  const rows = await db
    .selectFrom('chat')
    .selectAll()
    .where('session', '=', session)
    .where('readers', '=', to)
    .where('seq', '>', after)
    .where((e) =>
      e.or([e('total', '<=', (before?.total ?? 0) + maxBytes), e('seq', '=', after + 1)]),
    )
    .orderBy('seq')
    .execute();
  return { entries: rows.map(readEntry), more: (rows.at(-1)?.seq ?? newest.seq) < newest.seq };
}

/** The newest number for these readers, and how many bytes there are up to it. */
async function newestOf(db: Kysely<Tables>, session: SessionId, to: ChatReaders) {
  const row = await db
    .selectFrom('chat')
    .select(['seq', 'total'])
    .where('session', '=', session)
    .where('readers', '=', to)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? { seq: 0, total: 0 };
}

function readEntry(row: Tables['chat']): ChatEntry {
  const { seq, id, at, text, readers, by_subject, by_name, by_role } = row;
  return {
    seq,
    id,
    // Only `writeOne` writes the columns, and only from what these types allow.
    to: readers === 'agents' ? 'agents' : 'all',
    at,
    by: { subject: by_subject, name: by_name, role: by_role === 'agent' ? 'agent' : 'customer' },
    text,
  };
}
