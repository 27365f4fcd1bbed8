import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchChromium } from '../../../scripts/rig/browsers.ts';
import { startDesk, type Desk } from '../../../scripts/rig/desk-process.ts';
import { PATIENCE_MS } from '../faults/desk-call.ts';
import { saysInMessenger, writeMessage } from './messenger.ts';

const MAIN = fileURLToPath(new URL('../server/main.ts', import.meta.url));

let desk: Desk;
let browser: Browser;

before(async () => {
  desk = await startDesk();
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
  await desk?.stop();
});

async function open(path: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(`${desk.url}${path}`);
  return page;
}

test('the start page leads to both sides', async () => {
  const page = await open('/');
  for (const [name, path] of [
    ['Anna’s desk, ticket T-1001', '/agent/?agent=anna&ticket=T-1001'],
    ['Maria’s page', '/customer/?ticket=T-1001'],
  ] as const)
    assert.equal(await page.getByRole('link', { name }).getAttribute('href'), path);
  await page.getByText('npm start -- --lan').waitFor();
});

test('an agent finds a ticket among the ten by typing, and gets all back', async () => {
  const page = await open('/agent/?agent=ben');
  await page.getByText('10 tickets').waitFor();
  const search = page.getByRole('searchbox', { name: 'Search tickets' });
  await search.fill('boiler');
  await page.getByText('1 of 10 tickets').waitFor();
  await page.getByRole('link', { name: /T-1002/ }).waitFor();
  await search.fill('no such thing');
  await page.getByText('No ticket fits this search.').waitFor();
  await page.getByRole('button', { name: 'Show all tickets' }).click();
  await page.getByText('10 tickets', { exact: true }).waitFor();
  await page.getByRole('combobox', { name: 'Show which tickets' }).selectOption('Solved');
  await page.getByRole('link', { name: /T-1009/ }).click();
  await page.getByRole('heading', { name: 'Doorbell camera is offline' }).waitFor();
});

/** Presses Tab until the control has the focus. @returns how often */
async function tabsTo(page: Page, control: Locator): Promise<number> {
  for (let tabs = 1; tabs <= 20; tabs += 1) {
    await page.keyboard.press('Tab');
    if (await control.evaluate((node) => node.matches(':focus'))) return tabs;
  }
  return assert.fail('Tab does not reach it');
}

test('the keyboard is at Start video session within six steps, and past the whole list in one', async () => {
  const page = await open('/agent/?agent=anna&ticket=T-1001');
  const start = page.getByRole('button', { name: 'Start video session' });
  await start.waitFor();
  const rows = page.getByRole('list').getByRole('link', { name: /T-10/ });
  await rows.nth(9).waitFor();
  const tabs = await tabsTo(page, start);
  assert.ok(tabs <= 6, `${tabs} steps`);

  const present = page.getByRole('link', { name: /T-1001/ });
  await tabsTo(page, present);
  assert.equal(await page.locator('#ticket-list a[tabindex="0"]').count(), 1);
  await page.keyboard.press('End');
  assert.ok(await rows.last().evaluate((node) => node.matches(':focus')));
  await page.keyboard.press('ArrowUp');
  assert.ok(await rows.nth(8).evaluate((node) => node.matches(':focus')));
  // Where one was, one comes back to, also when the list is drawn anew.
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.type('T-10');
  assert.equal(await tabsTo(page, rows.nth(8)), 2);
  await page.keyboard.press('Home');
  const first = (await rows.first().getAttribute('href')) ?? '';
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.href.endsWith(first));

  const again = await open('/agent/?agent=anna&ticket=T-1001');
  await again.getByRole('button', { name: 'Start video session' }).waitFor();
  await again.keyboard.press('Tab');
  await again.keyboard.press('Enter');
  const more = await tabsTo(again, again.getByRole('button', { name: 'Start video session' }));
  assert.ok(more <= 2, `${more} steps after the skip link`);
  const list = await open('/agent/?agent=anna');
  await list.getByRole('link', { name: /T-1001/ }).waitFor();
  await list.keyboard.press('Tab');
  await list.keyboard.press('Enter');
  assert.equal(await tabsTo(list, list.getByRole('searchbox')), 1);
});

test('a new status reaches the customer’s page', async () => {
  const agent = await open('/agent/?agent=carla&ticket=T-1005');
  const customer = await open('/customer/?ticket=T-1005');
  await customer.getByText('We are on it').waitFor();
  await agent.getByRole('combobox', { name: 'Status', exact: true }).selectOption('Solved');
  await customer.getByText('Solved', { exact: true }).waitFor();
  await saysInMessenger(customer, 'Carla set the ticket to “Solved”');
});

test('what was written survives a crash, and a page that was open catches up by itself', async () => {
  const customer = await open('/customer/?ticket=T-1003');
  await writeMessage(customer, 'It started to leak.');
  await customer.getByText('Sending …').waitFor({ state: 'detached' });
  await desk.kill9();
  const banner = customer.getByText('The help desk cannot be reached.');
  await banner.waitFor();
  await writeMessage(customer, 'Hello? It is getting worse.');
  await customer.getByText('Not sent.').waitFor();
  await desk.restart();
  await banner.waitFor({ state: 'hidden' });
  await customer.getByRole('log').getByRole('button', { name: 'Try again' }).click();
  await customer.getByText('Not sent.').waitFor({ state: 'detached' });
  const agent = await open('/agent/?agent=anna&ticket=T-1003');
  await saysInMessenger(agent, 'It started to leak.');
  await saysInMessenger(agent, 'Hello? It is getting worse.');
  assert.equal(await agent.getByText('Hello? It is getting worse.').count(), 1);
});

test('an answer that is overtaken by an event takes nothing away again', async () => {
  const customer = await open('/customer/?ticket=T-1006');
  const agent = await open('/agent/?agent=anna&ticket=T-1006');
  const held = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  await customer.route('**/desk/tickets/T-1006?*', async (route) => {
    const answer = await route.fetch();
    answered.resolve();
    await held.promise;
    await route.fulfill({ response: answer });
  });
  // The page asks for everything, as after a gap; its answer is on the way when the session is made.
  await customer.evaluate(() => document.getElementById('try-now')?.click());
  await answered.promise;
  await agent.getByRole('button', { name: 'Start video session' }).click();
  await saysInMessenger(customer, 'Anna started a video session');
  const settled = customer.waitForResponse(/desk\/tickets\/T-1006/);
  held.resolve();
  await settled;
  await customer.unrouteAll({ behavior: 'wait' });
  await saysInMessenger(customer, 'Anna started a video session');
  // Two frames: whatever the answer did to the page has been done.
  await customer.evaluate(
    () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))),
  );
  await saysInMessenger(customer, 'Anna started a video session');
});

test('a desk that is stopped in good order lets its pages know at once, and ends', async () => {
  const page = await open('/agent/?agent=anna&ticket=T-1004');
  await page.getByRole('heading', { name: 'Heat pump hums loudly at night' }).waitFor();
  await page.waitForFunction(() => document.querySelector('video-session')?.client !== null);
  const gone = once(desk.process, 'exit', { signal: AbortSignal.timeout(PATIENCE_MS) });
  desk.process.kill('SIGTERM');
  await page.getByText('The help desk cannot be reached.').waitFor();
  assert.deepEqual(await gone, [0, null]);
  await desk.restart();
  await page.getByText('The help desk cannot be reached.').waitFor({ state: 'hidden' });
});

test('a ticket or an agent that is not there gets a page that says so', async () => {
  await (await open('/customer/?ticket=T-9999')).getByText('There is no ticket T-9999').waitFor();
  await (await open('/agent/?agent=anna&ticket=X')).getByText('There is no ticket X').waitFor();
  await (await open('/agent/?agent=zoe')).getByText('Nobody called “zoe” works here').waitFor();
});

test('a customer gets neither another ticket nor a token for it, whatever is asked', async () => {
  const asks: readonly (readonly [string, RequestInit?])[] = [
    ['/desk/tickets?as=customer:T-1002'],
    ['/desk/tickets/T-1001?as=customer:T-1002'],
    ['/desk/tickets/T-1001?as=customer:T-9999'],
    ['/desk/events?as=customer:T-9999'],
    [
      '/desk/token?as=customer:T-1002',
      { method: 'POST', body: JSON.stringify({ ticket: 'T-1001' }) },
    ],
    [
      '/desk/tickets/T-1002/status?as=customer:T-1002',
      { method: 'PUT', body: JSON.stringify({ status: 'solved' }) },
    ],
  ];
  for (const [path, init] of asks) {
    const answer = await fetch(`${desk.url}${path}`, {
      ...init,
      headers: { 'content-type': 'application/json' },
    });
    assert.equal(answer.status, 404, path);
    assert.equal(((await answer.json()) as { readonly code: string }).code, 'not-found');
  }
});

test('a port that is taken is one clear sentence and exit code 1', async () => {
  const child = spawn(process.execPath, ['--conditions=source', MAIN], {
    env: {
      ...process.env,
      PORT: String(desk.port),
      HOST: '127.0.0.1',
      DATA_DIR: `${desk.dataDir}/other`,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  assert.equal(code, 1);
  assert.match(said, new RegExp(`^Port ${desk.port} .* in use[^\\n]*\\n$`));
});
