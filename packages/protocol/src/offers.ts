import * as v from 'valibot';
import { CallReason, Count, PersonName, Portal, SessionId, TicketId, Timestamp } from './shapes.ts';

/** A dialled call that rings at an agent. */
export const CallOffer = v.object({
  session: SessionId,
  /** Name of the customer who calls. */
  by: PersonName,
  reason: CallReason,
  /** The ticket it is about; null for a call from a page without. */
  ticket: v.nullable(TicketId),
  portal: v.nullable(Portal),
  /** Since when the customer waits. */
  since: Timestamp,
  /** Since when, and until when, it rings at this agent. */
  ringsSince: Timestamp,
  ringsUntil: Timestamp,
});
export type CallOffer = v.InferOutput<typeof CallOffer>;

/** As many ring at one agent at once; keeps the notice below its limit. */
export const MAX_OFFERS = 20;

/** Where a customer's call stands in line. */
export const QueuePlace = v.object({
  session: SessionId,
  /** 1 for the one whose turn it is. */
  place: Count,
  /** About how long it will take yet, in milliseconds; null where nothing is known, or it is about to be answered. */
  waitMs: v.nullable(Count),
});
export type QueuePlace = v.InferOutput<typeof QueuePlace>;
