import { TicketId } from '@fernblick/protocol';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { Switchboard } from '../switchboard.ts';
import { By, commandAsHost, SessionParams } from './host-actor.ts';
import { addRoute } from './host-routes.ts';
import { HostSession } from './host-session.ts';

const by = v.optional(v.pipe(By, v.description('The agent on whose behalf it is done')));

/** The tickets that a session belongs to, by the host API: they are the host's, and so is which there are. */
export function addTicketRoutes(app: FastifyInstance, switchboard: Switchboard): void {
  addRoute(app, {
    method: 'POST',
    path: '/sessions/:session/tickets',
    tag: 'sessions',
    summary: 'Links a session to one more ticket, whose customer then sees it too; 20 at most.',
    params: SessionParams,
    body: v.object({ ticket: TicketId, by }),
    status: 200,
    reply: HostSession,
    handle: ({ params: { session }, body: { ticket, by: agent } }) =>
      commandAsHost(switchboard, session, agent, (base) => ({
        name: 'session:link',
        input: { ...base, ticket },
        facts: {},
      })),
  });
  addRoute(app, {
    method: 'DELETE',
    path: '/sessions/:session/tickets/:ticket',
    tag: 'sessions',
    summary: 'Takes a ticket off a session; whoever joined the call from its page stays in it.',
    params: v.object({ ...SessionParams.entries, ticket: TicketId }),
    body: v.object({ by }),
    status: 200,
    reply: HostSession,
    handle: ({ params: { session, ticket }, body: { by: agent } }) =>
      commandAsHost(switchboard, session, agent, (base) => ({
        name: 'session:unlink',
        input: { ...base, ticket },
        facts: {},
      })),
  });
}
