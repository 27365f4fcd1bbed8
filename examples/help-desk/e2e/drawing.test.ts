import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Seat } from '../faults/desk-call.ts';
import { chooseMore, draw, hasMarks, lookFirst, twoPeople, type TwoPeople } from './two-people.ts';

let people: TwoPeople;
let agent: Seat;
let customer: Seat;
/** What the overlays said went wrong; for the words of a test that fails. */
const problems: string[] = [];

function noteProblems(): void {
  const { noteProblem } = window as unknown as { noteProblem: (told: string) => Promise<void> };
  document.addEventListener('drawing-problem', ({ code, detail }) => {
    void noteProblem(`${code} ${detail}`);
  });
}

before(async () => {
  people = await twoPeople();
  ({ agent, customer } = await people.call('T-1003'));
  for (const { role, page } of [agent, customer]) {
    await page.exposeFunction('noteProblem', (told: string) => problems.push(`${role}: ${told}`));
    await page.addInitScript(noteProblems);
    await page.evaluate(noteProblems);
  }
});

after(() => people?.close());

const toggle = ({ page }: Seat, name: string) =>
  page.getByRole('toolbar', { name: 'Call' }).getByRole('button', { name });

test('what the agent draws sticks to the customer’s picture, on both screens', async () => {
  await toggle(agent, 'Draw').click();
  await agent.page.getByRole('radio', { name: 'Arrow', exact: true }).click();
  await lookFirst(agent);
  await draw(agent, [0.4, 0.4], [0.55, 0.55]);
  await hasMarks(agent, ['arrow'], 'tracked');
  await hasMarks(customer, ['arrow'], 'tracked');
  assert.equal(await toggle(customer, 'Draw').getAttribute('aria-pressed'), 'false');
});

test('the customer draws too, and each takes back their own', async () => {
  await toggle(customer, 'Draw').click();
  await customer.page.getByRole('radio', { name: 'Ellipse' }).click();
  await draw(customer, [0.3, 0.3], [0.5, 0.5]);
  await hasMarks(agent, ['arrow', 'ellipse']);
  await agent.page.getByRole('button', { name: 'Undo' }).click();
  await hasMarks(customer, ['ellipse']);
  await agent.page.getByRole('button', { name: 'Redo' }).click();
  await hasMarks(customer, ['arrow', 'ellipse']);
});

test('a reload brings all marks back', async () => {
  await customer.page.reload();
  await hasMarks(customer, ['arrow', 'ellipse'], 'tracked');
});

test('the small window over other programs shows the picture with what is drawn on it', async () => {
  const opened = agent.context.waitForEvent('page');
  await chooseMore(agent.page, 'Picture-in-Picture');
  const small = await opened;
  await agent.page.getByRole('radio', { name: 'Pink' }).click();
  await agent.page.getByRole('radio', { name: 'Rectangle' }).click();
  await draw(agent, [0.6, 0.6], [0.8, 0.8]);
  await small.waitForFunction(() => {
    const canvas = document.querySelector('canvas');
    if (canvas === null || canvas.hidden) return false;
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
    copy?.drawImage(canvas, 0, 0);
    const { data = [] } = copy?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
    let pink = 0;
    for (let i = 0; i < data.length; i += 4) {
      const [red = 0, green = 0, blue = 0] = data.slice(i, i + 3);
      if (red > 200 && green < 140 && blue > 150) pink += 1;
    }
    return pink > 500;
  });
  await agent.page.getByRole('button', { name: 'Undo' }).click();
  await hasMarks(customer, ['arrow', 'ellipse']);
  await small.close();
});

test('the agent clears everything', async () => {
  await agent.page.getByRole('button', { name: 'Clear all' }).click();
  await hasMarks(agent, []);
  await hasMarks(customer, []);
});
