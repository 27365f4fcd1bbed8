import {
  Count,
  PersonName,
  Role,
  SessionError,
  SessionId,
  SessionPhase,
  Subject,
  TicketId,
  Timestamp,
} from '@fernblick/protocol';
import type { SessionState } from '@fernblick/session';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { DeskQuery, ListedSession } from '../journal/journal-store.ts';
import type { Switchboard } from '../switchboard.ts';
import { toldEntry } from '../told-entry.ts';
import { SessionParams } from './host-actor.ts';
import { addRoute } from './host-routes.ts';
import { HostSession } from './host-session.ts';

const OF_TICKET = 100;
const SESSIONS_AT_ONCE = 50;
const ENTRIES_AT_ONCE = 200;

const Time = v.pipe(v.string(), v.regex(/^\d{1,16}$/), v.transform(Number));
const OnePhase = v.pipe(
  SessionPhase,
  v.transform((phase) => [phase]),
);

/** A place in the list: when the last one of a part was made, and its id. */
const After = v.pipe(
  v.string(),
  v.regex(/^\d{1,16}-[A-Za-z0-9_-]{1,64}$/),
  v.transform((text) => {
    const at = text.indexOf('-');
    return { at: Number(text.slice(0, at)), session: text.slice(at + 1) };
  }),
);

const ListQuery = v.pipe(
  // What is misspelt must not choose all there are.
  v.strictObject({
    ticket: v.optional(v.pipe(TicketId, v.description('The sessions of a ticket, all at once'))),
    phase: v.optional(
      v.pipe(
        v.union([OnePhase, v.array(SessionPhase)]),
        v.description('Only these; may stand there more than once'),
      ),
    ),
    agent: v.optional(
      v.pipe(Subject, v.description('Only those in which this agent has done something')),
    ),
    from: v.optional(v.pipe(Time, v.description('Made from then on, in milliseconds since 1970'))),
    until: v.optional(v.pipe(Time, v.description('Made before then'))),
    after: v.optional(v.pipe(After, v.description('`next` of the part before'))),
  }),
  v.check(
    ({ ticket, ...others }) => ticket === undefined || Object.keys(others).length === 0,
    'Must have nothing else where there is a ticket.',
  ),
);

const HostEntry = v.object({
  seq: v.pipe(Count, v.description('Counts the entries of this session from 1')),
  at: Timestamp,
  by: v.pipe(
    v.nullable(v.object({ subject: Subject, name: PersonName, role: Role })),
    v.description('Who did it; null for the server'),
  ),
  event: v.pipe(
    v.looseObject({ type: v.string(), at: Timestamp }),
    v.description(
      'What happened; the fields depend on `type`, and new types come with new releases',
    ),
  ),
});

/** What the host reads of sessions: lists of them, one of them, and what happened in it. */
export function addReadingRoutes(app: FastifyInstance, switchboard: Switchboard): void {
  const { sessions, store } = switchboard;
  const tag = 'sessions';
  const known = async (session: string): Promise<SessionState> => {
    const state = await sessions.state(session);
    if (state === null) throw new SessionError('not-found');
    return state;
  };
  const describeAll = async (ids: readonly string[]): Promise<HostSession[]> => {
    const states = await Promise.all(ids.map((id) => sessions.state(id)));
    return states.filter((state) => state !== null).map((state) => switchboard.describe(state));
  };

  addRoute(app, {
    method: 'GET',
    path: '/sessions',
    tag,
    summary:
      'Sessions, newest first and fifty at a time, by phase, agent and time; or all of a ticket.',
    query: ListQuery,
    status: 200,
    reply: v.object({
      sessions: v.array(HostSession),
      next: v.pipe(v.nullable(v.string()), v.description('Null where there is no more')),
    }),
    handle: async ({ query }) => {
      if (query.ticket !== undefined) {
        const ids = await store.sessionsOfTicket(query.ticket, OF_TICKET);
        return { sessions: await describeAll(ids), next: null };
      }
      const listed = await store.sessionsOnDesk(deskQuery(query));
      return {
        sessions: await describeAll(listed.map(({ session }) => session)),
        next: placeAfter(listed),
      };
    },
  });

  addRoute(app, {
    method: 'GET',
    path: '/sessions/:session',
    tag,
    summary: 'One session.',
    params: SessionParams,
    status: 200,
    reply: HostSession,
    handle: async ({ params }) => switchboard.describe(await known(params.session)),
  });

  addRoute(app, {
    method: 'GET',
    path: '/sessions/:session/journal',
    tag,
    summary:
      'What happened in a session, who did it and when, oldest first and two hundred entries at a time.',
    params: v.object({ session: SessionId }),
    query: v.object({
      after: v.optional(v.pipe(Time, v.description('`next` of the part before')), '0'),
    }),
    status: 200,
    reply: v.object({
      entries: v.array(HostEntry),
      next: v.pipe(v.nullable(Count), v.description('Null where there is no more')),
    }),
    handle: async ({ params: { session }, query: { after } }) => {
      const { seq: newest } = await known(session);
      const part = await store.read(session, { after, limit: ENTRIES_AT_ONCE });
      const entries = (part?.entries ?? []).map(toldEntry);
      const last = entries.at(-1)?.seq ?? newest.all;
      return {
        entries: entries.map(({ seq, at, by, event }) => ({
          ...{ seq, at, event },
          by: by === null ? null : { ...by },
        })),
        next: last < newest.all ? last : null,
      };
    },
  });
}

function deskQuery({
  phase,
  agent,
  from,
  until,
  after,
}: v.InferOutput<typeof ListQuery>): DeskQuery {
  return {
    phases: phase ?? SessionPhase.options,
    portals: 'all',
    agent: agent ?? '',
    mine: agent !== undefined,
    oldestFirst: false,
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    after: after ?? null,
    limit: SESSIONS_AT_ONCE,
  };
}

function placeAfter(listed: readonly ListedSession[]): string | null {
  const last = listed.length < SESSIONS_AT_ONCE ? undefined : listed.at(-1);
  return last === undefined ? null : `${last.createdAt}-${last.session}`;
}
