import type { Kysely, Transaction } from 'kysely';
import type { SessionId } from '@fernblick/protocol';
import type { InkAppend, InkAppended, InkPage } from './journal-store.ts';
import type { Tables } from './tables.ts';

/** What an item takes in an answer besides its own text: its number and the punctuation around it. */
const AROUND_BYTES = 40;

/** Appends to a session's feed of ink, in the order given; says for each what became of it. */
export async function writeInk(
  transaction: Transaction<Tables>,
  additions: readonly InkAppend[],
): Promise<readonly InkAppended[]> {
  const results: InkAppended[] = [];
  for (const addition of additions) results.push(await writeOne(transaction, addition));
  return results;
}

async function writeOne(
  transaction: Transaction<Tables>,
  { session, id, item, at, limits }: InkAppend,
): Promise<InkAppended> {
  const known = await transaction
    .selectFrom('ink')
    .select(['seq', 'item'])
    .where('session', '=', session)
    .where('id', '=', id)
    .executeTakeFirst();
  if (known !== undefined)
    return known.item === item ? { is: 'known', seq: known.seq } : { is: 'id-reused' };
  const newest = await newestOf(transaction, session);
  const seq = newest.seq + 1;
  const total = newest.total + Buffer.byteLength(item) + AROUND_BYTES;
  if (seq > limits.items || total > limits.bytes) return { is: 'full' };
  if (seq < (limits.leastSeq ?? 0)) return { is: 'too-early' };
  await transaction.insertInto('ink').values({ session, seq, id, at, total, item }).execute();
  return { is: 'added', seq };
}

/** What stands in the feed after a number, as much as fits into a page; one item at least. */
export async function readInk(
  db: Kysely<Tables>,
  session: SessionId,
  after: number,
  maxBytes: number,
): Promise<InkPage> {
  const newest = await newestOf(db, session);
  if (newest.seq <= after) return { entries: [], more: false };
  const before = await db
    .selectFrom('ink')
    .select('total')
    .where('session', '=', session)
    .where('seq', '=', after)
    .executeTakeFirst();
  const rows = await db
    .selectFrom('ink')
    .select(['seq', 'item'])
    .where('session', '=', session)
    .where('seq', '>', after)
    .where((e) =>
      e.or([e('total', '<=', (before?.total ?? 0) + maxBytes), e('seq', '=', after + 1)]),
    )
    .orderBy('seq')
    .execute();
  return { entries: rows, more: (rows.at(-1)?.seq ?? newest.seq) < newest.seq };
}

/** When something was drawn in this time, in its order; what was changed or taken away is not told. */
export async function readDrawnAt(
  db: Kysely<Tables>,
  session: SessionId,
  { from, until }: { readonly from: number; readonly until: number },
): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('ink')
    .select('at')
    .where('session', '=', session)
    .where('at', '>=', from)
    .where('at', '<=', until)
    // What people write has its quotation marks escaped.
    .where('item', 'like', '%"is":"add"%')
    .orderBy('seq')
    .execute();
  return rows.map(({ at }) => at);
}

/** The newest number, and how many bytes there are up to it. */
async function newestOf(db: Kysely<Tables>, session: SessionId) {
  const row = await db
    .selectFrom('ink')
    .select(['seq', 'total'])
    .where('session', '=', session)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? { seq: 0, total: 0 };
}
