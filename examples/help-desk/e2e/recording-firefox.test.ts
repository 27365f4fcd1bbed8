import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findFirefox, launchFirefox } from '../../../scripts/rig/browsers.ts';
import { feedFirefox } from '../../../scripts/rig/camera/firefox-camera.ts';
import { startDesk } from '../../../scripts/rig/desk-process.ts';
import { joinCall, pathOf, stateOf, statusIs, takeSeat } from '../faults/desk-call.ts';
import { press } from './press-in-firefox.ts';
import {
  answer,
  chunks,
  piecesAfter,
  recIsLit,
  recordingIs,
  recordingReady,
  running,
  timesOf,
  watch,
  YES,
} from './recorded.ts';

const skip = findFirefox() === null ? 'no Firefox here' : false;
/** What a page may stand still before nothing is kept any more, and what clocks differ. */
const KNOWN_MS = 3_000 + 250;

test(
  'a recording made in Firefox keeps nothing of what its page stands still for',
  { skip },
  async (t) => {
    await using desk = await startDesk();
    const customer = await takeSeat(desk.url, 'customer');
    const firefox = await launchFirefox();
    try {
      const page = await firefox.newPage();
      await feedFirefox(page, 'agent');
      await page.goto(`${desk.url}${pathOf('agent')}`);
      await press(page, 'Start video session');
      await press(page, 'Join now');
      await joinCall(customer);
      await statusIs(customer.page, ['live']);
      await press(page, 'Record');
      await answer(customer.page, YES);
      await recIsLit(customer.page, true);
      const { id, ms } = await running(customer.page);
      const { startedAt } = (await stateOf(customer.page))?.session?.recording ?? {};
      assert.ok(startedAt != null);
      await piecesAfter(desk.dataDir, id, ms + 1_000);
      /** As behind a print dialog; resolves with when, in milliseconds since the recording has started. */
      const standStill = async (forMs: number) => {
        const [from, until] = await page.evaluate((long) => {
          const since = Date.now();
          while (Date.now() < since + long);
          return [since, Date.now()] as const;
        }, forMs);
        return { from: from - startedAt, until: until - startedAt };
      };
      const times = async () =>
        (await chunks(desk.dataDir)).filter((path) => path.includes(id)).map(timesOf);

      const stands = standStill(9_000);
      await recIsLit(customer.page, false);
      const still = await stands;
      // It goes on by itself.
      await recIsLit(customer.page, true);
      await piecesAfter(desk.dataDir, id, still.until + 1_500);
      const between = (await times()).filter(
        ({ from, until }) => until > still.from + KNOWN_MS && from < still.until,
      );
      assert.deepEqual(between, [], JSON.stringify({ still, times: await times() }));

      const standsAgain = standStill(6_000);
      // Until then its last pieces have come.
      await recIsLit(customer.page, false);
      await customer.page.getByRole('button', { name: 'Stop recording' }).click();
      await recordingIs(customer.page, 'stopped');
      const view = (await stateOf(customer.page))?.session?.recording;
      assert.ok(view != null);
      await standsAgain;
      const kept = await recordingReady(customer.page);
      assert.deepEqual(
        (await times()).filter(({ until }) => until > view.since - startedAt),
        [],
      );
      const seen = await watch(customer.page, kept.id);
      t.diagnostic(JSON.stringify({ ...seen, recordedMs: kept.durationMs, still }));
      assert.ok(seen.large > 8 && seen.small > 8, JSON.stringify(seen));
      assert.ok(Math.abs(seen.durationS - kept.durationMs / 1_000) < 0.2, `${seen.durationS} s`);
    } finally {
      await firefox.close();
      await customer.browser.close();
    }
  },
);
