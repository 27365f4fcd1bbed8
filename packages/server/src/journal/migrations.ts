import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { deliveryMigration } from './delivery-tables.ts';
import { dataLogMigration } from './data-log-rows.ts';
import { erasureMigration } from './erasure-tables.ts';
import { mailMigration } from './mail-tables.ts';

/** Steps from an empty database to today's, in the order of their names; a released step is never changed. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-journal': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('sessions')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('head', 'integer', (c) => c.notNull())
        .addColumn('phase', 'text', (c) => c.notNull())
        .addColumn('portal', 'text')
        .addColumn('number', 'text')
        .addColumn('number_expires_at', 'bigint')
        .addColumn('joined', 'integer', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('changed_at', 'bigint', (c) => c.notNull())
        .execute();
      await db.schema
        .createIndex('sessions_by_number')
        .on('sessions')
        .column('number')
        .where(sql.ref('number'), 'is not', null)
        .execute();
      await db.schema
        .createIndex('sessions_by_number_expiry')
        .on('sessions')
        .column('number_expires_at')
        .where(sql.ref('number_expires_at'), 'is not', null)
        .execute();
      await db.schema
        .createIndex('sessions_with_joined')
        .on('sessions')
        .column('joined')
        .where(sql.ref('joined'), '>', sql.lit(0))
        .execute();
      await db.schema.createIndex('sessions_by_phase').on('sessions').column('phase').execute();
      await db.schema
        .createTable('session_tickets')
        .addColumn('ticket', 'text', (c) => c.notNull())
        .addColumn('session', 'text', (c) => c.notNull().references('sessions.id'))
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('session_tickets_key', ['session', 'ticket'])
        .execute();
      await db.schema
        .createIndex('session_tickets_by_ticket')
        .on('session_tickets')
        .columns(['ticket', 'created_at'])
        .execute();
      await db.schema
        .createTable('entries')
        .addColumn('session', 'text', (c) => c.notNull().references('sessions.id'))
        .addColumn('seq', 'integer', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('by_subject', 'text')
        .addColumn('by_name', 'text')
        .addColumn('by_role', 'text')
        .addColumn('command_id', 'text')
        .addColumn('event', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('entries_key', ['session', 'seq'])
        .execute();
      await db.schema
        .createTable('commands')
        .addColumn('session', 'text', (c) => c.notNull().references('sessions.id'))
        .addColumn('actor', 'text', (c) => c.notNull())
        .addColumn('command_id', 'text', (c) => c.notNull())
        .addColumn('hash', 'text', (c) => c.notNull())
        .addColumn('seq', 'integer', (c) => c.notNull())
        .addPrimaryKeyConstraint('commands_key', ['session', 'actor', 'command_id'])
        .execute();
      await db.schema
        .createTable('token_uses')
        .addColumn('jti', 'text', (c) => c.notNull())
        .addColumn('session', 'text', (c) => c.notNull())
        .addColumn('expires_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('token_uses_key', ['jti', 'session'])
        .execute();
      await db.schema
        .createTable('revocations')
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('value', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('until', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('revocations_key', ['kind', 'value'])
        .execute();
      await db.schema
        .createTable('webhooks')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('url', 'text', (c) => c.notNull())
        .addColumn('events', 'text', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .execute();
      await db.schema
        .createTable('outbox')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('webhook', 'text', (c) => c.notNull())
        .addColumn('body', 'text', (c) => c.notNull())
        .addColumn('attempts', 'integer', (c) => c.notNull())
        .addColumn('due_at', 'bigint', (c) => c.notNull())
        .execute();
      await db.schema.createIndex('outbox_by_due').on('outbox').column('due_at').execute();
      await db.schema
        .createTable('probes')
        .addColumn('id', 'integer', (c) => c.primaryKey())
        .addColumn('count', 'integer', (c) => c.notNull())
        .execute();
    },
  },
  '0002-ink': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('ink')
        .addColumn('session', 'text', (c) => c.notNull().references('sessions.id'))
        .addColumn('seq', 'integer', (c) => c.notNull())
        .addColumn('id', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('total', 'integer', (c) => c.notNull())
        .addColumn('item', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('ink_key', ['session', 'seq'])
        .addUniqueConstraint('ink_id', ['session', 'id'])
        .execute();
    },
  },
  '0005-settings': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('settings')
        .addColumn('id', 'integer', (c) => c.primaryKey())
        .addColumn('reach', 'text', (c) => c.notNull())
        .addColumn('body', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('by_name', 'text', (c) => c.notNull())
        .execute();
      await db.schema
        .createIndex('settings_by_reach')
        .on('settings')
        .columns(['reach', 'id'])
        .execute();
    },
  },
  '0006-chat': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('chat')
        .addColumn('session', 'text', (c) => c.notNull().references('sessions.id'))
        .addColumn('readers', 'text', (c) => c.notNull())
        .addColumn('seq', 'integer', (c) => c.notNull())
        .addColumn('id', 'text', (c) => c.notNull())
        .addColumn('by_subject', 'text', (c) => c.notNull())
        .addColumn('by_name', 'text', (c) => c.notNull())
        .addColumn('by_role', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('total', 'integer', (c) => c.notNull())
        .addColumn('text', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('chat_key', ['session', 'readers', 'seq'])
        .addUniqueConstraint('chat_id', ['session', 'by_role', 'by_subject', 'id'])
        .execute();
    },
  },
  '0007-requests': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema.alterTable('sessions').addColumn('requester', 'text').execute();
      await db.schema
        .createIndex('sessions_by_requester')
        .on('sessions')
        .columns(['requester', 'created_at'])
        .where(sql.ref('requester'), 'is not', null)
        .execute();
    },
  },
  '0008-standard-responses': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('standard_responses')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('title', 'text', (c) => c.notNull())
        .addColumn('text', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('by_name', 'text', (c) => c.notNull())
        .execute();
    },
  },
  '0009-dial': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema.alterTable('sessions').addColumn('dialled_at', 'bigint').execute();
      await db.schema
        .createIndex('sessions_dialled')
        .on('sessions')
        .column('dialled_at')
        .where(sql.ref('dialled_at'), 'is not', null)
        .execute();
    },
  },
  '0010-notes': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('notes')
        .addColumn('session', 'text', (c) => c.notNull().references('sessions.id'))
        .addColumn('seq', 'integer', (c) => c.notNull())
        .addColumn('by_subject', 'text', (c) => c.notNull())
        .addColumn('by_name', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('version', 'integer', (c) => c.notNull())
        .addColumn('text', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('notes_key', ['session', 'seq'])
        .addUniqueConstraint('notes_of_agent', ['session', 'by_subject'])
        .execute();
    },
  },
  '0011-dispositions': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('dispositions')
        .addColumn('code', 'text', (c) => c.primaryKey())
        .addColumn('label', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('by_name', 'text', (c) => c.notNull())
        .execute();
    },
  },
  '0012-contacts': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('session_contacts')
        .addColumn('contact', 'text', (c) => c.notNull())
        .addColumn('session', 'text', (c) => c.notNull().references('sessions.id'))
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('session_contacts_key', ['session', 'contact'])
        .execute();
      await db.schema
        .createIndex('session_contacts_by_contact')
        .on('session_contacts')
        .columns(['contact', 'created_at'])
        .execute();
      await db.schema
        .createTable('contacts')
        .addColumn('subject', 'text', (c) => c.primaryKey())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('fields', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('by_name', 'text', (c) => c.notNull())
        .execute();
      await db.schema
        .createTable('contact_changes')
        .addColumn('contact', 'text', (c) => c.notNull())
        .addColumn('seq', 'integer', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('by_name', 'text', (c) => c.notNull())
        .addColumn('field', 'text', (c) => c.notNull())
        .addColumn('value', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('contact_changes_key', ['contact', 'seq'])
        .execute();
    },
  },
  '0013-mails': mailMigration,
  '0015-desk': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('session_agents')
        .addColumn('agent', 'text', (c) => c.notNull())
        .addColumn('session', 'text', (c) => c.notNull().references('sessions.id'))
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('line', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('session_agents_key', ['session', 'agent'])
        .execute();
      await db.schema
        .createIndex('session_agents_by_agent')
        .on('session_agents')
        .columns(['agent', 'created_at'])
        .execute();
      await db.schema
        .createIndex('session_agents_by_time')
        .on('session_agents')
        .column('created_at')
        .execute();
      await db.schema
        .createIndex('sessions_by_time')
        .on('sessions')
        .columns(['created_at', 'id'])
        .execute();
    },
  },
  '0018-erasures': erasureMigration,
  '0019-deliveries': deliveryMigration,
  '0020-data-log': dataLogMigration,
  '0021-awaited': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema.alterTable('sessions').addColumn('awaited_since', 'bigint').execute();
      await db.schema
        .createIndex('sessions_awaited')
        .on('sessions')
        .column('awaited_since')
        .where(sql.ref('awaited_since'), 'is not', null)
        .execute();
      // Early enough for every session that was agreed on before: the rules know when it really is.
      await sql`update sessions set awaited_since = changed_at
        where phase = 'confirmed' and requester is not null`.execute(db);
    },
  },
  '0022-awaited-made': {
    async up(db: Kysely<unknown>): Promise<void> {
      // Of what agents have made themselves, too; early enough, as above.
      await sql`update sessions set awaited_since = changed_at
        where phase = 'confirmed' and awaited_since is null`.execute(db);
    },
  },
};
