import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { SessionError } from '@fernblick/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { DeskLog } from './desk-log.ts';
import type { FernblickHost } from './fernblick-host.ts';
import { customerOf, type Person } from './people.ts';

/** What the routes work with. */
export interface Upkeep {
  readonly log: DeskLog;
  readonly api: () => FernblickHost;
  /** Whoever asks, if they may decide; else it throws. */
  readonly administrator: (request: FastifyRequest) => Person;
}

const text = (maxLength: number) => ({ type: 'string', maxLength, pattern: '\\S' }) as const;

/** For administrators: which messages of Fernblick came through, and what it keeps of a customer. */
export function registerUpkeepRoutes(app: FastifyInstance, upkeep: Upkeep): void {
  const { log, api, administrator } = upkeep;
  /** Only of the desk's own tickets. */
  const customerAt = (ticket: string): string => {
    if (log.facts(ticket) === undefined) throw new SessionError('not-found');
    return customerOf(ticket);
  };

  app.get<{ Querystring: { state?: string; after?: string } }>('/deliveries', (request) => {
    administrator(request);
    const { state = '', after = '' } = request.query;
    const wanted = Object.entries({ state, after }).filter(([, value]) => value !== '');
    return api().deliveries(new URLSearchParams(wanted));
  });

  app.post<{ Params: { id: string } }>('/deliveries/:id/resend', (request) => {
    administrator(request);
    return api().resend(request.params.id);
  });

  app.get<{ Params: { ticket: string } }>('/customers/:ticket/export', async (request, reply) => {
    const by = administrator(request);
    const kept = await api().export(customerAt(request.params.ticket), by);
    if (kept?.body == null) throw new SessionError('not-found');
    // The types of the web's streams and of Node's are two for one thing.
    const pieces = Readable.fromWeb(kept.body as ReadableStream);
    return await reply.type('application/json').send(pieces);
  });

  app.delete<{ Params: { ticket: string }; Body: { reason: string } }>(
    '/customers/:ticket',
    {
      schema: {
        body: {
          type: 'object',
          required: ['reason'],
          properties: { reason: text(1_000) },
          additionalProperties: false,
        },
      },
    },
    (request) => {
      const by = administrator(request);
      const customer = customerAt(request.params.ticket);
      return api()
        .forget(customer, request.body.reason, by)
        .then((sessions) => {
          if (sessions === null) throw new SessionError('not-found');
          return { sessions };
        });
    },
  );
}
