import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { PATIENCE_MS, stateOf, statusIs } from '../faults/desk-call.ts';
import { answer, ask, piecesAfter, recIsLit, recordingIs, running, YES } from './recorded.ts';
import { twoPeople, type TwoPeople } from './two-people.ts';

let people: TwoPeople;
before(async () => {
  people = await twoPeople();
});
after(() => people.close());

/** Longer than nothing may come of a recording whose page is gone. */
const LOST_MS = 61_000;

describe('a recording whose page is gone', () => {
  it(
    'ends by itself for the customer, and the next page of the agent may ask anew',
    { timeout: 4 * PATIENCE_MS },
    async () => {
      const { agent, customer } = await people.call('T-1004');
      await ask(agent.page);
      await answer(customer.page, YES);
      await Promise.all([recIsLit(agent.page, true), recIsLit(customer.page, true)]);
      const { id } = await running(agent.page);
      await piecesAfter(people.desk.dataDir, id, 0);
      await agent.context.close();
      await recIsLit(customer.page, false);
      await customer.page.waitForFunction(
        () =>
          document
            .querySelector('video-session')
            ?.client?.state.session?.participants.some(({ presence }) => presence === 'away') ===
          true,
      );
      assert.equal((await stateOf(customer.page))?.session?.recording?.state, 'running');
      await people.desk.setClock(LOST_MS);
      await recordingIs(customer.page, 'stopped');
      await customer.page
        .getByText('The recording was stopped: its page is gone, or handed the call on.')
        .first()
        .waitFor();
      const { session } = (await stateOf(customer.page)) ?? {};
      assert.deepEqual([session?.recording?.reason, session?.phase], ['ended', 'in-progress']);
      // With a fresh profile, as on another computer.
      const next = await people.seat('agent', 'T-1004');
      await next.page.getByRole('button', { name: 'Join video session' }).click();
      await next.page.getByRole('button', { name: 'Join now' }).click();
      await statusIs(next.page, ['live']);
      await ask(next.page);
      await answer(customer.page, YES);
      await Promise.all([recIsLit(next.page, true), recIsLit(customer.page, true)]);
      assert.notEqual((await running(next.page)).id, id);
    },
  );
});
