import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { noteFigure } from '../../../scripts/rig/figures.ts';
import { frameAfter } from '../../../scripts/rig/frame-meter.ts';
import { whyNoNetwork } from '../../../scripts/rig/network/network.ts';
import { bothLive, PATIENCE_MS, stateOf } from './desk-call.ts';
import { makeNetworkedCall } from './desk-network.ts';

const cuts = [
  { seconds: 3, demandedMs: 2_500 },
  { seconds: 10, demandedMs: 3_000 },
  { seconds: 25, demandedMs: 3_000 },
  { seconds: 45, demandedMs: 5_000 },
] as const;

for (const { seconds, demandedMs } of cuts) {
  test(
    `F4: a call comes back by itself after the customer's network was gone for ${seconds} s`,
    { skip: whyNoNetwork() ?? false },
    async () => {
      await using call = await makeNetworkedCall();
      const { network, agent, customer } = call;
      await network.drop({ at: 'customer' });
      await pause(seconds * 1_000);
      await network.drop();
      const openAt = Date.now();
      const back = await Promise.all([
        frameAfter(agent.page, openAt, PATIENCE_MS),
        frameAfter(customer.page, openAt, PATIENCE_MS),
      ]);
      noteFigure({
        fault: 'F4',
        what: `picture back at both sides after ${seconds} s without network`,
        value: Math.max(...back) - openAt,
        unit: 'ms',
        demanded: `≤ ${demandedMs}`,
      });
      await bothLive(agent, customer);
      const state = await stateOf(agent.page);
      assert.equal(state?.session?.participants.length, 2, 'nobody came twice');
    },
  );
}
