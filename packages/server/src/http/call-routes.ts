import {
  CallReason,
  CallStart,
  CommandId,
  Count,
  PersonName,
  Portal,
  RequestTimes,
  SessionId,
  Subject,
  TicketId,
  Timestamp,
} from '@fernblick/protocol';
import { findRequester, waitingDial, type DutyAgent } from '@fernblick/session';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { WaitingHere } from '../signalling/call-queue.ts';
import type { Switchboard } from '../switchboard.ts';
import { By, customerActor, freshCommandId, portalField, zoneField } from './host-actor.ts';
import { addRoute } from './host-routes.ts';
import { HostSession } from './host-session.ts';

const WaitingCall = v.object({
  session: SessionId,
  customer: v.object({ subject: Subject, name: PersonName }),
  tickets: v.array(TicketId),
  portal: v.pipe(v.nullable(Portal), v.description('The team that it is for; null for everybody')),
  reason: CallReason,
  since: Timestamp,
  until: v.pipe(Timestamp, v.description('When it becomes a request if nobody answers')),
  place: v.pipe(
    v.nullable(Count),
    v.description(
      '1 for the next one; null for a call that rings at everybody and stands in no line',
    ),
  ),
  waitMs: v.pipe(
    v.nullable(Count),
    v.description('About how long yet; null where nothing is known, or it rings'),
  ),
  ringingAt: v.pipe(v.array(Subject), v.description('The agents at whom it rings now')),
});
type WaitingCall = v.InferOutput<typeof WaitingCall>;

const AgentOnDuty = v.object({
  subject: Subject,
  name: PersonName,
  calls: v.pipe(Count, v.description('In how many they are, or are about to be')),
  maxCalls: Count,
  idleSince: v.pipe(Timestamp, v.description('Since when they have been in none')),
});

/** Calls that wait, and who is there for them. */
export function addCallRoutes(app: FastifyInstance, switchboard: Switchboard): void {
  addRoute(app, {
    method: 'GET',
    path: '/calls',
    tag: 'requests',
    summary:
      'The calls that wait at this moment, the longest waiting first, and who is there for them.',
    status: 200,
    reply: v.object({ calls: v.array(WaitingCall), agents: v.array(AgentOnDuty) }),
    handle: async () => {
      const { calls, agents } = switchboard.calls.overview();
      return { calls: calls.flatMap(waitingCall), agents: agents.map(onDuty) };
    },
  });
  addRoute(app, {
    method: 'POST',
    path: '/calls',
    tag: 'requests',
    summary:
      'Calls on behalf of a customer whose ticket’s page is open; becomes a request where nobody answers.',
    body: v.object({
      customer: v.pipe(By, v.description('Who calls, with the subject of the tokens')),
      ticket: v.pipe(TicketId, v.description('Whose page the customer has open')),
      reason: v.optional(CallReason, ''),
      preferred: v.optional(
        v.pipe(RequestTimes, v.description('What would suit where nobody answers; none: any time')),
        [],
      ),
      zone: zoneField,
      portal: portalField,
      start: v.optional(CallStart, 'video'),
      commandId: v.optional(v.pipe(CommandId, v.description('The same id calls once'))),
    }),
    status: 201,
    reply: HostSession,
    handle: async ({ body }, reply) => {
      const { customer, portal, commandId = freshCommandId(), ...rest } = body;
      const { state } = await switchboard.creation.request(
        customerActor(customer, portal),
        { ...rest, commandId },
        'dial:make',
      );
      reply.header('location', `/api/v1/sessions/${state.id}`);
      return switchboard.describe(state);
    },
  });
}

function waitingCall({ state, place }: WaitingHere): WaitingCall[] {
  const dial = waitingDial(state);
  const customer = findRequester(state);
  if (dial === null || customer === null) return [];
  return [
    {
      session: state.id,
      customer: { subject: customer.subject, name: customer.name },
      tickets: [...state.tickets],
      portal: state.portal,
      reason: state.request?.reason ?? '',
      since: dial.since,
      until: dial.until,
      place: place?.place ?? null,
      waitMs: place?.waitMs ?? null,
      ringingAt: dial.rings.map(({ subject }) => subject),
    },
  ];
}

function onDuty({
  actor,
  calls,
  maxCalls,
  idleSince,
}: DutyAgent): v.InferOutput<typeof AgentOnDuty> {
  return { subject: actor.subject, name: actor.name, calls, maxCalls, idleSince };
}
