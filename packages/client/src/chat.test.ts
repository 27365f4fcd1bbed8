import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { SessionError, type ChatReaders } from '@fernblick/protocol';
import type { LiveSessionClient } from './live-session-client.ts';
import { systemClock } from './peer/clock.ts';
import type { ChatHistory } from './session-chat.ts';
import { FakeWorld } from './testing/fake-connection.ts';
import { MemorySession } from './testing/memory-session.ts';
import { pretendToBeAPage } from './testing/page-globals.ts';
import { holds, until } from './testing/until.ts';

pretendToBeAPage();

/** The session storage of one tab. */
class TabStorage {
  readonly items = new Map<string, string>();
  getItem = (key: string): string | null => this.items.get(key) ?? null;
  setItem = (key: string, value: string): unknown => this.items.set(key, value);
  removeItem = (key: string): unknown => this.items.delete(key);
}

const lines = ({ messages }: ChatHistory): readonly string[] =>
  messages.map(({ text, is }) => (is === 'sent' ? text : `${text} (${is})`));

describe('the chat of a client', () => {
  let session: MemorySession;
  let clients: LiveSessionClient[];
  let tab: TabStorage;

  beforeEach(() => {
    session = new MemorySession(new FakeWorld(systemClock).create);
    clients = [];
    tab = new TabStorage();
    Object.defineProperty(globalThis, 'sessionStorage', { value: tab, configurable: true });
  });
  afterEach(async () => {
    for (const client of clients) await client.close();
  });

  const open = async (person: 'anna' | 'maria'): Promise<LiveSessionClient> => {
    const client = session.client(person);
    clients.push(client);
    await client.open();
    return client;
  };
  const shows = (client: LiveSessionClient, expected: readonly string[], to: ChatReaders = 'all') =>
    holds(() => {
      const history = client.chat.state[to];
      return history !== null && JSON.stringify(lines(history)) === JSON.stringify(expected);
    });
  const goAway = async (...gone: readonly LiveSessionClient[]): Promise<void> => {
    session.server.reachable = false;
    for (const socket of [...session.server.sockets]) socket.cut();
    for (const client of gone) await until(client, ({ server }) => server !== 'connected');
  };

  it('shows both sides the same messages, once and in order', async () => {
    const anna = await open('anna');
    const maria = await open('maria');
    await Promise.all(['1', '2', '3'].map((text) => anna.chat.send(text)));
    await maria.chat.send(' 4 ');
    await anna.chat.send('5');
    for (const client of [anna, maria]) await shows(client, ['1', '2', '3', '4', '5']);
    const [first] = maria.chat.state.all.messages;
    assert.deepEqual(first?.from, { name: 'anna', role: 'agent', you: false });
    assert.equal(anna.chat.state.all.messages[0]?.from.you, true);
  });

  it('gives agents a chat of their own, of which customers have nothing', async () => {
    const anna = await open('anna');
    const maria = await open('maria');
    await anna.chat.send('among us', { to: 'agents' });
    await anna.chat.send('hello');
    await shows(anna, ['among us'], 'agents');
    for (const client of [anna, maria]) await shows(client, ['hello']);
    assert.equal(maria.chat.state.agents, null);
    await assert.rejects(maria.chat.send('psst', { to: 'agents' }), { code: 'not-allowed' });
    const asked = session.server.heard.filter(({ message }) => message['to'] === 'agents');
    assert.ok(asked.every(({ name }) => name.startsWith('chat:')));
    assert.equal(maria.chat.state.all.messages.length, 1);
  });

  it('gives all there is to whoever comes later, page by page, and says when that is done', async () => {
    const texts = Array.from({ length: 10 }, (_, index) => `message-${index}`);
    for (const id of texts) session.write('maria', { id });
    const anna = await open('anna');
    assert.equal(anna.chat.state.all.complete, false);
    await shows(anna, texts);
    await holds(() => anna.chat.state.all.complete);
    assert.equal(anna.chat.state.all.unread, 10);
  });

  it('reads any session part by part, which counts as read nowhere, and customers nothing among agents', async () => {
    for (const id of ['message-1', 'message-2', 'message-3', 'message-4'])
      session.write('maria', { id });
    session.write('anna', { id: 'among-us', to: 'agents' });
    const anna = await open('anna');
    await holds(() => anna.chat.state.all.complete);
    const read: string[] = [];
    for (let after = 0, more = true; more;) {
      const part = await anna.chat.read({ after });
      read.push(...part.messages.map(({ id }) => id));
      after = part.messages.at(-1)?.seq ?? 0;
      more = part.more;
    }
    assert.deepEqual(read, ['message-1', 'message-2', 'message-3', 'message-4']);
    assert.equal(anna.chat.state.all.unread, 4);
    const among = await anna.chat.read({ to: 'agents' });
    assert.deepEqual(
      among.messages.map(({ id }) => id),
      ['among-us'],
    );
    const maria = await open('maria');
    await assert.rejects(maria.chat.read({ to: 'agents' }), { code: 'not-allowed' });
    await maria.chat.read({ session: 'an-earlier-one' });
    assert.equal(session.server.heard.at(-1)?.message['session'], 'an-earlier-one');
  });

  it('counts what others wrote as unread until it was read, also after a reload', async () => {
    const maria = await open('maria');
    session.write('anna', { id: 'message-1' });
    session.write('anna', { id: 'message-2' });
    await holds(() => maria.chat.state.all.unread === 2);
    maria.chat.markRead('all');
    assert.equal(maria.chat.state.all.unread, 0);
    session.write('anna', { id: 'message-3' });
    await holds(() => maria.chat.state.all.unread === 1);
    await maria.close();
    const again = await open('maria');
    await holds(() => again.chat.state.all.complete);
    assert.equal(again.chat.state.all.unread, 1);
    await again.chat.send('I have seen it');
    await holds(() => again.chat.state.all.messages.length === 4);
    assert.equal(again.chat.state.all.unread, 0, 'who answers has read');
  });

  it('shows what is under way, and delivers it in order once the server is back', async () => {
    const anna = await open('anna');
    const maria = await open('maria');
    await goAway(anna, maria);
    const sent = Promise.all([maria.chat.send('2'), maria.chat.send('3')]);
    assert.deepEqual(lines(maria.chat.state.all), ['2 (pending)', '3 (pending)']);
    session.write('anna', { id: 'message-1', text: '1' });
    session.server.reachable = true;
    await sent;
    for (const client of [anna, maria]) await shows(client, ['1', '2', '3']);
  });

  it('goes on after a reload with what had not been sent, and keeps once what had', async () => {
    const maria = await open('maria');
    const send = session.server.handlers['chat:send'];
    assert.ok(send);
    // Kept, but the answer gets lost.
    session.server.handlers['chat:send'] = (message, socket) => {
      send(message, socket);
      session.server.reachable = false;
      socket.cut();
    };
    const lost = [maria.chat.send('1'), maria.chat.send('2')].map((one) =>
      assert.rejects(one, { code: 'closed' }),
    );
    await until(maria, ({ server }) => server !== 'connected');
    await maria.close();
    await Promise.all(lost);
    session.server.handlers['chat:send'] = send;
    session.server.reachable = true;
    const again = await open('maria');
    await shows(again, ['1', '2']);
    assert.deepEqual(
      session.chat.map(({ text }) => text),
      ['1', '2'],
    );
    await again.close();
    const later = await open('maria');
    await holds(() => later.chat.state.all.complete);
    assert.deepEqual(lines(later.chat.state.all), ['1', '2'], 'it is not sent again');
  });

  it('keeps a message that was refused until it is sent again or taken away', async () => {
    const maria = await open('maria');
    const send = session.server.handlers['chat:send'];
    assert.ok(send);
    session.server.handlers['chat:send'] = () => {
      throw new SessionError('storage-unavailable');
    };
    await assert.rejects(maria.chat.send('1'), { code: 'storage-unavailable' });
    await assert.rejects(maria.chat.send('2'), { code: 'storage-unavailable' });
    assert.deepEqual(lines(maria.chat.state.all), ['1 (failed)', '2 (failed)']);
    assert.equal(maria.chat.state.all.messages[0]?.error?.code, 'storage-unavailable');
    await maria.close();
    const again = await open('maria');
    await shows(again, ['1 (failed)', '2 (failed)']);
    session.server.handlers['chat:send'] = send;
    const [first, second] = again.chat.state.all.messages;
    assert.ok(first && second);
    again.chat.discard(first.id);
    await again.chat.retry(second.id);
    await shows(again, ['2']);
    again.chat.discard(second.id);
    assert.deepEqual(lines(again.chat.state.all), ['2']);
  });

  it('closes a gap where a notice did not come', async () => {
    const anna = await open('anna');
    await holds(() => anna.chat.state.all.complete);
    const sockets = [...session.server.sockets];
    session.server.sockets.clear();
    session.write('maria', { id: 'message-1' });
    for (const socket of sockets) session.server.sockets.add(socket);
    session.write('maria', { id: 'message-2' });
    await shows(anna, ['message-1', 'message-2']);
  });

  it('tells a frozen snapshot at every change, and the same parts where nothing changed', async () => {
    const anna = await open('anna');
    await holds(() => anna.chat.state.agents?.complete === true && anna.chat.state.all.complete);
    const told: unknown[] = [];
    anna.chat.subscribe((state) => told.push(state));
    const before = anna.chat.state;
    assert.equal(anna.chat.state, before);
    await anna.chat.send('hello');
    await shows(anna, ['hello']);
    const { state } = anna.chat;
    assert.equal(told.at(-1), state);
    const [message] = state.all.messages;
    for (const part of [state, state.all, state.all.messages, message, message?.from])
      assert.ok(Object.isFrozen(part));
    assert.equal(state.agents, before.agents);
  });

  it('does not send what is no message', async () => {
    const maria = await open('maria');
    for (const text of ['', ' \n', 'x'.repeat(4_001)])
      await assert.rejects(maria.chat.send(text), { code: 'invalid-message' });
    assert.deepEqual(maria.chat.state.all.messages, []);
    assert.equal(session.server.count('chat:send'), 0);
  });
});
