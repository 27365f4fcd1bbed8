import type { SignalBody, SignalEnvelope } from '@fernblick/protocol';

// A lost signal is sent again after this time, then after twice as long, up to the longest.
const FIRST_RESEND_MS = 500;
const LONGEST_RESEND_MS = 2_000;
// Bounds what a confused or hostile page can make us keep.
const MAX_HELD = 128;
// As many go out again at once; the rest follows when these are acknowledged. Keeps clear of the server's rate limit.
const RESEND_WINDOW = 8;

interface Unacknowledged {
  readonly envelope: SignalEnvelope;
  readonly resendAt: number;
  readonly waitMs: number;
}

/** One end of the conversation about one link: what went out unacknowledged, and what came in out of turn. */
export interface Conversation {
  readonly link: string;
  readonly nextSeq: number;
  readonly unacknowledged: readonly Unacknowledged[];
  /** All of the other side's signals up to this number have been delivered. */
  readonly received: number;
  /** Arrived too early, by number. */
  readonly held: ReadonlyMap<number, SignalEnvelope>;
}

/** Begins the conversation about a new link. */
export function converse(link: string): Conversation {
  return { link, nextSeq: 1, unacknowledged: [], received: 0, held: new Map() };
}

/** Wraps a signal; it counts as under way until the other side has acknowledged it. */
export function wrap(
  conversation: Conversation,
  signal: { readonly body: SignalBody; readonly negotiation: number },
  at: { readonly now: number; readonly serverTime: number },
): { readonly conversation: Conversation; readonly envelope: SignalEnvelope } {
  const envelope: SignalEnvelope = {
    link: conversation.link,
    negotiation: signal.negotiation,
    seq: conversation.nextSeq,
    ack: conversation.received,
    sentAt: at.serverTime,
    body: signal.body,
  };
  const pending = { envelope, resendAt: at.now + FIRST_RESEND_MS, waitMs: FIRST_RESEND_MS };
  return {
    envelope,
    conversation: {
      ...conversation,
      nextSeq: conversation.nextSeq + 1,
      unacknowledged: [...conversation.unacknowledged, pending],
    },
  };
}

/** A mere acknowledgement: not counted, not resent. */
export function acknowledge(conversation: Conversation, serverTime: number): SignalEnvelope {
  return {
    link: conversation.link,
    negotiation: 0,
    seq: 0,
    ack: conversation.received,
    sentAt: serverTime,
    body: { type: 'ack' },
  };
}

/** Takes in an envelope of this link: puts it in order, drops what came before, and says what may be used now. */
export function receive(
  conversation: Conversation,
  envelope: SignalEnvelope,
): {
  readonly conversation: Conversation;
  readonly delivered: readonly SignalEnvelope[];
  /** Numbers of one's own that are now known to have arrived. */
  readonly arrived: readonly SignalEnvelope[];
  /** True where the other side waits to hear that its signal has arrived. */
  readonly owesAck: boolean;
} {
  const arrived = conversation.unacknowledged
    .filter((pending) => pending.envelope.seq <= envelope.ack)
    .map((pending) => pending.envelope);
  const unacknowledged =
    arrived.length === 0
      ? conversation.unacknowledged
      : conversation.unacknowledged.filter((pending) => pending.envelope.seq > envelope.ack);
  const { seq } = envelope;
  const fresh = seq > conversation.received && seq <= conversation.received + MAX_HELD;
  if (!fresh)
    return {
      conversation: { ...conversation, unacknowledged },
      delivered: [],
      arrived,
      owesAck: seq > 0,
    };
  const held = new Map(conversation.held).set(seq, envelope);
  const delivered: SignalEnvelope[] = [];
  let { received } = conversation;
  for (let next = held.get(received + 1); next !== undefined; next = held.get(received + 1)) {
    held.delete(next.seq);
    received = next.seq;
    delivered.push(next);
  }
  return {
    conversation: { ...conversation, unacknowledged, received, held },
    delivered,
    arrived,
    owesAck: true,
  };
}

/** What has to go out again by now, with today's acknowledgement; each waits longer for its next turn. */
export function resend(
  conversation: Conversation,
  now: number,
): { readonly conversation: Conversation; readonly envelopes: readonly SignalEnvelope[] } {
  const envelopes: SignalEnvelope[] = [];
  const unacknowledged = conversation.unacknowledged.map((pending, index) => {
    if (index >= RESEND_WINDOW || pending.resendAt > now) return pending;
    const waitMs = Math.min(pending.waitMs * 2, LONGEST_RESEND_MS);
    envelopes.push({ ...pending.envelope, ack: conversation.received });
    return { ...pending, waitMs, resendAt: now + waitMs };
  });
  return { conversation: { ...conversation, unacknowledged }, envelopes };
}

/** Makes everything that is under way due at once: the way to the other side has just come back. */
export function hurry(conversation: Conversation, now: number): Conversation {
  const unacknowledged = conversation.unacknowledged.map((pending) => ({
    ...pending,
    resendAt: now,
    waitMs: FIRST_RESEND_MS / 2,
  }));
  return { ...conversation, unacknowledged };
}

/** When `resend` has something to do; null where nothing is under way. */
export function nextResendAt(conversation: Conversation): number | null {
  const times = conversation.unacknowledged.slice(0, RESEND_WINDOW).map((p) => p.resendAt);
  return times.length === 0 ? null : Math.min(...times);
}
