import { Readable } from 'node:stream';
import {
  Count,
  ParticipantId,
  PersonName,
  RequestText,
  SessionError,
  Subject,
  Timestamp,
} from '@fernblick/protocol';
import { contactsOf } from '@fernblick/session';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { Erasure } from '../journal/erasure-store.ts';
import type { Switchboard } from '../switchboard.ts';
import { By, SessionParams } from './host-actor.ts';
import { addRoute, read } from './host-routes.ts';

const MAX_LISTED = 500;
const params = v.object({ contact: Subject });
const ErasureReply = v.object({
  id: v.pipe(v.string(), v.description('Made at random; leads back to nobody')),
  at: Timestamp,
  by: v.object({ subject: Subject, name: PersonName }),
  reason: v.string(),
  sessions: v.pipe(Count, v.description('From how many sessions the customer is gone')),
  doneAt: v.pipe(v.nullable(Timestamp), v.description('Null while it is under way')),
});

/** What a customer may ask of a host: what is known of them, and that it be forgotten. */
export function addErasureRoutes(app: FastifyInstance, switchboard: Switchboard): void {
  const { contactExport, erasures, sessions, store } = switchboard;

  app.get(
    '/contacts/:contact/export',
    {
      schema: {
        summary: 'Everything that is kept of a customer, as one JSON text; pictures as links.',
        tags: ['contacts'],
        operationId: 'getContactsByContactExport',
        security: [{ apiKey: [] }],
        params: {
          type: 'object',
          required: ['contact'],
          properties: { contact: { type: 'string' } },
        },
        response: {
          200: {
            description: 'The export',
            content: { 'application/json': { schema: { type: 'object' } } },
          },
          default: {
            description: 'Refused; see the code',
            content: { 'application/problem+json': { schema: { type: 'object' } } },
          },
        },
      },
    },
    async (request, reply) => {
      const { contact } = read(params, request.params, 'path');
      const pieces = await contactExport.write(contact);
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', 'attachment; filename="export.json"')
        .type('application/json; charset=utf-8')
        .send(Readable.from(pieces, { objectMode: false }));
    },
  );

  addRoute(app, {
    method: 'GET',
    path: '/sessions/:session/contacts',
    tag: 'contacts',
    summary:
      'The customers of a session by subject; who came by a link or a number has one made here.',
    params: SessionParams,
    status: 200,
    reply: v.object({
      contacts: v.array(
        v.object({
          subject: Subject,
          participant: ParticipantId,
          name: v.pipe(v.nullable(PersonName), v.description('Null where nobody has said it')),
        }),
      ),
    }),
    handle: async ({ params: { session } }) => {
      const state = await sessions.state(session);
      if (state === null) throw new SessionError('not-found');
      return {
        contacts: contactsOf(state).map(({ id, subject, name }) => ({
          ...{ subject, participant: id, name },
        })),
      };
    },
  });

  addRoute(app, {
    method: 'DELETE',
    path: '/contacts/:contact',
    tag: 'contacts',
    summary:
      'Forgets a customer: name, words, pictures, drawings, addresses and data, in every session and for good.',
    params,
    body: v.object({
      reason: v.pipe(RequestText, v.description('Is kept: name nobody in it')),
      by: v.optional(By),
    }),
    status: 200,
    reply: ErasureReply,
    handle: async ({ params: { contact }, body: { reason, by } }) =>
      plain(await erasures.erase(contact, { reason, by })),
  });

  addRoute(app, {
    method: 'GET',
    path: '/erasures',
    tag: 'contacts',
    summary: 'Who had customers forgotten, when and why, the newest first; not whom.',
    status: 200,
    reply: v.object({ erasures: v.array(ErasureReply) }),
    handle: async () => ({ erasures: (await store.erasures.list(MAX_LISTED)).map(plain) }),
  });
}

function plain({ id, at, by, reason, sessions, doneAt }: Erasure) {
  return { id, at, by: { ...by }, reason, sessions, doneAt };
}
