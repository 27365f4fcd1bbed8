import type { SessionId } from '@fernblick/protocol';

/** What can go before its session does. */
export type SessionPart = 'chat' | 'notes' | 'drawings' | 'activity';

/** Deletes what has been kept for long enough, in pieces. What is not over is never touched. */
export interface RetentionStore {
  /** Sessions that are over and have not changed since then, the oldest change first. */
  over(before: number, limit: number): Promise<readonly SessionId[]>;
  /** Deletes one of them with all that belongs to it; false where it has changed since, or is not over. */
  removeSession(session: SessionId, before: number): Promise<boolean>;
  /** Deletes a part of so many sessions that are over and have not changed since then; says of which. */
  removeParts(part: SessionPart, before: number, limit: number): Promise<readonly SessionId[]>;
  /** Deletes so many contacts that nobody has changed and that had no session since then; says how many. */
  removeContacts(before: number, limit: number): Promise<number>;
}
