import type { SessionId } from '@fernblick/protocol';

/** A message for a host's webhook, written down together with what it tells. */
export interface OutboxMessage {
  readonly id: string;
  readonly webhook: string;
  /** What it tells of, as the host calls it. */
  readonly event: string;
  readonly session: SessionId;
  readonly body: string;
}

/** Where a message stands: `given-up` after a day of attempts. */
export type DeliveryState = 'waiting' | 'delivered' | 'given-up';

/** A message with what has become of it. */
export interface Delivery extends OutboxMessage {
  readonly state: DeliveryState;
  readonly attempts: number;
  /** How often somebody has asked for it once more. */
  readonly resends: number;
  readonly createdAt: number;
  /** When the next attempt is due. */
  readonly nextAt: number;
  /** The last attempt; null before the first. */
  readonly triedAt: number | null;
  /** When it was taken or given up. */
  readonly doneAt: number | null;
  /** What the host answered last; null where it did not. */
  readonly status: number | null;
  /** Why the last attempt failed; null where it did not. */
  readonly error: string | null;
}

/** What became of one attempt. */
export interface DeliveryOutcome {
  readonly state: DeliveryState;
  readonly at: number;
  /** When it is due again, where it is `waiting`. */
  readonly nextAt?: number;
  readonly status: number | null;
  readonly error: string | null;
}

/** What the host looks for. */
export interface DeliveryQuery {
  readonly state?: DeliveryState;
  readonly event?: string;
  readonly session?: SessionId;
  readonly webhook?: string;
  /** Where the part before ended. */
  readonly after?: { readonly at: number; readonly id: string };
}

/** Messages that wait, and for a while those that do not any more. New ones come with a change of their session. */
export interface DeliveryStore {
  /** The webhooks for which the time of a message has come, the longest due first. */
  dueWebhooks(now: number): Promise<readonly string[]>;
  /** Messages for one webhook whose time has come, the longest due first. */
  due(webhook: string, now: number, limit: number): Promise<readonly Delivery[]>;
  /** When the next one is due after a time; null where none waits for later. */
  nextAt(after: number): Promise<number | null>;
  /** Writes down what became of an attempt. */
  settle(id: string, outcome: DeliveryOutcome): Promise<void>;
  /** The newest first. */
  list(query: DeliveryQuery, limit: number): Promise<readonly Delivery[]>;
  /** Makes one wait again from the beginning; null where there is none of that id. */
  resend(id: string, now: number): Promise<Delivery | null>;
  /** Deletes so many of those that were done with before a time; says how many. */
  forget(before: number, limit: number): Promise<number>;
}
