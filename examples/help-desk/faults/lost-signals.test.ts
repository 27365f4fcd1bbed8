import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { startDesk } from '../../../scripts/rig/desk-process.ts';
import { noteFigure } from '../../../scripts/rig/figures.ts';
import { frameAfter } from '../../../scripts/rig/frame-meter.ts';
import {
  bothLive,
  describePage,
  joinCall,
  emptySeat,
  pathOf,
  launchFor,
  PATIENCE_MS,
  startCall,
} from './desk-call.ts';
import { makeUnreliable, seeded } from './unreliable-socket.ts';

const SCHEDULES = 50;
const FAULTY_MS = 3_000;

test(`F15: of ${SCHEDULES} connections made while signals are lost, doubled, reordered and late none hangs`, async () => {
  await using stack = new AsyncDisposableStack();
  const desk = stack.use(await startDesk());
  const agentBrowser = stack.use(await launchFor('agent'));
  const customerBrowser = stack.use(await launchFor('customer'));
  const random = seeded(15);
  const agent = await emptySeat(agentBrowser, 'agent');
  const customer = await emptySeat(customerBrowser, 'customer');
  const sockets = [
    await makeUnreliable(agent.page, random),
    await makeUnreliable(customer.page, random),
  ];
  await agent.page.goto(`${desk.url}${pathOf('agent')}`);
  await customer.page.goto(`${desk.url}${pathOf('customer')}`);
  await startCall(agent);
  await joinCall(customer);
  await bothLive(agent, customer);

  const worst: number[] = [];
  const hung: string[] = [];
  for (let schedule = 0; schedule < SCHEDULES; schedule++) {
    const fault = {
      lost: random() * 0.6,
      doubled: random() * 0.6,
      late: random() * 0.8,
      latestMs: random() * 2_500,
    };
    for (const socket of sockets) socket.set(fault);
    // A reload makes a new connection, and the new connection all of its signals.
    const reloaded = schedule % 2 === 0 ? customer : agent;
    const reloadAt = Date.now();
    await reloaded.page.reload({ waitUntil: 'commit' });
    await pause(FAULTY_MS);
    for (const socket of sockets) socket.set(null);
    const endAt = Date.now();
    try {
      const [back] = await Promise.all([
        frameAfter(reloaded.page, reloadAt, PATIENCE_MS),
        bothLive(agent, customer),
      ]);
      worst.push(Math.max(0, back - endAt));
    } catch (error) {
      const pages = await Promise.all([agent, customer].map(({ page }) => describePage(page)));
      const what = `schedule ${schedule} ${JSON.stringify(fault)}: ${String(error).slice(0, 200)}`;
      hung.push([what, ...pages].join('\n'));
    }
  }
  noteFigure({
    fault: 'F15',
    what: `of ${SCHEDULES} schedules in Chromium, hung`,
    value: hung.length,
    unit: 'schedules',
    demanded: '0',
  });
  noteFigure({
    fault: 'F15',
    what: 'longest way back after the last lost signal',
    value: Math.max(...worst),
    unit: 'ms',
    demanded: '≤ 10000',
  });
  assert.deepEqual(hung, []);
});
