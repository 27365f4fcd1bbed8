import type { SessionId } from '@fernblick/protocol';
import type { ActivityLine, JournalEntry } from '@fernblick/session';
import type { OutboxMessage } from './delivery-store.ts';

/** That somebody was forgotten: says who wanted it, when and why, and nothing of whom. */
export interface Erasure {
  /** Made at random: leads back to nobody. */
  readonly id: string;
  readonly at: number;
  readonly by: { readonly subject: string; readonly name: string };
  readonly reason: string;
  /** How many sessions it has gone through so far. */
  readonly sessions: number;
  /** Null while it is under way. */
  readonly doneAt: number | null;
}

/** One that is under way, with what it takes to go on after a restart; forgotten with the last step. */
export interface OpenErasure extends Erasure {
  readonly subject: string;
  /** What the journals say instead of the subject. */
  readonly alias: string;
}

/** What one session is to be afterwards; done as a whole or not at all. */
export interface SessionErasure {
  readonly erasure: string;
  readonly session: SessionId;
  readonly subject: string;
  /** Number of the newest entry this was made from. */
  readonly expectedSeq: number;
  /** All entries without the person, with those that are new at the end. */
  readonly entries: readonly JournalEntry[];
  /** What agents have done in it. */
  readonly activity: readonly ActivityLine[];
  readonly places: readonly string[];
  /** Whether it was they who asked for the session. */
  readonly asked: boolean;
  readonly outbox: readonly OutboxMessage[];
  /** What a message about this session says without the person. */
  readonly redact: (body: string) => string;
  readonly at: number;
}

/** Forgets people, and keeps that it did. */
export interface ErasureStore {
  begin(erasure: OpenErasure): Promise<void>;
  /** Those that were begun and not finished. */
  open(): Promise<readonly OpenErasure[]>;
  /** The last step: contact, its changes, and whom it was about. */
  finish(erasure: OpenErasure, at: number): Promise<void>;
  /** The newest first. */
  list(limit: number): Promise<readonly Erasure[]>;
  /** Sessions of a customer with ids after this one, in the order of their ids. */
  sessionsOf(subject: string, after: SessionId, limit: number): Promise<readonly SessionId[]>;
  /** False where the session has other entries by now, and nothing was written. */
  rewrite(change: SessionErasure): Promise<boolean>;
  /** Whether what was forgotten may still lie in unused places of the file. */
  needsCompacting(): Promise<boolean>;
  /** Bytes that would have to be written anew; compacting takes as long as that. */
  size(): Promise<number>;
  /** Writes the file anew, so that nothing is left in unused places. Nothing else is written meanwhile. */
  compact(): Promise<void>;
}
