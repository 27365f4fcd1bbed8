import { randomUUID } from 'node:crypto';
import { SessionError } from '@fernblick/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type {
  AllSettings,
  PhoneInvitation,
  SettingsEdit,
  SettingsReach,
  TicketEntry,
  TicketRecord,
  TicketStatus,
} from '../desk-data.ts';
import type { DeskLog } from './desk-log.ts';
import type { EventStream } from './event-stream.ts';
import type { FernblickHost } from './fernblick-host.ts';
import { agents, personOf, subjectOf, team, type Person } from './people.ts';
import { registerUpkeepRoutes } from './upkeep-routes.ts';
import { entriesOf, isSigned } from './webhooks.ts';

const MAX_TEXT = 4_000;

/** What the desk's routes work with. */
export interface Desk {
  readonly log: DeskLog;
  readonly events: EventStream;
  /** Null until the server listens and the desk has its webhook. */
  readonly host: () => { readonly api: FernblickHost; readonly webhookSecret: string } | null;
  /** The way in for a phone; null without `--lan`. */
  readonly phone: () => PhoneInvitation | null;
  readonly now: () => number;
}

const as = { type: 'string', pattern: '^(agent|customer):[A-Za-z0-9-]{1,40}$' } as const;
const asQuery = {
  type: 'object',
  required: ['as'],
  properties: { as },
} as const;
const object = <P extends Record<string, unknown>>(properties: P) => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
  additionalProperties: false,
});

/** The desk's own interface for its own pages: tickets, messages, the event stream, and tokens for the tags. */
export function registerDeskRoutes(app: FastifyInstance, desk: Desk): void {
  const { log, events } = desk;

  // What is thrown here, Fernblick's server answers as a problem with a code of its table. A route and no handler for
  // what is not found, because the pages' own route takes every address that has none.
  app.all('/*', notYours);

  /** The person a request speaks for, and only if that person may see the ticket. */
  const whoMaySee = (request: FastifyRequest, ticket: string): Person | null => {
    const person = whoIs(request);
    const may = person !== null && (person.ticket === null || person.ticket === ticket);
    return may && log.facts(ticket) !== undefined ? person : null;
  };
  const whoIs = (request: FastifyRequest): Person | null =>
    personOf((request.query as { readonly as: string }).as, (id) => log.facts(id));
  const keep = (ticket: string, entry: TicketEntry): void => {
    const before = log.record(ticket, 'customer')?.entries.length;
    if (!log.append(ticket, entry)) return;
    // An internal session that comes to a ticket hides nothing that its customer had.
    const changesView = log.record(ticket, 'customer')?.entries.length !== before;
    events.tell(ticket, (role) => {
      const row = log.row(ticket, role);
      if (row === undefined) return null;
      if (log.shows(ticket, entry, role)) return { ticket: row, entry };
      return changesView ? { ticket: row, entry: null, stale: true } : null;
    });
  };

  app.get('/tickets', { schema: { querystring: asQuery } }, (request) => {
    const person = whoIs(request);
    return person?.role === 'agent' ? { tickets: log.list() } : notYours();
  });

  app.get<{ Params: { id: string } }>(
    '/tickets/:id',
    { schema: { querystring: asQuery } },
    (request) => {
      const person = whoMaySee(request, request.params.id);
      if (person === null) return notYours();
      const record = log.record(request.params.id, person.role);
      if (record === undefined) return notYours();
      return { ...record, you: person.name } satisfies TicketRecord;
    },
  );

  app.post<{ Params: { id: string }; Body: { id: string; text: string } }>(
    '/tickets/:id/messages',
    {
      schema: {
        querystring: asQuery,
        body: object({
          id: { type: 'string', pattern: '^[A-Za-z0-9-]{8,64}$' },
          text: { type: 'string', minLength: 1, maxLength: MAX_TEXT, pattern: '\\S' },
        }),
      },
    },
    (request, reply) => {
      const person = whoMaySee(request, request.params.id);
      if (person === null) return notYours();
      const { role, name } = person;
      const { id, text } = request.body;
      keep(request.params.id, { kind: 'message', id, at: desk.now(), role, name, text });
      // On a phone the call covers the ticket: there it is read in the chat of the call.
      const call = log.callOf(request.params.id);
      if (call !== null)
        desk
          .host()
          ?.api.write(call, person, { id, text })
          .catch((error: unknown) =>
            request.log.warn({ err: error }, 'a message is in the ticket and not in the call'),
          );
      return reply.code(201).send({ id });
    },
  );

  app.put<{ Params: { id: string }; Body: { status: TicketStatus } }>(
    '/tickets/:id/status',
    {
      schema: {
        querystring: asQuery,
        body: object({ status: { type: 'string', enum: ['open', 'waiting', 'solved'] } }),
      },
    },
    (request) => {
      const { id } = request.params;
      const person = whoMaySee(request, id);
      if (person?.role !== 'agent') return notYours();
      const { status } = request.body;
      if (log.row(id, 'agent')?.status !== status)
        keep(id, { kind: 'status', id: randomUUID(), at: desk.now(), by: person.name, status });
      return { status };
    },
  );

  /** Rows that pages have not seen, or that changed without anything being said. */
  const tellRow = (id: string): void =>
    events.tell(id, (role) => {
      const ticket = log.row(id, role);
      return ticket === undefined ? null : { ticket, entry: null };
    });

  app.post<{ Body: { session: string } }>(
    '/tickets',
    { schema: { querystring: asQuery, body: object({ session: { type: 'string' } }) } },
    async (request, reply) => {
      const person = whoIs(request);
      if (person?.role !== 'agent') return notYours();
      const { api } = desk.host() ?? starting();
      const { session } = request.body;
      const [first] = await api.ticketsOf(session);
      const facts = first === undefined ? undefined : log.facts(first);
      const { customer, device, city } = facts ?? { customer: '–', device: '–', city: '–' };
      const subject = `From a video session${facts === undefined ? '' : `: ${facts.subject}`}`;
      const openedAt = desk.now();
      const id = log.create({ customer, device, city, subject, priority: 'normal', openedAt });
      tellRow(id);
      await api.link(session, id, person);
      return reply.code(201).send({ id });
    },
  );

  app.post<{ Params: { session: string }; Body: { ticket: string } }>(
    '/sessions/:session/tickets',
    { schema: { querystring: asQuery, body: object({ ticket: { type: 'string' } }) } },
    async (request, reply) => {
      const { ticket } = request.body;
      // Fernblick knows no tickets: which there are, the desk knows.
      const person = whoMaySee(request, ticket);
      if (person?.role !== 'agent') return notYours();
      const { api } = desk.host() ?? starting();
      await api.link(request.params.session, ticket, person);
      return reply.code(204).send();
    },
  );

  app.delete<{ Params: { session: string; ticket: string } }>(
    '/sessions/:session/tickets/:ticket',
    { schema: { querystring: asQuery } },
    async (request, reply) => {
      const person = whoIs(request);
      if (person?.role !== 'agent') return notYours();
      const { api } = desk.host() ?? starting();
      await api.unlink(request.params.session, request.params.ticket, person);
      return reply.code(204).send();
    },
  );

  app.get('/events', { schema: { querystring: asQuery } }, (request, reply) => {
    const person = whoIs(request);
    if (person === null) return notYours();
    events.open(request, reply, person);
    return reply;
  });

  app.post<{ Body: { ticket: string } }>(
    '/token',
    {
      schema: {
        querystring: asQuery,
        body: object({ ticket: { type: 'string', maxLength: 120 } }),
      },
    },
    (request) => {
      const person = whoMaySee(request, request.body.ticket);
      if (person === null) return notYours();
      const host = desk.host();
      return host === null ? starting() : host.api.mintToken(person, request.body.ticket);
    },
  );

  // Whoever has no ticket yet: a name, and an id that their browser keeps.
  app.post<{ Body: { id: string; name: string } }>(
    '/visitor-token',
    {
      schema: {
        body: object({
          id: { type: 'string', pattern: '^[A-Za-z0-9-]{8,64}$' },
          name: { type: 'string', minLength: 1, maxLength: 80, pattern: '\\S' },
        }),
      },
    },
    (request) => desk.host()?.api.mintVisitorToken(request.body) ?? starting(),
  );

  app.post('/agent-token', { schema: { querystring: asQuery } }, (request) => {
    const person = whoIs(request);
    if (person?.role !== 'agent') return notYours();
    const host = desk.host();
    return host === null ? starting() : host.api.mintToken(person, null);
  });

  const administrator = (request: FastifyRequest): Person => {
    const person = whoIs(request);
    return person?.administrates === true ? person : notYours();
  };
  const allSettings = async (): Promise<AllSettings> => {
    const host = desk.host() ?? starting();
    return {
      ...(await host.api.settings()),
      team,
      agents: agents.map((agent) => ({ subject: subjectOf(agent), name: agent.name })),
    };
  };

  app.get('/settings', { schema: { querystring: asQuery } }, (request) => {
    administrator(request);
    return allSettings();
  });

  app.patch<{ Body: { reach: SettingsReach; edit: SettingsEdit } }>(
    '/settings',
    {
      schema: {
        querystring: asQuery,
        body: object({ reach: { type: 'object' }, edit: { type: 'object' } }),
      },
    },
    (request) => {
      const person = administrator(request);
      const { reach, edit } = request.body;
      const known =
        reach.is === 'host' ||
        (reach.is === 'portal' && reach.name === team.portal) ||
        (reach.is === 'agent' && agents.some((agent) => subjectOf(agent) === reach.name));
      if (!known) return notYours();
      const { api } = desk.host() ?? starting();
      return api.decide(reach, edit, person.name).then(allSettings);
    },
  );

  registerUpkeepRoutes(app, { log, api: () => (desk.host() ?? starting()).api, administrator });

  void app.register(async (hooks) => {
    // The signature is over the bytes as they were sent.
    hooks.removeAllContentTypeParsers();
    hooks.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    );
    hooks.post<{ Body: string }>('/webhooks', async (request, reply) => {
      const host = desk.host();
      if (host === null) return starting();
      const header = request.headers['fernblick-signature'];
      const signature = Array.isArray(header) ? undefined : header;
      if (!isSigned(signature, request.body, host.webhookSecret, desk.now()))
        throw new SessionError('invalid-message', { detail: 'Its signature does not fit.' });
      for (const { ticket, entry } of entriesOf(request.body)) {
        keep(ticket, entry);
        const facts = log.facts(ticket);
        // Where it fails Fernblick sends the message again; what is known already stays as it is.
        if (facts !== undefined && (entry.what === 'created' || entry.what === 'requested'))
          await host.api.introduce(entry.session, facts);
      }
      return reply.code(204).send();
    });
  });

  app.get('/phone', (_request, reply) => reply.send(desk.phone()));
}

/** Whoever asks this early asks again. */
function starting(): never {
  throw new SessionError('server-stopping');
}

/** One answer for "not there" and "not yours", so that nobody learns which tickets exist. */
function notYours(): never {
  throw new SessionError('not-found');
}
