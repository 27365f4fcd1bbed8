import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { MAX_CHAT_CHARACTERS, type ChatMessage, type ChatReaders } from '@fernblick/protocol';
import {
  agent,
  customer,
  refusalOf,
  startServer,
  type Page,
  type TestServer,
} from '../testing/test-server.ts';

interface Talk {
  readonly server: TestServer;
  readonly anna: Page;
  readonly cleo: Page;
  /** An agent who looks on. */
  readonly ben: Page;
  readonly session: string;
}

async function startCall(t: TestContext, env: Record<string, string> = {}): Promise<Talk> {
  const server = await startServer(t, env);
  const anna = await server.page(agent);
  const cleo = await server.page(customer);
  const ben = await server.page({ ...agent, subject: 'ben', name: 'Ben' });
  const session = await anna.create();
  await anna.join(session);
  await cleo.join(session);
  await ben.ask('session:watch', { session });
  return { server, anna, cleo, ben, session };
}

const write = async (page: Page, session: string, text: string, to: ChatReaders = 'all') =>
  (await page.ask('chat:send', { session, id: page.id(), to, text })).message;

async function readAll(
  page: Page,
  session: string,
  to: ChatReaders = 'all',
  after = 0,
): Promise<readonly ChatMessage[]> {
  const { messages, more } = await page.ask('chat:read', { session, to, after });
  const last = messages.at(-1)?.seq ?? after;
  return more ? [...messages, ...(await readAll(page, session, to, last))] : messages;
}

const texts = (messages: readonly ChatMessage[]): readonly string[] =>
  messages.map(({ seq, text }) => `${seq} ${text}`);

describe('chat', () => {
  it('reaches every other page that sees the session, and none of a stranger', async (t) => {
    const { server, anna, cleo, ben, session } = await startCall(t);
    const stranger = await server.page({ ...customer, scope: { ticket: 'T-2' } });
    const sent = await write(cleo, session, 'It drips\r\nhere \u{1F6BF}  ');
    assert.equal(sent.text, 'It drips\nhere \u{1F6BF}');
    assert.deepEqual(sent.from, { name: 'Cleo', role: 'customer', you: true });
    const forOthers = { ...sent, from: { ...sent.from, you: false } };
    for (const page of [anna, ben])
      assert.deepEqual(await page.hears('chat:added'), { session, message: forOthers });
    assert.equal(await refusalOf(readAll(stranger, session)), 'not-found');
    assert.equal(await refusalOf(write(stranger, session, 'Hello')), 'not-found');
    for (const page of [cleo, stranger])
      assert.ok(!page.heard.some(({ name }) => name === 'chat:added'));
  });

  it('of the agents alone shows the customer nothing: no message, no number, no refusal that differs', async (t) => {
    const { anna, cleo, ben, session } = await startCall(t);
    await write(anna, session, 'Hello Cleo');
    const secret = await write(ben, session, 'She bought the marzipan model', 'agents');
    assert.equal(secret.seq, 1);
    assert.deepEqual(
      (await anna.hears('chat:added', ({ message }) => message.to === 'agents')).message.text,
      secret.text,
    );
    const known = { session, id: secret.id, to: 'all', text: 'Hello agent' } as const;
    assert.equal((await cleo.ask('chat:send', known)).message.seq, 2);
    assert.equal((await write(anna, session, 'How are you?')).seq, 3);
    await cleo.hears('chat:added', ({ message }) => message.seq === 3);
    assert.deepEqual(texts(await readAll(cleo, session)), [
      '1 Hello Cleo',
      '2 Hello agent',
      '3 How are you?',
    ]);
    assert.equal(await refusalOf(readAll(cleo, session, 'agents')), 'not-allowed');
    assert.equal(await refusalOf(write(cleo, session, 'Psst', 'agents')), 'not-allowed');
    assert.doesNotMatch(JSON.stringify(cleo.heard), /marzipan|"agents"/);
    assert.deepEqual(texts(await readAll(anna, session, 'agents')), [`1 ${secret.text}`]);
  });

  it('is there for whoever comes later, in order and page by page, after a restart too', async (t) => {
    const { server, anna, cleo, session } = await startCall(t);
    const sent: string[] = [];
    for (let number = 1; number <= 30; number += 1) {
      const text = `${number} ${'long '.repeat(700)}`.trim();
      sent.push(text);
      await write(number % 2 === 0 ? anna : cleo, session, text);
    }
    await write(anna, session, 'Among us', 'agents');
    await server.close();
    const again = await startServer(t, { DATA_DIR: server.dataDir });
    const late = await again.page({ ...agent, subject: 'zoe', name: 'Zoe' });
    const first = await late.ask('chat:read', { session, to: 'all', after: 0 });
    assert.ok(first.more, 'it does not fit into one page');
    assert.ok(JSON.stringify(first).length < 64_000);
    const messages = await readAll(late, session);
    assert.deepEqual(
      messages.map(({ text }) => text),
      sent,
    );
    assert.deepEqual(
      messages.map(({ seq }) => seq),
      sent.map((_, index) => index + 1),
    );
    assert.deepEqual(texts(await readAll(late, session, 'agents')), ['1 Among us']);
  });

  it('is kept and told once, however often the same message is sent', async (t) => {
    const { anna, cleo, session } = await startCall(t);
    const message = { session, id: 'message-1', to: 'all', text: 'Hello' } as const;
    const replies = await Promise.all([1, 2, 3].map(() => anna.ask('chat:send', message)));
    assert.deepEqual(replies[1], replies[0]);
    assert.deepEqual(replies[2], replies[0]);
    const other = { ...message, text: 'Goodbye' };
    assert.equal(await refusalOf(anna.ask('chat:send', other)), 'command-id-reused');
    await write(anna, session, 'The last');
    await cleo.hears('chat:added', ({ message: { seq } }) => seq === 2);
    assert.equal(cleo.heard.filter(({ name }) => name === 'chat:added').length, 2);
  });

  it('goes on before the call and on hold, and ends with the session', async (t) => {
    const server = await startServer(t);
    const anna = await server.page(agent);
    const cleo = await server.page(customer);
    const session = await anna.create();
    assert.equal(await refusalOf(write(cleo, session, 'Hello?')), 'not-joined');
    await cleo.join(session);
    assert.equal((await write(cleo, session, 'I am here')).seq, 1);
    await anna.join(session);
    await anna.ask('call:hold', { commandId: anna.id(), session });
    assert.equal((await write(cleo, session, 'Still here')).seq, 2);
    await anna.ask('session:end', { commandId: anna.id(), session });
    for (const page of [anna, cleo])
      assert.equal(await refusalOf(write(page, session, 'Too late')), 'session-over');
    assert.equal((await readAll(cleo, session)).length, 2, 'what was written can still be read');
  });

  it('takes text of every script up to its length, and nothing that cannot be seen', async (t) => {
    const { anna, session } = await startCall(t);
    const refused = async (text: unknown): Promise<string> => {
      const answer = await anna.send('chat:send', { session, id: anna.id(), to: 'all', text });
      return answer.ok ? 'nothing was refused' : answer.error.code;
    };
    for (const character of ['a', '"', '\u4e2d', '\u00e9'])
      assert.equal(await refused(character.repeat(MAX_CHAT_CHARACTERS)), 'nothing was refused');
    assert.equal(await refused('\u{1F44B}'.repeat(MAX_CHAT_CHARACTERS / 2)), 'nothing was refused');
    for (const text of ['', ' \n ', '\u200d\u2069', 'a'.repeat(MAX_CHAT_CHARACTERS + 1), 7, null])
      assert.equal(await refused(text), 'invalid-message', String(text).slice(0, 20));
    assert.equal(await refused('\u4e2d'.repeat(8_000)), 'message-too-large');
  });

  it('is there for the host as a whole, with what agents wrote among themselves marked', async (t) => {
    const { server, anna, cleo, session } = await startCall(t);
    await write(anna, session, 'One');
    await write(anna, session, 'Two, among us', 'agents');
    await write(cleo, session, 'Three');
    const answer = await server.api('GET', `/sessions/${session}/chat`);
    assert.equal(answer.status, 200);
    const { messages } = (await answer.json()) as { messages: Record<string, unknown>[] };
    assert.deepEqual(messages.map(({ to, seq, text }) => [to, seq, text].join(' ')).toSorted(), [
      'agents 1 Two, among us',
      'all 1 One',
      'all 2 Three',
    ]);
    const last = messages.find(({ text }) => text === 'Three');
    assert.deepEqual(last?.['from'], { subject: 'cleo', name: 'Cleo', role: 'customer' });
    assert.equal((await server.api('GET', '/sessions/session-0404/chat')).status, 404);
  });
});
