import {
  CallStart,
  CommandId,
  RatingComment,
  RequestText,
  RequestTimes,
  Stars,
  TicketId,
  TimeZoneName,
  Timestamp,
} from '@fernblick/protocol';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { Switchboard } from '../switchboard.ts';
import {
  By,
  commandAs,
  commandAsHost,
  commandIdField,
  customerActor,
  freshCommandId,
  portalField,
  zoneField,
  SessionParams,
} from './host-actor.ts';
import { addRoute } from './host-routes.ts';
import { HostSession } from './host-session.ts';

const byAgent = v.optional(v.pipe(By, v.description('The agent on whose behalf it is done')));
const customerField = v.pipe(By, v.description('Who has asked, with the subject of the tokens'));

/** What customers ask for and agents answer, done by the host: a request that came by telephone, or a desk of its own. */
export function addRequestRoutes(app: FastifyInstance, switchboard: Switchboard): void {
  addRoute(app, {
    method: 'POST',
    path: '/requests',
    tag: 'requests',
    summary:
      'Asks for a session on behalf of a customer; of one customer and ticket one at a time.',
    body: v.object({
      customer: v.pipe(By, v.description('Who asks, with the subject of the tokens')),
      ticket: v.optional(TicketId),
      reason: RequestText,
      preferred: v.optional(
        v.pipe(RequestTimes, v.description('Up to three starts; none for any time')),
        [],
      ),
      zone: zoneField,
      portal: portalField,
      start: v.optional(CallStart, 'video'),
      commandId: v.optional(
        v.pipe(CommandId, v.description('The same id makes the same request once')),
      ),
    }),
    status: 201,
    reply: HostSession,
    handle: async ({ body }, reply) => {
      const { customer, portal, commandId = freshCommandId(), ticket, ...rest } = body;
      const { state } = await switchboard.creation.request(customerActor(customer, portal), {
        ...rest,
        commandId,
        ...(ticket === undefined ? {} : { ticket }),
      });
      reply.header('location', `/api/v1/sessions/${state.id}`);
      return switchboard.describe(state);
    },
  });

  addRoute(app, {
    method: 'POST',
    path: '/sessions/:session/confirm',
    tag: 'requests',
    summary:
      'Agrees to a session that was asked for: at a time that the customer has named, or now.',
    params: SessionParams,
    body: v.object({
      at: v.optional(
        v.pipe(v.nullable(Timestamp), v.description('Left out or null: now, and any time')),
        null,
      ),
      by: byAgent,
      commandId: commandIdField,
    }),
    status: 200,
    reply: HostSession,
    handle: ({ params, body: { at, by, commandId } }) =>
      commandAsHost(
        switchboard,
        params.session,
        by,
        (base) => ({
          name: 'request:confirm',
          input: { ...base, at },
          facts: { otherCalls: 0 },
        }),
        commandId,
      ),
  });

  addRoute(app, {
    method: 'POST',
    path: '/sessions/:session/propose',
    tag: 'requests',
    summary: 'Offers the customer other times.',
    params: SessionParams,
    body: v.object({
      times: v.pipe(RequestTimes, v.minLength(1)),
      message: v.optional(RequestText),
      by: byAgent,
      commandId: commandIdField,
    }),
    status: 200,
    reply: HostSession,
    handle: ({ params, body: { times, message, by, commandId } }) =>
      commandAsHost(
        switchboard,
        params.session,
        by,
        (base) => ({
          name: 'request:propose',
          input: { ...base, times, ...(message === undefined ? {} : { message }) },
          facts: {},
        }),
        commandId,
      ),
  });

  addRoute(app, {
    method: 'POST',
    path: '/sessions/:session/decline',
    tag: 'requests',
    summary: 'Turns a request down, with a message for the customer.',
    params: SessionParams,
    body: v.object({ message: RequestText, by: byAgent, commandId: commandIdField }),
    status: 200,
    reply: HostSession,
    handle: ({ params, body: { message, by, commandId } }) =>
      commandAsHost(
        switchboard,
        params.session,
        by,
        (base) => ({ name: 'request:decline', input: { ...base, message }, facts: {} }),
        commandId,
      ),
  });
  addCustomersAnswers(app, switchboard);
}

/** What the customer answers, told by the host: on a page of its own, or by telephone. */
function addCustomersAnswers(app: FastifyInstance, switchboard: Switchboard): void {
  addRoute(app, {
    method: 'POST',
    path: '/sessions/:session/rate',
    tag: 'sessions',
    summary:
      'Says on behalf of a customer who was in the call how good it was; for a day it may be changed.',
    params: SessionParams,
    body: v.object({
      customer: v.pipe(By, v.description('Who was in the call, with the subject of the tokens')),
      stars: Stars,
      comment: v.optional(RatingComment, ''),
      commandId: commandIdField,
    }),
    status: 200,
    reply: HostSession,
    handle: ({ params: { session }, body: { customer, stars, comment, commandId } }) =>
      commandAs(switchboard, { session, actor: customerActor(customer), commandId }, (base) => ({
        name: 'session:rate',
        input: { ...base, stars, comment },
        facts: {},
      })),
  });

  addRoute(app, {
    method: 'POST',
    path: '/sessions/:session/accept',
    tag: 'requests',
    summary: 'Agrees on behalf of the customer to one of the times that were proposed.',
    params: SessionParams,
    body: v.object({ customer: customerField, at: Timestamp, commandId: commandIdField }),
    status: 200,
    reply: HostSession,
    handle: ({ params: { session }, body: { customer, at, commandId } }) =>
      commandAs(switchboard, { session, actor: customerActor(customer), commandId }, (base) => ({
        name: 'request:accept',
        input: { ...base, at },
        facts: {},
      })),
  });

  addRoute(app, {
    method: 'POST',
    path: '/sessions/:session/prefer',
    tag: 'requests',
    summary:
      'Names other times on behalf of the customer; times that were proposed are turned down.',
    params: SessionParams,
    body: v.object({
      customer: customerField,
      preferred: v.pipe(RequestTimes, v.description('Up to three starts; none for any time')),
      zone: v.optional(
        v.pipe(TimeZoneName, v.description('Left out: the one that was named last')),
      ),
      commandId: commandIdField,
    }),
    status: 200,
    reply: HostSession,
    handle: ({ params: { session }, body: { customer, preferred, zone, commandId } }) =>
      commandAs(
        switchboard,
        { session, actor: customerActor(customer), commandId },
        (base, before) => ({
          name: 'request:prefer',
          input: { ...base, preferred, zone: zone ?? before?.request?.zone ?? 'UTC' },
          facts: {},
        }),
      ),
  });

  addRoute(app, {
    method: 'POST',
    path: '/sessions/:session/withdraw',
    tag: 'requests',
    summary:
      'Withdraws on behalf of the customer what they have asked for; agreed or not, until the call begins.',
    params: SessionParams,
    body: v.object({ customer: customerField, commandId: commandIdField }),
    status: 200,
    reply: HostSession,
    handle: ({ params: { session }, body: { customer, commandId } }) =>
      commandAs(switchboard, { session, actor: customerActor(customer), commandId }, (base) => ({
        name: 'session:cancel',
        input: { ...base, reason: 'withdrawn' },
        facts: {},
      })),
  });
}
