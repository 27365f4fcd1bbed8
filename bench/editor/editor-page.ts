import { createReadStream, existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { root } from '../../scripts/root.ts';

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Editor</title>
<script type="module" src="/screenshot-editor.js"></script></head>
<body><screenshot-editor></screenshot-editor></body></html>`;

/** A page with the editor and nothing else, and the pictures that are put there. */
export interface EditorPage {
  readonly url: string;
  readonly pictures: Map<string, Buffer>;
  readonly close: () => Promise<void>;
}

/** Serves the built editor on a free port. */
export async function serveEditor(): Promise<EditorPage> {
  const pictures = new Map<string, Buffer>();
  const server: Server = createServer((request, response) => {
    const path = request.url ?? '/';
    const picture = pictures.get(path);
    const file = join(root, 'packages/elements/dist', path);
    if (picture !== undefined) response.end(picture);
    else if (path === '/') response.setHeader('content-type', 'text/html').end(PAGE);
    else if (path.endsWith('.js') && existsSync(file)) {
      response.setHeader('content-type', 'text/javascript');
      createReadStream(file).pipe(response);
    } else response.writeHead(404).end();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    pictures,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
