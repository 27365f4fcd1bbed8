import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { noteFigure } from '../../../scripts/rig/figures.ts';
import { longestPause } from '../../../scripts/rig/frame-meter.ts';
import { whyNoNetwork } from '../../../scripts/rig/network/network.ts';
import { bothLive, PATIENCE_MS, stateOf } from './desk-call.ts';
import { makeNetworkedCall } from './desk-network.ts';

const CUT_MS = 30_000;

test(
  'F3: a call goes on while the customer has no way to the server for 30 s, and catches up after',
  { skip: whyNoNetwork() ?? false },
  async () => {
    await using call = await makeNetworkedCall();
    const { network, agent, customer } = call;

    const cutAt = Date.now();
    await network.drop({ between: ['customer', 'server'] });
    await customer.page.waitForFunction(
      () => document.querySelector('video-session')?.client?.state.server !== 'connected',
      undefined,
      { timeout: PATIENCE_MS, polling: 20 },
    );
    const saidMs = Date.now() - cutAt;
    // What the customer can only learn from the view that follows the reconnect.
    await agent.page.getByRole('button', { name: 'Microphone' }).click();
    await pause(Math.max(0, CUT_MS - (Date.now() - cutAt)));
    const during = await stateOf(customer.page);

    const openAt = Date.now();
    await network.drop();
    await customer.page.waitForFunction(
      () =>
        document
          .querySelector('video-session')
          ?.client?.state.session?.participants.some(
            ({ role, microphone }) => role === 'agent' && microphone === 'off',
          ),
      undefined,
      { timeout: PATIENCE_MS, polling: 20 },
    );
    const caughtUpMs = Date.now() - openAt;
    await bothLive(agent, customer);
    const now = Date.now();
    const gap = Math.max(
      await longestPause(agent.page, cutAt, now),
      await longestPause(customer.page, cutAt, now),
    );

    const figures = [
      { what: 'longest pause in the picture', value: gap, unit: 'ms', demanded: '≤ 300' },
      { what: 'the page says so after', value: saidMs, unit: 'ms', demanded: '≤ 3000' },
      { what: 'caught up after', value: caughtUpMs, unit: 'ms', demanded: '≤ 1000' },
    ] as const;
    for (const figure of figures) noteFigure({ fault: 'F3', ...figure });

    assert.equal(during?.status.is, 'reconnecting');
    assert.equal(during.status.what, 'server');
    assert.equal(during.status.mediaFlows, true);
  },
);
