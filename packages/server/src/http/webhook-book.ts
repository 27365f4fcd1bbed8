import { createHmac, randomBytes } from 'node:crypto';
import { TicketId, Timestamp, type SessionPhase } from '@fernblick/protocol';
import { waitingDial, type SessionState } from '@fernblick/session';
import * as v from 'valibot';
import type { OutboxMessage } from '../journal/delivery-store.ts';
import type { JournalStore, Webhook } from '../journal/journal-store.ts';
import type { Change } from '../sessions.ts';
import type { Tokens } from '../tokens.ts';
import { HostSession } from './host-session.ts';

/** What a host can be told. */
export const WebhookEvent = v.picklist([
  'session:created',
  'session:requested',
  'session:dialled',
  'session:unanswered',
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
  'session:filed',
  'session:picture-kept',
  'session:picture-deleted',
  'contact:erased',
  'session:recording-ready',
  'session:recording-deleted',
]);
export type WebhookEvent = v.InferOutput<typeof WebhookEvent>;

/** The body of a message to a host. */
export const WebhookMessage = v.object({
  id: v.pipe(v.string(), v.description('The same at every attempt; use it to drop repetitions')),
  type: WebhookEvent,
  at: Timestamp,
  by: v.pipe(v.nullable(v.string()), v.description('Name of the person who did it, if one did')),
  ticket: v.pipe(v.nullable(TicketId), v.description('The ticket that was linked or unlinked')),
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
    return eventsOf(change).flatMap(({ type, ticket }, index) => {
      const id = `${after.id}.${after.seq.all}.${index}`;
      const body = JSON.stringify({
        id,
        type,
        at: after.updatedAt,
        by: person,
        ticket,
        session: this.#describe(after),
      } satisfies v.InferInput<typeof WebhookMessage>);
      return this.#webhooks
        .filter(({ events }) => events.length === 0 || events.includes(type))
        .map((webhook) => ({
          ...{ id: `${id}.${webhook.id}`, webhook: webhook.id, event: type },
          ...{ session: after.id, body },
        }));
    });
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
  return JSON.stringify({ ...message, by, session });
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
    ...(before.filed === after.filed ? [] : [{ type: 'session:filed' as const, ticket: null }]),
    ...pictureEvents(before, after).map((type) => ({ type, ticket: null })),
    ...recordingEvents(before, after).map((type) => ({ type, ticket: null })),
    ...(before.ratings === after.ratings ? [] : [{ type: 'session:rated' as const, ticket: null }]),
  ];
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
    ({ id, file }) => file !== null && file !== 'broken' && file !== files.get(id),
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
