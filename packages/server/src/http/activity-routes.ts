import {
  AgentActivity,
  CsvSeparator,
  MAX_REPORT_MS,
  Subject,
  type ReportPlace,
} from '@fernblick/protocol';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { ReportQuestion } from '../desk-book.ts';
import type { Switchboard } from '../switchboard.ts';
import { hostActor } from './host-actor.ts';
import { addRoute } from './host-routes.ts';

const Time = v.pipe(v.string(), v.regex(/^\d{1,16}$/), v.transform(Number));
const query = v.pipe(
  v.object({
    from: v.pipe(Time, v.description('Sessions made from then on, in milliseconds since 1970')),
    until: v.pipe(Time, v.description('Up to then; at most 100 days later')),
    agent: v.optional(v.pipe(Subject, v.description('Only of this agent'))),
    separator: v.optional(
      v.pipe(
        CsvSeparator,
        v.description('Of the CSV file; `semicolon` for Excel where a comma stands in numbers'),
      ),
      'comma',
    ),
  }),
  v.check(({ from, until }) => from < until, 'Must begin before it ends.'),
  v.check(({ from, until }) => until - from <= MAX_REPORT_MS, 'Must be at most 100 days long.'),
);
const tag = 'activity';

/** What agents have done in a period, for the host. */
export function addActivityRoutes(app: FastifyInstance, { lists }: Switchboard): void {
  const question = ({ from, until, agent }: v.InferOutput<typeof query>): ReportQuestion => ({
    from,
    until,
    agent: agent ?? null,
  });
  addRoute(app, {
    method: 'GET',
    path: '/activity',
    tag,
    summary: 'What agents have done in the sessions made in a period, agent by agent.',
    query,
    status: 200,
    reply: v.object({ agents: v.array(AgentActivity) }),
    handle: async (input) => {
      const { agents } = await lists.report(hostActor(undefined), question(input.query));
      return { agents: [...agents] };
    },
  });
  addRoute(app, {
    method: 'GET',
    path: '/activity.csv',
    tag,
    summary: 'The same session by session, with what agents noted, as a CSV file.',
    query,
    status: 200,
    mediaType: 'text/csv; charset=utf-8',
    reply: v.string(),
    handle: async (input) => {
      let csv = '';
      let after: ReportPlace | null = null;
      do {
        const { separator } = input.query;
        const host = hostActor(undefined);
        const piece = await lists.export(host, question(input.query), after, separator);
        csv += piece.csv;
        after = piece.next;
      } while (after !== null);
      return csv;
    },
  });
}
