// The smallest host: one page with two tags, and a backend that mints the token as it serves the page.
//   API_KEY=… FERNBLICK=http://127.0.0.1:8080 npx node examples/minimal/server.ts
// Fernblick runs elsewhere, with the same API_KEY and ALLOWED_ORIGINS=http://127.0.0.1:8090.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const { API_KEY = '', FERNBLICK = 'http://127.0.0.1:8080', PORT = '8090' } = process.env;
const page = readFileSync(new URL('page.html', import.meta.url), 'utf8');
// Who is logged in is the host's own business; here the path says it.
const people = {
  '/agent': { subject: 'agent-1', name: 'Anna', role: 'agent' },
  '/customer': { subject: 'customer-1', name: 'Maria', role: 'customer' },
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

const server = createServer((request, response) => {
  const person = Object.entries(people).find(([path]) => path === request.url)?.[1];
  if (person === undefined) {
    response.writeHead(404).end('Open /agent in one window and /customer in another.\n');
    return;
  }
  mintToken(person).then(
    (token) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.setHeader('cache-control', 'no-store');
      response.end(page.replaceAll('{server}', FERNBLICK).replace('{token}', token));
    },
    (error: unknown) => {
      console.error(error);
      response.writeHead(502).end('Fernblick cannot be reached, or does not know this API_KEY.\n');
    },
  );
});
server.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`Open http://127.0.0.1:${PORT}/agent and http://127.0.0.1:${PORT}/customer`);
});
