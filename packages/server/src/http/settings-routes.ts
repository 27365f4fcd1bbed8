import {
  canDecide,
  functionNames,
  functions,
  narrowestReach,
  PersonName,
  Portal,
  SessionError,
  Settings,
  settingsReaches,
  Subject,
  Timestamp,
} from '@fernblick/protocol';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { readSettings, SettingsEdit, type Reach } from '../settings-book.ts';
import type { Switchboard } from '../switchboard.ts';
import { FieldFaults } from './field-faults.ts';
import { addRoute } from './host-routes.ts';

const Decided = v.object({
  host: Settings,
  portals: v.record(v.string(), Settings),
  agents: v.record(v.string(), Settings),
});
const Known = v.object({
  name: v.string(),
  doc: v.string(),
  byDefault: v.boolean(),
  narrowest: v.pipe(
    v.picklist(settingsReaches),
    v.description('The narrowest that can decide it: everybody, a portal, or an agent'),
  ),
});
const By = v.pipe(v.object({ name: PersonName }), v.description('Who decided it'));
const Body = v.strictObject({ ...Settings.entries, by: v.optional(By) });
const Edit = v.strictObject({ ...SettingsEdit.entries, by: v.optional(By) });
const Change = v.object({ at: Timestamp, by: v.string(), reach: v.string(), settings: Settings });

/** For whom it can be decided, and what holds where nothing is. */
const reaches: readonly {
  readonly path: string;
  readonly params: v.GenericSchema<unknown, Reach>;
  readonly whom: string;
  readonly otherwise: string;
}[] = [
  {
    path: '/settings/host',
    params: v.pipe(
      v.object({}),
      v.transform((): Reach => ({ is: 'host' })),
    ),
    whom: 'everybody',
    otherwise: 'as Fernblick has it by default',
  },
  {
    path: '/settings/portals/:portal',
    params: v.pipe(
      v.object({ portal: Portal }),
      v.transform(({ portal }): Reach => ({ is: 'portal', name: portal })),
    ),
    whom: 'the sessions and agents of a portal, and the customers whose token names it',
    otherwise: 'as for everybody',
  },
  {
    path: '/settings/agents/:subject',
    params: v.pipe(
      v.object({ subject: Subject }),
      v.transform(({ subject }): Reach => ({ is: 'agent', name: subject })),
    ),
    whom: 'one agent',
    otherwise: 'as for their portal',
  },
];

/** What administrators decide, by the host API. */
export function addSettingsRoutes(app: FastifyInstance, { settings }: Switchboard): void {
  const tag = 'settings';
  addRoute(app, {
    method: 'GET',
    path: '/settings',
    tag,
    summary:
      'All that can be switched, and what was decided for everybody, for portals and for agents.',
    status: 200,
    reply: v.object({ functions: v.array(Known), decided: Decided }),
    handle: async () => ({
      functions: functionNames.map((name) => {
        const { doc, byDefault } = functions[name];
        return { name, doc, byDefault, narrowest: narrowestReach(name) };
      }),
      decided: settings.decided,
    }),
  });
  addRoute(app, {
    method: 'GET',
    path: '/settings/history',
    tag,
    summary: 'What was decided when and by whom, newest first.',
    status: 200,
    reply: v.object({ changes: v.array(Change) }),
    handle: async () => ({
      changes: (await settings.history()).map(({ at, by, reach, body }) => ({
        at,
        by,
        reach,
        settings: readSettings(body),
      })),
    }),
  });
  for (const { path, params, whom, otherwise } of reaches) {
    addRoute(app, {
      method: 'PUT',
      path,
      tag,
      summary: `Decides all of it for ${whom}. What you leave out is ${otherwise}.`,
      params,
      body: Body,
      status: 200,
      reply: Decided,
      handle: async ({ params: reach, body: { by, ...chosen } }) => {
        refuseNarrower(reach, chosen);
        await settings.decide(reach, chosen, by?.name ?? 'Host');
        return settings.decided;
      },
    });
    addRoute(app, {
      method: 'PATCH',
      path,
      tag,
      summary: `Decides some of it for ${whom}. What you leave out stays as it is; what is null is ${otherwise}.`,
      params,
      body: Edit,
      status: 200,
      reply: Decided,
      handle: async ({ params: reach, body: { by, ...edit } }) => {
        refuseNarrower(reach, edit);
        await settings.edit(reach, edit, by?.name ?? 'Host');
        return settings.decided;
      },
    });
  }
}

/** Refuses what would be kept and never hold. */
function refuseNarrower(reach: Reach, { functions: chosen = {} }: SettingsEdit): void {
  const faults = functionNames
    .filter((name) => typeof chosen[name] === 'boolean' && !canDecide(reach.is, name))
    .map((name) => ({
      in: 'body' as const,
      pointer: `#/functions/${name}`,
      detail: 'Must be decided for a portal or everybody.',
    }));
  if (faults.length > 0)
    throw new SessionError('invalid-message', { cause: new FieldFaults(faults) });
}
