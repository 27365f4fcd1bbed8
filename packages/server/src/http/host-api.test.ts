import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import * as v from 'valibot';
import { agent, customer, startServer, type TestServer } from '../testing/test-server.ts';
import { HostSession } from './host-session.ts';
import { Problem } from './problems.ts';

async function read<S extends v.GenericSchema>(
  answer: Response,
  status: number,
  schema: S,
): Promise<v.InferOutput<S>> {
  const body: unknown = await answer.json();
  assert.equal(answer.status, status, JSON.stringify(body));
  return v.parse(schema, body);
}

async function problem(answer: Response, status: number, code: string): Promise<void> {
  assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/);
  const body = await read(answer, status, Problem);
  assert.deepEqual([body.status, body.code], [status, code]);
  assert.ok(body.remedy.length > 0);
}

async function newSession(server: TestServer, body: object = { ticket: 'T-1' }) {
  return read(await server.api('POST', '/sessions', body), 201, HostSession);
}

describe('the host API', () => {
  it('switches drawing off and on for one side, also where the call runs', async (t) => {
    const server = await startServer(t);
    const page = await server.page(agent);
    const id = await page.create();
    const switchTo = async (allowed: boolean) =>
      read(
        await server.api('POST', `/sessions/${id}/drawing`, { role: 'customer', allowed }),
        200,
        HostSession,
      );
    assert.deepEqual((await switchTo(false)).drawingOff, ['customer']);
    await page.join(id);
    const back = { commandId: page.id(), session: id, role: 'customer', allowed: true } as const;
    const { view } = await page.ask('ink:allow', back);
    assert.deepEqual([view.drawingOff, view.drawingOffByHost], [['customer'], ['customer']]);
    assert.deepEqual((await switchTo(true)).drawingOff, []);
    await problem(
      await server.api('POST', `/sessions/${id}/drawing`, { role: 'everybody', allowed: true }),
      400,
      'invalid-message',
    );
  });

  it('makes, lists and shows sessions', async (t) => {
    const server = await startServer(t);
    const by = { subject: 'anna', name: 'Anna' };
    const made = await newSession(server, { ticket: 'T-1', number: true, by });
    assert.equal(made.phase, 'confirmed');
    assert.match(made.number?.digits ?? '', /^\d{9}$/);
    assert.equal(made.history[0]?.by, 'Anna');
    const shown = await read(await server.api('GET', `/sessions/${made.id}`), 200, HostSession);
    assert.deepEqual(shown, made);
    const { sessions } = await read(
      await server.api('GET', '/sessions?ticket=T-1'),
      200,
      v.object({ sessions: v.array(HostSession) }),
    );
    assert.deepEqual(sessions, [made]);
  });

  it('makes one session for one command id', async (t) => {
    const server = await startServer(t);
    const body = { ticket: 'T-1', commandId: 'host-0001' };
    const [first, second] = await Promise.all([newSession(server, body), newSession(server, body)]);
    assert.equal(first.id, second.id);
    const reused = await server.api('POST', '/sessions', { ...body, ticket: 'T-2' });
    await problem(reused, 409, 'command-id-reused');
  });

  it('asks for a session on behalf of a customer, and answers for the agents', async (t) => {
    const server = await startServer(t);
    const cleo = await server.page(customer);
    await cleo.ask('session:list', { ticket: 'T-1' });
    const who = { subject: 'cleo', name: 'Cleo' };
    const by = { subject: 'anna', name: 'Anna' };
    const inAnHour = Date.now() + 3_600_000;
    const body = { customer: who, ticket: 'T-1', reason: 'It <b>leaks</b>', zone: 'Europe/Rome' };
    const ask = (more: object = {}) => server.api('POST', '/requests', { ...body, ...more });
    const made = await read(await ask({ portal: 'billing' }), 201, HostSession);
    assert.deepEqual([made.phase, made.request?.by], ['requested', 'Cleo']);
    await cleo.hears('ticket:changed');
    const { sessions } = await cleo.ask('session:list', { ticket: 'T-1' });
    assert.ok(sessions[0]?.request?.yours);
    await problem(await ask(), 409, 'already-requested');
    await problem(await ask({ zone: 'Mars/Olympus', ticket: 'T-2' }), 400, 'unknown-zone');
    await problem(await ask({ preferred: [1], ticket: 'T-2' }), 400, 'time-past');

    const answer = (what: string, more: object) =>
      server.api('POST', `/sessions/${made.id}/${what}`, { ...more, by });
    await problem(await answer('propose', { times: [] }), 400, 'invalid-message');
    const proposed = await read(
      await answer('propose', { times: [inAnHour], message: 'Rather then?' }),
      200,
      HostSession,
    );
    assert.deepEqual(proposed.request?.proposed?.by, 'Anna');
    const nobody = await server.api('POST', `/sessions/${made.id}/propose`, { times: [inAnHour] });
    const unnamed = await read(nobody, 200, HostSession);
    assert.equal(unnamed.request?.proposed?.by, null, 'nobody is called Host');
    const confirmed = await read(await answer('confirm', { at: inAnHour }), 200, HostSession);
    assert.deepEqual(
      [confirmed.phase, confirmed.request?.scheduledFor, confirmed.history.at(-1)?.by],
      ['confirmed', inAnHour, 'Anna'],
    );
    await problem(await answer('decline', { message: 'No.' }), 409, 'already-answered');

    const other = await read(await ask({ ticket: 'T-2' }), 201, HostSession);
    const declined = await read(
      await server.api('POST', `/sessions/${other.id}/decline`, { message: 'Call a plumber.' }),
      200,
      HostSession,
    );
    assert.deepEqual([declined.reason, declined.request?.message], ['declined', 'Call a plumber.']);
  });

  it('answers for a customer who reads at the host’s own page, once for one command id', async (t) => {
    const server = await startServer(t);
    const anna = await server.page(agent);
    const who = { subject: 'cleo', name: 'Cleo' };
    const [soon, later] = [Date.now() + 3_600_000, Date.now() + 7_200_000];
    const asked = await server.api('POST', '/requests', {
      ...{ customer: who, ticket: 'T-1', reason: 'It leaks', zone: 'Europe/Rome' },
    });
    const { id } = await read(asked, 201, HostSession);
    await anna.ask('session:watch', { session: id });
    const say = (what: string, more: object = {}) =>
      server.api('POST', `/sessions/${id}/${what}`, { customer: who, ...more });
    const propose = (times: readonly number[]) =>
      server.api('POST', `/sessions/${id}/propose`, { times });

    await problem(await say('accept', { at: soon }), 409, 'time-not-offered');
    assert.equal((await propose([soon])).status, 200);
    const other = { customer: { subject: 'otto', name: 'Otto' } };
    await problem(await say('accept', { at: soon, ...other }), 403, 'not-allowed');
    await problem(await say('prefer', { preferred: [later], ...other }), 403, 'not-allowed');
    await problem(await say('withdraw', other), 403, 'not-allowed');
    await problem(await say('prefer', { preferred: [1] }), 400, 'time-past');
    await problem(
      await say('prefer', { preferred: [], zone: 'Mars/Olympus' }),
      400,
      'unknown-zone',
    );
    await problem(
      await say('prefer', { preferred: [], customer: undefined }),
      400,
      'invalid-message',
    );

    const rather = { preferred: [later], commandId: 'rather-later-1' };
    const first = await read(await say('prefer', rather), 200, HostSession);
    assert.deepEqual(
      [first.request?.preferred, first.request?.zone, first.request?.proposed],
      [[later], 'Europe/Rome', null],
    );
    const again = await read(await say('prefer', rather), 200, HostSession);
    assert.equal(again.seq, first.seq);
    await problem(await say('prefer', { ...rather, preferred: [soon] }), 409, 'command-id-reused');
    await anna.hears('session:changed', ({ view }) => view.request?.preferred[0] === later);

    // What was left out is not what the session has by then.
    const elsewhere = { preferred: [soon], zone: 'Asia/Tokyo' };
    assert.equal((await say('prefer', elsewhere)).status, 200);
    assert.equal((await say('prefer', rather)).status, 200);

    assert.equal((await propose([soon])).status, 200);
    const agreed = { at: soon, commandId: 'then-at-eleven' };
    const accepted = await read(await say('accept', agreed), 200, HostSession);
    assert.deepEqual(
      [accepted.phase, accepted.request?.scheduledFor, accepted.history.at(-1)?.by],
      ['confirmed', soon, 'Cleo'],
    );
    assert.equal((await read(await say('accept', agreed), 200, HostSession)).seq, accepted.seq);
    await problem(await say('accept', { at: soon }), 409, 'already-answered');

    const gone = await read(await say('withdraw'), 200, HostSession);
    assert.deepEqual([gone.phase, gone.reason], ['cancelled', 'withdrawn']);
    assert.equal((await read(await say('withdraw'), 200, HostSession)).seq, gone.seq);
    await problem(await say('prefer', { preferred: [] }), 409, 'session-over');
    const made = await read(
      await server.api('POST', '/sessions', { ticket: 'T-1' }),
      201,
      HostSession,
    );
    const unasked = `/sessions/${made.id}/withdraw`;
    await problem(await server.api('POST', unasked, { customer: who }), 403, 'not-allowed');
    await problem(
      await server.api('POST', '/sessions/unknown-session/withdraw', { customer: who }),
      404,
      'not-found',
    );
  });

  it('ends a running call and calls off one that has not begun', async (t) => {
    const server = await startServer(t);
    const anna = await server.page(agent);
    const cleo = await server.page(customer);
    const { id } = await newSession(server);
    await anna.join(id);
    await problem(await server.api('POST', `/sessions/${id}/end`, {}), 409, 'session-not-running');
    await cleo.join(id);
    await problem(await server.api('POST', `/sessions/${id}/cancel`, {}), 409, 'session-running');
    const ended = await read(await server.api('POST', `/sessions/${id}/end`, {}), 200, HostSession);
    assert.equal(ended.phase, 'done');
    assert.ok((ended.durationMs ?? -1) >= 0);
    await cleo.hears('session:changed', ({ view }) => view.phase === 'done');
    const other = await newSession(server);
    const cancelled = await read(
      await server.api('POST', `/sessions/${other.id}/cancel`, { reason: 'no-show' }),
      200,
      HostSession,
    );
    assert.deepEqual([cancelled.phase, cancelled.reason], ['cancelled', 'no-show']);
  });

  it('ends a call in which no agent is in control, also of a team', async (t) => {
    const server = await startServer(t, { INTERRUPT_AFTER_S: '1' });
    const anna = await server.page(agent);
    const cleo = await server.page(customer);
    const { id } = await newSession(server, { ticket: 'T-1', portal: 'billing' });
    await anna.join(id);
    await cleo.join(id);
    anna.close();
    await cleo.hears('session:changed', ({ view }) => view.inControl === null);
    const by = { subject: 'ben', name: 'Ben' };
    const answer = await server.api('POST', `/sessions/${id}/end`, { reason: 'no-answer', by });
    const ended = await read(answer, 200, HostSession);
    assert.deepEqual([ended.phase, ended.reason], ['done', 'no-answer']);
    assert.equal(ended.history.at(-1)?.by, 'Ben');
    await cleo.hears('session:changed', ({ view }) => view.phase === 'done');
  });

  it('refuses everything without its key, and makes an address wait that guesses', async (t) => {
    const server = await startServer(t);
    const tryKey = (authorization: string) =>
      server.api('GET', '/sessions?ticket=T-1', undefined, { authorization });
    const key = server.server.apiKey;
    const { detail, remedy } = await read(await tryKey('Bearer wrong'), 401, Problem);
    assert.match(detail, /API key/);
    assert.match(remedy, /Authorization: Bearer .* API_KEY/);
    for (const authorization of ['', `Basic ${key}`, `Bearer ${key}x`, key])
      await problem(await tryKey(authorization), 401, 'wrong-api-key');
    await problem(await tryKey(`Bearer ${key}`), 429, 'too-many-tries');
  });

  it('slows an address down that asks too much', async (t) => {
    const server = await startServer(t, { API_REQUESTS_PER_SECOND: '1' });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => server.api('GET', '/webhooks')),
    );
    const refused = answers.find(({ status }) => status === 429);
    assert.ok(refused);
    await problem(refused, 429, 'too-many-requests');
  });

  it('answers wrong input with a problem that says where it lies', async (t) => {
    const server = await startServer(t);
    const person = { subject: 'cleo', name: 'Cleo', role: 'customer', scope: { ticket: 'T-1' } };
    const wrong: readonly (readonly [string, string, unknown, number, string])[] = [
      ['POST', '/sessions', {}, 400, 'invalid-message'],
      ['POST', '/sessions', { ticket: 'with space' }, 400, 'invalid-message'],
      ['POST', '/sessions', { ticket: 7 }, 400, 'invalid-message'],
      ['POST', '/sessions', { ticket: 'T-1', start: 'hologram' }, 400, 'invalid-message'],
      ['POST', '/sessions', { ticket: 'T-1', portal: 'a b' }, 400, 'invalid-message'],
      ['GET', '/sessions?phase=lost', undefined, 400, 'invalid-message'],
      ['GET', '/sessions/unknown-session', undefined, 404, 'not-found'],
      ['GET', '/sessions/..%2f..%2fetc', undefined, 400, 'invalid-message'],
      ['POST', '/sessions/unknown-session/end', {}, 404, 'not-found'],
      ['POST', '/tokens', {}, 400, 'invalid-message'],
      ['POST', '/tokens', { ...person, role: 'king' }, 400, 'invalid-message'],
      ['POST', '/tokens', { ...person, scope: { portals: ['*'] } }, 400, 'invalid-message'],
      ['POST', '/tokens', { ...person, portals: ['x', 'y'] }, 400, 'invalid-message'],
      ['POST', '/tokens', { ...person, portals: ['*'] }, 400, 'invalid-message'],
      ['POST', '/tokens', { ...person, lifetimeS: 3_600 }, 400, 'invalid-message'],
      ['POST', '/tokens', { ...person, name: '\u200B' }, 400, 'invalid-message'],
      ['POST', '/tokens/revoke', {}, 400, 'invalid-message'],
      ['POST', '/tokens/revoke', { jti: 'x', subject: 'y' }, 400, 'invalid-message'],
      ['POST', '/webhooks', { url: 'not a url' }, 400, 'invalid-url'],
      ['POST', '/webhooks', { url: 'ftp://host.example/' }, 400, 'invalid-url'],
      ['POST', '/webhooks', { url: 'https://u:p@host.example/' }, 400, 'invalid-url'],
      [
        'POST',
        '/webhooks',
        { url: 'https://host.example/', events: ['x'] },
        400,
        'invalid-message',
      ],
      ['DELETE', '/webhooks/unknown', undefined, 404, 'not-found'],
      ['GET', '/nowhere', undefined, 404, 'not-found'],
      [
        'POST',
        '/sessions',
        { ticket: 'T-1', padding: 'x'.repeat(70_000) },
        413,
        'message-too-large',
      ],
    ];
    for (const [method, path, body, status, code] of wrong)
      await problem(await server.api(method, path, body), status, code);
    for (const text of ['{', '{"__proto__":{"x":1},"ticket":"T-1"}', '"T-1"', 'null'])
      await problem(await raw(server, text), 400, 'invalid-message');
    const { sessions } = (await (await server.api('GET', '/sessions?ticket=T-1')).json()) as {
      sessions: unknown[];
    };
    assert.deepEqual(sessions, []);
  });
});

describe('a refusal of what was sent', () => {
  it('names every field that is wrong and what is expected there', async (t) => {
    const server = await startServer(t);
    const person = { subject: 'cleo', name: 'Cleo', role: 'customer', scope: { ticket: 'T-1' } };
    const wrong: readonly (readonly [string, string, unknown, readonly string[]])[] = [
      ['POST', '/sessions', {}, ['body # Must have a ticket, or "number": true, or both.']],
      ['POST', '/sessions', 'T-1', ['body # Must be Object.']],
      [
        'POST',
        '/sessions',
        { ticket: 7, start: 'hologram' },
        ['body #/ticket Must be string.', 'body #/start Must be ("audio" | "video").'],
      ],
      ['POST', '/sessions', { ticket: 'T-1', by: {} }, ['/by/subject Is m', '/by/name Is missing']],
      ['POST', '/tokens', { ...person, name: '\u200B' }, ['body #/name Must have a length >=1.']],
      ['POST', '/tokens', { ...person, lifetimeS: 3_600 }, ['body #/lifetimeS Must be <=900.']],
      ['POST', '/tokens', { ...person, scope: {} }, ['body #/scope Must have one of session, t']],
      ['POST', '/tokens', { ...person, scope: { host: true } }, ['body #/scope Must have one of']],
      ['POST', '/tokens', { ...person, scope: { ticket: '' } }, ['body #/scope/ticket Must match']],
      [
        'POST',
        '/tokens',
        { ...person, portals: ['x', 'y'] },
        ['body # Must have one portal at most, and none as scope, where the role is customer.'],
      ],
      ['POST', '/tokens/revoke', { jti: 'x' }, ['body #/jti Must match /^[A-Za-z0-9_-]{8,64}$/']],
      ['POST', '/webhooks', { url: 'ftp://x.example/' }, ['body #/url Must be an http or https']],
      ['POST', '/webhooks', { url: 'http://10.0.0.1/' }, ['#/url Must not be a private address']],
      ['GET', '/sessions?a=T-1', undefined, ['query #/a ']],
      ['GET', '/sessions/short', undefined, ['path #/session session id: 8 to 64 of A-Z']],
    ];
    for (const [method, path, body, expected] of wrong) {
      const faults = await faultsOf(await server.api(method, path, body));
      assert.equal(faults.length, expected.length, faults.join('\n'));
      for (const [index, start] of expected.entries())
        assert.ok(faults[index]?.includes(start), `${faults[index]}, not ${start}`);
    }
    assert.deepEqual(await faultsOf(await raw(server, '')), ['body # Must be JSON; it is empty.']);
    assert.match((await faultsOf(await raw(server, '{'))).join(), /^body # Must be JSON, without/);
    for (const type of ['text/csv', 'text/plain']) {
      const other = await server.api('POST', '/tokens', {}, { 'content-type': type });
      assert.deepEqual(await faultsOf(other), [
        'body # Must be sent with Content-Type: application/json.',
      ]);
    }
  });

  it('quotes nothing of it, and is short however much was sent', async (t) => {
    const server = await startServer(t);
    const secret = 'top secret';
    const bodies = [
      { subject: 7, name: secret.repeat(40), role: secret, scope: secret },
      { jti: secret },
      { url: secret, events: [secret] },
      Array.from({ length: 4_000 }, () => secret),
      { url: 'https://x.example/', events: Array.from({ length: 4_000 }, () => secret) },
      { [secret]: secret, scope: { [secret]: secret } },
    ];
    for (const path of ['/sessions', '/tokens', '/tokens/revoke', '/webhooks'])
      for (const body of bodies) {
        const answer = await server.api('POST', path, body);
        const text = await answer.text();
        if (answer.status === 201 || answer.status === 204) continue;
        assert.doesNotMatch(text, /top secret/, path);
        assert.ok(text.length < 6_000, text);
      }
    for (const text of [`{"name":"${secret}`, secret])
      assert.doesNotMatch(await (await raw(server, text)).text(), /top secret/);
  });
});

/** Each fault on a line: the part, the pointer, and what is expected. */
async function faultsOf(answer: Response): Promise<readonly string[]> {
  const problem = await read(answer, 400, Problem);
  const faults = (problem.errors ?? []).map((fault) =>
    [fault.in, fault.pointer, fault.detail].join(' '),
  );
  assert.ok(problem.detail.length < 400);
  return faults;
}

function raw(server: TestServer, body: string): Promise<Response> {
  return fetch(`${server.url}/api/v1/sessions`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${server.server.apiKey}`,
      'content-type': 'application/json',
    },
    body,
  });
}

describe('the description of the host API', () => {
  it('is OpenAPI 3.1 in which every reference resolves and every operation is complete', async (t) => {
    const document = await describeApi(t);
    assert.equal(document.openapi, '3.1.0');
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );
    assert.equal(operations.length, 68);
    const ids = operations.map(({ operation }) => operation.operationId);
    assert.equal(new Set(ids).size, ids.length);
    for (const { path, method, operation } of operations) {
      assert.ok(operation.summary.length > 0, path);
      assert.deepEqual(operation.security, [{ apiKey: [] }]);
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const given = (operation.parameters ?? [])
        .filter((parameter) => parameter.in === 'path')
        .map((parameter) => parameter.name);
      assert.deepEqual(given, named, path);
      assert.ok(operation.responses['default']?.content?.['application/problem+json'], path);
      if (['post', 'patch'].includes(method) && !path.endsWith('/revoke'))
        assert.equal(
          operation.requestBody?.content['application/json'].schema.type,
          'object',
          path,
        );
    }
    assert.doesNotMatch(JSON.stringify(document), /"\$ref"|"\$schema"/);
  });

  it('describes what is answered', async (t) => {
    const document = await describeApi(t);
    const post = document.paths['/api/v1/sessions']?.['post'];
    const reply = post?.responses['201']?.content?.['application/json']?.schema;
    assert.deepEqual(
      (reply?.required ?? []).toSorted(),
      Object.keys(HostSession.entries).toSorted(),
    );
  });
});

interface Schema {
  readonly type?: string;
  readonly required?: readonly string[];
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly security: unknown;
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly requestBody?: {
    readonly content: { readonly 'application/json': { readonly schema: Schema } };
  };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
}

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

async function describeApi(t: TestContext): Promise<Document> {
  const server = await startServer(t);
  const answer = await fetch(`${server.url}/api/v1/openapi.json`);
  assert.equal(answer.status, 200);
  return (await answer.json()) as Document;
}
