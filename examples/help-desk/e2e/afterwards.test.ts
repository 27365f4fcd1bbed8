import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { MailServer } from '../../../packages/server/src/testing/mail-server.ts';
import { bothLive, joinCall, openSeat, startCall, stateOf, statusIs } from '../faults/desk-call.ts';
import { receivedBytes, type ReceivedBytes } from './received-bytes.ts';
import { saysInMessenger } from './messenger.ts';
import { twoPeople, type TwoPeople } from './two-people.ts';

const STARTED = 'Both sides have joined the video session';
const API_KEY = 'a-key-for-this-test-alone-0123456789';

let post: MailServer;
let people: TwoPeople;

before(async () => {
  post = new MailServer();
  await post.up();
  people = await twoPeople({ ...post.env, API_KEY });
});
after(async () => {
  await people?.close();
  await post?.down();
});

/** Everything that reaches a page from now on: over sockets, as answers, and what it shows. */
function listenIn(page: Page): { all(): Promise<string> } {
  const heard: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => heard.push(payload.toString())),
  );
  page.on('response', (response) => {
    if (response.url().includes('/assets/') || response.url().includes('/sdk/')) return;
    response.text().then(
      (text) => heard.push(text),
      // A stream that is still open has no text; what it brings is shown.
      () => undefined,
    );
  });
  return { all: async () => [...heard, await page.locator('body').innerText()].join('\n') };
}

test('a customer rates the session after the end; the agent reads it; set internal, it is gone from every page of the customer, and back when it is public again', async () => {
  const { agent, customer } = await people.call('T-1004');
  const id = (await stateOf(agent.page))?.session?.id ?? '';
  await agent.page.evaluate(async () => {
    const client = document.querySelector('video-session')?.client;
    await client?.chat.send('The valve is under the sink');
    await client?.chat.send('Third call this week', { to: 'agents' });
  });
  await agent.page.getByRole('button', { name: 'End session' }).click();
  await agent.page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  await statusIs(customer.page, ['ended']);

  const card = customer.page.locator('video-session');
  await card.getByRole('radiogroup', { name: 'Rating' }).waitFor();
  await card.getByRole('radio', { name: '4 stars' }).check({ force: true });
  await card.getByRole('textbox', { name: 'Comment' }).fill('Quick & kind <b>help</b>');
  await card.getByRole('button', { name: 'Send rating' }).click();
  await card.getByText('Thank you for your rating.').waitFor();

  const record = agent.page.locator('session-record');
  await record.getByText('Quick & kind <b>help</b>').waitFor();
  await record.getByRole('img', { name: '4 of 5 stars' }).waitFor();
  const chatOf = (page: Page) => page.locator('session-record').locator('chat-history');
  await record.getByText('Chat', { exact: true }).click();
  await chatOf(agent.page).getByText('The valve is under the sink').waitFor();
  await chatOf(agent.page).getByText('Third call this week').waitFor();
  await saysInMessenger(agent.page, 'rated the video session: 4 of 5');

  // A second page of the customer, of one who looks on from elsewhere.
  const second = await openSeat(customer.browser, people.desk.url, 'customer', 'T-1004');
  await saysInMessenger(second.page, STARTED);
  await record.getByRole('switch', { name: 'Internal' }).click();
  await record.getByText('Customers see nothing of this session.').waitFor();
  const bar = agent.page.locator('session-status-bar');
  await bar.getByText(/Internal by Anna\s.*\d:\d\d/).waitFor();
  await saysInMessenger(agent.page, 'set the video session internal');
  for (const { page } of [customer, second]) {
    await page.getByText(STARTED).waitFor({ state: 'detached' });
    await page.waitForFunction(
      () => document.querySelector('video-session')?.client?.state.session === null,
    );
  }
  const wire = listenIn(second.page);
  await second.page.reload();
  await second.page.getByText('You can also ask for one').waitFor();
  const seen = await wire.all();
  for (const secret of [id, 'Quick & kind', 'The valve', STARTED])
    assert.ok(!seen.includes(secret), `the customer's page still knows ${secret}`);

  await record.getByRole('switch', { name: 'Internal' }).click();
  await bar.getByText(/Public again by Anna\s.*\d:\d\d/).waitFor();
  await saysInMessenger(second.page, STARTED);
  await second.page.getByText('Earlier video sessions', { exact: true }).click();
  await second.page.locator('session-record').getByText('Chat', { exact: true }).waitFor();
  assert.equal(await second.page.getByText('Quick & kind <b>help</b>').count(), 1, 'once');
  // What is public again is all there, and what agents wrote among themselves came to this page at no time.
  await second.page.locator('session-record').getByText('Chat', { exact: true }).click();
  await chatOf(second.page).getByText('The valve is under the sink').waitFor();
  assert.ok(!(await wire.all()).includes('Third call'), 'it is for agents alone');
  await second.context.close();
});

test('a session cannot be hidden from the customer who is in it', async () => {
  const { agent } = await people.call('T-1005');
  const refusal = await agent.page.evaluate(() =>
    document
      .querySelector('video-session')
      ?.client?.setInternal(true)
      .then(
        () => 'done',
        (error: { code?: string }) => error.code,
      ),
  );
  assert.equal(refusal, 'customer-in-call');
});

/** What the host's backend does. */
async function asHost(method: string, path: string, body: object): Promise<unknown> {
  const answer = await fetch(`${people.desk.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  assert.ok(answer.ok, `${path}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

const setInternal = (page: Page, internal: boolean) =>
  page.evaluate(
    (value) => document.querySelector('video-session')?.client?.setInternal(value),
    internal,
  );
const knowsSession = (page: Page, id: string | null) =>
  page.waitForFunction(
    (wanted) =>
      (document.querySelector('video-session')?.client?.state.session?.id ?? null) === wanted,
    id,
  );
/** What a page is told that asks for a picture which it had before. */
const asksFor = (page: Page, session: string, picture: string) =>
  page.evaluate(
    async ([about, id]) => {
      const client = document.querySelector('video-session')?.client;
      const pictures = await client?.openPictures();
      const failed = (error: { code?: string }) => error.code;
      return await pictures?.read(id, { session: about }).then(() => 'read', failed);
    },
    [session, picture] as const,
  );

/**
 * Resolves once an open page shows nothing of the session any more. That it is gone is told by its id, and the host's own
 * lines go when its webhook has come: what is received from then on, the returned count, does not even name it.
 */
async function hasNothing(page: Page, received: ReceivedBytes): Promise<number> {
  await knowsSession(page, null);
  await page.getByText('Anna started a video session').waitFor({ state: 'detached' });
  return received.count;
}

test('a page that stays open receives no byte of an internal session from the moment at which the agent has the answer', async () => {
  await asHost('PUT', '/contacts/customer-of-T-1006', {
    name: 'Elena Marin',
    email: 'elena@home.example',
  });
  const { agent, customer } = await people.meet('T-1006');
  const received = await receivedBytes(customer.page);
  await customer.page.reload();
  await startCall(agent);
  await customer.page.getByRole('button', { name: 'Join video session' }).waitFor();
  const id = (await stateOf(agent.page))?.session?.id ?? '';
  assert.ok(received.has(id), 'what a page is sent is seen here');

  // Before the call: nobody has joined but the agent, who goes on alone.
  await setInternal(agent.page, true);
  const hiddenAt = received.count;
  const toldAt = await hasNothing(customer.page, received);
  await agent.page.evaluate(async () => {
    const client = document.querySelector('video-session')?.client;
    await client?.chat.send('marzipan-for-all');
    await client?.chat.send('marzipan-for-agents', { to: 'agents' });
    await client?.notes.write('marzipan-in-notes', { version: 0 });
    await client?.invite({ subject: 'marzipan-id', name: 'Marzipan Name', role: 'agent' });
  });
  await asHost('POST', `/sessions/${id}/data`, { name: 'Secret', value: 'marzipan-data' });
  await asHost('POST', `/sessions/${id}/tickets`, { ticket: 'T-marzipan' });
  await customer.page.reload();
  await customer.page.getByText('You can also ask for one').waitFor();
  assert.deepEqual(received.since(hiddenAt, 'arzipan'), []);
  assert.deepEqual(received.since(toldAt, id), []);

  // And back: the page has it all at once, and what is for both of them.
  await setInternal(agent.page, false);
  await knowsSession(customer.page, id);
  await saysInMessenger(customer.page, 'Anna started a video session');
  await joinCall(customer);
  await bothLive(agent, customer);
  await received.comes('marzipan-for-all');
  for (const secret of [
    'marzipan-for-agents',
    'marzipan-in-notes',
    'Marzipan Name',
    'marzipan-data',
  ])
    assert.ok(!received.has(secret), `customers never learn of ${secret}`);
  await agent.page.getByRole('button', { name: 'Screenshot', exact: true }).click();
  await agent.page.waitForFunction(
    () => document.querySelector('video-session')?.client?.state.session?.pictures.length === 1,
  );
  // The page was asked for a picture by the agent's: what goes from page to page is seen here too.
  await received.comesFromPeer();
  const picture = (await stateOf(agent.page))?.session?.pictures[0]?.id ?? '';
  await received.comes(picture);
  assert.equal(await asksFor(customer.page, id, picture), 'read');
  await agent.page.getByRole('button', { name: 'End session' }).click();
  await agent.page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  await statusIs(customer.page, ['ended']);

  // Afterwards: what was shared is out of reach, in the page that has it on its screen too.
  await setInternal(agent.page, true);
  const goneAt = received.count;
  const toldAgainAt = await hasNothing(customer.page, received);
  await asHost('POST', `/sessions/${id}/data`, { name: 'Secret', value: 'nougat-data' });
  assert.equal(await asksFor(customer.page, id, picture), 'not-found');
  await customer.page.reload();
  await customer.page.getByText('You can also ask for one').waitFor();
  for (const secret of [picture, 'arzipan', 'nougat'])
    assert.deepEqual(received.since(goneAt, secret), [], `the page was sent ${secret}`);
  assert.deepEqual(received.since(toldAgainAt, id), []);
  await setInternal(agent.page, false);
  await customer.page.waitForFunction(
    (wanted) =>
      document
        .querySelector('video-session')
        ?.client?.state.sessions.some((session) => session.id === wanted),
    id,
  );
  assert.equal(await asksFor(customer.page, id, picture), 'read');
  assert.deepEqual(post.mails, [], 'nothing of it went out by e-mail');
});

test('an open page of a ticket receives no byte when an internal session is linked to it and taken off again', async () => {
  const { customer } = await people.meet('T-1009');
  const received = await receivedBytes(customer.page);
  await customer.page.reload();
  await customer.page.getByText('You can also ask for one').waitFor();
  const make = async (): Promise<string> =>
    ((await asHost('POST', '/sessions', { ticket: 'T-1001' })) as { readonly id: string }).id;
  const [internal, open] = [await make(), await make()];
  await asHost('POST', `/sessions/${internal}/visibility`, { internal: true });
  const from = received.count;
  await asHost('POST', `/sessions/${internal}/tickets`, { ticket: 'T-1009' });
  await asHost('DELETE', `/sessions/${internal}/tickets/T-1009`, {});
  // What is theirs to know comes by the same ways, after whatever came of the other one.
  await asHost('POST', `/sessions/${open}/tickets`, { ticket: 'T-1009' });
  await knowsSession(customer.page, open);
  await received.comes('"what":"linked"');
  assert.deepEqual(received.since(from, internal), []);
  assert.deepEqual(received.since(from, 'stale'), []);
  assert.deepEqual(received.since(from, 'ticket:changed'), ['socket'], 'of the open one alone');
});

test('a rating is changed within the day, and agents read what it is now', async () => {
  const { agent, customer } = await people.call('T-1007');
  await agent.page.getByRole('button', { name: 'End session' }).click();
  await agent.page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  await statusIs(customer.page, ['ended']);
  const card = customer.page.locator('video-session');
  await card.getByRole('radio', { name: '2 stars' }).check({ force: true });
  await card.getByRole('textbox', { name: 'Comment' }).fill('It still leaks.');
  await card.getByRole('button', { name: 'Send rating' }).click();
  await card.getByText(/^You can change it until /).waitFor();
  const record = agent.page.locator('session-record');
  await record.getByRole('img', { name: '2 of 5 stars' }).waitFor();

  // Also in a page that has been opened anew, from what was sent.
  await customer.page.reload();
  await customer.page.getByText('Earlier video sessions', { exact: true }).click();
  const theirs = customer.page.locator('session-record');
  await theirs.getByRole('button', { name: 'Change rating' }).click();
  const comment = theirs.getByRole('textbox', { name: 'Comment' });
  assert.equal(await comment.inputValue(), 'It still leaks.');
  assert.ok(await theirs.getByRole('radio', { name: '2 stars' }).isChecked());
  await theirs.getByRole('radio', { name: '5 stars' }).check({ force: true });
  await comment.fill('A washer was missing. It is tight now.');
  await theirs.getByRole('button', { name: 'Send rating' }).click();
  await record.getByRole('img', { name: '5 of 5 stars' }).waitFor();
  await record.getByText('A washer was missing. It is tight now.').waitFor();
  assert.equal(await record.getByText('It still leaks.').count(), 0, 'that is no more');
});

test('what is kept of a customer is handed out by the host, and forgotten: from then on no page shows it', async () => {
  const contact = 'customer-of-T-1010';
  const { agent, customer } = await people.call('T-1010');
  await customer.page.evaluate(async () => {
    const client = document.querySelector('video-session')?.client;
    await client?.chat.send('My key is under the mat');
  });
  const running = await fetch(`${people.desk.url}/api/v1/contacts/${contact}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ reason: 'Asked for it by letter.' }),
  });
  assert.equal(((await running.json()) as { readonly code: string }).code, 'session-running');
  await agent.page.getByRole('button', { name: 'End session' }).click();
  await agent.page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  await statusIs(customer.page, ['ended']);
  const record = agent.page.locator('session-record');
  await record
    .getByText(/Peter Lindqvist/)
    .first()
    .waitFor();

  const get = async (path: string): Promise<string> => {
    const answer = await fetch(`${people.desk.url}/api/v1${path}`, {
      headers: { authorization: `Bearer ${API_KEY}` },
    });
    assert.equal(answer.status, 200, path);
    return await answer.text();
  };
  const exported = await get(`/contacts/${contact}/export?by=dora&name=Dora`);
  for (const kept of ['Peter Lindqvist', 'My key is under the mat'])
    assert.ok(exported.includes(kept), kept);
  const { sessions } = JSON.parse(exported) as { readonly sessions: readonly object[] };
  assert.equal(sessions.length, 1);
  assert.match(await get('/data-log'), /Dora/);

  const forgotten = (await asHost('DELETE', `/contacts/${contact}`, {
    reason: 'Asked for it by letter.',
    by: { subject: 'dora', name: 'Dora' },
  })) as { readonly sessions: number };
  assert.equal(forgotten.sessions, 1);
  // The page that is open follows, and one that comes later finds only that there was a session.
  await record
    .getByText(/Peter Lindqvist/)
    .first()
    .waitFor({ state: 'detached' });
  await agent.page.reload();
  await record.getByText('Chat', { exact: true }).first().waitFor();
  const seen = await record.evaluateAll((all) =>
    all.map(({ shadowRoot }) => shadowRoot?.textContent ?? '').join(' '),
  );
  assert.doesNotMatch(seen, /Lindqvist|under the mat/);
  assert.match(await get('/erasures'), /Asked for it by letter\./);
  const again = await fetch(`${people.desk.url}/api/v1/contacts/${contact}/export`, {
    headers: { authorization: `Bearer ${API_KEY}` },
  });
  assert.equal(again.status, 404);
});

// The last one: it sets the desk's clock ahead.
test('a day after it was given, a rating that is being changed is refused with what to do instead, and stays what it was', async () => {
  const { agent, customer } = await people.call('T-1003');
  await agent.page.getByRole('button', { name: 'End session' }).click();
  await agent.page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  await statusIs(customer.page, ['ended']);
  const card = customer.page.locator('video-session');
  await card.getByRole('radio', { name: '2 stars' }).check({ force: true });
  await card.getByRole('button', { name: 'Send rating' }).click();
  await card.getByText(/^You can change it until /).waitFor();
  await card.getByRole('button', { name: 'Change rating' }).click();
  await card.getByRole('radio', { name: '5 stars' }).check({ force: true });
  const dayMs = 24 * 3_600_000;
  await people.desk.setClock(dayMs);
  await card.getByRole('button', { name: 'Send rating' }).click();
  await card
    .getByText('Your rating is more than a day old and cannot be changed any more.')
    .waitFor();
  await card.getByText('Write to us instead.').waitFor();
  await agent.page.locator('session-record').getByRole('img', { name: '2 of 5 stars' }).waitFor();

  // In a page that is opened then, nothing offers it.
  const later = await people.seat('customer', 'T-1003');
  await later.page.getByText('Earlier video sessions', { exact: true }).click();
  const record = later.page.locator('session-record');
  await record.getByText('Thank you for your rating.').waitFor();
  assert.equal(await record.getByRole('button', { name: 'Change rating' }).count(), 0);
});
