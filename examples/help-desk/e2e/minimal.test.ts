import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { startDesk } from '../../../scripts/rig/desk-process.ts';
import { installFrameMeter, seesMoving } from '../../../scripts/rig/frame-meter.ts';
import { launchFor, PATIENCE_MS, statusIs, type Role } from '../faults/desk-call.ts';
import { answer, ask, recIsLit, recordingReady, YES } from './recorded.ts';

const MINIMAL = fileURLToPath(new URL('../../minimal/server.ts', import.meta.url));
const API_KEY = 'a-key-for-this-test-alone-0123456789';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  assert.ok(address !== null && typeof address !== 'string');
  return address.port;
}

test('a page of another origin needs two tags and a token, nothing else', async () => {
  const port = await freePort();
  const host = `http://127.0.0.1:${port}`;
  await using desk = await startDesk({ env: { API_KEY, ALLOWED_ORIGINS: host } });
  const child = spawn(process.execPath, [MINIMAL], {
    env: { ...process.env, API_KEY, FERNBLICK: desk.url, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const browsers = await Promise.all([launchFor('agent'), launchFor('customer')]);
  try {
    await once(createInterface({ input: child.stdout }), 'line');
    const open = async (role: Role, browser: (typeof browsers)[number]): Promise<Page> => {
      const page = await browser.newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      await installFrameMeter(page);
      await page.goto(`${host}/${role}`);
      return page;
    };
    const agent = await open('agent', browsers[0]);
    const customer = await open('customer', browsers[1]);
    await agent.getByRole('button', { name: 'Start video session' }).click();
    await agent.getByRole('button', { name: 'Join now' }).click();
    await customer.getByRole('button', { name: 'Join video session' }).click();
    await customer.getByRole('button', { name: 'Join now' }).click();
    await Promise.all([statusIs(agent, ['live']), statusIs(customer, ['live'])]);
    await seesMoving(agent, 'customer', PATIENCE_MS);
    await seesMoving(customer, 'agent', PATIENCE_MS);

    // Drawing follows in a worker of the page's own, which loads a script of the other origin.
    const draw = agent.getByRole('toolbar', { name: 'Call' }).getByRole('button', { name: 'Draw' });
    await draw.click();
    await agent.waitForFunction(() => {
      const root = document.querySelector('video-session')?.shadowRoot;
      return root?.querySelector('ar-overlay')?.tracking === 'on';
    });
    assert.ok(agent.workers().some((worker) => worker.url().startsWith('blob:')));
    await draw.click();

    // With one tag more there is all that is kept of a call, for both.
    for (const page of [agent, customer])
      await page.evaluate(() => document.body.append(document.createElement('session-record')));
    await ask(agent);
    await answer(customer, YES);
    await Promise.all([recIsLit(agent, true), recIsLit(customer, true)]);
    await agent.getByRole('button', { name: 'Screenshot', exact: true }).click();
    const shots = (page: Page) =>
      page.locator('session-pictures').getByRole('button', { name: /Screenshot by/ });
    await shots(customer).first().click();
    const kept = customer.locator('session-pictures');
    await kept.locator('dialog#large').getByRole('button', { name: 'Edit' }).click();
    const editor = kept.locator('screenshot-editor');
    await editor.getByRole('radio', { name: 'Rectangle' }).click();
    await editor.locator('.stage').press('Enter');
    await editor.getByRole('button', { name: 'Save', exact: true }).click();
    await kept.locator('dialog#editor').waitFor({ state: 'detached' });
    await shots(agent).nth(1).waitFor();
    await agent.getByRole('button', { name: 'Stop recording' }).click();
    await agent.getByRole('button', { name: 'End session' }).click();
    await agent.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
    for (const page of [agent, customer]) {
      await recordingReady(page);
      await page.locator('session-recordings').getByRole('button', { name: 'Play' }).click();
      await page.waitForFunction(() => {
        const root = document.querySelector('session-record')?.shadowRoot;
        const film = root
          ?.querySelector('session-recordings')
          ?.shadowRoot?.querySelector('recording-film');
        return (film?.shadowRoot?.querySelector('video')?.currentTime ?? 0) > 0;
      });
      assert.equal(await shots(page).count(), 2);
    }
  } finally {
    child.kill();
    for (const browser of browsers) await browser.close();
  }
});
