import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { freePort, startDesk } from '../../../scripts/rig/desk-process.ts';
import { launchFor, PATIENCE_MS } from '../faults/desk-call.ts';

const EXAMPLE = fileURLToPath(new URL('../../without-elements/server.ts', import.meta.url));
const API_KEY = 'a-key-for-this-test-alone-0123456789';

/** Resolves once the picture of the other side moves. */
async function seesTheOther(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      const video = document.querySelector<HTMLVideoElement>('#remote');
      return (video?.getVideoPlaybackQuality().totalVideoFrames ?? 0) > 10;
    },
    undefined,
    { polling: 50 },
  );
}

test('a page with SessionClient alone holds a call, on hold and off again, until somebody leaves', async () => {
  const port = await freePort();
  const host = `http://127.0.0.1:${port}`;
  await using desk = await startDesk({ env: { API_KEY, ALLOWED_ORIGINS: host } });
  const child = spawn(process.execPath, [EXAMPLE], {
    env: { ...process.env, API_KEY, FERNBLICK: desk.url, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const browsers = await Promise.all([launchFor('agent'), launchFor('customer')]);
  try {
    await once(createInterface({ input: child.stdout }), 'line');
    const [agent, customer] = await Promise.all(
      (['agent', 'customer'] as const).map(async (role, index) => {
        const page = await (browsers[index] ?? browsers[0]).newPage();
        page.setDefaultTimeout(PATIENCE_MS);
        await page.goto(`${host}/${role}/`);
        return page;
      }),
    );
    assert.ok(agent && customer);
    const says = (page: Page, text: string) =>
      page.getByRole('status').getByText(text, { exact: true }).waitFor();
    await says(customer, 'There is no session yet.');
    await agent.getByRole('button', { name: 'Start a session' }).click();
    for (const page of [agent, customer]) {
      await page.getByRole('button', { name: 'Join' }).click();
      await page.getByRole('button', { name: 'Leave' }).waitFor();
    }
    await Promise.all([agent, customer].map((page) => says(page, 'In the call')));
    await Promise.all([agent, customer].map(seesTheOther));
    await agent.getByRole('button', { name: 'Hold' }).click();
    await says(customer, 'On hold');
    await agent.getByRole('button', { name: 'Hold' }).click();
    await says(customer, 'In the call');
    await customer.getByRole('button', { name: 'Leave' }).click();
    await says(agent, 'The session is over.');
  } finally {
    child.kill();
    for (const browser of browsers) await browser.close();
  }
});
