import { Disposition, DispositionCode, PersonName, Timestamp } from '@fernblick/protocol';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { Switchboard } from '../switchboard.ts';
import { addRoute, Nothing } from './host-routes.ts';

const Kept = v.object({
  ...Disposition.entries,
  at: v.pipe(Timestamp, v.description('When it was last changed')),
  by: v.pipe(v.string(), v.description('Who changed it')),
});
const params = v.object({ code: DispositionCode });
const By = v.pipe(v.object({ name: PersonName }), v.description('Who changes it'));
const { label } = Disposition.entries;

/** The disposition codes that agents choose from when they mark a session done, by the host API. */
export function addDispositionRoutes(app: FastifyInstance, { dispositions }: Switchboard): void {
  const tag = 'dispositions';
  addRoute(app, {
    method: 'GET',
    path: '/dispositions',
    tag,
    summary: 'All disposition codes, by label.',
    status: 200,
    reply: v.object({ dispositions: v.array(Kept) }),
    handle: async () => ({ dispositions: dispositions.all.map((each) => ({ ...each })) }),
  });
  addRoute(app, {
    method: 'PUT',
    path: '/dispositions/:code',
    tag,
    summary: 'Adds a disposition code, or gives this one another label; there may be 100.',
    params,
    body: v.object({ label, by: v.optional(By) }),
    status: 200,
    reply: Kept,
    handle: ({ params: { code }, body }) =>
      dispositions.put({ code, label: body.label }, body.by?.name ?? 'Host'),
  });
  addRoute(app, {
    method: 'DELETE',
    path: '/dispositions/:code',
    tag,
    summary: 'Removes a disposition code; sessions that were marked done with it keep it.',
    params,
    status: 204,
    reply: Nothing,
    handle: ({ params: { code } }) => dispositions.remove(code),
  });
}
