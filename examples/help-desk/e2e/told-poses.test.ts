import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ArOverlay } from '@fernblick/elements';
import type { Seat } from '../faults/desk-call.ts';
import { draw, lookFirst, twoPeople, type TwoPeople } from './two-people.ts';

let people: TwoPeople;
let agent: Seat;
let customer: Seat;

/** Lets a page keep to itself where things are in its camera's picture, while it is told to. */
function muffle(): void {
  const channel = RTCDataChannel.prototype as { send(data: string): void };
  // It is called with its own channel again.
  const { send } = channel;
  channel.send = function (this: RTCDataChannel, data: string) {
    if ('isMuffled' in window && data.includes('"is":"poses"')) return;
    send.call(this, data);
  };
}

const button = ({ page }: Seat, name: string) =>
  page.getByRole('toolbar', { name: 'Call' }).getByRole('button', { name });

/** Resolves once a page follows by what it is told, or by itself, and the mark is where it belongs. */
const follows = ({ page }: Seat, isTold: boolean) =>
  page.waitForFunction((wanted) => {
    const overlay = document
      .querySelector('video-session')
      ?.shadowRoot?.querySelector<ArOverlay>('ar-overlay');
    return overlay?.isTold === wanted && overlay.marks[0]?.state === 'tracked';
  }, isTold);

before(async () => {
  people = await twoPeople();
  ({ agent, customer } = await people.meet('T-1003'));
  await customer.page.evaluate(muffle);
  await people.enter(agent, customer);
  await button(agent, 'Draw').click();
  await agent.page.getByRole('radio', { name: 'Arrow', exact: true }).click();
  await lookFirst(agent);
  await draw(agent, [0.4, 0.4], [0.55, 0.55]);
});

after(() => people?.close());

test('the agent’s mark is drawn where the customer’s side finds it', async () => {
  await follows(agent, true);
  // Nobody knows better than the side of the camera.
  await follows(customer, false);
});

test('the mark goes on by itself where nothing is told any more, and back', async () => {
  await customer.page.evaluate(() => Object.assign(window, { isMuffled: true }));
  const states: string[] = [];
  await agent.page.exposeFunction('noteStates', (told: string) => states.push(told));
  await agent.page.evaluate(() => {
    const { noteStates } = window as unknown as { noteStates: (told: string) => void };
    document.addEventListener('marks-changed', (event) =>
      noteStates(event.marks.map(({ state }) => state).join()),
    );
  });
  await follows(agent, false);
  await customer.page.evaluate(() => Reflect.deleteProperty(window, 'isMuffled'));
  await follows(agent, true);
  // A frame that is late can make it unsure; that nothing is lost between the two is what counts.
  assert.ok(!states.some((told) => told === '' || told.includes('lost')), states.join('; '));
});
