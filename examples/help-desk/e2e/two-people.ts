import type { Browser, Page } from 'playwright-core';
import type { ArOverlay } from '@fernblick/elements';
import { startDesk, type Desk } from '../../../scripts/rig/desk-process.ts';
import {
  bothLive,
  describePage,
  joinCall,
  launchFor,
  openSeat,
  startCall,
  type Role,
  type Seat,
} from '../faults/desk-call.ts';

// The film shows another frame fifteen times a second, so this much silence is no chance.
const STILL_MS = 1_500;
const LOOK_S = 5;

/** A desk and a browser for each side, shared by the tests of one file. */
export interface TwoPeople {
  readonly desk: Desk;
  /** One person at a ticket's page, in a fresh profile. */
  seat(role: Role, ticket: string): Promise<Seat>;
  /** Both people at a ticket's pages, in fresh profiles. */
  meet(ticket: string): Promise<{ readonly agent: Seat; readonly customer: Seat }>;
  /** Both people in a call about a ticket. */
  call(ticket: string): Promise<{ readonly agent: Seat; readonly customer: Seat }>;
  /** Brings both into a call from their ticket's pages. */
  enter(agent: Seat, customer: Seat): Promise<void>;
  /** Ends the seats of one test, so that the next one has the machine to itself. */
  leave(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the desk and both browsers. */
export async function twoPeople(
  env: Readonly<Record<string, string>> = {},
  dataDir?: string,
): Promise<TwoPeople> {
  const desk = await startDesk({ env, ...(dataDir === undefined ? {} : { dataDir }) });
  const browsers = new Map<Role, Browser>();
  const close = async (): Promise<void> => {
    for (const browser of browsers.values()) await browser.close();
    await desk.stop();
  };
  let seats: Seat[] = [];
  const seat = async (role: Role, ticket: string): Promise<Seat> => {
    const browser = browsers.get(role) ?? (await launchFor(role));
    browsers.set(role, browser);
    const taken = await openSeat(browser, desk.url, role, ticket);
    seats.push(taken);
    return taken;
  };
  const meet: TwoPeople['meet'] = async (ticket) => ({
    agent: await seat('agent', ticket),
    customer: await seat('customer', ticket),
  });
  const enter: TwoPeople['enter'] = async (agent, customer) => {
    try {
      await startCall(agent);
      await joinCall(customer);
      await bothLive(agent, customer);
    } catch (cause) {
      const pages = await Promise.all([agent, customer].map(({ page }) => describePage(page)));
      // Without this a failed test would only say that something took too long.
      throw new Error(`No call: ${pages.join(' and ')}`, { cause });
    }
  };
  return {
    desk,
    seat,
    meet,
    enter,
    call: async (ticket) => {
      const both = await meet(ticket);
      await enter(both.agent, both.customer);
      return both;
    },
    leave: async () => {
      for (const { context } of seats) await context.close();
      seats = [];
    },
    close,
  };
}

/** Presses a button of the call's `More` panel. */
export async function chooseMore(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('dialog', { name: 'More' }).getByRole('button', { name }).click();
}

/** People look before they draw: resolves once drawing follows the picture, which at first is small and blurred. */
export async function lookFirst({ page }: Seat): Promise<void> {
  await page.waitForFunction((seconds) => {
    const root = document.querySelector('video-session')?.shadowRoot;
    const video = root?.querySelector<HTMLVideoElement>('.picture.large video');
    const overlay = root?.querySelector<ArOverlay>('ar-overlay');
    return overlay?.tracking === 'on' && (video?.currentTime ?? 0) > seconds;
  }, LOOK_S);
}

/** What a page's overlay holds, in words. */
function describeMarks(page: Page): Promise<string> {
  return page.evaluate(() => {
    const root = document.querySelector('video-session')?.shadowRoot;
    const overlay = root?.querySelector<ArOverlay>('ar-overlay');
    const video = root?.querySelector<HTMLVideoElement>('.picture.large video');
    // Until its code is there, the element is in the page without its marks.
    const { marks = [], tracking, isTold } = overlay ?? {};
    const held = marks.map(({ kind, state }) => `${kind} ${state}`).join(', ');
    const size = `${video?.videoWidth}×${video?.videoHeight}`;
    return `[${held}], tracking ${tracking}, told ${isTold}, picture ${size} at ${video?.currentTime}`;
  });
}

/** Resolves once a page has marks of these kinds, each of them where that is wanted; else says what both pages have. */
export async function hasMarks(
  seat: Seat,
  kinds: readonly string[],
  state: string | null = null,
): Promise<void> {
  try {
    await seat.page.waitForFunction(
      ([wanted, where]) => {
        const root = document.querySelector('video-session')?.shadowRoot;
        const { marks = [] } = root?.querySelector<ArOverlay>('ar-overlay') ?? {};
        return (
          marks.map(({ kind }) => kind).join() === wanted &&
          marks.every((mark) => where === null || mark.state === where)
        );
      },
      [kinds.join(), state] as const,
    );
  } catch (cause) {
    const seen = await describeMarks(seat.page);
    throw new Error(`Not [${kinds.join(', ')}] ${state} at the ${seat.role}: ${seen}`, { cause });
  }
}

/** Draws from one place of the large picture to another, 0 to 1 of it. */
export async function draw(
  { page }: Seat,
  from: readonly [number, number],
  to: readonly [number, number],
): Promise<void> {
  const box = await page.locator('ar-overlay .surface').boundingBox();
  if (box === null) throw new Error('There is nothing to draw on.');
  const at = ([x, y]: readonly [number, number]) =>
    [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 8 });
  await page.mouse.up();
}

/** Resolves once nothing new of the other side's picture has been seen for a while: no frame, or only dark ones. */
export async function pictureStops(page: Page): Promise<void> {
  await page.waitForFunction(
    (stillMs) => {
      const seen = window as { lastStrip?: { readonly frame: number | null; readonly at: number } };
      const frame = window.rigMeter.strip()?.frame ?? null;
      if (seen.lastStrip === undefined || seen.lastStrip.frame !== frame)
        seen.lastStrip = { frame, at: Date.now() };
      if (Date.now() - seen.lastStrip.at < stillMs) return false;
      delete seen.lastStrip;
      return true;
    },
    STILL_MS,
    { polling: 100 },
  );
}
