import { createHmac, randomBytes } from 'node:crypto';
import { Subject, TicketId, Timestamp, type SessionPhase } from '@fernblick/protocol';
import { waitingDial, type SessionEventType, type SessionState } from '@fernblick/session';
import * as v from 'valibot';
import type { OutboxMessage } from '../journal/delivery-store.ts';
import type { JournalStore, Webhook } from '../journal/journal-store.ts';
import type { Change } from '../sessions.ts';
import type { Tokens } from '../tokens.ts';
import { HostSession } from './host-session.ts';

/** What a host can be told, and when it is. */
export const webhookEvents = {
  'session:created': 'a session was made',
  'session:requested': 'a customer asks for one',
  'session:dialled': 'a customer calls',
  'session:unanswered': 'nobody answered: it is a request now',
  'session:preferred': 'the customer has named other times',
  'session:proposed': 'an agent has',
  'session:confirmed': 'it is agreed',
  'session:started': 'the call has begun',
  'session:ended': 'the call is over',
  'session:cancelled': 'it was called off',
  'session:linked': 'it belongs to one more `ticket`',
  'session:unlinked': 'it does not belong to that `ticket` any more',
  'session:visibility-changed': 'it is internal now, or public again',
  'session:invited': 'somebody has made a link into it; `by` says who, the link is not told',
  'session:data-changed': 'what is `attached` to it was corrected or added to',
  'session:rated': 'a customer has rated it, or has changed that',
  'session:filed': 'an agent has marked it done, or has changed with what',
  'session:picture-kept': 'a screenshot or an edited version was kept',
  'session:picture-deleted': 'one was deleted',
  'session:recording-ready': 'a recording can be played, once more where something came late',
  'session:recording-deleted': 'one was deleted',
  'contact:changed': 'an agent has corrected a field of a customer, whose subject is `contact`',
  'contact:erased': 'a customer was [forgotten](data.md#forgetting-one-customer)',
} as const;
export type WebhookEvent = keyof typeof webhookEvents;

// The keys of a constant object are what its type says.
const eventNames = Object.keys(webhookEvents) as [WebhookEvent, ...WebhookEvent[]];
export const WebhookEvent = v.picklist(eventNames);

/** The body of a message to a host. */
export const WebhookMessage = v.object({
  id: v.pipe(v.string(), v.description('The same at every attempt; use it to drop repetitions')),
  type: WebhookEvent,
  at: Timestamp,
  by: v.pipe(v.nullable(v.string()), v.description('Name of the person who did it, if one did')),
  ticket: v.pipe(v.nullable(TicketId), v.description('The ticket that was linked or unlinked')),
  contact: v.pipe(v.nullable(Subject), v.description('The customer whose data was changed')),
  session: HostSession,
});

/** The hosts' webhooks: which there are, and what each is told of a change. */
export class WebhookBook {
  readonly #store: JournalStore;
  readonly #tokens: Tokens;
  readonly #now: () => number;
  readonly #describe: (state: SessionState) => HostSession;
  #webhooks: readonly Webhook[] = [];

  constructor(options: {
    readonly store: JournalStore;
    readonly tokens: Tokens;
    readonly now: () => number;
    readonly describe: (state: SessionState) => HostSession;
  }) {
    this.#store = options.store;
    this.#tokens = options.tokens;
    this.#now = options.now;
    this.#describe = options.describe;
  }

  async load(): Promise<void> {
    this.#webhooks = await this.#store.webhooks();
  }

  list(): readonly Webhook[] {
    return this.#webhooks;
  }

  find(id: string): Webhook | null {
    return this.#webhooks.find((webhook) => webhook.id === id) ?? null;
  }

  async add(url: string, events: readonly WebhookEvent[]): Promise<Webhook> {
    const id = randomBytes(12).toString('base64url');
    const webhook = { id, url, events, createdAt: this.#now() };
    await this.#store.addWebhook(webhook);
    this.#webhooks = [...this.#webhooks, webhook];
    return webhook;
  }

  async remove(id: string): Promise<boolean> {
    this.#webhooks = this.#webhooks.filter((webhook) => webhook.id !== id);
    return this.#store.removeWebhook(id);
  }

  /** The key a webhook's messages are signed with; derived, so that it is stored nowhere. */
  secretOf(id: string): string {
    return this.#tokens.derive('webhook', id);
  }

  /** Value of the header `Fernblick-Signature`. @param at seconds */
  sign(id: string, body: string, at: number): string {
    const mac = createHmac('sha256', this.secretOf(id)).update(`${at}.${body}`).digest('hex');
    return `t=${at},v1=${mac}`;
  }

  /** What must be told of a change, one message for each webhook that wants it. */
  messagesFor(change: Change): readonly OutboxMessage[] {
    if (this.#webhooks.length === 0) return [];
    const { after, entries } = change;
    const person = entries[0]?.by?.name ?? null;
    return eventsOf(change).flatMap(({ type, ticket }, index) =>
      this.#messages(after, {
        ...{ id: `${after.id}.${after.seq.all}.${index}`, type, at: after.updatedAt },
        ...{ by: person, ticket, contact: null },
      }),
    );
  }

  /** What must be told where an agent has corrected what is known of a customer of a session. */
  contactMessages(
    state: SessionState,
    { subject, by, at }: { readonly subject: string; readonly by: string; readonly at: number },
  ): readonly OutboxMessage[] {
    // Begins with the session's, like all: that is how messages are found again where somebody is forgotten.
    const id = `${state.id}.${randomBytes(12).toString('base64url')}`;
    return this.#messages(state, {
      ...{ id, type: 'contact:changed', at, by, ticket: null, contact: subject },
    });
  }

  #messages(
    state: SessionState,
    told: Omit<v.InferInput<typeof WebhookMessage>, 'session'>,
  ): readonly OutboxMessage[] {
    const wanting = this.#webhooks.filter(
      ({ events }) => events.length === 0 || events.includes(told.type),
    );
    if (wanting.length === 0) return [];
    const body = JSON.stringify({
      ...told,
      session: this.#describe(state),
    } satisfies v.InferInput<typeof WebhookMessage>);
    return wanting.map((webhook) => ({
      ...{ id: `${told.id}.${webhook.id}`, webhook: webhook.id, event: told.type },
      ...{ session: state.id, body },
    }));
  }
}

/** A message that waits, with the session as it is after somebody was forgotten, and without their name. */
export function redactMessage(
  body: string,
  session: HostSession,
  names: ReadonlySet<string>,
): string {
  // Only `messagesFor` writes them.
  const message = JSON.parse(body) as v.InferInput<typeof WebhookMessage>;
  const by = message.by !== null && names.has(message.by) ? null : message.by;
  return JSON.stringify({ ...message, by, contact: null, session });
}

const phaseEvents: { readonly [P in SessionPhase]?: WebhookEvent } = {
  confirmed: 'session:confirmed',
  'in-progress': 'session:started',
  done: 'session:ended',
  cancelled: 'session:cancelled',
};

function eventsOf({
  before,
  after,
  entries,
}: Change): readonly { readonly type: WebhookEvent; readonly ticket: string | null }[] {
  // That pictures went with it goes without saying.
  if (entries.some(({ event }) => event.type === 'contact-erased'))
    return [{ type: 'contact:erased', ticket: null }];
  if (before === null) return [{ type: beginning(after), ticket: null }];
  const dialled = dialEvent(before, after);
  const times = timesEvent(before, after);
  const phase = before.phase === after.phase ? undefined : phaseEvents[after.phase];
  const added = after.tickets.filter((ticket) => !before.tickets.includes(ticket));
  const removed = before.tickets.filter((ticket) => !after.tickets.includes(ticket));
  return [
    ...(dialled === null ? [] : [{ type: dialled, ticket: null }]),
    ...(times === null ? [] : [{ type: times, ticket: null }]),
    ...(phase === undefined ? [] : [{ type: phase, ticket: null }]),
    ...added.map((ticket) => ({ type: 'session:linked' as const, ticket })),
    ...removed.map((ticket) => ({ type: 'session:unlinked' as const, ticket })),
    ...(before.internal === after.internal
      ? []
      : [{ type: 'session:visibility-changed' as const, ticket: null }]),
    ...(has(entries, 'invitation-made')
      ? [{ type: 'session:invited' as const, ticket: null }]
      : []),
    ...(has(entries, 'data-attached')
      ? [{ type: 'session:data-changed' as const, ticket: null }]
      : []),
    ...(before.filed === after.filed ? [] : [{ type: 'session:filed' as const, ticket: null }]),
    ...pictureEvents(before, after).map((type) => ({ type, ticket: null })),
    ...recordingEvents(before, after).map((type) => ({ type, ticket: null })),
    ...(before.ratings === after.ratings ? [] : [{ type: 'session:rated' as const, ticket: null }]),
  ];
}

function has(entries: Change['entries'], type: SessionEventType): boolean {
  return entries.some(({ event }) => event.type === type);
}

function beginning({ request }: SessionState): WebhookEvent {
  if (request === null) return 'session:created';
  return request.dial === null ? 'session:requested' : 'session:dialled';
}

/** A request that has become a call, or a call that is a request from now on. */
function dialEvent(before: SessionState, after: SessionState): WebhookEvent | null {
  const [was, is] = [waitingDial(before), waitingDial(after)];
  if (was === null && is !== null) return 'session:dialled';
  return was !== null && is === null && after.phase === 'requested' ? 'session:unanswered' : null;
}

/** Of one change there is one at most: none keeps and deletes at once. */
function pictureEvents(before: SessionState, after: SessionState): readonly WebhookEvent[] {
  const more = after.pictures.length - before.pictures.length;
  if (more === 0) return [];
  return [more > 0 ? 'session:picture-kept' : 'session:picture-deleted'];
}

/** Once more where something has come late, and a file was made anew. */
function recordingEvents(before: SessionState, after: SessionState): readonly WebhookEvent[] {
  const files = new Map(before.recordings.map(({ id, file }) => [id, file]));
  const isReady = after.recordings.some(
    ({ id, file }) => file !== null && typeof file !== 'string' && file !== files.get(id),
  );
  const isDeleted = before.recordings.some(
    ({ id, startedAt }) => startedAt !== null && !after.recordings.some((one) => one.id === id),
  );
  return [
    ...(isReady ? (['session:recording-ready'] as const) : []),
    ...(isDeleted ? (['session:recording-deleted'] as const) : []),
  ];
}

/** Which side has named other times for a session that still waits for its answer, if one has. */
function timesEvent(before: SessionState, after: SessionState): WebhookEvent | null {
  if (after.phase !== 'requested') return null;
  const { proposed } = after.request ?? { proposed: null };
  if (proposed !== null && proposed !== before.request?.proposed) return 'session:proposed';
  return after.request?.preferred === before.request?.preferred ? null : 'session:preferred';
}
