import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { bothLive, statusIs, type Seat } from '../faults/desk-call.ts';
import { axeFindsNothing, isFocused, MAX_TABS, pressByKeyboard } from './access.ts';
import { twoPeople, type TwoPeople } from './two-people.ts';

let people: TwoPeople;
let agent: Seat;
let customer: Seat;
const violations: string[] = [];

before(async () => {
  people = await twoPeople();
  ({ agent, customer } = await people.meet('T-1001'));
  for (const { page, role } of [agent, customer]) {
    await page.exposeFunction('noteViolation', (what: string) =>
      violations.push(`${role}: ${what}`),
    );
    await page.addInitScript(() =>
      document.addEventListener('securitypolicyviolation', (event) =>
        (window as unknown as { noteViolation(what: string): void }).noteViolation(
          `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
        ),
      ),
    );
    page.on('pageerror', (error) => violations.push(`${role}: ${error.message}`));
    await page.reload();
  }
});

after(() => people?.close());

const bothPages = async (where: string): Promise<void> => {
  for (const { page, role } of [agent, customer]) await axeFindsNothing(page, `${role}, ${where}`);
};

async function pressAlongToolbar(page: Page, name: string): Promise<void> {
  const toolbar = page.getByRole('toolbar', { name: 'Call' });
  const first = toolbar.getByRole('button').first();
  for (let tabs = 0; tabs < MAX_TABS && !(await isFocused(first)); tabs++)
    await page.keyboard.press('Tab');
  const button = toolbar.getByRole('button', { name, exact: true });
  for (let steps = 0; steps < MAX_TABS && !(await isFocused(button)); steps++)
    await page.keyboard.press('ArrowRight');
  assert.ok(await isFocused(button), `arrow keys do not reach “${name}”`);
  await page.keyboard.press('Enter');
}

test('the main job is done with the keyboard alone, and axe finds nothing on the way', async () => {
  await agent.page.getByRole('button', { name: 'Start video session' }).waitFor();
  await bothPages('at rest');

  await pressByKeyboard(agent.page, 'Start video session');
  await agent.page.getByRole('button', { name: 'Join now' }).waitFor();
  await bothPages('agent in the preview');
  await pressByKeyboard(agent.page, 'Join now');
  await statusIs(agent.page, ['waiting']);

  await pressByKeyboard(customer.page, 'Join video session');
  await customer.page.getByRole('button', { name: 'Join now' }).waitFor();
  await bothPages('customer in the preview');
  await pressByKeyboard(customer.page, 'Join now');
  await bothLive(agent, customer);
  await bothPages('in the call');

  // The keys of the page: H holds, H goes on.
  await agent.page.keyboard.press('h');
  await customer.page.getByRole('heading', { name: 'On hold' }).waitFor();
  await bothPages('on hold');
  await agent.page.keyboard.press('h');
  await bothLive(agent, customer);

  // The bar is one stop of Tab; the arrow keys lead along it.
  await pressAlongToolbar(agent.page, 'End session');
  await pressByKeyboard(agent.page, 'End session', agent.page.getByRole('dialog'));
  await statusIs(customer.page, ['ended']);
  await bothPages('afterwards');
});

test('nothing on the way broke the page’s content security policy, and nothing threw', () => {
  assert.deepEqual(violations, []);
});

test('start page, list and the page of a missing ticket are accessible, light and dark', async () => {
  const { page } = agent;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const path of [
      '/',
      '/agent/?agent=anna',
      '/customer/?ticket=T-9999',
      '/customer/?ticket=T-1004',
    ]) {
      await page.goto(`${people.desk.url}${path}`);
      await page.waitForLoadState('load');
      await page.getByRole('heading').first().waitFor();
      await axeFindsNothing(page, `${path} ${colorScheme}`);
      // Shows the link that skips, where there is one; it may lie over others, but must be readable.
      await page.keyboard.press('Tab');
      await axeFindsNothing(page, `${path} ${colorScheme}, skipping`, ['color-contrast']);
    }
  }
});
