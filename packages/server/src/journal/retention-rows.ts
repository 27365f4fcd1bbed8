import type { SessionId } from '@fernblick/protocol';
import { sql, type Kysely } from 'kysely';
import type { RetentionStore, SessionPart } from './retention-store.ts';
import type { Tables } from './tables.ts';

type Guard = <T>(action: () => Promise<T>) => Promise<T>;

const over = ['done', 'cancelled'] as const;
const tables = {
  chat: 'chat',
  notes: 'notes',
  drawings: 'ink',
  activity: 'session_agents',
} as const satisfies Record<SessionPart, keyof Tables>;
/** Everything that names a session and goes with it. */
const belongings = [
  'session_tickets',
  'session_contacts',
  'session_agents',
  'commands',
  'entries',
  'ink',
  'chat',
  'notes',
  'mails',
  'outbox',
  'token_uses',
] as const satisfies readonly (keyof Tables)[];

/** Retention in an SQL database. */
export class SqlRetention implements RetentionStore {
  readonly #db: Kysely<Tables>;
  readonly #guard: Guard;

  constructor(db: Kysely<Tables>, guard: Guard) {
    this.#db = db;
    this.#guard = guard;
  }

  over(before: number, limit: number): Promise<readonly SessionId[]> {
    return this.#guard(async () => {
      const rows = await this.#over(before).orderBy('changed_at').limit(limit).execute();
      return rows.map(({ id }) => id);
    });
  }

  removeSession(session: SessionId, before: number): Promise<boolean> {
    return this.#guard(() =>
      this.#db.transaction().execute(async (transaction) => {
        const row = await transaction
          .selectFrom('sessions')
          .select('id')
          .where('id', '=', session)
          .where('phase', 'in', over)
          .where('changed_at', '<', before)
          .executeTakeFirst();
        if (row === undefined) return false;
        for (const table of belongings)
          await transaction.deleteFrom(table).where('session', '=', session).execute();
        await transaction.deleteFrom('sessions').where('id', '=', session).execute();
        return true;
      }),
    );
  }

  removeParts(part: SessionPart, before: number, limit: number): Promise<readonly SessionId[]> {
    const table = tables[part];
    return this.#guard(async () => {
      const rows = await this.#over(before)
        .where((e) =>
          e.exists(
            e
              .selectFrom(table)
              .select(sql.lit(1).as('one'))
              .whereRef(`${table}.session`, '=', 'sessions.id'),
          ),
        )
        .limit(limit)
        .execute();
      const sessions = rows.map(({ id }) => id);
      if (sessions.length > 0)
        await this.#db.deleteFrom(table).where('session', 'in', sessions).execute();
      return sessions;
    });
  }

  removeContacts(before: number, limit: number): Promise<number> {
    return this.#guard(() =>
      this.#db.transaction().execute(async (transaction) => {
        const rows = await transaction
          .selectFrom('contacts')
          .select('subject')
          .where('at', '<', before)
          .where((e) =>
            e.not(
              e.exists(
                e
                  .selectFrom('session_contacts')
                  .innerJoin('sessions', 'sessions.id', 'session_contacts.session')
                  .select(sql.lit(1).as('one'))
                  .whereRef('session_contacts.contact', '=', 'contacts.subject')
                  .where((f) =>
                    f.or([f('sessions.changed_at', '>=', before), f('phase', 'not in', over)]),
                  ),
              ),
            ),
          )
          .limit(limit)
          .execute();
        const subjects = rows.map(({ subject }) => subject);
        if (subjects.length === 0) return 0;
        await transaction.deleteFrom('contact_changes').where('contact', 'in', subjects).execute();
        await transaction.deleteFrom('contacts').where('subject', 'in', subjects).execute();
        return subjects.length;
      }),
    );
  }

  #over(before: number) {
    return this.#db
      .selectFrom('sessions')
      .select('id')
      .where('phase', 'in', over)
      .where('changed_at', '<', before);
  }
}
