import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { startDesk, type Desk } from '../../../scripts/rig/desk-process.ts';
import {
  bothLive,
  emptySeat,
  joinCall,
  launchFor,
  pathOf,
  type Role,
  type Seat,
} from '../faults/desk-call.ts';
import { axeFindsNothing, pressByKeyboard, tabTo } from './access.ts';
import { saysInMessenger } from './messenger.ts';
import { chooseMore } from './two-people.ts';

const API_KEY = 'a-key-for-this-test-alone-0123456789';
/** The customer is on holiday. */
const ZONES = { agent: 'Europe/Berlin', customer: 'America/New_York' } as const;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let desk: Desk;
const browsers = new Map<Role, Browser>();
let seats: Seat[] = [];

before(async () => {
  desk = await startDesk({ env: { API_KEY } });
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

/** A person's ticket page, in the time zone of that person. */
async function take(role: Role, ticket: string, path = pathOf(role, ticket)): Promise<Seat> {
  const browser = browsers.get(role);
  assert.ok(browser);
  const seat = await emptySeat(browser, role, { timezoneId: ZONES[role] });
  seats.push(seat);
  await seat.page.goto(`${desk.url}${path}`);
  return seat;
}

const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });

/** What a field for local day and time holds at a moment in a zone. */
function localValue(at: number, role: Role): string {
  return new Date(at)
    .toLocaleString('sv', { timeZone: ZONES[role] })
    .slice(0, 16)
    .replace(' ', 'T');
}

/** What a person's clock shows at a moment. */
function clock(at: number, role: Role): string {
  return new Date(at).toLocaleTimeString('en', { timeStyle: 'short', timeZone: ZONES[role] });
}

/** The full hour, some days and hours from now. */
function hourIn(ms: number): number {
  return Math.ceil((Date.now() + ms) / HOUR_MS) * HOUR_MS;
}

/** The customer asks for a session, at a time or at any. */
async function ask({ page }: Seat, reason: string, at: number | null): Promise<void> {
  await press(page, 'Request video session');
  await page.getByRole('textbox', { name: 'What is it about?' }).fill(reason);
  if (at !== null) {
    await page.getByRole('radio', { name: 'At certain times' }).check();
    await page.getByLabel('First choice').fill(localValue(at, 'customer'));
  }
  await press(page, 'Send request');
  await heading(page, 'Your request is with us').waitFor();
}

test('asked in one time zone, proposed otherwise in another, accepted, and held as a call', async () => {
  const agent = await take('agent', 'T-1002');
  const customer = await take('customer', 'T-1002');
  const wanted = hourIn(2 * DAY_MS);
  const offered = wanted + 3 * HOUR_MS;
  const reason = 'E5 again.\n<script>document.title = "owned"</script>';
  await agent.page.getByRole('button', { name: 'Start video session' }).waitFor();
  await ask(customer, reason, wanted);

  // The agent's page was open all the while.
  await heading(agent.page, 'Jonas Becker asks for a video session').waitFor();
  await agent.page.getByRole('blockquote').getByText('<script>document.title').waitFor();
  assert.doesNotMatch(await agent.page.title(), /owned/);
  const choice = agent.page.getByRole('radio', { name: clock(wanted, 'agent') });
  assert.ok(await choice.isChecked());
  await agent.page
    .getByText(`${clock(wanted, 'customer')} for the customer (America/New_York)`)
    .waitFor();
  await agent.page
    .getByRole('link', { name: /T-1002/ })
    .getByText('Video requested')
    .waitFor();
  await saysInMessenger(agent.page, 'Jonas Becker asked for a video session');
  for (const { page } of [agent, customer])
    assert.equal(await page.getByRole('button', { name: 'Join video session' }).count(), 0);

  await press(agent.page, 'Propose another time');
  await agent.page.getByLabel('Day and time').fill(localValue(offered, 'agent'));
  await agent.page
    .getByRole('textbox', { name: 'Message to the customer' })
    .fill('I am in a call.');
  await press(agent.page, 'Send proposal');
  await agent.page.getByText(/Anna has proposed: .*Jonas Becker has not answered yet/).waitFor();

  await heading(customer.page, 'Anna suggests another time').waitFor();
  await customer.page.getByText('I am in a call.').waitFor();
  await customer.page.getByText(clock(offered, 'customer')).first().waitFor();
  await press(customer.page, 'Accept');
  for (const { page, role } of [agent, customer])
    await heading(page, new RegExp(`^Agreed: .*${clock(offered, role)}`)).waitFor();
  await agent.page
    .getByRole('link', { name: /T-1002/ })
    .getByText('Video agreed')
    .waitFor();
  await saysInMessenger(customer.page, /^Jonas Becker confirmed the video session for /);

  // Both have time now after all.
  await joinCall(agent);
  await customer.page.getByText('Anna is there and waits for you.').waitFor();
  await joinCall(customer);
  await bothLive(agent, customer);
});

test('asked for on a page where calls begin with voice, and held so', async () => {
  const agent = await take('agent', 'T-1001');
  const customer = await take('customer', 'T-1001');
  await customer.page.locator('video-session').evaluate((call) => {
    call.setAttribute('voice-first', '');
  });
  await ask(customer, 'I would rather not be seen.', null);
  await press(agent.page, 'Confirm');
  for (const seat of [agent, customer]) await joinCall(seat);
  for (const { page } of [agent, customer]) {
    await page.waitForFunction(() => {
      const session = document.querySelector('video-session')?.client?.state.session;
      return session?.phase === 'in-progress' && session.video.is === 'off';
    });
    await page.getByText('Voice only').first().waitFor();
  }
  await chooseMore(agent.page, 'Offer video');
  await press(customer.page, 'Accept and send my picture');
  await bothLive(agent, customer);
});

test('declined with a message, and asked for again without typing it twice', async () => {
  const agent = await take('agent', 'T-1003');
  const customer = await take('customer', 'T-1003');
  await ask(customer, 'The door stays locked.', null);
  await press(agent.page, 'Decline');
  await press(agent.page, 'Decline request');
  await agent.page.getByText('Please write a sentence').waitFor();
  await agent.page
    .getByRole('textbox', { name: 'Message to the customer' })
    .fill('Please turn the tap off first.');
  await press(agent.page, 'Decline request');
  await heading(customer.page, 'Your request was declined').waitFor();
  await saysInMessenger(customer.page, 'Anna declined the video session');
  // Whoever was not there reads it later.
  await customer.page.reload();
  await customer.page.getByText('Please turn the tap off first.').waitFor();
  await press(customer.page, 'Request video session');
  const field = customer.page.getByRole('textbox', { name: 'What is it about?' });
  assert.equal(await field.inputValue(), 'The door stays locked.');
  await press(customer.page, 'Send request');
  await heading(agent.page, 'Elena Popescu asks for a video session').waitFor();
});

test('agreed, and called off by the agent with a message: everybody reads who did, and nobody that it was declined', async () => {
  const agent = await take('agent', 'T-1004');
  const customer = await take('customer', 'T-1004');
  await ask(customer, 'The gate is stuck.', null);
  await press(agent.page, 'Confirm');
  await press(agent.page, 'Call it off');
  const dialog = agent.page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Message to the customer' }).fill('I am ill today.');
  await dialog.getByRole('button', { name: 'Call it off' }).click();
  await heading(customer.page, 'Anna has called the video session off').waitFor();
  await customer.page.getByText('I am ill today.').waitFor();
  for (const { page } of [agent, customer]) {
    await page.locator('session-status-bar').getByText('called off, by Anna').waitFor();
    assert.equal(await page.getByText(/declined/).count(), 0);
  }
  await saysInMessenger(customer.page, 'Anna called the video session off');
  // Read again by whoever was not there.
  await customer.page.reload();
  await heading(customer.page, 'Anna has called the video session off').waitFor();
});

test('withdrawn, and gone from the agent’s page', async () => {
  const customer = await take('customer', 'T-1005');
  await ask(customer, 'It forgets everything.', null);
  // Who comes back finds the request, and the agent who comes later too.
  await customer.page.reload();
  await heading(customer.page, 'Your request is with us').waitFor();
  const agent = await take('agent', 'T-1005');
  await heading(agent.page, 'Giulia Conti asks for a video session').waitFor();
  await press(customer.page, 'Withdraw request');
  await customer.page.getByRole('dialog').getByRole('button', { name: 'Withdraw request' }).click();
  await customer.page.getByRole('button', { name: 'Request video session' }).waitFor();
  await agent.page.getByRole('button', { name: 'Start video session' }).waitFor();
  assert.equal(await agent.page.getByRole('button', { name: 'Confirm' }).count(), 0);
});

test('confirmed by two agents at once, it is agreed once, and both see with whom', async () => {
  const anna = await take('agent', 'T-1007');
  const ben = await take('agent', 'T-1007', '/agent/?agent=ben&ticket=T-1007');
  const customer = await take('customer', 'T-1007');
  const [first, second] = [hourIn(DAY_MS), hourIn(2 * DAY_MS)];
  await press(customer.page, 'Request video session');
  await customer.page.getByRole('textbox', { name: 'What is it about?' }).fill('It hums.');
  await customer.page.getByRole('radio', { name: 'At certain times' }).check();
  await customer.page.getByLabel('First choice').fill(localValue(first, 'customer'));
  await press(customer.page, 'Add another time');
  await customer.page
    .getByLabel('Second choice', { exact: true })
    .fill(localValue(second, 'customer'));
  await press(customer.page, 'Send request');
  for (const { page } of [anna, ben]) await page.getByRole('button', { name: 'Confirm' }).waitFor();

  const confirm = ({ page }: Seat, at: number): Promise<string> =>
    page.evaluate(
      (time) =>
        document
          .querySelector('video-session')
          ?.client?.confirmRequest(time)
          .then(
            () => 'done',
            (error: { code?: string }) => error.code ?? '',
          ) ?? '',
      at,
    );
  const answers = await Promise.all([confirm(anna, first), confirm(ben, second)]);
  assert.deepEqual(answers.toSorted(), ['already-answered', 'done']);
  const [who, agreed] = answers[0] === 'done' ? ['Anna', first] : ['Ben', second];
  for (const { page, role } of [anna, ben, customer]) {
    await heading(page, new RegExp(`^Agreed: .*${clock(agreed, role)}`)).waitFor();
    await page.getByText(`Confirmed by ${who}.`).waitFor();
  }
  assert.equal(await anna.page.getByText(/confirmed the video session for/).count(), 1);
});

test('asked and answered by the keyboard alone, and axe finds nothing on the way', async () => {
  const agent = await take('agent', 'T-1009');
  const customer = await take('customer', 'T-1009');
  const bothPages = async (where: string): Promise<void> => {
    for (const { page, role } of [agent, customer])
      await axeFindsNothing(page, `${role}, ${where}`);
  };
  await pressByKeyboard(customer.page, 'Request video session');
  await tabTo(customer.page, customer.page.getByRole('textbox', { name: 'What is it about?' }));
  await customer.page.keyboard.type('The pump is loud.');
  await pressByKeyboard(customer.page, 'Check camera and microphone');
  await customer.page
    .locator('session-request')
    .getByText(/Your microphone works|Say something/)
    .waitFor();
  await bothPages('writing');
  await pressByKeyboard(customer.page, 'Send request');
  await heading(customer.page, 'Your request is with us').waitFor();
  const answer = agent.page.getByRole('radio', { name: 'At another time' });
  await answer.waitFor();
  await bothPages('asked');
  await pressByKeyboard(agent.page, 'Propose another time');
  const field = agent.page.getByLabel('Day and time');
  await tabTo(agent.page, field);
  await field.fill(localValue(hourIn(DAY_MS), 'agent'));
  await axeFindsNothing(agent.page, 'proposing');
  await pressByKeyboard(agent.page, 'Send proposal');
  await heading(customer.page, 'Anna suggests another time').waitFor();
  await bothPages('proposed');
  await pressByKeyboard(customer.page, 'Accept');
  for (const { page } of [agent, customer]) await heading(page, /^Agreed: /).waitFor();
  // What can be done now comes next.
  await customer.page.waitForFunction(() => {
    const focused = document.querySelector('video-session')?.shadowRoot?.activeElement;
    return focused?.textContent?.startsWith('Agreed: ');
  });
  await bothPages('agreed');
  // Whoever has tried the camera out does not go on filming.
  const camera = await customer.page.evaluate(
    () => document.querySelector('video-session')?.client?.state.camera.state,
  );
  assert.equal(camera, 'off');
});

test('confirmed for now, both join', async () => {
  const agent = await take('agent', 'T-1006');
  const customer = await take('customer', 'T-1006');
  await ask(customer, 'There is a puddle.', null);
  await press(agent.page, 'Confirm');
  await heading(customer.page, 'Your video session is confirmed').waitFor();
  await joinCall(customer);
  await joinCall(agent);
  await bothLive(agent, customer);
});

test('what is typed survives a reload; what cannot be is told in the field, and refused by the server', async () => {
  const { page } = await take('customer', 'T-1008');
  await press(page, 'Request video session');
  await page.getByRole('textbox', { name: 'What is it about?' }).fill('Which fuse is it?');
  await page.getByRole('radio', { name: 'At certain times' }).check();
  await page.getByLabel('First choice').fill(localValue(Date.now() - DAY_MS, 'customer'));
  await page.reload();
  assert.equal(
    await page.getByRole('textbox', { name: 'What is it about?' }).inputValue(),
    'Which fuse is it?',
  );
  await press(page, 'Send request');
  await page.getByText('This time has passed.').waitFor();
  // A page that checks nothing gets no further.
  const codes = await page.evaluate(async () => {
    const client = document.querySelector('video-session')?.client ?? null;
    if (client === null) throw new Error('no client');
    const wrong = [
      { preferred: [Date.now() - 1] },
      { preferred: [Date.now() + 400 * 86_400_000] },
      { zone: 'Mars/Olympus' },
    ];
    return Promise.all(
      wrong.map((more) =>
        client
          .ask({ reason: 'It leaks.', ...more })
          .catch((error: { code?: string }) => error.code),
      ),
    );
  });
  assert.deepEqual(codes, ['time-past', 'time-too-far', 'unknown-zone']);
});

test('agreed, and nobody came: the agent says so, and the customer who comes too late reads it and can ask again', async () => {
  const agent = await take('agent', 'T-1010');
  const customer = await take('customer', 'T-1010');
  await ask(customer, 'It does not heat.', null);
  await agent.page.getByRole('button', { name: 'Confirm' }).waitFor();
  await agent.page.evaluate(() =>
    document.querySelector('video-session')?.client?.confirmRequest(Date.now() + 3_000),
  );
  const nobodyCame = agent.page.getByRole('button', { name: 'Nobody came', exact: true });
  for (const { page } of [agent, customer]) await heading(page, /^Agreed: /).waitFor();
  assert.equal(await nobodyCame.count(), 0, 'not before the agreed time');
  // It passes while the pages are open.
  await nobodyCame.click();
  const question = agent.page.getByRole('dialog', { name: 'Did nobody come?' });
  await question.getByRole('button', { name: 'Nobody came' }).click();
  await agent.page.getByText('The session did not take place.').first().waitFor();
  await agent.page.getByText('nobody came, by Anna').waitFor();
  const late = await take('customer', 'T-1010');
  for (const { page } of [customer, late]) {
    await saysInMessenger(page, 'Nobody came to the video session with Anna');
    await page.getByRole('button', { name: 'Request video session' }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Join video session' }).count(), 0);
  }
});

test('agreed on a page without ticket, and nobody came: the customer reads it there and can ask again', async () => {
  const { page } = await take('customer', '', '/contact/');
  await page.getByRole('textbox', { name: 'Your name' }).fill('Lea Vogt');
  await press(page, 'Continue');
  await press(page, 'Request video session');
  await page.getByRole('textbox', { name: 'What is it about?' }).fill('The pump is loud.');
  await press(page, 'Send request');
  await heading(page, 'Your request is with us').waitFor();
  const session = await page.evaluate(
    () => document.querySelector('session-request')?.client?.state.session?.id,
  );
  const tell = async (what: string, body: object): Promise<void> => {
    const answer = await fetch(`${desk.url}/api/v1/sessions/${session}/${what}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    assert.equal(answer.status, 200);
  };
  await tell('confirm', {});
  await page.getByRole('button', { name: 'Join video session' }).waitFor();
  await tell('cancel', { reason: 'no-show' });
  await page.getByText('The session did not take place.').waitFor();
  await press(page, 'Request video session');
  const field = page.getByRole('textbox', { name: 'What is it about?' });
  assert.equal(await field.inputValue(), 'The pump is loud.');
});
