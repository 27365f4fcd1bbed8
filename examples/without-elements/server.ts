// The smallest host for a page that holds a call with SessionClient alone: static files, and a route that mints tokens.
//   API_KEY=… FERNBLICK=http://127.0.0.1:8080 npx node examples/without-elements/server.ts
// Fernblick runs elsewhere, with the same API_KEY and ALLOWED_ORIGINS=http://127.0.0.1:8091; `npm run build` comes first.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';

const { API_KEY = '', FERNBLICK = 'http://127.0.0.1:8080', PORT = '8091' } = process.env;

const files = {
  '': { type: 'text/html; charset=utf-8', at: 'page.html' },
  'page.js': { type: 'text/javascript', at: 'page.ts' },
  'page.css': { type: 'text/css', at: 'page.css' },
} as const;
const sdk = '../../packages/client/dist/';

// Who is logged in is the host's own business; here the path says it.
const people = {
  agent: { subject: 'agent-1', name: 'Anna', role: 'agent' },
  customer: { subject: 'customer-1', name: 'Maria', role: 'customer' },
} as const;

async function mintToken(person: object): Promise<string> {
  const answer = await fetch(`${FERNBLICK}/api/v1/tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ...person, scope: { ticket: 'T-1' } }),
  });
  if (!answer.ok) throw new Error(`Fernblick answered with ${answer.status}.`);
  return ((await answer.json()) as { readonly token: string }).token;
}

/** The file a path means, where it is one of ours. */
function fileAt(name: string): { readonly type: string; readonly at: string } | undefined {
  const [, script] = /^client\/((?:chunks\/)?[\w-]+\.js)$/.exec(name) ?? [];
  if (script !== undefined) return { type: 'text/javascript', at: `${sdk}${script}` };
  return Object.entries(files).find(([path]) => path === name)?.[1];
}

const server = createServer((request, response) => {
  const [, who = '', name = ''] = /^\/(agent|customer)\/([\w./-]*)$/.exec(request.url ?? '') ?? [];
  const person = Object.entries(people).find(([path]) => path === who)?.[1];
  const file = fileAt(name);
  response.setHeader('cache-control', 'no-store');
  if (person === undefined) {
    response.writeHead(404).end('Open /agent/ in one window and /customer/ in another.\n');
  } else if (file !== undefined) {
    response.setHeader('content-type', file.type);
    const text = readFileSync(new URL(file.at, import.meta.url), 'utf8');
    response.end(file.at.endsWith('.ts') ? stripTypeScriptTypes(text) : text);
  } else if (name === 'settings') {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ server: FERNBLICK }));
  } else if (name === 'token' && request.method === 'POST') {
    mintToken(person).then(
      (token) => response.end(token),
      (error: unknown) => {
        console.error(error);
        response
          .writeHead(502)
          .end('Fernblick cannot be reached, or does not know this API_KEY.\n');
      },
    );
  } else response.writeHead(404).end();
});
server.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`Open http://127.0.0.1:${PORT}/agent/ and http://127.0.0.1:${PORT}/customer/`);
});
