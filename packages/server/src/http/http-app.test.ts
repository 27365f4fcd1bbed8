import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import { SessionError } from '@fernblick/protocol';
import * as v from 'valibot';
import { agent, customer, startServer, temporaryFolder } from '../testing/test-server.ts';
import { answerUnreadable, Problem } from './problems.ts';

const origin = 'https://desk.example';

async function sdkFolder(t: TestContext): Promise<string> {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, 'chunks'));
  await mkdir(join(folder, 'types'));
  await writeFile(join(folder, 'fernblick.js'), 'export {};');
  await writeFile(join(folder, 'chunks', 'stage-Ab3_xY9z.js'), 'export {};');
  await writeFile(join(folder, 'types', 'index.d.ts'), 'export {};');
  return folder;
}

describe('the SDK’s files', () => {
  it('are asked for anew under their own names and kept for ever under hashed ones', async (t) => {
    const server = await startServer(t, { SDK_DIR: await sdkFolder(t) });
    const entry = await fetch(`${server.url}/sdk/fernblick.js`);
    assert.equal(entry.status, 200);
    assert.match(entry.headers.get('content-type') ?? '', /javascript/);
    assert.equal(entry.headers.get('cache-control'), 'public, no-cache');
    const etag = entry.headers.get('etag');
    assert.ok(etag);
    // Not by fetch, which asks for a fresh copy as soon as it sees a condition.
    const again = await server.server.app.inject({
      url: '/sdk/fernblick.js',
      headers: { 'if-none-match': etag },
    });
    assert.equal(again.statusCode, 304);
    const chunk = await fetch(`${server.url}/sdk/chunks/stage-Ab3_xY9z.js`);
    assert.match(chunk.headers.get('cache-control') ?? '', /immutable/);
  });

  it('can be loaded from the pages of listed origins, and from no others', async (t) => {
    const env = { SDK_DIR: await sdkFolder(t), ALLOWED_ORIGINS: origin };
    const server = await startServer(t, env);
    const load = (from: string) =>
      fetch(`${server.url}/sdk/fernblick.js`, { headers: { origin: from } });
    const good = await load(origin);
    assert.equal(good.headers.get('access-control-allow-origin'), origin);
    assert.equal(good.headers.get('cross-origin-resource-policy'), 'cross-origin');
    assert.match(good.headers.get('vary') ?? '', /Origin/);
    const bad = await load('https://evil.example');
    assert.equal(bad.headers.get('access-control-allow-origin'), null);
  });

  it('are all there is: no way out of the folder, no declarations, a problem where none are built', async (t) => {
    const server = await startServer(t, { SDK_DIR: await sdkFolder(t) });
    for (const path of [
      '/sdk/',
      '/sdk/nope.js',
      '/sdk/types/index.d.ts',
      '/sdk/..%2f..%2fetc%2fpasswd',
      '/sdk/%2e%2e/%2e%2e/etc/passwd',
      '/sdk/chunks/../../secrets.json',
    ]) {
      const answer = await fetch(server.url + path);
      assert.ok(answer.status === 404 || answer.status === 403, `${path} ${answer.status}`);
    }
    const empty = await temporaryFolder(t);
    await assert.rejects(startServer(t, { SDK_DIR: empty }), {
      code: 'invalid-configuration',
      message: /SDK_DIR .* no fernblick\.js/,
    });
  });
});

describe('every answer', () => {
  it('carries the security headers, refusals and strangers’ routes included', async (t) => {
    const server = await startServer(
      t,
      { SDK_DIR: await sdkFolder(t), PUBLIC_URL: 'https://support.example' },
      { extend: (app) => void app.get('/', async () => 'desk') },
    );
    for (const path of [
      '/',
      '/healthz',
      '/readyz',
      '/metrics',
      '/sdk/fernblick.js',
      '/sdk/no.js',
      '/api/v1/openapi.json',
      '/api/v1/sessions',
      '/socket.io/?EIO=4&transport=polling',
      '/no',
      '/%',
    ]) {
      const { headers } = await fetch(server.url + path);
      assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
      assert.equal(headers.get('referrer-policy'), 'no-referrer', path);
      assert.match(headers.get('strict-transport-security') ?? '', /max-age=\d{8}/, path);
      assert.ok(headers.has('cross-origin-resource-policy'), path);
      assert.equal(headers.get('set-cookie'), null, path);
      assert.equal(headers.get('x-powered-by'), null, path);
      // The embedding desk has a policy of its own.
      if (path !== '/' && path !== '/no')
        assert.match(headers.get('content-security-policy') ?? '', /object-src 'none'/, path);
    }
    const api = await fetch(`${server.url}/api/v1/openapi.json`);
    assert.match(api.headers.get('content-security-policy') ?? '', /default-src 'none'/);
  });

  it('is a problem with a code from the table where the address or a host’s route refuses', async (t) => {
    const server = await startServer(
      t,
      {},
      {
        extend: (app) => {
          const querystring = { type: 'object', required: ['as'], properties: {} };
          app.get('/checked', { schema: { querystring } }, async () => 'fine');
          app.get('/own', async () => {
            throw new SessionError('not-linked');
          });
        },
      },
    );
    for (const [path, code, fault] of [
      ['/%', 'invalid-url', { in: 'path', pointer: '#', detail: /percent-encoded/ }],
      ['/desk/%ff', 'invalid-url', { in: 'path', pointer: '#', detail: /percent-encoded/ }],
      [
        `/api/v1/sessions/${'x'.repeat(300)}`,
        'invalid-url',
        { in: 'path', pointer: '#', detail: /shorter/ },
      ],
      [
        '/checked',
        'invalid-message',
        { in: 'query', pointer: '#', detail: /^Must have required property 'as'\.$/ },
      ],
      ['/own', 'not-linked', null],
    ] as const) {
      const answer = await fetch(server.url + path);
      assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/, path);
      const problem = v.parse(Problem, await answer.json());
      assert.deepEqual([problem.code, problem.status], [code, answer.status]);
      const [found] = problem.errors ?? [];
      assert.deepEqual([found?.in, found?.pointer], [fault?.in, fault?.pointer], path);
      assert.match(found?.detail ?? '', fault?.detail ?? /^$/);
    }
  });

  it('lets browsers of listed origins read the API, and others not', async (t) => {
    const server = await startServer(t, { ALLOWED_ORIGINS: origin });
    const preflight = (from: string) =>
      fetch(`${server.url}/api/v1/sessions`, {
        method: 'OPTIONS',
        headers: {
          origin: from,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization',
        },
      });
    const good = await preflight(origin);
    assert.equal(good.headers.get('access-control-allow-origin'), origin);
    assert.equal(good.headers.get('access-control-allow-credentials'), null);
    const bad = await preflight('https://evil.example');
    assert.equal(bad.headers.get('access-control-allow-origin'), null);
  });

  it('lets polling sockets of listed origins be read, and others not', async (t) => {
    const server = await startServer(t, { ALLOWED_ORIGINS: origin });
    const poll = (from: string) =>
      fetch(`${server.url}/socket.io/?EIO=4&transport=polling`, { headers: { origin: from } });
    assert.equal((await poll(origin)).headers.get('access-control-allow-origin'), origin);
    const bad = await poll('https://evil.example');
    assert.equal(bad.headers.get('access-control-allow-origin'), null);
  });
});

it('who called over https is believed from a trusted proxy alone', async (t) => {
  const ask = async (server: { readonly url: string }) => {
    const answer = await fetch(`${server.url}/healthz`, {
      headers: { 'x-forwarded-proto': 'https', 'x-forwarded-for': '198.51.100.1' },
    });
    return answer.headers.has('strict-transport-security');
  };
  assert.equal(await ask(await startServer(t)), false);
  assert.equal(await ask(await startServer(t, { TRUST_PROXY: '1' })), true);
});

describe('an embedded server', () => {
  it('shares its port with the host’s routes', async (t) => {
    const server = await startServer(
      t,
      {},
      {
        extend: (app) => {
          app.get('/', async () => 'desk');
          app.setNotFoundHandler((_request, reply) => reply.code(404).send('no such page'));
        },
      },
    );
    assert.equal(await (await fetch(server.url)).text(), 'desk');
    assert.equal(await (await fetch(`${server.url}/nope`)).text(), 'no such page');
    assert.match(await (await fetch(`${server.url}/api/v1/nope`)).text(), /not-found/);
    await server.page(customer);
  });
});

describe('what operators look at', () => {
  it('says that it lives, that it is ready, and counts what it does', async (t) => {
    const server = await startServer(t);
    const anna = await server.page(agent);
    await anna.create();
    assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
    assert.equal((await fetch(`${server.url}/readyz`)).status, 200);
    const text = await (await fetch(`${server.url}/metrics`)).text();
    assert.match(text, /^fernblick_sockets 1$/m);
    assert.match(text, /^fernblick_sessions\{phase="confirmed"\} 1$/m);
    assert.match(text, /fernblick_requests_total\{name="session:create",outcome="ok"\} 1/);
    assert.match(text, /nodejs_eventloop_lag_seconds/);
  });
});

describe('what is no HTTP', () => {
  const say = async (url: string, bytes: string): Promise<string> => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.end(bytes);
    return (await text(socket)) || 'nothing';
  };

  it('is answered with a problem like everything else, and the server goes on', async (t) => {
    const server = await startServer(t);
    const cases = {
      'garbage\r\n\r\n': 'invalid-message',
      'GET / HTTP/9.9\r\n\r\n': 'invalid-message',
      [`GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`]: 'message-too-large',
    };
    for (const [bytes, code] of Object.entries(cases)) {
      const [head = '', body = ''] = (await say(server.url, bytes)).split('\r\n\r\n');
      assert.match(head, /application\/problem\+json/);
      assert.equal((JSON.parse(body) as { code: string }).code, code);
    }
    assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
  });

  it('is closed without a word where nothing came in time, and with 408 where half a request did', async (t) => {
    const late = Object.assign(new Error('Late.'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
    const server = createServer((socket) => {
      // What Node does when its own time is up, once the other side has said all that it says.
      socket.on('end', () => answerUnreadable(late, socket)).resume();
    });
    server.listen(0, '127.0.0.1');
    t.after(() => server.close());
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    assert.equal(await say(url, ''), 'nothing');
    assert.match(await say(url, 'GET / HT'), /^HTTP\/1\.1 408 /);
  });

  it('is told apart from an address of the API that does not exist', async (t) => {
    const server = await startServer(
      t,
      {},
      { extend: (app) => void app.setNotFoundHandler(async () => 'the desk') },
    );
    assert.equal(await (await fetch(`${server.url}/nope`)).text(), 'the desk');
    for (const path of ['/api/nope', '/api', '/api/v1/nope']) {
      const answer = await fetch(server.url + path);
      assert.equal(((await answer.json()) as { code: string }).code, 'not-found', path);
    }
  });
});
