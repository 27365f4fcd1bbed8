import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchChromium } from '../../../scripts/rig/browsers.ts';
import { openSeat, stateOf } from '../faults/desk-call.ts';
import { saysInMessenger, writeMessage } from './messenger.ts';
import { twoPeople, type TwoPeople } from './two-people.ts';

let people: TwoPeople;

before(async () => {
  people = await twoPeople();
});
after(() => people?.close());

test('the customer of another ticket sees nothing of a call, its people and its messages', async () => {
  const browser = await launchChromium();
  try {
    const stranger = await openSeat(browser, people.desk.url, 'customer', 'T-1008');
    const heard: string[] = [];
    stranger.page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => heard.push(payload.toString())),
    );
    stranger.page.on('response', (response) => {
      if (!response.url().includes('/assets/') && !response.url().includes('/sdk/'))
        response.text().then(
          (text) => heard.push(text),
          // A stream that is still open when the page closes has no text; its messages reach the page, looked at below.
          () => undefined,
        );
    });
    await stranger.page.reload();
    await stranger.page.getByRole('heading', { name: 'Hello Andrei Ionescu' }).waitFor();

    const { agent, customer } = await people.call('T-1001');
    await writeMessage(customer.page, 'The secret word is marzipan.');
    await saysInMessenger(agent.page, 'The secret word is marzipan.');
    const session = (await stateOf(agent.page))?.session;
    assert.ok(session);

    // Something that is the stranger's own, so that whatever came before it has arrived by now.
    const other = await agent.context.newPage();
    await other.goto(`${people.desk.url}/agent/?agent=anna&ticket=T-1008`);
    await writeMessage(other, 'Hello Andrei.');
    await saysInMessenger(stranger.page, 'Hello Andrei.');

    const shown = await stranger.page.locator('body').innerText();
    const all = [shown, ...heard].join('\n');
    for (const secret of ['marzipan', 'Hofmann', session.id, 'T-1001'])
      assert.ok(!all.includes(secret), `the stranger's page knows ${secret}`);
    assert.equal((await stateOf(stranger.page))?.session, null);
    await stranger.page.getByText('You can also ask for one').waitFor();
  } finally {
    await browser.close();
  }
});
