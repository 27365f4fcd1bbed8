import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  CARD_S,
  longStream,
  startRecording,
} from '../../../packages/server/src/testing/recordings.ts';
import { customer } from '../../../packages/server/src/testing/test-server.ts';
import { findFirefox, launchChromium, launchFirefox } from '../../../scripts/rig/browsers.ts';
import { freePort } from '../../../scripts/rig/desk-process.ts';

const SDK = fileURLToPath(new URL('../../../packages/elements/dist/', import.meta.url));
/** A film of twelve minutes, which waited once. */
const CARDS = { before: 120, after: 60 };
const BEFORE_S = CARDS.before * CARD_S;
const AFTER_S = CARDS.after * CARD_S;

const PATIENCE_MS = 120_000;

/** What the two browsers' drivers have in common. */
interface Tab {
  goto(url: string): Promise<unknown>;
  evaluate<A, R>(action: (value: A) => R | Promise<R>, value: A): Promise<R>;
}

/** Which bytes of the recording a page asked for, first and last. */
type Range = readonly [number, number];

/** A page of somebody else's, with the strictest policy that the contract allows, and the server at another origin. */
async function hostPage(
  t: TestContext,
  port: number,
  { server, token, session }: { server: string; token: string; session: string },
): Promise<string> {
  const policy = `default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; connect-src ${server} ${server.replace('http', 'ws')}`;
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>
    <script type="module" src="/session-record.js"></script>
    <session-record server="${server}" token="${token}" session="${session}"></session-record>`;
  const host = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    response.setHeader('content-security-policy', policy);
    if (pathname === '/') response.setHeader('content-type', 'text/html').end(html);
    else if (/^\/(?:chunks\/)?[\w-]+\.js$/.test(pathname))
      readFile(join(SDK, pathname)).then(
        (code) => response.setHeader('content-type', 'text/javascript').end(code),
        () => response.writeHead(404).end(),
      );
    else response.writeHead(404).end();
  });
  host.listen(port, '127.0.0.1');
  await once(host, 'listening');
  t.after(() => void host.close());
  return `http://127.0.0.1:${port}/`;
}

/** A session that is over, with such a film, and what a customer's page of it needs. */
async function filmed(t: TestContext) {
  const port = await freePort();
  // So that the film ends about now: pages check their tokens by their own clocks.
  let now = Date.now() - (BEFORE_S + AFTER_S + 60) * 1_000;
  const scene = await startRecording(
    t,
    { ALLOWED_ORIGINS: `http://127.0.0.1:${port}` },
    { now: () => now },
  );
  const { server, session, path, recording, anna, annas, cleo } = scene;
  const about = () => ({ commandId: anna.id(), session, recording });
  const goOn = (s: number): number => (now += s * 1_000);
  const start = now;
  goOn(BEFORE_S);
  await annas.put(path, 0, await longStream(CARDS.before), { from: 0, until: now - start });
  await anna.ask('recording:pause', about());
  goOn(10);
  await anna.ask('recording:resume', about());
  const from = now - start;
  goOn(AFTER_S);
  const rest = await longStream(CARDS.after, CARDS.before);
  const answer = await annas.put(path, 1, rest, { from, until: now - start });
  assert.equal(answer.status, 204, await answer.text());
  await anna.ask('session:end', { commandId: anna.id(), session });
  await annas.finish(path, 2);
  const { view } = await cleo.hears(
    'session:changed',
    (notice) => notice.view.recordings[0]?.state === 'ready',
  );
  const [film] = view.recordings;
  assert.ok(film);
  assert.ok(Math.abs((film.durationMs ?? 0) / 1_000 - BEFORE_S - AFTER_S) < 10);
  now = Date.now();
  const url = await hostPage(t, port, {
    server: server.url,
    token: await server.mint(customer),
    session,
  });
  return { ...scene, film, url };
}

/** Runs in the page before its own scripts: notes what is asked for of recordings, and what the policy refuses. */
function noteReading(): void {
  const noted = { ranges: [] as Range[], refused: [] as string[] };
  Object.assign(window, { noted });
  document.addEventListener('securitypolicyviolation', (event) => {
    noted.refused.push(`${event.effectiveDirective} ${event.blockedURI}`);
  });
  const send = window.fetch;
  window.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (url.includes('/files/recordings/')) {
      const [, from, last] =
        /^bytes=(\d+)-(\d+)$/.exec(new Headers(init?.headers).get('range') ?? '') ?? [];
      noted.ranges.push([Number(from ?? 0), Number(last ?? Number.POSITIVE_INFINITY)]);
    }
    return send(input, init);
  };
}

/** Presses a button of the list, and resolves with all that was read once the film plays beyond a time. */
async function playBeyond(tab: Tab, button: string, beyondS: number): Promise<readonly Range[]> {
  return tab.evaluate(
    async ({ button: name, beyondS: wanted }) => {
      const until = async <T>(find: () => T | null | undefined | false): Promise<T> => {
        for (;;) {
          const found = find();
          if (found != null && found !== false) return found;
          await new Promise((resolve) => {
            setTimeout(resolve, 20);
          });
        }
      };
      const list = await until(
        () =>
          document.querySelector('session-record')?.shadowRoot?.querySelector('session-recordings')
            ?.shadowRoot,
      );
      const pressed = await until(() =>
        [...list.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === name),
      );
      pressed.click();
      const video = await until(() =>
        list.querySelector('recording-film')?.shadowRoot?.querySelector('video'),
      );
      // Nobody has touched this page: a browser plays without sound only.
      video.muted = true;
      await until(() => video.readyState > 1);
      await video.play();
      await until(() => video.currentTime > wanted);
      return (window as unknown as { noted: { ranges: readonly Range[] } }).noted.ranges;
    },
    { button, beyondS },
  );
}

async function playsInPieces(t: TestContext, tab: Tab): Promise<void> {
  const { film, url, anna, session } = await filmed(t);
  await tab.goto(url);
  const begun = await playBeyond(tab, 'Play', 1);
  const { size } = film;
  assert.ok(Number.isFinite(bytesOf(begun)), 'all of it was asked for in parts');
  assert.ok(bytesOf(begun) < size / 10, `${bytesOf(begun)} of ${size} bytes to begin`);
  const jumped = await playBeyond(tab, 'Went on at 8:12', BEFORE_S + 1);
  const perS = size / (BEFORE_S + AFTER_S);
  // Twenty seconds ahead, and the pieces that a place lies in.
  const [middleFrom, middleUntil] = [60 * perS, (BEFORE_S - 30) * perS];
  const between = jumped.filter(([from, last]) => last > middleFrom && from < middleUntil);
  assert.deepEqual(between, [], 'what lies between was loaded');
  assert.ok(bytesOf(jumped) < size / 5, `${bytesOf(jumped)} of ${size} bytes for two places`);
  t.diagnostic(
    `${size} bytes: ${bytesOf(begun)} to begin, ${bytesOf(jumped)} with the jump to 8:12, in ${jumped.length} parts`,
  );

  await anna.ask('session:visibility', { commandId: anna.id(), session, internal: true });
  const { left, refused } = await tab.evaluate(async () => {
    const record = document.querySelector('session-record')?.shadowRoot;
    while (record?.querySelector('session-recordings') != null)
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
    const { noted } = window as unknown as { noted: { refused: readonly string[] } };
    return { left: record?.querySelector('article') != null, refused: noted.refused };
  }, null);
  assert.deepEqual(
    [left, refused],
    [false, []],
    'what is internal is gone, and nothing was refused',
  );
}

function bytesOf(ranges: readonly Range[]): number {
  return ranges.reduce((sum, [from, last]) => sum + last - from + 1, 0);
}

describe('a long recording on a page of another origin, under its strict policy', () => {
  it(
    'plays from where somebody jumps to, without what lies between, in Chromium',
    { timeout: PATIENCE_MS },
    async (t) => {
      const browser = await launchChromium();
      t.after(() => browser.close());
      const page = await browser.newPage();
      await page.addInitScript(noteReading);
      await playsInPieces(t, page);
    },
  );

  const skip = findFirefox() === null ? 'no Firefox here' : false;
  it('does so in Firefox too', { skip, timeout: PATIENCE_MS }, async (t) => {
    const browser = await launchFirefox();
    t.after(() => browser.close());
    const page = await browser.newPage();
    await page.evaluateOnNewDocument(noteReading);
    await playsInPieces(t, page as Tab);
  });
});
