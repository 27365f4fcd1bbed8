import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { SessionError, type SessionView } from '@fernblick/protocol';
import { createSessionClient } from './create-session-client.ts';
import { LiveSessionClient } from './live-session-client.ts';
import type { SessionClient, SessionClientOptions } from './session-client.ts';
import { FakeWorld } from './testing/fake-connection.ts';
import { pretendToBeAPage } from './testing/page-globals.ts';
import { MemoryServer } from './testing/memory-server.ts';
import { TabMemory } from './signalling/tab-memory.ts';
import { participantView, sessionView } from './testing/session-views.ts';
import { until } from './testing/until.ts';
import { VirtualClock } from './testing/virtual-clock.ts';
import { CallLinks } from './peer/call-links.ts';

const server = 'https://fernblick.example/';
const getToken = (): Promise<string> => Promise.resolve('token');

/** A client of a server in memory that knows these sessions. */
function open(
  target: Pick<SessionClientOptions, 'session' | 'ticket' | 'number'>,
  sessions: SessionView[],
) {
  const memory = new MemoryServer();
  const find = (id: unknown): { view: SessionView } => {
    const view = sessions.find((session) => session.id === id);
    if (view === undefined) throw new SessionError('not-found');
    return { view };
  };
  Object.assign(memory.handlers, {
    'session:list': () => ({ sessions, functions: [] }),
    'session:watch': ({ session }: { session?: unknown }) => find(session),
    'session:unwatch': () => ({}),
  });
  const client = new LiveSessionClient(
    { server, getToken, ...target },
    {
      server: new URL(server),
      openSocket: memory.open,
      loadLinks: () =>
        Promise.resolve({
          CallLinks,
          createConnection: new FakeWorld(new VirtualClock()).create,
        }),
    },
  );
  return { client, memory, sessions };
}

/** What the viewer has asked for themselves. */
const ownRequest = {
  by: 'Mia',
  yours: true,
  reason: 'It leaks.',
  preferred: [],
  zone: 'UTC',
  proposed: null,
  scheduledFor: null,
  message: null,
  dial: null,
};

function notify(memory: MemoryServer, name: string, notice: unknown): void {
  for (const socket of memory.sockets) socket.notify(name, notice);
}

describe('confirming what was asked for', () => {
  it('takes a call that waits as calls are taken, and any other request as a request', async () => {
    const dial = { mode: 'ring', since: 1, until: 2, ringing: 1, outcome: null } as const;
    const asked = (change: object): SessionView =>
      sessionView({
        phase: 'requested',
        functions: ['dial'],
        request: { ...ownRequest, ...change },
      });
    const rows = [
      { view: asked({ dial }), at: null, is: 'dial:accept' },
      { view: asked({ dial }), at: 5_000, is: 'request:confirm' },
      {
        view: asked({ dial: { ...dial, outcome: 'nobody-answered' } }),
        at: null,
        is: 'request:confirm',
      },
      { view: { ...asked({ dial }), functions: [] }, at: null, is: 'request:confirm' },
    ];
    for (const { view, at, is } of rows) {
      const { client, memory } = open({ session: view.id }, [view]);
      for (const name of ['dial:accept', 'request:confirm'])
        memory.handlers[name] = () => ({ view });
      await client.open();
      await client.confirmRequest(at);
      const confirming = memory.heard.filter(({ name }) => /^(dial|request):/.test(name));
      assert.deepEqual(
        confirming.map(({ name }) => name),
        [is],
      );
      await client.close();
    }
  });
});

describe('making a client', () => {
  const refusal = (options: Partial<SessionClientOptions>): unknown => {
    try {
      createSessionClient({ server, getToken, ...options });
    } catch (error) {
      return error instanceof SessionError ? error.code : error;
    }
    return null;
  };

  it('refuses what it cannot work with, and touches nothing that only a page has', () => {
    assert.equal(refusal({ server: 'not an address' }), 'invalid-url');
    assert.equal(refusal({ server: 'ftp://fernblick.example' }), 'invalid-url');
    assert.equal(refusal({ session: 'session-0001', ticket: 'T-1' }), 'invalid-configuration');
    assert.equal(refusal({ getToken: undefined as never }), 'invalid-configuration');
    assert.equal(refusal({ session: 'session-0001' }), null);
  });

  it('does nothing before it is opened', () => {
    const client = createSessionClient({ server, getToken, ticket: 'T-1' });
    assert.deepEqual(client.state.status, { is: 'idle' });
    assert.equal(client.state.server, 'disconnected');
    assert.equal(client.state.localStream, null);
  });
});

describe('a client', () => {
  const clients: SessionClient[] = [];
  const start = (...args: Parameters<typeof open>) => {
    const opened = open(...args);
    clients.push(opened.client);
    return opened;
  };
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.close();
  });

  it('watches its session and shows every change', async () => {
    const { client, memory } = start({ session: 'session-0001' }, [sessionView()]);
    await client.open();
    assert.equal(client.state.session?.phase, 'confirmed');
    notify(memory, 'session:changed', { view: sessionView({ seq: 5, tickets: ['T-1', 'T-2'] }) });
    const state = await until(client, ({ session }) => session?.seq === 5);
    assert.ok(Object.isFrozen(state.session?.tickets));
    // One that was overtaken on its way changes nothing.
    notify(memory, 'session:changed', { view: sessionView({ seq: 3 }) });
    notify(memory, 'session:changed', { view: sessionView({ seq: 6 }) });
    await until(client, ({ session }) => session?.seq === 6);
  });

  it('says why it could not be opened', async () => {
    const { client } = start({ session: 'session-0009' }, []);
    await assert.rejects(client.open(), { code: 'not-found' });
    const { status } = client.state;
    assert.equal(status.is, 'failed');
    assert.equal(status.error.code, 'not-found');
  });

  it('takes the newest open session of its ticket, and a newer one that comes', async () => {
    const old = sessionView({ id: 'session-0001', phase: 'done' });
    const { client, memory, sessions } = start({ ticket: 'T-1' }, [old]);
    await client.open();
    assert.equal(client.state.session, null);
    sessions.unshift(sessionView({ id: 'session-0002' }));
    notify(memory, 'ticket:changed', { ticket: 'T-1' });
    await until(client, ({ session }) => session?.id === 'session-0002');
    sessions.unshift(sessionView({ id: 'session-0003' }));
    notify(memory, 'ticket:changed', { ticket: 'T-1' });
    await until(client, ({ session }) => session?.id === 'session-0003');
    assert.equal(memory.count('session:unwatch'), 1);
    assert.deepEqual(client.state.status, { is: 'idle' });
  });

  it('takes the session in which somebody is, and before all the one that this tab was in', async (t) => {
    const kept = new Map<string, string>();
    const sessionStorage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    };
    Object.assign(globalThis, { sessionStorage });
    t.after(() => Reflect.deleteProperty(globalThis, 'sessionStorage'));
    const here = [participantView()];
    const sessions = [
      sessionView({ id: 'session-0003' }),
      sessionView({ id: 'session-0002', participants: here }),
      sessionView({ id: 'session-0001' }),
    ];
    const waiting = start({ ticket: 'T-1' }, sessions);
    await waiting.client.open();
    assert.equal(waiting.client.state.session?.id, 'session-0002');
    new TabMemory('session-0001', null).write({
      resume: 'secret',
      microphone: { on: false, deviceId: null },
      camera: { on: false, deviceId: null, facing: null },
    });
    const reloaded = start({ ticket: 'T-1' }, sessions);
    reloaded.memory.handlers['session:join'] = ({ session }) => ({
      view: sessions.find(({ id }) => id === session),
      participant: 'participant-2',
      resume: 'another',
      iceServers: [],
    });
    await reloaded.client.open();
    assert.equal(reloaded.client.state.session?.id, 'session-0001');
  });

  it('turns to another open session of its ticket, stays with it, and to none that is over', async () => {
    const both = ['session-0002', 'session-0001'].map((id) => sessionView({ id }));
    const over = sessionView({ id: 'session-0000', phase: 'done' });
    const { client, memory, sessions } = start({ ticket: 'T-1' }, [...both, over]);
    await client.open();
    assert.equal(client.state.session?.id, 'session-0002');
    await assert.rejects(client.turnTo('session-0000'), { code: 'not-found' });
    assert.equal(client.state.session?.id, 'session-0002');
    await client.turnTo('session-0001');
    assert.equal(client.state.session?.id, 'session-0001');
    await client.turnTo('session-0001');
    assert.equal(memory.count('session:unwatch'), 1, 'the one before is not followed any more');
    sessions.unshift(sessionView({ id: 'session-0003' }));
    notify(memory, 'ticket:changed', { ticket: 'T-1' });
    await until(client, (state) => state.sessions.length === 4);
    notify(memory, 'session:changed', { view: sessionView({ id: 'session-0001', seq: 9 }) });
    const state = await until(client, ({ session }) => session?.seq === 9);
    assert.equal(state.session?.id, 'session-0001', 'a newer one does not take its place');
  });

  it('turns away from a call that it is only about to join, once it has given that up', async () => {
    pretendToBeAPage();
    const both = ['session-0002', 'session-0001'].map((id) => sessionView({ id }));
    const { client, memory } = start({ ticket: 'T-1' }, both);
    // The server takes its time: whoever turns away meanwhile does not wait for it.
    memory.handlers['session:join'] = () => new Promise(() => undefined);
    memory.handlers['session:leave'] = () => ({ view: both[0] });
    await client.open();
    const joining = client.join({ microphone: false, camera: false });
    await until(client, ({ status }) => status.is === 'joining');
    const turning = client.turnTo('session-0001');
    await assert.rejects(joining, { code: 'cancelled' });
    await turning;
    assert.equal(client.state.session?.id, 'session-0001');
    assert.equal(client.state.status.is, 'idle');
  });

  it('says so where the session it was to turn to is gone by then', async () => {
    const both = ['session-0002', 'session-0001'].map((id) => sessionView({ id }));
    const { client, sessions } = start({ ticket: 'T-1' }, both);
    await client.open();
    // Nobody has told the page yet.
    sessions.pop();
    await assert.rejects(client.turnTo('session-0001'), { code: 'not-found' });
    assert.equal(client.state.session?.id, 'session-0002');
  });

  it('takes one’s own request before those of others who share the ticket', async () => {
    const asked = (id: string, yours: boolean) =>
      sessionView({ id, phase: 'requested', request: yours ? ownRequest : null });
    const sessions = [asked('session-0003', false), asked('session-0002', true)];
    const { client } = start({ ticket: 'T-1' }, sessions);
    await client.open();
    assert.equal(client.state.session?.id, 'session-0002');
  });

  it('tells of the end once, and shows it until a newer session takes its place', async () => {
    const { client, memory, sessions } = start({ ticket: 'T-1' }, [sessionView()]);
    const ends: string[] = [];
    client.on('session-ended', ({ reason }) => ends.push(reason));
    await client.open();
    const end = { reason: 'no-show', at: 9, by: null } as const;
    const over = sessionView({ seq: 9, phase: 'cancelled', end });
    sessions[0] = over;
    notify(memory, 'session:changed', { view: over });
    notify(memory, 'session:changed', { view: over });
    await until(client, ({ status }) => status.is === 'ended');
    sessions.unshift(sessionView({ id: 'session-0002' }));
    notify(memory, 'ticket:changed', { ticket: 'T-1' });
    await until(client, ({ status }) => status.is === 'idle');
    assert.deepEqual(ends, ['no-show']);
  });

  it('goes on with the token that belongs to a number', async () => {
    const { client, memory } = start({ number: '123 456 789' }, [sessionView()]);
    memory.handlers['session:find'] = ({ number }) => {
      assert.equal(number, '123 456 789');
      return { session: 'session-0001', token: 'token-of-the-session', expiresAt: 9 };
    };
    await client.open();
    assert.equal(client.state.session?.id, 'session-0001');
    assert.deepEqual(
      memory.handshakes.map(({ token }) => token),
      ['token', 'token-of-the-session'],
    );
    assert.equal(memory.count('session:find'), 1);
  });

  it('makes a session for its ticket and watches it', async () => {
    const { client, memory, sessions } = start({ ticket: 'T-1' }, []);
    await client.open();
    memory.handlers['session:create'] = ({ ticket, start: begin }) => {
      assert.deepEqual([ticket, begin], ['T-1', 'audio']);
      sessions.unshift(sessionView({ id: 'session-0007' }));
      return { view: sessions[0] };
    };
    assert.equal(await client.create({ start: 'audio' }), 'session-0007');
    assert.equal(client.state.session?.id, 'session-0007');
  });

  it('asks for a session of its ticket, in the zone of this machine, and turns to it', async () => {
    const { client, memory, sessions } = start({ ticket: 'T-1' }, []);
    memory.handlers['request:make'] = () => {
      sessions.push(sessionView({ id: 'session-0007', phase: 'requested' }));
      return { view: sessions[0] };
    };
    await client.ask({ reason: 'It leaks.', preferred: [7], start: 'audio' });
    assert.equal(client.state.session?.phase, 'requested');
    const asked = memory.heard.find(({ name }) => name === 'request:make')?.message;
    const { commandId, ...rest } = asked ?? {};
    assert.match(String(commandId), /^[\w-]{8,}$/);
    const { timeZone: zone } = new Intl.DateTimeFormat().resolvedOptions();
    assert.deepEqual(rest, {
      ...{ ticket: 'T-1', reason: 'It leaks.', preferred: [7] },
      ...{ zone, start: 'audio' },
    });
  });

  it('turns to what can be joined before what is only asked for, and to a declined request last', async () => {
    const request = {
      by: 'Maria',
      yours: true,
      reason: 'It leaks.',
      preferred: [],
      zone: 'Europe/Rome',
      proposed: null,
      scheduledFor: null,
      message: 'Call a plumber.',
      dial: null,
    };
    const end = { reason: 'declined', at: 1, by: null } as const;
    const declined = sessionView({ id: 'session-0005', phase: 'cancelled', request, end });
    const { client, memory, sessions } = start({ ticket: 'T-1' }, [declined]);
    await client.open();
    assert.equal(client.state.session?.id, 'session-0005');
    sessions.unshift(sessionView({ id: 'session-0006' }));
    sessions.unshift(sessionView({ id: 'session-0007', phase: 'requested' }));
    notify(memory, 'ticket:changed', { ticket: 'T-1' });
    await until(client, ({ session }) => session?.id === 'session-0006');
    // What somebody else has asked for, or what was declined long ago, is nothing to show.
    const other = start({ ticket: 'T-1' }, [
      { ...declined, request: { ...request, yours: false } },
      declined,
    ]);
    await other.client.open();
    assert.equal(other.client.state.session, null);
  });

  it('forgets a session that it may no longer see', async () => {
    const { client, memory } = start({ session: 'session-0001' }, [sessionView()]);
    await client.open();
    notify(memory, 'session:hidden', { session: 'session-0001' });
    await until(client, ({ session }) => session === null);
  });

  it('forgets on its way back what it may no longer see, on the page of a ticket too', async () => {
    for (const target of [{ session: 'session-0001' }, { ticket: 'T-1' }]) {
      const { client, memory, sessions } = start(target, [sessionView()]);
      await client.open();
      assert.equal(client.state.session?.id, 'session-0001');
      const [kept] = sessions.splice(0);
      for (const socket of [...memory.sockets]) socket.cut();
      await until(client, ({ server: way }) => way !== 'connected');
      await until(client, ({ server: way }) => way === 'connected');
      assert.deepEqual([client.state.session, client.state.sessions], [null, []]);
      for (const socket of [...memory.sockets]) socket.cut();
      await until(client, ({ server: way }) => way !== 'connected');
      await until(client, ({ server: way }) => way === 'connected');
      assert.equal(client.state.status.is === 'failed', false, 'it may come back');
      assert.ok(kept);
      sessions.push(kept);
      notify(memory, 'session:changed', { view: kept });
      await until(client, ({ session }) => session?.id === 'session-0001');
    }
  });

  it('shows again what it may see again', async () => {
    const { client, memory } = start({ session: 'session-0001' }, [sessionView()]);
    await client.open();
    notify(memory, 'session:hidden', { session: 'session-0001' });
    await until(client, ({ session }) => session === null);
    notify(memory, 'session:changed', { view: sessionView({ seq: 5 }) });
    await until(client, ({ session }) => session !== null);
  });

  it('is back with the whole view after the server was away', async () => {
    const { client, memory, sessions } = start({ session: 'session-0001' }, [sessionView()]);
    await client.open();
    sessions[0] = sessionView({ seq: 8 });
    for (const socket of [...memory.sockets]) socket.cut();
    await until(client, ({ server: way }) => way !== 'connected');
    await until(client, ({ server: way }) => way === 'connected');
    assert.equal(client.state.session?.seq, 8);
  });

  it('gives each command an id of its own, and takes in the view it led to', async () => {
    const { client, memory } = start({ session: 'session-0001' }, [sessionView()]);
    await client.open();
    let seq = 10;
    memory.handlers['session:link'] = ({ ticket }) => ({
      view: sessionView({ seq: (seq += 1), tickets: ['T-1', String(ticket)] }),
    });
    await Promise.all([client.linkTicket('T-2'), client.linkTicket('T-3')]);
    assert.deepEqual(client.state.session?.tickets, ['T-1', 'T-3']);
    const ids = memory.heard.flatMap(({ message }) => message['commandId'] ?? []);
    assert.equal(new Set(ids).size, 2);
  });

  it('says no to everything once it is closed, and ends with its signal', async () => {
    const closing = new AbortController();
    const client = createSessionClient({ server, getToken, signal: closing.signal });
    closing.abort();
    for (const action of [client.open(), client.join(), client.setCamera(true), client.hold()])
      await assert.rejects(action, { code: 'closed' });
    assert.deepEqual(client.state.status, { is: 'idle' });
  });

  it('keeps a listener that throws from harming anybody', async () => {
    const { client, memory } = start({ session: 'session-0001' }, [sessionView()]);
    await client.open();
    client.subscribe(() => {
      throw new Error('not my fault');
    });
    notify(memory, 'session:changed', { view: sessionView({ seq: 5 }) });
    await until(client, ({ session }) => session?.seq === 5);
  });
});
