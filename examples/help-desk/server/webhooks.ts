import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SessionEntry } from '../desk-data.ts';

/** Who did something in the desk's own name; nobody whom a customer knows. */
const NOBODY = 'Host';
// Older messages may have been recorded and sent again by somebody else.
const MAX_AGE_S = 300;

/** The kinds of message this desk asks for. */
export const wantedEvents = [
  'session:created',
  'session:requested',
  'session:dialled',
  'session:preferred',
  'session:proposed',
  'session:confirmed',
  'session:started',
  'session:ended',
  'session:cancelled',
  'session:linked',
  'session:unlinked',
  'session:visibility-changed',
  'session:rated',
] as const;

/** What a message from Fernblick says, as far as this desk reads it. */
interface WebhookMessage {
  readonly id: string;
  readonly type: string;
  readonly at: number;
  readonly by: string | null;
  /** The one ticket it is about, where it is about one. */
  readonly ticket: string | null;
  readonly session: {
    readonly id: string;
    readonly tickets: readonly string[];
    readonly durationMs: number | null;
    readonly reason: string | null;
    readonly internal: boolean;
    /** `by` is the id of a participant. */
    readonly ratings: readonly { readonly by: string; readonly stars: number }[];
    readonly request: { readonly scheduledFor: number | null } | null;
    readonly participants: readonly {
      readonly id: string;
      readonly role: string;
      readonly name: string;
      readonly presence: string;
    }[];
  };
}

/** True where the header `Fernblick-Signature` was made for this very body with the webhook's secret, just now. */
export function isSigned(
  header: string | undefined,
  body: string,
  secret: string,
  now: number,
): boolean {
  const [, time = '', signature = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? '') ?? [];
  if (signature === '' || Math.abs(now / 1_000 - Number(time)) > MAX_AGE_S) return false;
  const expected = createHmac('sha256', secret).update(`${time}.${body}`).digest();
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'));
}

/** What a message means for the messenger: one line in each ticket that it is about, as a rule all of the session. */
export function entriesOf(
  body: string,
): readonly { readonly ticket: string; readonly entry: SessionEntry }[] {
  // The signature says that the server wrote it, so it has the form of the server's documentation.
  const message = JSON.parse(body) as WebhookMessage;
  const what = whatOf(message);
  if (what === null) return [];
  const { session } = message;
  const tickets = message.ticket === null ? session.tickets : [message.ticket];
  return tickets.flatMap((ticket) => [
    // A ticket learns first that it is not the customer's to know, and then of what.
    ...(what === 'linked' && session.internal ? [lineOf(message, ticket, 'hidden')] : []),
    lineOf(message, ticket, what),
  ]);
}

function lineOf(
  message: WebhookMessage,
  ticket: string,
  what: SessionEntry['what'],
): { readonly ticket: string; readonly entry: SessionEntry } {
  const { id, at, session } = message;
  const { durationMs, reason, request, participants } = session;
  // Of a call the ticket tells whom it is with: whoever came last may be the customer.
  const agent = participants.find(
    ({ role, presence }) => role === 'agent' && presence !== 'invited',
  );
  const by = what === 'started' ? (agent?.name ?? null) : message.by === NOBODY ? null : message.by;
  return {
    ticket,
    entry: {
      kind: 'session',
      // Messages are repeated until they are taken; the id makes each line appear once.
      id: what === 'hidden' ? `${id}.${ticket}.hidden` : `${id}.${ticket}`,
      at,
      session: session.id,
      what,
      by,
      durationMs,
      reason,
      stars: what === 'rated' ? starsOf(message) : null,
      scheduledFor: request?.scheduledFor ?? null,
    },
  };
}

/** What whoever has just rated gave; of several in a call, the first may change theirs after the last. */
function starsOf({ by, session: { ratings, participants } }: WebhookMessage): number | null {
  const raters = participants.filter(({ name, role }) => role === 'customer' && name === by);
  const own = ratings.find((rating) => raters.some(({ id }) => id === rating.by));
  return (own ?? ratings.at(-1))?.stars ?? null;
}

function whatOf({ type, session }: WebhookMessage): SessionEntry['what'] | null {
  switch (type) {
    case 'session:created':
      return 'created';
    case 'session:requested':
    case 'session:dialled':
      return 'requested';
    case 'session:preferred':
      return 'preferred';
    case 'session:proposed':
      return 'proposed';
    case 'session:confirmed':
      return 'confirmed';
    case 'session:started':
      return 'started';
    case 'session:ended':
      return 'ended';
    case 'session:cancelled':
      return 'cancelled';
    case 'session:linked':
      return 'linked';
    case 'session:unlinked':
      return 'unlinked';
    case 'session:visibility-changed':
      return session.internal ? 'hidden' : 'shown';
    case 'session:rated':
      return 'rated';
    default:
      return null;
  }
}
