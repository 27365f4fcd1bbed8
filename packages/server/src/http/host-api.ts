import { createHash, timingSafeEqual } from 'node:crypto';
import {
  CancelReason,
  RequestText,
  CommandId,
  DispositionCode,
  EndReason,
  PersonName,
  Portal,
  Role,
  SessionError,
  SessionId,
  Subject,
  TicketId,
  Timestamp,
} from '@fernblick/protocol';
import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { FailureLimit, RateLimit } from '../limits.ts';
import { addressOf } from '../callers.ts';
import type { Switchboard } from '../switchboard.ts';
import { MAX_TOKEN_S, mayHavePortals, ScopeClaim } from '../tokens.ts';
import {
  By,
  commandAsHost,
  freshCommandId,
  hostActor,
  portalField,
  SessionParams,
} from './host-actor.ts';
import { addDeliveryRoutes } from './delivery-routes.ts';
import { addErasureRoutes } from './erasure-routes.ts';
import { addActivityRoutes } from './activity-routes.ts';
import { addContactRoutes } from './contact-routes.ts';
import { addDispositionRoutes } from './disposition-routes.ts';
import { addCallRoutes } from './call-routes.ts';
import { addChatRoutes } from './host-chat.ts';
import { addNoteRoutes } from './host-notes.ts';
import { addInvitationRoutes } from './invitation-routes.ts';
import { addMailRoutes } from './mail-routes.ts';
import { addPictureRoutes } from './host-pictures.ts';
import { addRecordingRoutes } from './host-recordings.ts';
import { addResponseRoutes } from './response-routes.ts';
import { HostSession } from './host-session.ts';
import { addRoute, Nothing } from './host-routes.ts';
import { addRequestRoutes } from './request-routes.ts';
import { addReadingRoutes } from './reading-routes.ts';
import { addSettingsRoutes } from './settings-routes.ts';
import { addTicketRoutes } from './ticket-routes.ts';
import { WebhookEvent } from './webhook-book.ts';
import { checkWebhookUrl } from './webhook-courier.ts';

const WebhookReply = v.object({
  id: v.string(),
  url: v.string(),
  events: v.array(v.string()),
  createdAt: Timestamp,
});

/** The host's API under `/api/v1`: what a help desk's backend asks of Fernblick, with its API key. */
export async function registerHostApi(
  app: FastifyInstance,
  switchboard: Switchboard,
): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Fernblick host API',
        description:
          'What a help desk’s backend asks of Fernblick. Keep the key away from browsers.',
        version: '1',
      },
      servers: [{ url: switchboard.config.publicUrl }],
      components: { securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } } },
    },
  });
  // The schemas document; the checks are valibot's own, so that both can never differ.
  app.setValidatorCompiler(() => () => true);
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());

  await app.register(async (guarded) => {
    guarded.addHook('onRequest', guard(switchboard));
    addSessionRoutes(guarded, switchboard);
    addReadingRoutes(guarded, switchboard);
    addTicketRoutes(guarded, switchboard);
    addChatRoutes(guarded, switchboard);
    addNoteRoutes(guarded, switchboard);
    addPictureRoutes(guarded, switchboard);
    addRecordingRoutes(guarded, switchboard);
    addRequestRoutes(guarded, switchboard);
    addCallRoutes(guarded, switchboard);
    addTokenRoutes(guarded, switchboard);
    addWebhookRoutes(guarded, switchboard);
    addSettingsRoutes(guarded, switchboard);
    addResponseRoutes(guarded, switchboard);
    addDispositionRoutes(guarded, switchboard);
    addContactRoutes(guarded, switchboard);
    addActivityRoutes(guarded, switchboard);
    addMailRoutes(guarded, switchboard);
    addInvitationRoutes(guarded, switchboard);
    addErasureRoutes(guarded, switchboard);
    addDeliveryRoutes(guarded, switchboard);
  });
}

/** Lets only the host in; wrong keys and too many requests count against the address. */
function guard({ config, secrets, metrics, log, now }: Switchboard) {
  const { limits, trustProxy } = config;
  const rate = new RateLimit(limits.apiRequestsPerSecond, limits.apiBurst, now);
  const failures = new FailureLimit(limits.failedLoginsPerMinute, 60_000, now);
  // Hashes have one length, so that comparing takes the same time whatever is sent.
  const expected = createHash('sha256').update(secrets.apiKey).digest();
  return async (request: FastifyRequest) => {
    const address = addressOf(request.raw, trustProxy);
    const refuse = (code: 'too-many-requests' | 'too-many-tries' | 'wrong-api-key') => {
      metrics.refusals.inc({ code });
      log.warn({ code, address }, 'host API call refused');
      return new SessionError(code);
    };
    if (!rate.take(address)) throw refuse('too-many-requests');
    if (failures.isBlocked(address)) throw refuse('too-many-tries');
    const key = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (timingSafeEqual(createHash('sha256').update(key).digest(), expected)) return;
    failures.count(address);
    throw refuse('wrong-api-key');
  };
}

function addSessionRoutes(app: FastifyInstance, switchboard: Switchboard): void {
  const { creation } = switchboard;

  addRoute(app, {
    method: 'POST',
    path: '/sessions',
    tag: 'sessions',
    summary: 'Makes a session from a ticket, with a number to read out, or both.',
    body: v.pipe(
      v.object({
        ticket: v.optional(TicketId),
        number: v.optional(v.boolean(), false),
        start: v.optional(v.picklist(['audio', 'video']), 'video'),
        portal: portalField,
        by: v.optional(v.pipe(By, v.description('The agent on whose behalf it is made'))),
        commandId: v.optional(
          v.pipe(CommandId, v.description('The same id makes the same session once')),
        ),
      }),
      v.check(
        ({ ticket, number }) => ticket !== undefined || number,
        'Must have a ticket, or "number": true, or both.',
      ),
    ),
    status: 201,
    reply: HostSession,
    handle: async ({ body }, reply) => {
      const { portal, by, ticket, number, start } = body;
      const actor = { ...hostActor(by), portals: portal === undefined ? [] : [portal] };
      const commandId = body.commandId ?? freshCommandId();
      const request = { commandId, number, start, ...(ticket === undefined ? {} : { ticket }) };
      const { state } = await creation.create(actor, request);
      reply.header('location', `/api/v1/sessions/${state.id}`);
      return switchboard.describe(state);
    },
  });

  addRoute(app, {
    method: 'POST',
    path: '/sessions/:session/end',
    tag: 'sessions',
    summary: 'Ends a running call for everybody.',
    params: SessionParams,
    body: v.object({ reason: v.optional(EndReason, 'agent-ended'), by: v.optional(By) }),
    status: 200,
    reply: HostSession,
    handle: ({ params, body }) =>
      commandAsHost(switchboard, params.session, body.by, (base) => ({
        name: 'session:end',
        input: { ...base, reason: body.reason },
        facts: {},
      })),
  });

  addRoute(app, {
    method: 'POST',
    path: '/sessions/:session/cancel',
    tag: 'sessions',
    summary: 'Calls off a session whose call has not begun.',
    params: SessionParams,
    body: v.object({
      reason: v.optional(CancelReason, 'created-by-mistake'),
      message: v.optional(RequestText),
      by: v.optional(By),
    }),
    status: 200,
    reply: HostSession,
    handle: ({ params, body: { reason, message, by } }) =>
      commandAsHost(switchboard, params.session, by, (base) => ({
        name: 'session:cancel',
        input: { ...base, reason, ...(message === undefined ? {} : { message }) },
        facts: {},
      })),
  });

  addRoute(app, {
    method: 'POST',
    path: '/sessions/:session/drawing',
    tag: 'sessions',
    summary:
      'Switches drawing off or on for one side; what is off stays off until you switch it on.',
    params: SessionParams,
    body: v.object({ role: Role, allowed: v.boolean(), by: v.optional(By) }),
    status: 200,
    reply: HostSession,
    handle: ({ params, body }) =>
      commandAsHost(switchboard, params.session, body.by, (base) => ({
        name: 'ink:allow',
        input: { ...base, role: body.role, allowed: body.allowed },
        facts: {},
      })),
  });

  addRoute(app, {
    method: 'POST',
    path: '/sessions/:session/visibility',
    tag: 'sessions',
    summary: 'Keeps a session and all it holds from the customers, or shows it to them again.',
    params: SessionParams,
    body: v.object({ internal: v.boolean(), by: v.optional(By) }),
    status: 200,
    reply: HostSession,
    handle: ({ params, body }) =>
      commandAsHost(switchboard, params.session, body.by, (base) => ({
        name: 'session:visibility',
        input: { ...base, internal: body.internal },
        facts: {},
      })),
  });

  addRoute(app, {
    method: 'POST',
    path: '/sessions/:session/file',
    tag: 'sessions',
    summary: 'Marks a session that is over as done, with what came of it; once more changes that.',
    params: SessionParams,
    body: v.object({
      disposition: v.optional(v.nullable(DispositionCode), null),
      by: v.optional(By),
    }),
    status: 200,
    reply: HostSession,
    handle: ({ params, body }) =>
      commandAsHost(switchboard, params.session, body.by, (base) => ({
        name: 'session:file',
        input: { ...base, disposition: body.disposition },
        facts: { dispositions: switchboard.dispositions.choices },
      })),
  });
}

function addTokenRoutes(app: FastifyInstance, switchboard: Switchboard): void {
  addRoute(app, {
    method: 'POST',
    path: '/tokens',
    tag: 'tokens',
    summary: 'Makes a token for one person’s page.',
    body: v.pipe(
      v.object({
        subject: v.pipe(Subject, v.description('Your own id for the person')),
        name: v.pipe(PersonName, v.description('As the others see it')),
        role: Role,
        portals: v.optional(
          v.pipe(
            v.array(Portal),
            v.maxLength(50),
            v.description(
              'An agent’s teams, where the scope does not name them; of a customer, the one team that what they ask for goes to',
            ),
          ),
          [],
        ),
        scope: ScopeClaim,
        lifetimeS: v.optional(
          v.pipe(v.number(), v.integer(), v.minValue(10), v.maxValue(MAX_TOKEN_S)),
          MAX_TOKEN_S,
        ),
      }),
      v.check(
        (body) => mayHavePortals(body),
        'Must have one portal at most, and none as scope, where the role is customer.',
      ),
    ),
    status: 201,
    reply: v.object({ token: v.string(), expiresAt: Timestamp }),
    handle: ({ body }) => switchboard.tokens.mint({ ...body, lifetimeMs: body.lifetimeS * 1_000 }),
  });

  addRoute(app, {
    method: 'POST',
    path: '/tokens/revoke',
    tag: 'tokens',
    summary:
      'Calls back tokens issued until now: one by its id (jti), all of a person, or all made for a session.',
    body: v.union(
      [
        v.strictObject({ jti: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{8,64}$/)) }),
        v.strictObject({ subject: Subject }),
        v.strictObject({ session: SessionId }),
      ],
      'Must have one of jti, subject and session, a string, and nothing else.',
    ),
    status: 204,
    reply: Nothing,
    handle: async ({ body }) => {
      if ('jti' in body) await switchboard.revoke('token', body.jti);
      else if ('subject' in body) await switchboard.revoke('subject', body.subject);
      else await switchboard.revoke('session', body.session);
    },
  });
}

function addWebhookRoutes(app: FastifyInstance, switchboard: Switchboard): void {
  const { book } = switchboard;
  const { webhookAllowPrivate } = switchboard.config;
  addRoute(app, {
    method: 'POST',
    path: '/webhooks',
    tag: 'webhooks',
    summary: 'Sends what happens to an address of yours; the answer has the key that signs it.',
    body: v.object({
      url: v.pipe(v.string(), v.maxLength(2_000)),
      events: v.optional(
        v.pipe(v.array(WebhookEvent), v.maxLength(WebhookEvent.options.length)),
        [],
      ),
    }),
    status: 201,
    reply: v.object({ ...WebhookReply.entries, secret: v.string() }),
    handle: async ({ body }) => {
      const url = checkWebhookUrl(body.url, webhookAllowPrivate);
      const webhook = await book.add(url, body.events);
      return { ...webhook, events: [...webhook.events], secret: book.secretOf(webhook.id) };
    },
  });
  addRoute(app, {
    method: 'GET',
    path: '/webhooks',
    tag: 'webhooks',
    summary: 'All webhooks.',
    status: 200,
    reply: v.object({ webhooks: v.array(WebhookReply) }),
    handle: async () => ({
      webhooks: book.list().map((webhook) => ({ ...webhook, events: [...webhook.events] })),
    }),
  });
  addRoute(app, {
    method: 'DELETE',
    path: '/webhooks/:webhook',
    tag: 'webhooks',
    summary: 'Ends a webhook; its messages are dropped, those that were not delivered yet too.',
    params: v.object({ webhook: v.pipe(v.string(), v.maxLength(64)) }),
    status: 204,
    reply: Nothing,
    handle: async ({ params }) => {
      if (!(await book.remove(params.webhook))) throw new SessionError('not-found');
    },
  });
}
