import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { SessionError, type NoticeName } from '@fernblick/protocol';
import { silentLogger } from '../logger.ts';
import type { SessionSnapshot } from '../session-state.ts';
import { MemoryServer } from '../testing/memory-server.ts';
import { sessionView } from '../testing/session-views.ts';
import { ServerConnection } from './server-connection.ts';
import { TokenKeeper } from './token-keeper.ts';

const command = { commandId: 'command-0001', session: 'session-0001' };

/** A token that says when it expires. */
function token(name: string, expiresAt: number): string {
  const payload = btoa(JSON.stringify({ sub: name, exp: expiresAt / 1_000 }));
  return `head.${payload}.signature`;
}

/** A connection to a server in memory, with what it told. */
class Scene {
  readonly server = new MemoryServer();
  readonly states: SessionSnapshot['server'][] = [];
  readonly failures: SessionError[] = [];
  readonly problems: SessionError[] = [];
  readonly notices: NoticeName[] = [];
  tokensAsked = 0;
  nextToken: () => Promise<string> = () => Promise.resolve(`token-${this.tokensAsked}`);
  restore: () => Promise<void> = () => Promise.resolve();
  offsetMs = 0;
  readonly connection: ServerConnection = new ServerConnection({
    server: new URL('https://fernblick.example/'),
    tab: 'tab-00001',
    openSocket: this.server.open,
    logger: silentLogger,
    tokens: new TokenKeeper(() => {
      this.tokensAsked += 1;
      return this.nextToken();
    }),
    events: {
      stateChanged: (state) => this.states.push(state),
      restore: () => this.restore(),
      notice: (name) => this.notices.push(name),
      clock: (offsetMs) => {
        this.offsetMs = offsetMs;
      },
      problem: (error) => this.problems.push(error),
      failed: (error) => this.failures.push(error),
    },
  });

  cut(): void {
    for (const socket of [...this.server.sockets]) socket.cut();
  }
}

/** Lets timers and promises run for a while of virtual time. */
async function pass(ms: number): Promise<void> {
  const step = ms > 60_000 ? 1_000 : 50;
  for (let left = ms; left >= 0; left -= step) {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    mock.timers.tick(Math.min(left, step));
  }
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

describe('the connection to the server', () => {
  let scene: Scene;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_700_000_000_000 });
    scene = new Scene();
  });
  afterEach(() => {
    scene.connection.close();
    mock.timers.reset();
  });

  it('shows token, version and tab, and learns the server’s time', async () => {
    scene.server.handlers['server:ping'] = () => ({ time: Date.now() + 90_000 });
    scene.connection.open();
    await pass(100);
    assert.deepEqual(scene.server.handshakes, [{ token: 'token-1', version: 1, tab: 'tab-00001' }]);
    assert.equal(scene.states.at(-1), 'connected');
    assert.equal(scene.offsetMs, 90_000);
  });

  it('restores the session before anything else goes out on a new socket', async () => {
    scene.server.handlers['session:watch'] = () => ({});
    scene.server.handlers['call:hold'] = () => undefined;
    scene.restore = async () => {
      await scene.connection
        .request('session:watch', { session: 'session-0001' }, { urgent: true })
        .catch(() => undefined);
    };
    const held = scene.connection.request('call:hold', command).catch(() => undefined);
    scene.connection.open();
    await pass(200);
    const names = scene.server.heard.map(({ name }) => name);
    assert.deepEqual(names, ['server:ping', 'session:watch', 'call:hold']);
    scene.connection.close();
    await held;
  });

  it('sends a command that got no answer again on the next socket, with the same id', async () => {
    scene.server.handlers['session:unwatch'] = () => undefined;
    scene.connection.open();
    await pass(100);
    const answer = scene.connection.request('session:unwatch', { session: 'session-0001' });
    await pass(100);
    scene.server.handlers['session:unwatch'] = () => ({});
    scene.cut();
    await pass(1_000);
    assert.deepEqual(await answer, {});
    const sent = scene.server.heard.filter(({ name }) => name === 'session:unwatch');
    assert.equal(sent.length, 2);
    assert.deepEqual(sent[0]?.message, sent[1]?.message);
  });

  it('sends what had to wait in its order, one after the other, as fast as the server lets it', async () => {
    let room = 3;
    const accepted: unknown[] = [];
    scene.server.handlers['call:hold'] = ({ commandId }) => {
      if (room-- > 0) {
        accepted.push(commandId);
        return { view: sessionView() };
      }
      room = 3;
      throw new SessionError('too-many-requests');
    };
    scene.server.reachable = false;
    scene.connection.open();
    const ids = Array.from({ length: 20 }, (_, index) => `command-${1_000 + index}`);
    const answers = ids.map((commandId) =>
      scene.connection.request('call:hold', { ...command, commandId }),
    );
    await pass(1_000);
    scene.server.reachable = true;
    await pass(8_000);
    await Promise.all(answers);
    assert.deepEqual(accepted, ids);
  });

  it('lets nobody in the line run out of time while the line moves', async () => {
    scene.connection.open();
    await pass(100);
    scene.server.handlers['call:hold'] = () => ({ view: sessionView() });
    scene.server.answerMs = 2_000;
    const answers = Array.from({ length: 12 }, (_, index) =>
      scene.connection.request('call:hold', { ...command, commandId: `command-${1_000 + index}` }),
    );
    const all = Promise.all(answers);
    await pass(30_000);
    await all;
  });

  it('tries again at 0, 0.2, 0.4 … 1.5 s and says so when the server stays away', async () => {
    const attempts: number[] = [];
    scene.connection.open();
    await pass(2_000);
    scene.server.gate = () => {
      attempts.push(Date.now());
      return new SessionError('server-stopping');
    };
    const cutAt = Date.now();
    scene.cut();
    await pass(9_000);
    const waits = attempts.slice(0, 10).map((at, index) => at - (attempts[index - 1] ?? cutAt));
    for (const [index, waitMs] of waits.entries())
      assert.ok(Math.abs(waitMs - Math.min(index * 200, 1_500)) <= 50, `${index}: ${waitMs}`);
    assert.deepEqual(
      scene.problems.map(({ code }) => code),
      ['server-unreachable'],
    );
    assert.deepEqual(scene.failures, []);
  });

  it('is back within two seconds of the network, however long it swallowed everything', async () => {
    scene.connection.open();
    await pass(2_000);
    // What is sent gets lost; what was begun then never answers.
    scene.server.handshakeMs = 60_000;
    scene.cut();
    await pass(9_400);
    scene.server.handshakeMs = 20;
    await pass(1_600);
    assert.equal(scene.states.at(-1), 'connected');
  });

  it('asks for one more token when one was refused, and gives up when that is refused too', async () => {
    scene.server.gate = ({ token: shown }) =>
      shown === 'token-1' ? new SessionError('not-authorized') : null;
    scene.connection.open();
    await pass(500);
    assert.equal(scene.states.at(-1), 'connected');
    assert.equal(scene.tokensAsked, 2);
    scene.server.gate = () => new SessionError('not-authorized');
    scene.cut();
    await pass(2_000);
    assert.deepEqual(
      scene.failures.map(({ code }) => code),
      ['not-authorized'],
    );
    assert.equal(scene.tokensAsked, 3);
    await assert.rejects(scene.connection.request('server:ping', {}), { code: 'closed' });
  });

  it('does not try again where the page is too old', async () => {
    scene.server.gate = () => new SessionError('client-too-old');
    scene.connection.open();
    await pass(5_000);
    assert.equal(scene.server.handshakes.length, 1);
    assert.equal(scene.failures[0]?.code, 'client-too-old');
  });

  it('renews the token on the live socket before it expires', async () => {
    scene.nextToken = () => Promise.resolve(token('anna', Date.now() + 10 * 60_000));
    scene.server.handlers['token:renew'] = () => ({ expiresAt: Date.now() + 10 * 60_000 });
    scene.connection.open();
    await pass(8 * 60_000);
    assert.equal(scene.server.count('token:renew'), 0);
    await pass(2 * 60_000);
    assert.equal(scene.server.count('token:renew'), 1);
    assert.equal(scene.server.handshakes.length, 1);
  });

  it('comes through on a slow line, where every attempt takes longer than the next one waits', async () => {
    scene.server.handshakeMs = 6_000;
    scene.connection.open();
    await pass(7_000);
    assert.equal(scene.states.at(-1), 'connected');
    await pass(20_000);
    assert.equal(scene.server.sockets.size, 1, 'the other attempts are given up');
    assert.equal(scene.states.at(-1), 'connected');
  });

  it('says in a call within 3 s that a socket is silent, and replaces it', async () => {
    scene.connection.open();
    await pass(100);
    scene.connection.setHeartbeat(true);
    await pass(5_000);
    assert.equal(scene.server.handshakes.length, 1);
    // The socket seems open, but nothing gets through any more.
    scene.server.handlers['server:ping'] = () => undefined;
    const from = scene.states.length;
    await pass(3_000);
    assert.ok(scene.states.slice(from).includes('connecting'), 'said within 3 s');
    await pass(3_000);
    scene.server.handlers['server:ping'] = () => ({ time: Date.now() });
    await pass(1_500);
    assert.equal(scene.server.handshakes.length, 2);
    assert.equal(scene.states.at(-1), 'connected');
  });

  it('tells a probe from silence', async () => {
    scene.connection.open();
    await pass(100);
    const alive = scene.connection.probe();
    await pass(50);
    assert.equal(await alive, true);
    scene.server.handlers['server:ping'] = () => undefined;
    const dead = scene.connection.probe();
    await pass(900);
    assert.equal(await dead, false);
  });

  it('gives up a request after its time, and when it is called off', async () => {
    scene.server.handlers['session:unwatch'] = () => undefined;
    scene.connection.open();
    await pass(100);
    const late = scene.connection.request('session:unwatch', { session: 'session-0001' });
    const refused = assert.rejects(late, { code: 'request-timeout' });
    const calling = new AbortController();
    const off = scene.connection.request(
      'session:unwatch',
      { session: 'session-0001' },
      { signal: calling.signal },
    );
    const cancelled = assert.rejects(off, { code: 'cancelled' });
    calling.abort();
    await pass(16_000);
    await Promise.all([refused, cancelled]);
  });

  it('lets a command wait for a server that is away longer than for an answer, and not for ever', async () => {
    scene.server.handlers['call:hold'] = () => ({ view: sessionView() });
    scene.connection.open();
    await pass(100);
    scene.server.reachable = false;
    scene.cut();
    const held = scene.connection.request('call:hold', command);
    await pass(45_000);
    scene.server.reachable = true;
    await pass(2_000);
    await held;

    // One that brings the server down whenever it is asked.
    scene.server.handlers['call:resume'] = () => {
      scene.cut();
    };
    const poison = scene.connection.request('call:resume', { ...command, commandId: 'command-2' });
    const refused = assert.rejects(poison, { code: 'request-timeout' });
    await pass(10 * 60_000);
    await refused;
  });

  it('refuses answers and drops notices that are not in their rows', async () => {
    scene.server.handlers['session:find'] = () => ({ session: 1 });
    scene.connection.open();
    await pass(100);
    const found = scene.connection.request('session:find', { number: '123456789' });
    const refused = assert.rejects(found, { code: 'invalid-message' });
    for (const socket of scene.server.sockets) {
      socket.notify('session:changed', { view: { id: 'nonsense' } });
      socket.notify('constructor', {});
      socket.notify('ticket:changed', { ticket: 'T-1' });
    }
    await pass(100);
    await refused;
    assert.deepEqual(scene.notices, ['ticket:changed']);
  });

  it('leaves nothing behind when it is closed', async () => {
    scene.connection.open();
    await pass(100);
    const waiting = scene.connection.request('session:find', { number: '123456789' });
    const refused = assert.rejects(waiting, SessionError);
    scene.connection.setHeartbeat(true);
    scene.connection.close();
    await refused;
    const heard = scene.server.heard.length;
    await pass(60_000);
    assert.equal(scene.server.sockets.size, 0);
    assert.equal(scene.server.heard.length, heard);
    assert.equal(scene.states.at(-1), 'disconnected');
  });
});
