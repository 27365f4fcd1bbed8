import { Count, SessionError, SessionId, Timestamp } from '@fernblick/protocol';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { Delivery } from '../journal/delivery-store.ts';
import type { Switchboard } from '../switchboard.ts';
import { addRoute } from './host-routes.ts';
import { WebhookEvent } from './webhook-book.ts';

const PAGE = 100;
const State = v.picklist(['waiting', 'delivered', 'given-up']);
const Id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_.-]{1,200}$/));
const DeliveryReply = v.object({
  id: v.string(),
  message: v.pipe(v.string(), v.description('The `id` in the message itself')),
  webhook: v.string(),
  event: v.pipe(v.string(), v.description('Empty for what is from before there was this list')),
  session: v.string(),
  state: State,
  attempts: v.pipe(Count, v.description('Since it was made, or asked for once more')),
  resends: Count,
  createdAt: Timestamp,
  triedAt: v.pipe(v.nullable(Timestamp), v.description('The last attempt')),
  nextAt: v.pipe(v.nullable(Timestamp), v.description('The next attempt, while it waits')),
  doneAt: v.pipe(v.nullable(Timestamp), v.description('When it was taken or given up')),
  status: v.pipe(v.nullable(v.number()), v.description('What you answered last')),
  error: v.pipe(v.nullable(v.string()), v.description('Why the last attempt failed')),
});

/** A place in the list: when the last one of a part was made, and its id. */
const After = v.pipe(
  v.string(),
  v.regex(/^\d{1,16}-[A-Za-z0-9_.-]{1,200}$/),
  v.transform((text) => {
    const at = text.indexOf('-');
    return { at: Number(text.slice(0, at)), id: text.slice(at + 1) };
  }),
);

/** What became of messages to webhooks, to be looked at and sent once more. */
export function addDeliveryRoutes(
  app: FastifyInstance,
  { store, now, courier, book }: Switchboard,
): void {
  const tag = 'webhooks';
  addRoute(app, {
    method: 'GET',
    path: '/webhooks/deliveries',
    tag,
    summary:
      'Messages to webhooks with what became of them, the newest first, a hundred at a time.',
    query: v.object({
      state: v.optional(State),
      event: v.optional(WebhookEvent),
      session: v.optional(SessionId),
      webhook: v.optional(v.pipe(v.string(), v.maxLength(64))),
      after: v.optional(v.pipe(After, v.description('`next` of the part before'))),
    }),
    status: 200,
    reply: v.object({
      deliveries: v.array(DeliveryReply),
      next: v.pipe(v.nullable(v.string()), v.description('Null where there is no more')),
    }),
    handle: async ({ query: { state, event, session, webhook, after } }) => {
      const found = await store.deliveries.list(
        {
          ...(state === undefined ? {} : { state }),
          ...(event === undefined ? {} : { event }),
          ...(session === undefined ? {} : { session }),
          ...(webhook === undefined ? {} : { webhook }),
          ...(after === undefined ? {} : { after }),
        },
        PAGE,
      );
      const last = found.length < PAGE ? undefined : found.at(-1);
      return {
        deliveries: found.map(plain),
        next: last === undefined ? null : `${last.createdAt}-${last.id}`,
      };
    },
  });
  addRoute(app, {
    method: 'POST',
    path: '/webhooks/deliveries/:delivery/resend',
    tag,
    summary: 'Sends a message once more, the same under the same id, with a fresh signature.',
    params: v.object({ delivery: Id }),
    body: v.object({}),
    status: 200,
    reply: DeliveryReply,
    handle: async ({ params }) => {
      const delivery = await store.deliveries.resend(params.delivery, now());
      if (delivery === null || book.find(delivery.webhook) === null)
        throw new SessionError('not-found');
      courier.kick();
      return plain(delivery);
    },
  });
}

function plain(delivery: Delivery): v.InferOutput<typeof DeliveryReply> {
  const { body: _, nextAt, ...shown } = delivery;
  return {
    ...shown,
    message: shown.id.slice(0, -shown.webhook.length - 1),
    nextAt: shown.state === 'waiting' ? nextAt : null,
  };
}
