import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import {
  bothLive,
  joinCall,
  PATIENCE_MS,
  pathOf,
  startCall,
  statusIs,
  type Seat,
} from '../faults/desk-call.ts';
import { saysInMessenger } from './messenger.ts';
import { twoPeople, type TwoPeople } from './two-people.ts';

const API_KEY = 'a-key-for-this-test-alone-0123456789';
const NUMBERED = 15;
const EVERY_MS = 60;

let people: TwoPeople;
let agent: Seat;
let customer: Seat;
/** Everything that the customer's page was sent. */
const heard: string[] = [];

before(async () => {
  people = await twoPeople({ API_KEY });
  ({ agent, customer } = await people.meet('T-1003'));
  customer.page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => heard.push(payload.toString())),
  );
  await customer.page.reload();
  await startCall(agent);
  await joinCall(customer);
  await bothLive(agent, customer);
});
after(() => people?.close());

const chatButton = (page: Page) =>
  page.getByRole('toolbar', { name: 'Call' }).getByRole('button', { name: /^Chat/ });
const field = (page: Page, name = 'Write in the chat') => page.getByRole('textbox', { name });
const log = (page: Page, name = 'Chat messages') => page.getByRole('log', { name, exact: true });

/** What a page holds of the chat with everybody: number and text. */
const textsAt = (page: Page) =>
  page.evaluate(
    () =>
      document
        .querySelector('video-session')
        ?.client?.chat.state.all.messages.map(({ seq, text, is }) => `${seq} ${text} ${is}`) ?? [],
  );

/** Writes numbered messages as fast as somebody in a great hurry; does not wait for them. */
const writeNumbered = (page: Page, by: string) =>
  page.evaluate(
    ([name, count, everyMs]) => {
      let number = 0;
      const timer = setInterval(() => {
        number += 1;
        if (number >= count) clearInterval(timer);
        // A reload in between ends the waiting, not the message.
        document
          .querySelector('video-session')
          ?.client?.chat.send(`${name} ${number}`)
          .catch(() => undefined);
      }, everyMs);
    },
    [by, NUMBERED, EVERY_MS] as const,
  );

test('both sides write to each other, and each hears of what it does not see', async () => {
  await chatButton(customer.page).click();
  await field(customer.page).fill('It drips here, see https://example.com/valve.');
  await field(customer.page).press('Enter');
  await agent.page
    .getByRole('status')
    .filter({ hasText: /^New message from / })
    .waitFor();
  await agent.page.getByRole('button', { name: 'Chat, 1 unread' }).click();
  const link = log(agent.page).getByRole('link', { name: 'https://example.com/valve' });
  assert.equal(await link.getAttribute('rel'), 'noopener noreferrer');
  await agent.page.getByRole('button', { name: 'Chat', exact: true }).waitFor();
  await field(agent.page).fill('Thank you.\nI have it.');
  await field(agent.page).press('Enter');
  await log(customer.page).getByText('I have it.').waitFor();
});

test('what is written in the ticket during the call is marked in the call, once, where the call covers the ticket', async () => {
  await chatButton(customer.page).click();
  await field(customer.page).waitFor({ state: 'detached' });
  await customer.page.setViewportSize({ width: 390, height: 844 });
  const text = 'The manual is in the ticket.';
  await agent.page.getByRole('textbox', { name: 'Write a message' }).fill(text);
  await agent.page.keyboard.press('Enter');
  await customer.page.getByRole('button', { name: 'Chat, 1 unread' }).click();
  await log(customer.page).getByText(text).waitFor();
  // Their own is no news to the one who wrote it, and stands at their side.
  await log(agent.page).getByText(text).waitFor();
  for (const { page } of [agent, customer])
    assert.equal((await textsAt(page)).filter((line) => line.includes(text)).length, 1);
  await agent.page.getByRole('button', { name: 'Chat', exact: true }).waitFor();
  await customer.page.setViewportSize({ width: 1200, height: 800 });
});

test('what somebody reads in the ticket beside the call is no news in the call; what they have scrolled away from is', async () => {
  const { page } = customer;
  await chatButton(page).click();
  await field(page).waitFor({ state: 'detached' });
  const unread = () =>
    page.evaluate(
      () => document.querySelector('video-session')?.client?.chat.state.all.unread ?? null,
    );
  const write = async (text: string): Promise<void> => {
    await agent.page.getByRole('textbox', { name: 'Write a message' }).fill(text);
    await agent.page.keyboard.press('Enter');
    // In both places: only then it can be known to be the same.
    await saysInMessenger(page, text);
    await page.waitForFunction(
      (said) =>
        document
          .querySelector('video-session')
          ?.client?.chat.state.all.messages.some((message) => message.text === said),
      text,
    );
  };
  await write('The valve is on page 3 of it.');
  await page.waitForFunction(
    () => document.querySelector('video-session')?.client?.chat.state.all.unread === 0,
  );

  const messages = log(page, 'Messages');
  for (let line = 0; line < 12; line += 1) await write(`Step ${line}.`);
  await messages.evaluate(
    (scrolled) =>
      new Promise<void>((resolve) => {
        scrolled.scrollTop = 0;
        // Told after the page's own observer, which is older.
        new IntersectionObserver(([entry], observer) => {
          if (entry?.isIntersecting !== false) return;
          observer.disconnect();
          resolve();
        }).observe(scrolled.lastElementChild ?? scrolled);
      }),
  );
  await write('You need a 17 mm spanner.');
  await page.getByRole('button', { name: 'Chat, 1 unread' }).waitFor();
  assert.equal(await unread(), 1);
  await page.getByRole('button', { name: 'New message' }).click();
  await page.getByRole('button', { name: 'Chat', exact: true }).click();
  await field(page).waitFor();
});

test('an agent looks a standard response up, changes it and sends it', async () => {
  const { page } = agent;
  await page.getByRole('tab', { name: 'Everyone' }).click();
  await page.getByRole('button', { name: 'Standard responses' }).click();
  await page.getByRole('combobox', { name: 'Search standard responses' }).fill('power plug');
  await page.getByRole('option', { name: /^Restart the router/ }).click();
  const text = await field(page).inputValue();
  assert.match(text, /^Please pull the power plug/);
  await field(page).press('End');
  await field(page).pressSequentially(' Really.');
  await field(page).press('Enter');
  await log(customer.page).getByText('about two minutes to settle. Really.').waitFor();
});

test('what agents write among themselves reaches a colleague who looks on, and nothing of it the customer', async () => {
  const colleague = await agent.context.newPage();
  await colleague.goto(`${people.desk.url}${pathOf('agent', 'T-1003').replace('anna', 'ben')}`);
  await agent.page.getByRole('tab', { name: 'Agents only' }).click();
  await field(agent.page, 'Write to agents only').fill('She bought the marzipan model.');
  await agent.page.getByRole('button', { name: 'Send to agents' }).click();
  await colleague.waitForFunction(
    () =>
      document
        .querySelector('video-session')
        ?.client?.chat.state.agents?.messages.some(({ text }) => text.includes('marzipan')) ===
      true,
  );
  // Who only looks on reads and answers beside the call; who is in it has no second place for that.
  await log(colleague, 'Messages among agents').getByText('marzipan model').waitFor();
  await field(colleague, 'Write to agents only').fill('Ask her for the marzipan number.');
  await field(colleague, 'Write to agents only').press('Enter');
  await log(agent.page, 'Messages among agents').getByText('marzipan number').waitFor();
  assert.ok(await agent.page.locator('#among-agents').isHidden());
  const responses = colleague.getByRole('button', { name: 'Standard responses' });
  assert.ok(((await responses.boundingBox())?.width ?? 0) < 60, 'a sign beside the field');
  await agent.page.getByRole('tab', { name: 'Everyone' }).click();
  // Something that is the customer's own, so that whatever came before it has arrived by now.
  await field(agent.page).fill('One moment.');
  await field(agent.page).press('Enter');
  await log(customer.page).getByText('One moment.').waitFor();
  await colleague.close();
});

test('what is under way when the server dies and a page is reloaded arrives once and in order', async () => {
  const before = (await textsAt(agent.page)).length;
  await writeNumbered(agent.page, 'agent');
  await writeNumbered(customer.page, 'customer');
  await customer.page.waitForTimeout((NUMBERED * EVERY_MS) / 3);
  await people.desk.kill9();
  // Until all of it is written, and none of it can be sent.
  for (const { role, page } of [agent, customer])
    await page.waitForFunction(
      (text) =>
        document
          .querySelector('video-session')
          ?.client?.chat.state.all.messages.some((message) => message.text === text) === true,
      `${role} ${NUMBERED}`,
    );
  await people.desk.restart();
  await customer.page.reload();
  await agent.page.reload();
  await bothLive(agent, customer);
  const expected = before + 2 * NUMBERED;
  for (const { page } of [agent, customer])
    await page.waitForFunction(
      (count) => {
        const { messages = [] } =
          document.querySelector('video-session')?.client?.chat.state.all ?? {};
        return messages.filter(({ is }) => is === 'sent').length >= count;
      },
      expected,
      { timeout: PATIENCE_MS },
    );
  const all = await textsAt(agent.page);
  assert.deepEqual(await textsAt(customer.page), all);
  assert.equal(all.length, expected);
  assert.deepEqual(
    all.map((line) => Number(line.split(' ')[0])),
    all.map((_, index) => index + 1),
  );
  for (const name of ['agent', 'customer'])
    assert.deepEqual(
      all
        .map((line) => / (\w+ \d+) sent$/.exec(line)?.[1] ?? '')
        .filter((text) => text.startsWith(name)),
      Array.from({ length: NUMBERED }, (_, index) => `${name} ${index + 1}`),
    );
});

test('on hold one goes on writing, and what was begun outlives a reload', async () => {
  await agent.page.getByRole('button', { name: 'Hold', exact: true }).click();
  await customer.page.getByRole('heading', { name: 'On hold' }).waitFor();
  await chatButton(customer.page).click();
  await field(customer.page).fill('I am still here.');
  await field(customer.page).press('Enter');
  await agent.page.getByRole('button', { name: /^Chat, \d+ unread/ }).click();
  await log(agent.page).getByText('I am still here.').waitFor();
  await field(customer.page).fill('I wanted to say');
  await customer.page.reload();
  await statusIs(customer.page, ['waiting', 'live', 'reconnecting']);
  await chatButton(customer.page).click();
  assert.equal(await field(customer.page).inputValue(), 'I wanted to say');
  await customer.page.keyboard.press('Escape');
  await field(customer.page).waitFor({ state: 'detached' });
});

test('no frame that the customer’s page received knows of the agents’ messages; the host reads all', async () => {
  assert.ok(heard.length > 0);
  for (const frame of heard) assert.doesNotMatch(frame, /marzipan|"agents"/);
  assert.ok(heard.some((frame) => frame.includes('One moment.')));
  const shown = await customer.page.locator('body').innerText();
  assert.doesNotMatch(shown, /marzipan|Agents only/);
  const session = await agent.page.evaluate(
    () => document.querySelector('video-session')?.client?.state.session?.id,
  );
  const answer = await fetch(`${people.desk.url}/api/v1/sessions/${session}/chat`, {
    headers: { authorization: `Bearer ${API_KEY}` },
  });
  const { messages } = (await answer.json()) as { messages: { to: string; text: string }[] };
  assert.deepEqual(
    messages.filter(({ to }) => to === 'agents').map(({ text }) => text),
    ['She bought the marzipan model.', 'Ask her for the marzipan number.'],
  );
});
