import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { bothLive, joinCall, statusIs } from '../faults/desk-call.ts';
import { axeFindsNothing } from './access.ts';
import { twoPeople, type TwoPeople } from './two-people.ts';

let people: TwoPeople;

before(async () => {
  people = await twoPeople();
});
after(() => people?.close());

test('an agent finds on the desk who asks, what runs and what is over, and reads in the report what came of it', async () => {
  const { agent, customer } = await people.meet('T-1004');
  const { url } = people.desk;
  await agent.page.goto(`${url}/agent/?agent=anna`);
  const desk = agent.page.locator('agent-console');
  await desk.getByText('Nobody is waiting.').waitFor();

  // Somebody asks, and stands on the desk without a reload.
  await customer.page.getByRole('button', { name: 'Request video session' }).click();
  await customer.page.getByRole('textbox', { name: 'What is it about?' }).fill('It whistles.');
  await customer.page.getByRole('button', { name: 'Send request' }).click();
  const asked = desk.getByRole('button', { name: /Asks for a session/ });
  await asked.waitFor();
  assert.match((await asked.textContent()) ?? '', /It whistles\./);
  await axeFindsNothing(agent.page, 'desk');
  await asked.press('Enter');
  await agent.page.waitForURL(/ticket=T-1004/);

  await agent.page.getByRole('button', { name: 'Confirm' }).click();
  await joinCall(agent);
  await joinCall(customer);
  await bothLive(agent, customer);
  // Each list scrolls by itself: the page, moved by whatever takes the focus, would take the call out of sight.
  const below = await agent.page.evaluate(
    () => document.documentElement.scrollHeight - document.documentElement.clientHeight,
  );
  assert.equal(below, 0, 'the desk is as high as its window');

  // A colleague sees that it runs, and later that it is over.
  const second = await agent.context.newPage();
  await second.goto(`${url}/agent/?agent=ben`);
  const other = second.locator('agent-console');
  await other.getByRole('button', { name: /In the call.*T-1004.*Anna/ }).waitFor();
  await agent.page.getByRole('button', { name: 'End session' }).click();
  await agent.page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  await statusIs(agent.page, ['ended']);
  await other.getByText('No call is running.').waitFor();
  await other.getByText('Past sessions').click();
  await other.getByText('No session yet.').waitFor();
  await other.getByRole('checkbox', { name: 'Only mine' }).uncheck();
  await other.getByRole('button', { name: /Over.*T-1004.*Anna/ }).waitFor();

  // What Anna has done: her own figures, and a file of them.
  await second.goto(`${url}/report/?agent=anna`);
  const report = second.locator('activity-report');
  await report.getByRole('rowheader', { name: 'Anna' }).waitFor();
  assert.equal(await report.getByRole('row').count(), 2);
  const [download] = await Promise.all([
    second.waitForEvent('download'),
    report.getByRole('button', { name: 'Download as CSV' }).click(),
  ]);
  const file = await readFile((await download.path()) ?? '', 'utf8');
  assert.match(file, /^\uFEFFagent,agent_id,/);
  assert.match(file, /\r\nAnna,agent-anna,[^,]+,[^,]*,T-1004,/);
  await axeFindsNothing(second, 'report');
});
