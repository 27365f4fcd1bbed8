import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import * as v from 'valibot';
import { WebhookMessage } from '../http/webhook-book.ts';
import type { TestServer } from './test-server.ts';

interface Delivery {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly message: v.InferOutput<typeof WebhookMessage>;
}

/** A host that answers with these statuses, the last one for ever; with 0 it takes what it is sent and says nothing. */
export async function startWebhookHost(t: TestContext, statuses: readonly number[] = [204]) {
  const deliveries: Delivery[] = [];
  let given = 0;
  let heard = (): void => undefined;
  const host = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const message = v.parse(WebhookMessage, JSON.parse(body));
      deliveries.push({ headers: request.headers, body, message });
      response.statusCode = statuses[deliveries.length - 1] ?? statuses.at(-1) ?? 204;
      if (response.statusCode !== 0) response.end();
      else response.once('close', () => (given += 1));
      heard();
    });
  });
  host.listen(0, '127.0.0.1');
  await new Promise((resolve) => host.once('listening', resolve));
  t.after(() => host.close().closeAllConnections());
  const { port } = host.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    deliveries,
    /** How many of those that it says nothing to have given it up. */
    givenUp: () => given,
    async has(count: number): Promise<readonly Delivery[]> {
      while (deliveries.length < count) await new Promise<void>((resolve) => (heard = resolve));
      return deliveries;
    },
  };
}

/** Asks the server to tell a host. */
export async function addWebhook(server: TestServer, body: object) {
  const answer = await server.api('POST', '/webhooks', body);
  assert.equal(answer.status, 201);
  return (await answer.json()) as { id: string; secret: string };
}
