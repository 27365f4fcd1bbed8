import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDesk } from '../../../scripts/rig/desk-process.ts';
import { emptySeat, launchFor } from '../faults/desk-call.ts';

test('notifications are asked for when an agent switches them on and at no other moment, and tell of a call while nobody looks', async () => {
  await using closing = new AsyncDisposableStack();
  const desk = await startDesk({});
  closing.defer(() => desk.stop());
  const answer = await fetch(`${desk.url}/desk/settings?as=agent:carla`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ reach: { is: 'host' }, edit: { functions: { dial: true } } }),
  });
  assert.ok(answer.ok, await answer.text());
  const [agents, customers] = [await launchFor('agent'), await launchFor('customer')];
  closing.defer(() => agents.close());
  closing.defer(() => customers.close());
  const [anna, customer] = [
    await emptySeat(agents, 'agent'),
    await emptySeat(customers, 'customer'),
  ];
  // The system's own question cannot be pressed in a test: this stands for it, and remembers the answer as a browser does.
  await anna.page.addInitScript(() => {
    const seen = { asked: [] as boolean[], shown: [] as string[], isSeen: true };
    class SystemNotification extends EventTarget {
      static get permission(): string {
        return localStorage.getItem('the-browsers-answer') ?? 'default';
      }
      static requestPermission(): Promise<string> {
        // Browsers take a question that follows no gesture for an annoyance, and keep it from people.
        seen.asked.push(navigator.userActivation.isActive);
        localStorage.setItem('the-browsers-answer', 'granted');
        return Promise.resolve('granted');
      }
      readonly title: string;
      constructor(title: string) {
        super();
        this.title = title;
        seen.shown.push(title);
      }
      close(): void {
        seen.shown.splice(seen.shown.indexOf(this.title), 1);
      }
    }
    document.hasFocus = () => seen.isSeen;
    Object.assign(window, { Notification: SystemNotification, seenByTest: seen });
  });
  type Seen = { readonly asked: boolean[]; readonly shown: string[]; isSeen: boolean };
  const seen = () =>
    anna.page.evaluate(() => {
      const { asked, shown } = (window as unknown as { readonly seenByTest: Seen }).seenByTest;
      return { asked, shown };
    });
  const look = (isSeen: boolean) =>
    anna.page.evaluate((value) => {
      (window as unknown as { readonly seenByTest: Seen }).seenByTest.isSeen = value;
    }, isSeen);
  await anna.page.goto(`${desk.url}/agent/?agent=anna`);
  await anna.page.getByRole('switch', { name: 'Available' }).click();
  await anna.page.getByText('Calls ring here.', { exact: true }).waitFor();
  await customer.page.goto(`${desk.url}/customer/?ticket=T-1008`);
  const ringing = () => anna.page.getByRole('heading', { name: 'Andrei Ionescu is calling' });
  const call = async (): Promise<void> => {
    await customer.page.getByRole('button', { name: 'Call now' }).click();
    await ringing().waitFor();
  };
  const hangUp = async (): Promise<void> => {
    await customer.page.getByRole('button', { name: 'Hang up', exact: true }).click();
    await ringing().waitFor({ state: 'detached' });
  };
  await look(false);
  await call();
  assert.deepEqual(await seen(), { asked: [], shown: [] }, 'nobody has wanted any yet');
  await hangUp();

  await anna.page.getByRole('switch', { name: 'Notifications' }).click();
  assert.deepEqual(await seen(), { asked: [true], shown: [] });
  await call();
  assert.deepEqual(await seen(), { asked: [true], shown: ['Andrei Ionescu is calling'] });
  await hangUp();
  assert.deepEqual((await seen()).shown, [], 'it goes with the call');
  await look(true);
  await call();
  assert.deepEqual((await seen()).shown, [], 'whoever looks sees it in the page');
  await hangUp();

  // The choice outlives the page, and nothing is asked a second time.
  await anna.page.reload();
  await look(false);
  await anna.page.getByText('Calls ring here.', { exact: true }).waitFor();
  await call();
  assert.deepEqual(await seen(), { asked: [], shown: ['Andrei Ionescu is calling'] });
});
