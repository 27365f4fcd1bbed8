import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { PROTOCOL_VERSION } from '@fernblick/protocol';
import { sayFigure } from '../testing/say-figure.ts';
import { agent, customer, refusalOf, startServer } from '../testing/test-server.ts';

describe('the door', () => {
  it('tells a page that is too old or too new which of the two it is', async (t) => {
    const server = await startServer(t);
    const token = await server.mint(customer);
    const tryVersion = (version: number) => refusalOf(server.connect(token, { version }));
    assert.equal(await tryVersion(0), 'client-too-old');
    assert.equal(await tryVersion(PROTOCOL_VERSION + 1), 'client-too-new');
    assert.equal(await tryVersion(0.5), 'invalid-message');
    assert.equal(await refusalOf(server.connect(token, { tab: '<script>' })), 'invalid-message');
  });

  it('lets in pages of the listed origins and its own, and nobody who only looks like them', async (t) => {
    const server = await startServer(t, {
      ALLOWED_ORIGINS: 'https://desk.example',
      PUBLIC_URL: 'https://support.example',
    });
    const token = await server.mint(customer);
    for (const origin of ['https://desk.example', 'https://support.example', server.url])
      await server.connect(token, { origin });
    for (const origin of [
      'https://evil.example',
      'http://desk.example',
      'https://desk.example:444',
      'https://desk.example.evil.example',
      'https://evildesk.example',
      'null',
      'file://',
    ])
      assert.equal(
        await refusalOf(server.connect(token, { origin })),
        'origin-not-allowed',
        origin,
      );
  });

  it('makes an address wait after five forged tokens in a minute, and lets it in afterwards', async (t) => {
    let now = Date.now();
    const server = await startServer(t, {}, { now: () => now });
    for (let count = 0; count < 5; count += 1)
      assert.equal(await refusalOf(server.connect('forged')), 'not-authorized');
    const token = await server.mint(customer);
    assert.equal(await refusalOf(server.connect(token)), 'too-many-tries');
    now += 60_000;
    await server.connect(token);
  });

  it('counts by the address that the trusted proxy saw, and believes nobody else', async (t) => {
    const env = { FAILED_LOGINS_PER_MINUTE: '1' };
    const behind = await startServer(t, { ...env, TRUST_PROXY: '1' });
    const from = (forwarded: string) => ({ headers: { 'x-forwarded-for': forwarded } });
    await refusalOf(behind.connect('forged', from('198.51.100.1')));
    const token = await behind.mint(customer);
    assert.equal(
      await refusalOf(behind.connect(token, from('203.0.113.9, 198.51.100.1'))),
      'too-many-tries',
    );
    await behind.connect(token, from('198.51.100.1, 198.51.100.2'));

    const open = await startServer(t, env);
    await refusalOf(open.connect('forged', from('198.51.100.1')));
    assert.equal(
      await refusalOf(open.connect(await open.mint(customer), from('198.51.100.2'))),
      'too-many-tries',
    );
  });

  it('holds only so many sockets of an address that say nothing, and cuts them', async (t) => {
    const server = await startServer(t, { UNAUTHENTICATED_SOCKETS_PER_ADDRESS: '3' });
    const token = await server.mint(customer);
    const open = async () => {
      const url = new URL('/socket.io/?EIO=4&transport=websocket', server.url);
      const socket = new WebSocket(url.href.replace('http', 'ws'));
      const closed = once(socket, 'close');
      const first = await Promise.race([
        once(socket, 'open').then(() => 'open'),
        once(socket, 'error').then(() => 'refused'),
      ]);
      return { first, closed };
    };
    const silent = [await open(), await open(), await open()];
    assert.deepEqual(
      silent.map(({ first }) => first),
      ['open', 'open', 'open'],
    );
    assert.equal((await open()).first, 'refused');
    await assert.rejects(server.connect(token));
    // Never connecting, they are cut, and the address has room again.
    await Promise.all(silent.map(({ closed }) => closed));
    await server.connect(token);
  });

  it('lets one person open only so many pages', async (t) => {
    const server = await startServer(t, { SOCKETS_PER_PERSON: '2' });
    const first = await server.page(customer);
    await server.page(customer);
    assert.equal(await refusalOf(server.page(customer)), 'too-many-connections');
    await server.page(agent);
    first.close();
    const anna = await server.page({ ...agent, subject: 'ben' });
    await anna.ask('server:ping', {});
  });
});

describe('what a page may send', () => {
  it('is answered with a refusal beyond the rate, and cut off when it floods', async (t) => {
    const server = await startServer(t);
    const page = await server.page(customer);
    const other = await server.page({ ...customer, subject: 'dora' });
    const burst = Array.from({ length: 60 }, () => page.ask('server:ping', {}));
    await Promise.all(burst);
    const closed = page.closed();
    const codes = new Set<string>();
    const startedAt = performance.now();
    for (let count = 0; count < 1_000; count += 1)
      page.socket.emit('server:ping', {}, (answer: { ok: boolean; error?: { code: string } }) =>
        codes.add(answer.ok ? 'ok' : (answer.error?.code ?? '')),
      );
    await closed;
    sayFigure(t, {
      fault: 'F26',
      what: 'a page that floods is cut after',
      value: performance.now() - startedAt,
      unit: 'ms',
      demanded: '≤ 2000',
    });
    assert.ok(codes.has('too-many-requests'));
    assert.ok((await other.ask('server:ping', {})).time > 0);
  });

  it('ends the socket above 64 KiB, whole or in fragments, and nobody else notices', async (t) => {
    const server = await startServer(t);
    const page = await server.page(customer);
    const other = await server.page({ ...customer, subject: 'dora' });
    const closed = page.closed();
    page.socket.emit('server:ping', { padding: 'x'.repeat(70_000) });
    await closed;
    assert.ok((await other.ask('server:ping', {})).time > 0);
    const below = await server.page(customer);
    const answer = await below.send('server:ping', { padding: 'x'.repeat(60_000) });
    assert.equal(answer.ok ? '' : answer.error.code, 'message-too-large');
  });

  it('is cut while its headers come too slowly', { timeout: 30_000 }, async (t) => {
    const server = await startServer(t);
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    t.after(() => socket.destroy());
    await once(socket, 'connect');
    const startedAt = performance.now();
    socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n');
    const drip = setInterval(() => socket.write('X-Slow: 1\r\n'), 500);
    t.after(() => clearInterval(drip));
    socket.on('error', () => socket.destroy());
    socket.resume();
    await once(socket, 'close');
    sayFigure(t, {
      fault: 'F26',
      what: 'a request whose headers drip in is cut after',
      value: performance.now() - startedAt,
      unit: 'ms',
      demanded: '≤ 10000',
    });
    assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
  });
});

describe('a message that is none', () => {
  it('is refused with a code, with or without an acknowledgement, and the socket stays', async (t) => {
    const server = await startServer(t, { MESSAGE_BURST: '1000' });
    const page = await server.page(agent);
    const inputs: readonly (readonly [string, unknown, string])[] = [
      ['session:nope', {}, 'unknown-request'],
      ['constructor', {}, 'unknown-request'],
      ['__proto__', {}, 'unknown-request'],
      ['session:create', null, 'invalid-message'],
      ['session:create', 'text', 'invalid-message'],
      ['session:create', [], 'invalid-message'],
      ['session:create', { commandId: 'x' }, 'invalid-message'],
      ['session:create', new Uint8Array(20), 'invalid-message'],
      ['session:create', { commandId: new Uint8Array(20) }, 'invalid-message'],
      ['session:watch', { session: '../../etc/passwd' }, 'invalid-message'],
      ['session:watch', { session: 'session-0001' }, 'not-found'],
    ];
    for (const [name, input, code] of inputs) {
      const answer = await page.send(name, input);
      assert.equal(answer.ok ? 'ok' : answer.error.code, code, `${name} ${JSON.stringify(input)}`);
      page.socket.emit(name, input);
      page.socket.emit(name);
      page.socket.emit(name, input, input, input);
    }
    assert.ok((await page.ask('server:ping', {})).time > 0);
  });
});
