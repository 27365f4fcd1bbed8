import type { DataLogTable } from './data-log-rows.ts';
import type { OutboxTable } from './delivery-tables.ts';
import type { ErasuresTable } from './erasure-tables.ts';
import type { MailsTable } from './mail-tables.ts';

/** The tables, in the column types of both SQLite and PostgreSQL. */
export interface Tables {
  readonly sessions: {
    readonly id: string;
    readonly head: number;
    readonly phase: string;
    readonly portal: string | null;
    readonly number: string | null;
    readonly number_expires_at: number | null;
    readonly joined: number;
    /** Who asked for it, for which ticket; null where nobody had to ask. */
    readonly requester: string | null;
    /** Since when a call of it waits for an answer; null where none does. */
    readonly dialled_at: number | null;
    /** Since when it has waited in vain for its call; null where it does not. */
    readonly awaited_since: number | null;
    readonly created_at: number;
    readonly changed_at: number;
  };
  readonly session_tickets: {
    readonly ticket: string;
    readonly session: string;
    readonly created_at: number;
  };
  readonly entries: {
    readonly session: string;
    readonly seq: number;
    readonly at: number;
    readonly by_subject: string | null;
    readonly by_name: string | null;
    readonly by_role: string | null;
    readonly command_id: string | null;
    readonly event: string;
  };
  readonly commands: {
    readonly session: string;
    readonly actor: string;
    readonly command_id: string;
    readonly hash: string;
    readonly seq: number;
  };
  readonly token_uses: {
    readonly jti: string;
    readonly session: string;
    readonly expires_at: number;
  };
  readonly revocations: {
    readonly kind: string;
    readonly value: string;
    readonly at: number;
    readonly until: number;
  };
  readonly webhooks: {
    readonly id: string;
    readonly url: string;
    readonly events: string;
    readonly created_at: number;
  };
  readonly outbox: OutboxTable;
  readonly ink: {
    readonly session: string;
    readonly seq: number;
    readonly id: string;
    readonly at: number;
    /** Bytes of all items up to this one: says how full the feed is without reading it. */
    readonly total: number;
    readonly item: string;
  };
  readonly settings: {
    readonly id: number;
    readonly reach: string;
    readonly body: string;
    readonly at: number;
    readonly by_name: string;
  };
  readonly chat: {
    readonly session: string;
    /** `all` or `agents`: each kind counts by itself. */
    readonly readers: string;
    readonly seq: number;
    /** Made by the author's page, unique for the author. */
    readonly id: string;
    readonly by_subject: string;
    readonly by_name: string;
    readonly by_role: string;
    readonly at: number;
    /** Bytes of all messages up to this one, as in `ink`. */
    readonly total: number;
    readonly text: string;
  };
  readonly standard_responses: {
    readonly id: string;
    readonly title: string;
    readonly text: string;
    readonly at: number;
    readonly by_name: string;
  };
  readonly notes: {
    readonly session: string;
    readonly seq: number;
    /** An agent's: customers have no notepad. */
    readonly by_subject: string;
    readonly by_name: string;
    readonly at: number;
    readonly version: number;
    readonly text: string;
  };
  /** The customers of each session. */
  readonly session_contacts: {
    readonly contact: string;
    readonly session: string;
    readonly created_at: number;
  };
  /** What each agent has done in each session. */
  readonly session_agents: {
    readonly agent: string;
    readonly session: string;
    readonly created_at: number;
    /** An `ActivityLine` as JSON. */
    readonly line: string;
  };
  readonly contacts: {
    readonly subject: string;
    readonly name: string;
    /** As JSON. */
    readonly fields: string;
    readonly email: string | null;
    readonly lang: string | null;
    readonly at: number;
    readonly by_name: string;
  };
  /** Each value that somebody has given a field of a contact, oldest first. */
  readonly contact_changes: {
    readonly contact: string;
    readonly seq: number;
    readonly at: number;
    readonly by_name: string;
    readonly field: string;
    readonly value: string;
  };
  readonly dispositions: {
    readonly code: string;
    readonly label: string;
    readonly at: number;
    readonly by_name: string;
  };
  readonly mails: MailsTable;
  readonly erasures: ErasuresTable;
  readonly data_log: DataLogTable;
  readonly probes: { readonly id: number; readonly count: number };
}
