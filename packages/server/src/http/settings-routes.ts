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
import { readSettings, type Reach } from '../settings-book.ts';
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
const Change = v.object({ at: Timestamp, by: v.string(), reach: v.string(), settings: Settings });

/** What administrators decide, by the host API. */
export function addSettingsRoutes(app: FastifyInstance, { settings }: Switchboard): void {
  const tag = 'settings';
  const decide = async (reach: Reach, { by, ...change }: v.InferOutput<typeof Body>) => {
    refuseNarrower(reach, change);
    await settings.decide(reach, change, by?.name ?? 'Host');
    return settings.decided;
  };

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
  addRoute(app, {
    method: 'PUT',
    path: '/settings/host',
    tag,
    summary: 'Decides for everybody. What you leave out is as Fernblick has it by default.',
    body: Body,
    status: 200,
    reply: Decided,
    handle: ({ body }) => decide({ is: 'host' }, body),
  });
  addRoute(app, {
    method: 'PUT',
    path: '/settings/portals/:portal',
    tag,
    summary:
      'Decides for the sessions and agents of a portal. What you leave out is as for everybody.',
    params: v.object({ portal: Portal }),
    body: Body,
    status: 200,
    reply: Decided,
    handle: ({ params, body }) => decide({ is: 'portal', name: params.portal }, body),
  });
  addRoute(app, {
    method: 'PUT',
    path: '/settings/agents/:subject',
    tag,
    summary: 'Decides for one agent. What you leave out is as for their portal.',
    params: v.object({ subject: Subject }),
    body: Body,
    status: 200,
    reply: Decided,
    handle: ({ params, body }) => decide({ is: 'agent', name: params.subject }, body),
  });
}

/** Refuses what would be kept and never hold. */
function refuseNarrower(reach: Reach, { functions: chosen = {} }: Settings): void {
  const faults = functionNames
    .filter((name) => chosen[name] !== undefined && !canDecide(reach.is, name))
    .map((name) => ({
      in: 'body' as const,
      pointer: `#/functions/${name}`,
      detail: `Must be decided for ${narrowestReach(name) === 'host' ? 'everybody' : 'a portal or everybody'}.`,
    }));
  if (faults.length > 0)
    throw new SessionError('invalid-message', { cause: new FieldFaults(faults) });
}
