import { PersonName, ResponseId, StandardResponse, Timestamp } from '@fernblick/protocol';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { Switchboard } from '../switchboard.ts';
import { addRoute, Nothing } from './host-routes.ts';

const Kept = v.object({
  ...StandardResponse.entries,
  at: v.pipe(Timestamp, v.description('When it was last changed')),
  by: v.pipe(v.string(), v.description('Who changed it')),
});
const params = v.object({ response: ResponseId });
const By = v.pipe(v.object({ name: PersonName }), v.description('Who changes it'));
const { title, text } = StandardResponse.entries;

/** The library of standard responses, by the host API. */
export function addResponseRoutes(app: FastifyInstance, { responses }: Switchboard): void {
  const tag = 'standard responses';
  addRoute(app, {
    method: 'GET',
    path: '/standard-responses',
    tag,
    summary: 'All standard responses, by title.',
    status: 200,
    reply: v.object({ responses: v.array(Kept) }),
    handle: async () => ({ responses: responses.all.map((response) => ({ ...response })) }),
  });
  addRoute(app, {
    method: 'PUT',
    path: '/standard-responses/:response',
    tag,
    summary: 'Adds a standard response, or replaces the one of this id; there may be 500.',
    params,
    body: v.object({ title, text, by: v.optional(By) }),
    status: 200,
    reply: Kept,
    handle: ({ params: { response }, body }) =>
      responses.put({ id: response, title: body.title, text: body.text }, body.by?.name ?? 'Host'),
  });
  addRoute(app, {
    method: 'DELETE',
    path: '/standard-responses/:response',
    tag,
    summary: 'Removes a standard response.',
    params,
    status: 204,
    reply: Nothing,
    handle: ({ params: { response } }) => responses.remove(response),
  });
}
