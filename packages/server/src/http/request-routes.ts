import {
  CommandId,
  RequestText,
  RequestTimes,
  TicketId,
  TimeZoneName,
  Timestamp,
} from '@fernblick/protocol';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { Switchboard } from '../switchboard.ts';
import { By, commandAsHost, freshCommandId, portalField, SessionParams } from './host-actor.ts';
import { addRoute } from './host-routes.ts';
import { HostSession } from './host-session.ts';

const byAgent = v.optional(v.pipe(By, v.description('The agent on whose behalf it is done')));

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
      zone: v.optional(
        v.pipe(TimeZoneName, v.description('Time zone of the customer, such as Europe/Berlin')),
        'UTC',
      ),
      portal: portalField,
      commandId: v.optional(
        v.pipe(CommandId, v.description('The same id makes the same request once')),
      ),
    }),
    status: 201,
    reply: HostSession,
    handle: async ({ body }, reply) => {
      const { customer, portal, commandId = freshCommandId(), ticket, ...rest } = body;
      const { state } = await switchboard.creation.request(
        {
          ...customer,
          role: 'customer',
          portals: portal === undefined ? [] : [portal],
          scope: { is: 'host' },
        },
        { ...rest, commandId, ...(ticket === undefined ? {} : { ticket }) },
      );
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
    }),
    status: 200,
    reply: HostSession,
    handle: ({ params, body: { at, by } }) =>
      commandAsHost(switchboard, params.session, by, (base) => ({
        name: 'request:confirm',
        input: { ...base, at },
        facts: {},
      })),
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
    }),
    status: 200,
    reply: HostSession,
    handle: ({ params, body: { times, message, by } }) =>
      commandAsHost(switchboard, params.session, by, (base) => ({
        name: 'request:propose',
        input: { ...base, times, ...(message === undefined ? {} : { message }) },
        facts: {},
      })),
  });

  addRoute(app, {
    method: 'POST',
    path: '/sessions/:session/decline',
    tag: 'requests',
    summary: 'Turns a request down, with a message for the customer.',
    params: SessionParams,
    body: v.object({ message: RequestText, by: byAgent }),
    status: 200,
    reply: HostSession,
    handle: ({ params, body: { message, by } }) =>
      commandAsHost(switchboard, params.session, by, (base) => ({
        name: 'request:decline',
        input: { ...base, message },
        facts: {},
      })),
  });
}
