import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { root } from '../root.ts';

/** Where the elements are, as they are built. */
export const ELEMENTS = 'packages/elements/dist';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** A server with one page, and the elements beside it. */
export interface ServedElements extends AsyncDisposable {
  readonly url: string;
}

/** Serves a page that has no other server behind it. */
export async function serveElements(page: string): Promise<ServedElements> {
  const server = createServer((request, response) => {
    if (request.url === '/') {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(page);
      return;
    }
    const path = join(root, ELEMENTS, new URL(request.url ?? '', 'http://localhost').pathname);
    const type = TYPES[extname(path)];
    if (type === undefined || !existsSync(path)) {
      response.statusCode = 404;
      response.end();
      return;
    }
    response.setHeader('content-type', type);
    response.end(readFileSync(path));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
