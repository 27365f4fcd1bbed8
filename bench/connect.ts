import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../scripts/rig/browsers.ts';
import { cameraClip } from '../scripts/rig/camera/camera-clip.ts';
import { tone } from '../scripts/rig/tone.ts';
import { startTurn, whyNoTurn, type Turn } from '../scripts/rig/turn.ts';
import type { CallSetup } from './connect/contestant.ts';
import { serveBare, serveFernblick, servePage, servePeerJs } from './connect/servers.ts';
import type { BenchResult } from './result.ts';

// Odd, so that the median is a measured run; enough that one slow run does not move it.
const RUNS = 15;
const RUN_TIMEOUT_MS = 30_000;
const NAMES = ['ours', 'bare', 'peerjs'] as const;
type Name = (typeof NAMES)[number];

async function bundlePage(): Promise<string> {
  const result = await build({
    entryPoints: [fileURLToPath(new URL('connect/page.ts', import.meta.url))],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['source'],
    write: false,
  });
  return result.outputFiles[0]?.text ?? '';
}

/** Prepares both pages, clicks at the customer's, and returns the milliseconds to the first decoded frame there. */
async function measure(
  browser: Browser,
  pageUrl: string,
  name: Name,
  setups: readonly [agent: CallSetup, customer: CallSetup],
  relayOnly: boolean,
): Promise<number> {
  // Contexts of their own: two people share neither storage nor renderer process.
  const contexts = [await browser.newContext(), await browser.newContext()];
  try {
    const pages: Page[] = [];
    for (const [index, context] of contexts.entries()) {
      const page = await context.newPage();
      page.setDefaultTimeout(RUN_TIMEOUT_MS);
      await page.goto(pageUrl);
      await page.waitForFunction(() => 'click' in window && 'prepare' in window);
      await page.evaluate(
        ([contestant, setup, relay]) => window.prepare(contestant, setup, relay),
        [name, setups[index] as CallSetup, relayOnly] as const,
      );
      pages.push(page);
    }
    const customer = pages[1] as Page;
    return await Promise.race([
      customer.evaluate(() => window.click()),
      customer
        .waitForTimeout(RUN_TIMEOUT_MS)
        .then(() => Promise.reject(new Error(`${name}: no frame in ${RUN_TIMEOUT_MS} ms`))),
    ]);
  } finally {
    for (const context of contexts) await context.close();
  }
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function runRoute(relayOnly: boolean, turn: Turn | null): Promise<BenchResult[]> {
  await using page = await servePage(await bundlePage());
  await using bareServer = await serveBare();
  await using peerServer = await servePeerJs();
  await using fernblick = await serveFernblick(page.url, turn);
  const iceServers = turn === null ? [] : [{ urls: [...turn.urls], ...turn.credentials('bench') }];
  const setup = async (name: Name): Promise<readonly [CallSetup, CallSetup]> => {
    const plain = (server: string): readonly [CallSetup, CallSetup] => {
      const call = randomUUID();
      // A user of its own for each call, as with us: the relay counts what each user holds.
      const iceServers = turn === null ? [] : [{ urls: [...turn.urls], ...turn.credentials(call) }];
      return [
        { side: 'agent', call, server, iceServers },
        { side: 'customer', call, server, iceServers },
      ];
    };
    if (name === 'bare') return plain(bareServer.url);
    if (name === 'peerjs') return plain(peerServer.url);
    const call = await fernblick.makeCall();
    return [
      {
        side: 'agent',
        call: call.session,
        server: fernblick.url,
        iceServers: [],
        token: call.agent,
      },
      {
        side: 'customer',
        call: call.session,
        server: fernblick.url,
        iceServers,
        token: call.customer,
      },
    ];
  };

  const browser = await launchChromium({
    camera: await cameraClip({ sender: 'agent' }),
    audio: tone(440),
  });
  const times: Record<Name, number[]> = { ours: [], bare: [], peerjs: [] };
  try {
    // The first run of each warms caches and is thrown away.
    for (let run = -1; run < RUNS; run++) {
      for (let turnOf = 0; turnOf < NAMES.length; turnOf++) {
        const name = NAMES[(run + 1 + turnOf) % NAMES.length] as Name;
        const ms = await measure(browser, page.url, name, await setup(name), relayOnly);
        if (run >= 0) times[name].push(ms);
      }
    }
  } finally {
    await browser.close();
  }
  const ours = median(times.ours);
  const against = (peer: 'bare' | 'peerjs'): BenchResult => ({
    name: `connect/${relayOnly ? 'relay' : 'direct'}-${peer}`,
    ours: Math.round(ours),
    peer: Math.round(median(times[peer])),
    ratio: Number((ours / median(times[peer])).toFixed(3)),
    unit: 'ms',
    note: `${peer === 'bare' ? 'bare RTCPeerConnection and WebSocket' : `PeerJS ${peerjsVersion}`}; click to first decoded remote frame, median of ${RUNS} interleaved runs; goal ${peer === 'bare' ? 'at most 1.15' : 'under 1'}`,
  });
  return [against('bare'), against('peerjs')];
}

const peerjsVersion = (
  createRequire(import.meta.url)('peerjs/package.json') as { readonly version: string }
).version;

/** Time from the click to the first decoded frame of the other side, direct and through a relay. */
export async function run(): Promise<BenchResult[]> {
  const reason = whyNoTurn();
  if (reason !== null) {
    console.warn(`connect relay: skipped. ${reason}`);
    return runRoute(false, null);
  }
  await using turn = await startTurn();
  return [...(await runRoute(false, turn)), ...(await runRoute(true, turn))];
}
