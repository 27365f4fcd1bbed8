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
import { loggedData } from '../journal/data-log-store.ts';
import type { Erasure } from '../journal/erasure-store.ts';
import type { Switchboard } from '../switchboard.ts';
import { By, SessionParams } from './host-actor.ts';
import { addRoute, read } from './host-routes.ts';

const MAX_LISTED = 500;
const PAGE = 100;
const params = v.object({ contact: Subject });
/** Who wants something read: there is no body to say it in. */
const Reader = v.pipe(
  v.object({ by: v.optional(Subject), name: v.optional(PersonName) }),
  v.check(
    ({ by, name }) => (by === undefined) === (name === undefined),
    'Must have both by and name, or neither.',
  ),
  v.transform(({ by, name }) =>
    by === undefined || name === undefined ? undefined : { subject: by, name },
  ),
);
const LogReply = v.object({
  id: v.string(),
  at: Timestamp,
  is: v.pipe(
    v.picklist(['exported', 'deleted']),
    v.description('Handed out on request, or deleted because its time was up'),
  ),
  what: v.pipe(
    v.picklist(loggedData),
    v.description('The kind of data; exported is everything of one customer'),
  ),
  count: v.pipe(
    Count,
    v.description('How many; of chat, notes, drawings and activity, from how many sessions'),
  ),
  by: v.pipe(
    v.nullable(v.object({ subject: Subject, name: PersonName })),
    v.description('Who had it done; null for the server'),
  ),
});
/** A place in the list: when the last one of a part was, and its id. */
const After = v.pipe(
  v.string(),
  v.regex(/^\d{1,16}-[A-Za-z0-9_-]{1,64}$/),
  v.transform((text) => {
    const at = text.indexOf('-');
    return { at: Number(text.slice(0, at)), id: text.slice(at + 1) };
  }),
);
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
        querystring: {
          type: 'object',
          properties: {
            by: { type: 'string', description: 'The subject of who wants it; goes with name' },
            name: { type: 'string' },
          },
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
      const by = read(Reader, request.query, 'query');
      const pieces = await contactExport.write(contact, by);
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

  addRoute(app, {
    method: 'GET',
    path: '/data-log',
    tag: 'contacts',
    summary:
      'What was exported, and what was deleted because its time was up, the newest first; not whose it was.',
    query: v.object({
      after: v.optional(v.pipe(After, v.description('`next` of the part before'))),
    }),
    status: 200,
    reply: v.object({
      entries: v.array(LogReply),
      next: v.pipe(v.nullable(v.string()), v.description('Null where there is no more')),
    }),
    handle: async ({ query: { after } }) => {
      const entries = await store.dataLog.list(after ?? null, PAGE);
      const last = entries.length < PAGE ? undefined : entries.at(-1);
      return {
        entries: entries.map((entry) => ({
          ...entry,
          by: entry.by === null ? null : { ...entry.by },
        })),
        next: last === undefined ? null : `${last.at}-${last.id}`,
      };
    },
  });
}

function plain({ id, at, by, reason, sessions, doneAt }: Erasure) {
  return { id, at, by: { ...by }, reason, sessions, doneAt };
}
