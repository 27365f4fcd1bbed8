// The editor alone, under a strict policy and without a Fernblick server: files and nothing else.
//   npm run build && npx node examples/editor/server.ts
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const { PORT = '8092' } = process.env;
const here = import.meta.dirname;
const sdk = join(here, '../../packages/elements/dist');
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
};

const server = createServer((request, response) => {
  const path = normalize(new URL(request.url ?? '/', 'http://host').pathname);
  const file = path.startsWith('/sdk/')
    ? join(sdk, path.slice('/sdk'.length))
    : join(here, path === '/' ? 'page.html' : path);
  const type = types[extname(file)];
  if (type === undefined || !existsSync(file)) {
    response.writeHead(404).end('Not here.\n');
    return;
  }
  response.setHeader('content-type', type);
  response.setHeader('content-security-policy', "default-src 'self'; img-src 'self' blob:");
  createReadStream(file).pipe(response);
});
server.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`Open http://127.0.0.1:${PORT}/`);
});
