import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFindsNothing, isFocused, pressByKeyboard } from './access.ts';
import { twoPeople, type TwoPeople } from './two-people.ts';

const API_KEY = 'a-key-for-this-test-alone-0123456789';

let people: TwoPeople;

before(async () => {
  people = await twoPeople({ API_KEY });
});
afterEach(() => people.leave());
after(() => people?.close());

const api = (method: string, path: string, body?: object): Promise<Response> =>
  fetch(`${people.desk.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${API_KEY}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

/** A receiver of messages that answers with this status until it is told another one. */
async function startReceiver(status: number) {
  const heard: { readonly signature: string; readonly body: string }[] = [];
  const receiver = { status, heard };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      heard.push({ signature: String(request.headers['fernblick-signature']), body });
      response.writeHead(receiver.status).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return Object.assign(receiver, {
    url: `http://127.0.0.1:${port}/hook`,
    [Symbol.dispose]: () => {
      server.close().closeAllConnections();
    },
  });
}

/** Looks once more until the row is as it is to be. */
async function rowSays(page: Page, event: string, what: RegExp): Promise<void> {
  for (;;) {
    const rows = page.getByRole('row').filter({ hasText: event });
    await rows.first().waitFor();
    if ((await rows.allInnerTexts()).some((text) => what.test(text))) return;
    await page.getByRole('button', { name: 'Look again' }).click();
  }
}

test('an administrator sees which messages came through, and sends one once more that did not', async () => {
  const { agent } = await people.meet('T-1001');
  using receiver = await startReceiver(500);
  const made = await api('POST', '/webhooks', { url: receiver.url, events: ['session:created'] });
  const { secret } = (await made.json()) as { readonly secret: string };
  await agent.page.getByRole('button', { name: 'Start video session' }).click();
  await agent.page.getByRole('button', { name: 'Back', exact: true }).waitFor();

  const page = await agent.context.newPage();
  await page.goto(`${people.desk.url}/upkeep/?agent=carla`);
  await rowSays(page, 'session:created', /Delivered, answered with 204/);
  await rowSays(page, 'session:created', /Waiting, answered with 500, again at/);
  await axeFindsNothing(page, 'messages and data');

  // Only what waits, of which there is one; while the receiver still fails, so that it goes on waiting.
  await page.getByRole('combobox', { name: 'Which ones' }).selectOption('waiting');
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1);
  const again = page.getByRole('button', { name: /Send again: session:created/ });
  await again.press('Enter');
  await page.getByText('session:created is sent once more.').waitFor();
  assert.ok(await isFocused(again), 'the row is another one, and its button has the focus again');
  receiver.status = 204;
  await page.getByRole('combobox', { name: 'Which ones' }).selectOption('delivered');
  const delivered = page.getByRole('row').filter({ hasText: 'Delivered' });
  while ((await delivered.count()) < 2) {
    const answered = page.waitForResponse(/\/desk\/deliveries/);
    await page.getByRole('button', { name: 'Look again' }).click();
    await answered;
  }

  // As the documentation has it: HMAC-SHA256 over `<t>.<body>`, and the same message under the same id.
  const ids = new Set<unknown>();
  for (const { signature, body } of receiver.heard) {
    const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
    assert.equal(createHmac('sha256', secret).update(`${t}.${body}`).digest('hex'), v1);
    ids.add((JSON.parse(body) as { readonly id: unknown }).id);
  }
  assert.equal(ids.size, 1);
});

test('an administrator hands out what is kept of a customer, and has them forgotten', async () => {
  const { agent, customer } = await people.meet('T-1002');
  await customer.page.getByRole('button', { name: 'Request video session' }).click();
  const reason = customer.page.getByRole('textbox', { name: 'What is it about?' });
  await reason.fill('A marmot in the chimney.');
  await customer.page.getByRole('button', { name: 'Send request' }).click();
  await customer.page.getByText('A marmot in the chimney.').waitFor();

  const page = await agent.context.newPage();
  await page.goto(`${people.desk.url}/upkeep/?agent=carla`);
  await page.getByRole('combobox', { name: 'Customer' }).selectOption('T-1002');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download all of it' }).click(),
  ]);
  assert.equal(download.suggestedFilename(), 'T-1002.json');
  assert.match(await readFile((await download.path()) ?? '', 'utf8'), /A marmot in the chimney\./);
  const log = (await (await api('GET', '/data-log')).json()) as {
    readonly entries: readonly { readonly is: string; readonly by: { readonly name: string } }[];
  };
  assert.equal(log.entries.find(({ is }) => is === 'exported')?.by.name, 'Carla');

  await pressByKeyboard(page, 'Forget …');
  const question = page.getByRole('dialog');
  assert.ok(await isFocused(question.getByRole('textbox')));
  await axeFindsNothing(page, 'the question before somebody is forgotten');
  await page.keyboard.type('Asked for it by letter.');
  await page.keyboard.press('Enter');
  await page.getByText('Forgotten, in 1 session.').waitFor();
  await customer.page.getByText('A marmot in the chimney.').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Download all of it' }).click();
  await page.getByText('There is nothing of that kind').waitFor();
});

test('nobody else sees any of it, not even by asking the desk directly', async () => {
  const { agent } = await people.meet('T-1003');
  await agent.page.goto(`${people.desk.url}/upkeep/?agent=anna`);
  await agent.page.getByText('you are no administrator').waitFor();
  const statuses = await agent.page.evaluate(() =>
    Promise.all(
      ['agent:anna', 'customer:T-1003', 'agent:carla'].map(async (as) => {
        const answer = await fetch(`/desk/customers/T-1003/export?as=${as}`);
        const list = await fetch(`/desk/deliveries?as=${as}`);
        return [answer.status, list.status];
      }),
    ),
  );
  assert.deepEqual(statuses, [
    [404, 404],
    [404, 404],
    // Nothing is kept of them yet.
    [404, 200],
  ]);
});
