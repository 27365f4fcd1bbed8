import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { after, before, test } from 'node:test';
import type { Browser, Frame, Page } from 'playwright-core';
import type { ChromiumOptions } from '../../../scripts/rig/browsers.ts';
import { freePort, startDesk, type Desk } from '../../../scripts/rig/desk-process.ts';
import { noteFigure } from '../../../scripts/rig/figures.ts';
import {
  emptySeat,
  launchFor,
  openSeat,
  pathOf,
  PATIENCE_MS,
  startCall,
} from '../faults/desk-call.ts';
import { faultyDevices } from '../faults/device-faults.ts';

const outside = Object.values(networkInterfaces())
  .flatMap((list) => list ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

interface Cause {
  readonly name: string;
  readonly ticket: string;
  readonly code: string;
  readonly browser?: ChromiumOptions;
  readonly isBusy?: boolean;
  /** Puts the ticket's page into a frame of another page that keeps the camera to itself. */
  readonly framed?: boolean;
  readonly insecure?: boolean;
}

const causes: readonly Cause[] = [
  {
    name: 'the person says no',
    ticket: 'T-1001',
    code: 'device-denied-by-user',
    browser: { denyMedia: true },
  },
  {
    name: 'there is none',
    ticket: 'T-1002',
    code: 'device-not-found',
    browser: { noDevices: true },
  },
  { name: 'another program has it', ticket: 'T-1003', code: 'device-busy', isBusy: true },
  {
    name: 'the frame does not pass it on',
    ticket: 'T-1004',
    code: 'device-denied-by-page',
    framed: true,
  },
  {
    name: 'the page is not secure',
    ticket: 'T-1005',
    code: 'device-insecure-context',
    insecure: true,
  },
];

let desk: Desk;
let agentBrowser: Browser;
const seen = new Set<string>();

before(async () => {
  const port = await freePort();
  // Listens at all addresses, because only one that is not this machine's own name counts as insecure.
  const everywhere = {
    port,
    listen: '0.0.0.0',
    env: { PUBLIC_URL: `http://127.0.0.1:${port}`, ALLOWED_ORIGINS: `http://${outside}:${port}` },
  };
  desk = await startDesk(outside === undefined ? {} : everywhere);
  agentBrowser = await launchFor('agent');
});
after(async () => {
  await agentBrowser.close();
  await desk.stop();
});

/** Opens the customer's page so that the cause holds; returns the document the tag lives in. */
async function openWith(page: Page, cause: Cause): Promise<Page | Frame> {
  const base = cause.insecure === true ? `http://${outside}:${desk.port}` : desk.url;
  const address = `${base}${pathOf('customer', cause.ticket)}`;
  if (cause.framed !== true) {
    await page.goto(address);
    return page;
  }
  // The example lets nobody put it into a frame; a desk that lives in one would not send this.
  await page.route(address, async (route) => {
    const response = await route.fetch();
    const headers = response.headers();
    const policy = headers['content-security-policy']?.replace("frame-ancestors 'none'", '') ?? '';
    await route.fulfill({ response, headers: { ...headers, 'content-security-policy': policy } });
  });
  const host = `${base}/host-page`;
  await page.route(host, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><iframe width="1100" height="700" allow="camera 'none'; microphone 'none'; autoplay" src="${address}"></iframe>`,
    }),
  );
  await page.goto(host);
  const frame = await (await page.waitForSelector('iframe')).contentFrame();
  assert.ok(frame);
  return frame;
}

for (const cause of causes) {
  test(
    `no camera because ${cause.name}: the page knows why, and the customer can join to watch and listen`,
    {
      skip:
        cause.insecure === true && outside === undefined
          ? 'This machine has no address besides its own.'
          : false,
    },
    async () => {
      await using stack = new AsyncDisposableStack();
      const agent = await openSeat(agentBrowser, desk.url, 'agent', cause.ticket);
      stack.defer(() => agent.context.close());
      await startCall(agent);
      const browser = stack.use(await launchFor('customer', cause.browser));
      const { page } = await emptySeat(browser, 'customer');
      await faultyDevices(page, { isBusy: cause.isBusy ?? false });
      const target = await openWith(page, cause);
      await target.getByRole('button', { name: 'Join video session' }).click();
      await target.waitForFunction(
        () => document.querySelector('video-session')?.client?.state.camera.error !== null,
        undefined,
        { timeout: PATIENCE_MS },
      );
      const error = await target.evaluate(() => {
        const problem = document.querySelector('video-session')?.client?.state.camera.error;
        return { code: problem?.code, remedy: problem?.remedy };
      });
      assert.equal(error.code, cause.code);
      assert.ok((error.remedy ?? '').length > 10, 'it comes with a remedy');
      const clickAt = Date.now();
      await target.getByRole('button', { name: 'Join now' }).click();
      await target.waitForFunction(() => window.rigMeter.times.length > 0, undefined, {
        timeout: PATIENCE_MS,
        polling: 20,
      });
      noteFigure({
        fault: 'F18',
        what: 'join without camera and microphone, to the first picture',
        value: Date.now() - clickAt,
        unit: 'ms',
        demanded: '≤ 3000',
      });
      await target.waitForFunction(
        () => document.querySelector('video-session')?.client?.state.status.is === 'live',
        undefined,
        { timeout: PATIENCE_MS },
      );
      seen.add(error.code);
    },
  );
}

test('the causes are told apart', () => {
  noteFigure({
    fault: 'F18',
    what: 'causes told apart',
    value: seen.size,
    unit: 'causes',
    demanded: `${causes.length}`,
  });
  assert.ok(seen.size >= causes.length - (outside === undefined ? 1 : 0));
});
