import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { bothLive, joinCall, pathOf, startCall, statusIs, type Seat } from '../faults/desk-call.ts';
import { twoPeople, type TwoPeople } from './two-people.ts';

const API_KEY = 'a-key-for-this-test-alone-0123456789';

let people: TwoPeople;

before(async () => {
  people = await twoPeople({ API_KEY });
});
afterEach(() => people.leave());
after(() => people?.close());

/** Carla's page, and a way to decide there. */
async function administrator(page: Page): Promise<{
  readonly page: Page;
  choose(what: RegExp, whom: string, value: 'on' | 'off' | ''): Promise<void>;
}> {
  await page.goto(`${people.desk.url}/admin/?agent=carla`);
  return {
    page,
    choose: async (what, whom, value) => {
      const row = page.getByRole('row', { name: what });
      await row.getByRole('combobox', { name: new RegExp(`${whom}$`) }).selectOption(value);
      await page.getByText(`Saved for ${whom}.`).waitFor({ state: 'attached' });
    },
  };
}

test('what the administrator switches off goes from open pages at once, is refused, and comes back', async () => {
  const { agent, customer } = await people.call('T-1001');
  const carla = await administrator(await agent.context.newPage());
  for (const { page } of [agent, customer])
    await page.getByRole('button', { name: 'Draw', exact: true }).waitFor();

  await carla.choose(/Drawing on the picture/, 'Everybody', 'off');
  for (const { page } of [agent, customer])
    await page.getByRole('button', { name: 'Draw', exact: true }).waitFor({ state: 'detached' });
  const refusal = await agent.page.evaluate(() =>
    document
      .querySelector('video-session')
      ?.client?.allowDrawing('customer', false)
      .then(
        () => 'done',
        (error: { code?: string }) => error.code,
      ),
  );
  assert.equal(refusal, 'switched-off');
  await bothLive(agent, customer);

  await carla.choose(/Drawing on the picture/, 'Anna', 'on');
  await agent.page.getByRole('button', { name: 'Draw', exact: true }).waitFor();
  assert.equal(await customer.page.getByRole('button', { name: 'Draw', exact: true }).count(), 0);
  await carla.choose(/Drawing on the picture/, 'Everybody', '');
  await customer.page.getByRole('button', { name: 'Draw', exact: true }).waitFor();
  await carla.page
    .getByRole('listitem')
    .filter({ hasText: 'Carla decided for Anna' })
    .getByText(/Drawing on the picture.* – On/)
    .first()
    .waitFor();
  const last = carla.page.getByRole('listitem').filter({ hasText: 'Carla decided for Everybody' });
  await last
    .first()
    .getByText(/Drawing on the picture.* – no longer decided here/)
    .waitFor();
});

test('open pages follow for sessions that are over, too: what is switched off goes, and comes back, without a reload', async () => {
  const { agent, customer } = await people.call('T-1004');
  await agent.page.getByRole('button', { name: 'End session' }).click();
  await agent.page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  for (const { page } of [agent, customer]) {
    await statusIs(page, ['ended']);
    // From now on the session is one in a list, and not the one that the page is in.
    await page.reload();
  }
  const record = agent.page.locator('session-record').last();
  await record.getByText('Notes and outcome').click();
  await customer.page.getByText('Earlier video sessions', { exact: true }).click();
  const theirs = customer.page.locator('session-record');
  const controls = [
    record.getByRole('textbox', { name: 'Your notes' }),
    record.getByRole('button', { name: 'Mark done' }),
    record.getByRole('switch', { name: 'Internal' }),
    theirs.getByRole('button', { name: 'Send rating' }),
  ];
  const names = ['notes', 'filing', 'internal', 'ratings', 'tickets', 'contacts'];
  for (const control of controls) await control.waitFor();
  for (const isOn of [false, true]) {
    const functions = Object.fromEntries(names.map((name) => [name, isOn]));
    const answer = await fetch(`${people.desk.url}/api/v1/settings/host`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ functions }),
    });
    assert.equal(answer.status, 200);
    for (const control of controls) await control.waitFor({ state: isOn ? 'visible' : 'detached' });
  }
});

test('an agent who may not hold sessions is told so instead of being offered it, and joins none', async () => {
  const { agent } = await people.meet('T-1002');
  const carla = await administrator(await agent.context.newPage());
  await agent.page.getByRole('button', { name: 'Start video session' }).waitFor();
  await carla.choose(/Agents hold video sessions/, 'Anna', 'off');
  await agent.page.getByText('You may not hold video sessions here').waitFor();
  assert.equal(await agent.page.getByRole('button', { name: 'Start video session' }).count(), 0);
  await carla.choose(/Agents hold video sessions/, 'Anna', '');
  await agent.page.getByRole('button', { name: 'Start video session' }).click();
  const join = agent.page.getByRole('button', { name: 'Join video session' });
  await agent.page.getByRole('button', { name: 'Back', exact: true }).click();
  await join.waitFor();
  await carla.choose(/Agents hold video sessions/, 'Anna', 'off');
  await join.waitFor({ state: 'detached' });
  await agent.page.getByText('You may not hold video sessions here').waitFor();
  await carla.choose(/Agents hold video sessions/, 'Anna', '');
  await join.waitFor();
});

test('what is decided for a team counts before what is decided for all, and no call is half a call', async () => {
  const { agent } = await people.call('T-1005');
  const carla = await administrator(await agent.context.newPage());
  const hold = agent.page.getByRole('button', { name: 'Hold', exact: true });
  await hold.waitFor();
  await carla.choose(/put calls on hold/, 'Everybody', 'off');
  await hold.waitFor({ state: 'detached' });
  await carla.choose(/put calls on hold/, 'Support', 'on');
  await hold.waitFor();
  await carla.page.getByText(/Carla decided for Support/).waitFor();

  const most = carla.page.getByRole('spinbutton', { name: 'Calls at once, at most – Anna' });
  for (const wrong of ['2.5', '0', '51']) {
    await most.fill(wrong);
    await most.press('Tab');
    await carla.page.getByText('a whole number from 1 to 50').waitFor();
    assert.equal(await most.getAttribute('aria-invalid'), 'true');
  }
  await most.fill('2');
  await most.press('Tab');
  await carla.page.getByText('Saved for Anna.').waitFor({ state: 'attached' });
  assert.equal(await carla.page.getByText('a whole number from 1 to 50').count(), 0);
});

test('what is decided for a team holds in what customers ask for, for them as for the agent', async () => {
  const { agent, customer } = await people.meet('T-1006');
  const carla = await administrator(await agent.context.newPage());
  const ask = customer.page.getByRole('button', { name: 'Request video session' });
  await ask.waitFor();
  await carla.choose(/^Customers ask for sessions/, 'Support', 'off');
  await ask.waitFor({ state: 'detached' });
  await carla.choose(/^Customers ask for sessions/, 'Support', '');
  await carla.choose(/^Writing in the session/, 'Support', 'off');
  await ask.click();
  await customer.page.getByRole('textbox', { name: 'What is it about?' }).fill('A puddle.');
  await customer.page.getByRole('button', { name: 'Send request' }).click();
  await agent.page.getByRole('button', { name: 'Confirm', exact: true }).click();
  for (const seat of [customer, agent]) await joinCall(seat);
  await bothLive(agent, customer);

  const chat = ({ page }: Seat) => page.getByRole('button', { name: 'Chat', exact: true });
  for (const seat of [agent, customer]) {
    await seat.page.getByRole('button', { name: 'Draw', exact: true }).waitFor();
    assert.equal(await chat(seat).count(), 0, seat.role);
  }
  for (const [value, state] of [
    ['', 'visible'],
    ['off', 'detached'],
  ] as const) {
    await carla.choose(/^Writing in the session/, 'Support', value);
    for (const seat of [agent, customer]) await chat(seat).waitFor({ state });
  }
});

test('where calls cannot be put on hold, an agent who goes to another one is told that the first goes on', async () => {
  const { agent } = await people.call('T-1007');
  const carla = await administrator(await agent.context.newPage());
  await carla.choose(/put calls on hold/, 'Support', 'off');
  await agent.page
    .getByRole('button', { name: 'Hold', exact: true })
    .waitFor({ state: 'detached' });

  const beside = { ...agent, page: await agent.context.newPage() };
  await beside.page.goto(`${people.desk.url}${pathOf('agent', 'T-1008')}`);
  await startCall(beside);
  const told = beside.page.getByRole('alert').filter({ hasText: 'Your other call could not be' });
  await told.getByText('Switch microphone and camera off there, or leave it.').waitFor();
  await statusIs(agent.page, ['live']);
  await told.getByRole('button').click();
  await carla.choose(/put calls on hold/, 'Support', '');
});

test('two administrators at once keep what the other has decided, and see it after they have decided', async () => {
  const { agent } = await people.meet('T-1001');
  const first = await administrator(await agent.context.newPage());
  const second = await administrator(await agent.context.newPage());
  const drawing = second.page
    .getByRole('row', { name: /Drawing on the picture/ })
    .getByRole('combobox', { name: /Support$/ });
  assert.equal(await drawing.inputValue(), '');
  await first.choose(/Drawing on the picture/, 'Support', 'off');
  await second.choose(/put calls on hold/, 'Support', 'off');
  assert.equal(await drawing.inputValue(), 'off');
});

test('nobody else decides, not even by asking the desk directly', async () => {
  const { agent } = await people.meet('T-1003');
  await agent.page.goto(`${people.desk.url}/admin/?agent=anna`);
  await agent.page.getByText('Only an administrator may decide this').waitFor();
  const statuses = await agent.page.evaluate(() =>
    Promise.all(
      ['anna', 'carla'].map(async (id) => {
        const answer = await fetch(`/desk/settings?as=agent:${id}`, {
          method: 'PATCH',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ reach: { is: 'host' }, edit: { functions: { hold: null } } }),
        });
        return answer.status;
      }),
    ),
  );
  assert.deepEqual(statuses, [404, 200]);
});
