import type { ListPlace } from '@fernblick/protocol';
import type { ActivityLine } from '@fernblick/session';
import { sql, type Kysely, type Transaction } from 'kysely';
import type {
  ActivityQuery,
  Append,
  DeskQuery,
  ListedSession,
  ReportedActivity,
} from './journal-store.ts';
import type { Tables } from './tables.ts';

/** Keeps what each agent has done in a session, where a change says something new of it. */
export async function writeActivity(
  transaction: Transaction<Tables>,
  { session, activity, summary: { createdAt } }: Append,
): Promise<void> {
  if (activity.length === 0) return;
  await transaction
    .insertInto('session_agents')
    .values(
      activity.map((line) => ({
        agent: line.subject,
        session,
        created_at: createdAt,
        line: JSON.stringify(line),
      })),
    )
    .onConflict((c) =>
      c.columns(['session', 'agent']).doUpdateSet((e) => ({ line: e.ref('excluded.line') })),
    )
    .execute();
}

/** Sessions in some phases that an agent may know of, in the order of when they were made. */
export async function readSessionsOnDesk(
  db: Kysely<Tables>,
  { phases, portals, agent, mine, oldestFirst, from, until, after, limit }: DeskQuery,
): Promise<readonly ListedSession[]> {
  const order = oldestFirst ? 'asc' : 'desc';
  const beyond = oldestFirst ? '>' : '<';
  let query = db
    .selectFrom('sessions')
    .select(['id as session', 'created_at as createdAt'])
    .where('phase', 'in', phases);
  if (from !== undefined) query = query.where('created_at', '>=', from);
  if (until !== undefined) query = query.where('created_at', '<', until);
  if (mine || portals !== 'all')
    query = query.where((e) => {
      const own = e.exists(
        e
          .selectFrom('session_agents')
          .select(sql.lit(1).as('one'))
          .whereRef('session_agents.session', '=', 'sessions.id')
          .where('session_agents.agent', '=', agent),
      );
      if (mine || portals === 'all') return own;
      const ofPortals = portals.length === 0 ? [] : [e('portal', 'in', portals)];
      return e.or([e('portal', 'is', null), ...ofPortals, own]);
    });
  if (after !== null)
    query = query.where((e) =>
      e.or([
        e('created_at', beyond, after.at),
        e.and([e('created_at', '=', after.at), e('id', '>', after.session)]),
      ]),
    );
  return query.orderBy('created_at', order).orderBy('id').limit(limit).execute();
}

/** Sessions that were agreed on and have waited for both sides since a moment or longer, the longest first. */
export async function readSessionsAwaited(
  db: Kysely<Tables>,
  since: number,
  after: ListPlace | null,
  limit: number,
): Promise<readonly ListPlace[]> {
  let query = db
    .selectFrom('sessions')
    .select(['id as session', 'awaited_since as at'])
    .where('awaited_since', '<=', since);
  if (after !== null)
    query = query.where((e) =>
      e.or([
        e('awaited_since', '>', after.at),
        e.and([e('awaited_since', '=', after.at), e('id', '>', after.session)]),
      ]),
    );
  const rows = await query.orderBy('awaited_since').orderBy('id').limit(limit).execute();
  return rows.map(({ session, at }) => ({ session, at: at ?? since }));
}

/** What agents have done in the sessions of a period, the oldest session first, with what they noted. */
export async function readActivity(
  db: Kysely<Tables>,
  { from, until, agent, after, limit }: ActivityQuery,
): Promise<readonly ReportedActivity[]> {
  let query = db
    .selectFrom('session_agents')
    .leftJoin('notes', (join) =>
      join
        .onRef('notes.session', '=', 'session_agents.session')
        .onRef('notes.by_subject', '=', 'session_agents.agent'),
    )
    .select(['session_agents.line', 'notes.text as note'])
    .where('session_agents.created_at', '>=', from)
    .where('session_agents.created_at', '<', until);
  if (agent !== null) query = query.where('session_agents.agent', '=', agent);
  if (after !== null)
    query = query.where((e) =>
      e.or([
        e('session_agents.created_at', '>', after.at),
        e.and([
          e('session_agents.created_at', '=', after.at),
          e.or([
            e('session_agents.session', '>', after.session),
            e.and([
              e('session_agents.session', '=', after.session),
              e('session_agents.agent', '>', after.agent),
            ]),
          ]),
        ]),
      ]),
    );
  const rows = await query
    .orderBy('session_agents.created_at')
    .orderBy('session_agents.session')
    .orderBy('session_agents.agent')
    .limit(limit)
    .execute();
  // Only `writeActivity` writes the column.
  return rows.map(({ line, note }) => ({ ...(JSON.parse(line) as ActivityLine), note }));
}
