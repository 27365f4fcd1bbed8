import * as v from 'valibot';
import { Count, Timestamp } from './shapes.ts';

/** Names one connection attempt between two pages; a rebuilt connection gets a new one. */
export const LinkEpoch = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{8,32}$/));

const Sdp = v.pipe(v.string(), v.startsWith('v=0'), v.maxLength(48_000));

/** What a signal asks of the other side's connection. */
export const SignalBody = v.variant('type', [
  v.object({ type: v.literal('offer'), sdp: Sdp, restart: v.boolean() }),
  v.object({ type: v.literal('answer'), sdp: Sdp }),
  v.object({
    type: v.literal('candidate'),
    /** Null says that there are no more. */
    candidate: v.nullable(v.pipe(v.string(), v.maxLength(1_000))),
    sdpMid: v.nullable(v.pipe(v.string(), v.maxLength(64))),
    sdpMLineIndex: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(64))),
  }),
  /** Asks the offering side for an ICE restart (`ice`) or a new connection (`link`). */
  v.object({ type: v.literal('renew'), what: v.picklist(['ice', 'link']) }),
  /** Nothing but the acknowledgement in the envelope. */
  v.object({ type: v.literal('ack') }),
  v.object({ type: v.literal('bye') }),
]);
export type SignalBody = v.InferOutput<typeof SignalBody>;

/**
 * Every signal between two pages travels in this envelope, because the peer library neither survives a lost signal
 * nor a doubled one. Only what passed the envelope's checks reaches the library.
 */
export const SignalEnvelope = v.object({
  /** The sender's link epoch: chosen by the offering side, repeated by the other. */
  link: LinkEpoch,
  /** Counts offers within a link; an answer or a candidate repeats the number of the offer it belongs to. */
  negotiation: Count,
  /** Counts the sender's signals within a link, from 1; 0 for a mere acknowledgement. */
  seq: Count,
  /** Highest number up to which all of the other side's signals within this link have arrived. */
  ack: Count,
  /** The sender's estimate of the server's time; offers older than 60 s are dropped. */
  sentAt: Timestamp,
  body: SignalBody,
});
export type SignalEnvelope = v.InferOutput<typeof SignalEnvelope>;
