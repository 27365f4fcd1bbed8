import { join } from 'node:path';
import { createServer, type Config } from '@fernblick/server';
import type { PhoneInvitation } from '../desk-data.ts';
import { DeskLog } from './desk-log.ts';
import { registerDeskRoutes } from './desk-routes.ts';
import { EventStream } from './event-stream.ts';
import { FernblickHost } from './fernblick-host.ts';
import { registerPages } from './pages.ts';
import { seedDispositions, seedResponses } from './seed.ts';

/** What is different where phones take part. */
export interface HelpDeskOptions {
  readonly https?: { readonly key: string; readonly cert: string };
  /** Under what name others reach this machine; the address it listens on by default. */
  readonly publicHost?: string;
  readonly phone?: (url: string) => PhoneInvitation;
}

/** A running help desk. */
export interface HelpDesk {
  /** Where it is reached; without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts desk and Fernblick server on one port, and makes the desk a host of that server. */
export async function startHelpDesk(
  config: Config,
  options: HelpDeskOptions = {},
): Promise<HelpDesk> {
  const { https, publicHost = config.host, phone } = options;
  let host: { readonly api: FernblickHost; readonly webhookSecret: string } | null = null;
  let url = '';
  let log: DeskLog | null = null;
  const events = new EventStream();
  const server = await createServer(
    // The desk's webhook is on this machine; a server on its own keeps away from private addresses.
    // Where agents open a session, the desk knows best; of a port that any free one will do for, nobody knows it yet.
    {
      ...config,
      webhookAllowPrivate: true,
      agentUrl: config.agentUrl ?? `${config.publicUrl}/agent/?session={session}`,
    },
    {
      ...(https === undefined ? {} : { https }),
      extend: async (app) => {
        const kept = new DeskLog(join(config.dataDir, 'desk', 'desk.jsonl'), Date.now());
        log = kept;
        await app.register(
          async (routes) =>
            registerDeskRoutes(routes, {
              log: kept,
              events,
              host: () => host,
              phone: () => phone?.(url) ?? null,
              now: () => Date.now(),
            }),
          { prefix: '/desk' },
        );
        await registerPages(app);
      },
    },
  );
  const close = async (): Promise<void> => {
    // First, because the server waits for every open answer, and these have no end of their own.
    events.close();
    await server.close();
    log?.close();
  };
  try {
    const listening = await server.listen();
    // PORT=0 takes any port; from here on it is known which. Those that a scheme implies are not said.
    const port = new URL(listening.url).port || config.port;
    const scheme = https === undefined ? 'http' : 'https';
    url = `${scheme}://${urlHost(publicHost)}:${port}`;
    const inside = `${scheme}://${urlHost(config.host === '0.0.0.0' ? '127.0.0.1' : config.host)}:${port}`;
    const api = new FernblickHost(inside, server.apiKey);
    const webhookSecret = await api.subscribe(
      `${inside}/desk/webhooks`,
      join(config.dataDir, 'desk', 'webhook.json'),
    );
    await api.seedResponses(seedResponses);
    await api.seedDispositions(seedDispositions);
    host = { api, webhookSecret };
  } catch (error) {
    await close();
    throw error;
  }
  return { url, close };
}

function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
