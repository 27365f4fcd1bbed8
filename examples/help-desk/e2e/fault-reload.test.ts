import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeBareCall, reloadAndMeasure, serveBareCall } from '../../../scripts/rig/bare-call.ts';
import { startDesk } from '../../../scripts/rig/desk-process.ts';
import { noteFigure } from '../../../scripts/rig/figures.ts';
import { bothLive, makeCall, PATIENCE_MS, stateOf, type DeskCall } from '../faults/desk-call.ts';

const others = { agent: 'customer', customer: 'agent' } as const;
const people = ['customer', 'agent'] as const;

/** The same reload in the same browsers, of pages that do nothing but call. */
async function measureBare({ agent, customer }: DeskCall) {
  for (const { context } of [agent, customer]) await context.close();
  await using server = await serveBareCall();
  const browsers = { agent: agent.browser, customer: customer.browser };
  await using bare = await makeBareCall(server, browsers, PATIENCE_MS);
  return {
    customer: await reloadAndMeasure(bare.customer, bare.agent, PATIENCE_MS),
    agent: await reloadAndMeasure(bare.agent, bare.customer, PATIENCE_MS),
  };
}

test('after a reload in mid-call either person is back by themselves, as the same participant', async () => {
  await using desk = await startDesk();
  await using call = await makeCall(desk.url);
  const before = await stateOf(call.agent.page);
  const reload = async (who: (typeof people)[number]) => {
    const other = call[others[who]];
    const cost = await reloadAndMeasure(call[who].page, other.page, PATIENCE_MS);
    await bothLive(call.agent, call.customer);
    const after = await stateOf(other.page);
    const ids = (state: typeof after) => state?.session?.participants.map(({ id }) => id);
    assert.deepEqual(ids(after), ids(before), 'the same two participants, no ghost');
    assert.equal(after?.links.length, 1);
    assert.equal(after?.session?.id, before?.session?.id);
    return cost;
  };
  const ours = { customer: await reload('customer'), agent: await reload('agent') };

  const bare = await measureBare(call);
  for (const who of people) {
    const note = (what: string, value: number, beside: number) =>
      noteFigure({ fault: 'F13', what, value, unit: 'ms', demanded: '≤ 2000', beside });
    note(`picture back at the reloaded ${who}`, ours[who].backMs, bare[who].backMs);
    note(`longest pause at the other side of the ${who}`, ours[who].pauseMs, bare[who].pauseMs);
  }
});
