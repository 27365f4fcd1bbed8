import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { startDesk, type Desk } from '../../../scripts/rig/desk-process.ts';
import {
  bothLive,
  emptySeat,
  joinCall,
  launchFor,
  startCall,
  statusIs,
  type Role,
  type Seat,
} from '../faults/desk-call.ts';
import { axeFindsNothing } from './access.ts';

let desk: Desk;
const browsers = new Map<Role, Browser>();
let seats: Seat[] = [];

before(async () => {
  desk = await startDesk();
  for (const role of ['agent', 'customer'] as const) browsers.set(role, await launchFor(role));
});
afterEach(async () => {
  for (const { context } of seats) await context.close();
  seats = [];
});
after(async () => {
  for (const browser of browsers.values()) await browser.close();
  await desk?.stop();
});

/** An administrator lets customers call, and calls wait in line or not. */
async function letCall(functions: object, maxSessions = 1): Promise<void> {
  const answer = await fetch(`${desk.url}/desk/settings?as=agent:carla`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      reach: { is: 'host' },
      edit: { functions: { dial: null, queue: null, ...functions }, maxSessions },
    }),
  });
  assert.ok(answer.ok, await answer.text());
}

async function take(role: Role, path: string): Promise<Seat> {
  const browser = browsers.get(role);
  assert.ok(browser);
  const seat = await emptySeat(browser, role);
  seats.push(seat);
  await seat.page.goto(`${desk.url}${path}`);
  return seat;
}

/** Somebody on the desk's page for people who have no ticket: it shows the call once there is one. */
async function onPageWithoutTicket(name: string): Promise<Seat> {
  const seat = await take('customer', '/contact/');
  await axeFindsNothing(seat.page, 'who has no ticket');
  await seat.page.getByRole('textbox', { name: 'Your name' }).fill(name);
  await seat.page.getByRole('button', { name: 'Continue' }).click();
  await seat.page.getByRole('heading', { name: `Hello ${name}` }).waitFor();
  return seat;
}

const press = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });

/** An agent at the desk who lets calls ring. */
async function available(agent: string): Promise<Seat> {
  const seat = await take('agent', `/agent/?agent=${agent}`);
  await seat.page.getByRole('switch', { name: 'Available' }).click();
  await seat.page.getByText('Calls ring here.', { exact: true }).waitFor();
  return seat;
}

/** Waits until camera and microphone of a page run. */
async function devicesAreOn(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { camera, microphone } = document.querySelector('video-session')?.client?.state ?? {};
    return camera?.state === 'on' && microphone?.state === 'on';
  });
}

test('a customer calls, one agent does not want it, the next accepts, and both see each other', async () => {
  await letCall({ dial: true, queue: true });
  const anna = await available('anna');
  const ben = await available('ben');
  const customer = await take('customer', '/customer/?ticket=T-1002');
  await press(customer.page, 'Call now');
  await heading(anna.page, 'Jonas Becker is calling').waitFor();
  assert.match(await anna.page.title(), /^\(1\) /);
  await heading(customer.page, 'You are in line').waitFor();
  await customer.page
    .getByText('You are next in line. As soon as somebody has time for you, you are connected.')
    .waitFor();
  assert.equal(await heading(ben.page, 'Jonas Becker is calling').count(), 0);
  await press(anna.page, 'Decline the call of Jonas Becker');
  await heading(ben.page, 'Jonas Becker is calling').waitFor();
  await anna.page.waitForFunction(() => !document.title.startsWith('(1) '));
  // Whoever still tries the devices out is seen and heard in the call all the same.
  await press(customer.page, 'Check camera and microphone');
  await devicesAreOn(customer.page);
  await press(ben.page, 'Accept the call of Jonas Becker');
  await bothLive(ben, customer);
  await devicesAreOn(customer.page);
  assert.match(ben.page.url(), /ticket=T-1002/);
});

test('nobody is there: it is a request with all that was typed, and the customer is told so', async () => {
  await letCall({ dial: true, queue: false });
  const customer = await take('customer', '/customer/?ticket=T-1003');
  await press(customer.page, 'Request video session');
  await customer.page
    .getByRole('textbox', { name: 'What is it about?' })
    .fill('The door stays locked.');
  // It stands there for some seconds only.
  const calling = heading(customer.page, 'Calling …').waitFor();
  await press(customer.page, 'Call now');
  await calling;
  await heading(customer.page, 'Nobody is there right now').waitFor();
  await customer.page.getByText('Your call is a request now').waitFor();
  await customer.page.getByRole('blockquote').getByText('The door stays locked.').waitFor();

  // Now somebody comes, and the customer tries again.
  const anna = await available('anna');
  await press(customer.page, 'Call now');
  await heading(anna.page, / is calling$/).waitFor();
  await axeFindsNothing(customer.page, 'the call waits');
  await press(customer.page, 'Hang up');
  await heading(anna.page, / is calling$/).waitFor({ state: 'detached' });
});

test('where calls are off nobody is offered one, and what is switched on shows at once', async () => {
  await letCall({});
  const anna = await take('agent', '/agent/?agent=anna');
  await anna.page.getByText('Calls are switched off.').waitFor();
  const customer = await take('customer', '/customer/?ticket=T-1004');
  await customer.page.getByRole('button', { name: 'Request video session' }).waitFor();
  assert.equal(await customer.page.getByRole('button', { name: 'Call now' }).count(), 0);
  await letCall({ dial: true });
  await customer.page.getByRole('button', { name: 'Call now' }).waitFor();
  await anna.page.getByRole('switch', { name: 'Available' }).waitFor();
});

test('on a phone a call rings over the ticket that an agent reads, and is accepted there', async () => {
  await letCall({ dial: true, queue: false });
  // A ticket without a call: one that was just broken off can be resumed for two minutes, and offers no other.
  const agent = await take('agent', '/agent/?agent=anna&ticket=T-1005');
  await agent.page.setViewportSize({ width: 390, height: 844 });
  const fold = agent.page.getByText('Calls and sessions', { exact: true });
  await agent.page.getByRole('button', { name: 'Start video session' }).waitFor();
  // Folded: the ticket has the room.
  await agent.page.locator('agent-console').waitFor({ state: 'hidden' });
  await fold.click();
  await agent.page.getByRole('switch', { name: 'Available' }).click();
  await agent.page.getByText('Calls ring here').waitFor();
  await axeFindsNothing(agent.page, 'unfolded');
  await fold.click();
  const customer = await take('customer', '/customer/?ticket=T-1008');
  await press(customer.page, 'Call now');
  const accept = agent.page.getByRole('button', { name: /^Accept/ });
  await accept.focus();
  // Folded again with the call, the drawer keeps the focus that was in it.
  await press(customer.page, 'Hang up');
  await agent.page.locator('agent-console').waitFor({ state: 'hidden' });
  assert.equal(await agent.page.evaluate(() => document.activeElement?.tagName), 'SUMMARY');
  await press(customer.page, 'Call now');
  await accept.waitFor();
  await axeFindsNothing(agent.page, 'somebody calls');
  await accept.click();
  await agent.page.waitForURL(/ticket=T-1008/);
  await bothLive(agent, customer);
});

test('a call that is taken during another one opens beside it and puts that one on hold, until the agent takes it back', async () => {
  await letCall({ dial: true, queue: false }, 2);
  const agent = await take('agent', '/agent/?agent=anna&ticket=T-1006');
  const first = await take('customer', '/customer/?ticket=T-1006');
  await startCall(agent);
  await joinCall(first);
  await bothLive(agent, first);
  await agent.page.getByRole('switch', { name: 'Available' }).click();
  await agent.page.getByText('Calls ring here.', { exact: true }).waitFor();
  const second = await take('customer', '/customer/?ticket=T-1007');
  await press(second.page, 'Call now');
  const opened = agent.context.waitForEvent('page');
  await agent.page.getByRole('button', { name: /^Accept/ }).click();
  const beside = await opened;
  await beside.waitForURL(/ticket=T-1007/);
  await statusIs(second.page, ['live']);
  // Nobody hears her talk to somebody else.
  await heading(first.page, 'On hold').waitFor();
  assert.match(agent.page.url(), /ticket=T-1006/);
  await heading(agent.page, 'On hold').waitFor();
  await press(agent.page, 'Go on');
  await heading(first.page, 'On hold').waitFor({ state: 'detached' });
  await statusIs(agent.page, ['live']);
});

test('a call from a page without ticket leads the agent into its session, from the list, from a ticket and on a phone', async () => {
  for (const queue of [false, true]) {
    await letCall({ dial: true, queue });
    const anna = await available('anna');
    const customer = await onPageWithoutTicket('Lea Vogt');
    await press(customer.page, 'Call now');
    await press(anna.page, 'Accept the call of Lea Vogt');
    await joinCall(customer);
    await bothLive(anna, customer);
    await heading(anna.page, 'Video session without a ticket').waitFor();
    await axeFindsNothing(anna.page, 'a call without a ticket');
    // As in a ticket: a reload comes back by itself.
    await anna.page.reload();
    await bothLive(anna, customer);
    await press(anna.page, 'End session');
    await anna.page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
    await statusIs(anna.page, ['ended']);
    for (const { context } of seats) await context.close();
    seats = [];
  }
  await letCall({ dial: true, queue: false });
  const agent = await take('agent', '/agent/?agent=anna&ticket=T-1005');
  await agent.page.setViewportSize({ width: 390, height: 844 });
  await agent.page.getByText('Calls and sessions', { exact: true }).click();
  await agent.page.getByRole('switch', { name: 'Available' }).click();
  await agent.page.getByText('Calls ring here').waitFor();
  const customer = await onPageWithoutTicket('Noa Vogt');
  await press(customer.page, 'Call now');
  await press(agent.page, 'Accept the call of Noa Vogt');
  await joinCall(customer);
  await bothLive(agent, customer);
  assert.equal(new URL(agent.page.url()).searchParams.get('ticket'), null);
  await press(agent.page, 'End session');
  await agent.page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  await statusIs(agent.page, ['ended']);

  // What came without a ticket gets one, which is a link away from then on.
  await agent.page.setViewportSize({ width: 1366, height: 768 });
  await press(agent.page, 'Create a ticket');
  const made = heading(agent.page, /^Video session of T-/);
  await made.waitFor();
  const [id = ''] = /T-\d+/.exec((await made.textContent()) ?? '') ?? [];
  const ticket = agent.page.locator('#ticket-id').getByRole('link', { name: id });
  const opened = agent.context.waitForEvent('page');
  await ticket.press('Enter');
  await (await opened).getByRole('heading', { name: 'From a video session' }).waitFor();
});

test('while the only agent talks, calls wait in line, tell their place and about how long it takes, and ring once there is room', async () => {
  await letCall({ dial: true, queue: true });
  const anna = await available('anna');
  const first = await take('customer', '/customer/?ticket=T-1001');
  await press(first.page, 'Call now');
  await press(anna.page, 'Accept the call of Maria Hofmann');
  await bothLive(anna, first);
  const [second, third] = [
    await take('customer', '/customer/?ticket=T-1009'),
    await take('customer', '/customer/?ticket=T-1010'),
  ];
  await press(second.page, 'Call now');
  await second.page.getByText(/^You are next in line\./).waitFor();
  await press(third.page, 'Call now');
  await third.page.getByText(/^You are number 2 in line\./).waitFor();
  assert.equal(await heading(anna.page, / is calling$/).count(), 0, 'she has no room');
  await third.page.reload();
  await third.page.getByText(/^You are number 2 in line\./).waitFor();

  // How long a call takes is known from the one that is over.
  await press(anna.page, 'End session');
  await anna.page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  await heading(anna.page, 'Lucía Fernández is calling').waitFor();
  const takes = 'It takes about (one minute|\\d+ minutes)\\.$';
  await third.page.getByText(new RegExp(`^You are number 2 in line\\. ${takes}`)).waitFor();
  assert.equal(await heading(anna.page, 'Peter Lindqvist is calling').count(), 0, 'one at a time');
  await press(anna.page, 'Accept the call of Lucía Fernández');
  await bothLive(anna, second);
  await third.page.getByText(new RegExp(`^You are next in line\\. ${takes}`)).waitFor();

  // Nobody is left behind for whom the next test would have to wait.
  await press(third.page, 'Hang up');
  await press(anna.page, 'End session');
  await anna.page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  await statusIs(second.page, ['ended']);
});
