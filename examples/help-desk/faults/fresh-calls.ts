import assert from 'node:assert/strict';
import { startDesk } from '../../../scripts/rig/desk-process.ts';
import { noteFigure } from '../../../scripts/rig/figures.ts';
import { frameAfter } from '../../../scripts/rig/frame-meter.ts';
import { describePage, launchFor, openSeat, PATIENCE_MS, statusIs } from './desk-call.ts';

/** F16: pages that were never in a call, both in a hurry, again and again. */
export async function connectFreshCalls(calls: number): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const desk = stack.use(await startDesk());
  const agentBrowser = stack.use(await launchFor('agent'));
  const customerBrowser = stack.use(await launchFor('customer'));
  const times: number[] = [];
  const failed: string[] = [];
  for (let call = 0; call < calls; call++) {
    const ticket = `T-${1001 + (call % 10)}`;
    const [agent, customer] = await Promise.all([
      openSeat(agentBrowser, desk.url, 'agent', ticket),
      openSeat(customerBrowser, desk.url, 'customer', ticket),
    ]);
    try {
      await agent.page.getByRole('button', { name: 'Start video session' }).click();
      await customer.page.getByRole('button', { name: 'Join video session' }).click();
      const buttons = [agent, customer].map(({ page }) =>
        page.getByRole('button', { name: 'Join now' }),
      );
      for (const button of buttons) await button.waitFor();
      const clickAt = Date.now();
      await Promise.all(buttons.map((button) => button.click()));
      const shown = await Promise.all([
        frameAfter(agent.page, clickAt, PATIENCE_MS),
        frameAfter(customer.page, clickAt, PATIENCE_MS),
      ]);
      times.push(Math.max(...shown) - clickAt);
      await Promise.all([agent, customer].map(({ page }) => statusIs(page, ['live'])));
      await agent.page.evaluate(() => document.querySelector('video-session')?.client?.end());
      await statusIs(customer.page, ['ended']);
    } catch (error) {
      const pages = await Promise.all([agent, customer].map(({ page }) => describePage(page)));
      failed.push(`call ${call}: ${String(error).slice(0, 300)}\n${pages.join('\n')}`);
      // The next call about this ticket shall begin as fresh as any.
      await agent.page.evaluate(async () => {
        const client = document.querySelector('video-session')?.client;
        await client?.cancel('created-by-mistake').catch(() => client.end());
      });
    } finally {
      await agent.context.close();
      await customer.context.close();
    }
  }
  times.sort((a, b) => a - b);
  noteFigure({
    fault: 'F16',
    what: `of ${calls} fresh calls, connected`,
    value: calls - failed.length,
    unit: 'calls',
    demanded: `${calls}`,
  });
  noteFigure({
    fault: 'F16',
    what: `slowest of ${calls}, from both clicks to the picture at both sides`,
    value: times.at(-1) ?? Number.NaN,
    unit: 'ms',
    demanded: '≤ 6000',
  });
  assert.deepEqual(failed, []);
}
