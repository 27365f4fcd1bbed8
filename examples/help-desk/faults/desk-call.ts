import type { SessionSnapshot } from '@fernblick/client';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium, type ChromiumOptions } from '../../../scripts/rig/browsers.ts';
import { cameraClip } from '../../../scripts/rig/camera/camera-clip.ts';
import { heardHz, installFrameMeter, seesMoving } from '../../../scripts/rig/frame-meter.ts';
import { tone } from '../../../scripts/rig/tone.ts';

/** Long enough for a busy machine with two slow cores; a test that waits for it has failed anyway. */
export const PATIENCE_MS = 60_000;
/** The agent's microphone plays this tone, the customer's the other. */
export const TONE_HZ = { agent: 440, customer: 660 } as const;

export type Role = 'agent' | 'customer';

/** A person at a page of the help desk. */
export interface Seat {
  readonly role: Role;
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly page: Page;
}

/** The snapshot as it comes out of the page: streams are empty objects, errors keep their code. */
export type SeenState = SessionSnapshot;

export interface SeatOptions extends ChromiumOptions {
  readonly ticket?: string;
  /** Changes the page before it is loaded. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** The path of a person's page. */
export function pathOf(role: Role, ticket = 'T-1001'): string {
  return role === 'agent' ? `/agent/?agent=anna&ticket=${ticket}` : `/customer/?ticket=${ticket}`;
}

/** Starts a browser with this person's camera and microphone. */
export async function launchFor(role: Role, options: ChromiumOptions = {}): Promise<Browser> {
  return launchChromium({
    camera: await cameraClip({ sender: role }),
    audio: tone(TONE_HZ[role]),
    ...options,
  });
}

/** Opens the person's ticket page in a browser of their own. */
export async function takeSeat(url: string, role: Role, options: SeatOptions = {}): Promise<Seat> {
  const { ticket, prepare, ...chromium } = options;
  const browser = await launchFor(role, chromium);
  try {
    return await openSeat(browser, url, role, ticket, prepare);
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** An empty page in a fresh profile of a browser that runs already. */
export async function emptySeat(
  browser: Browser,
  role: Role,
  profile: BrowserContextOptions = {},
): Promise<Seat> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, ...profile });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await installFrameMeter(page);
  return { role, browser, context, page };
}

/** Opens the person's ticket page in a fresh profile of a browser that runs already. */
export async function openSeat(
  browser: Browser,
  url: string,
  role: Role,
  ticket?: string,
  prepare?: (page: Page) => Promise<void>,
): Promise<Seat> {
  const seat = await emptySeat(browser, role);
  await prepare?.(seat.page);
  await seat.page.goto(`${url}${pathOf(role, ticket)}`);
  return seat;
}

/** What the page's `client.state` says now; null before there is a client. */
export async function stateOf(page: Page): Promise<SeenState | null> {
  const text = await page.evaluate(() => {
    const client = document.querySelector('video-session')?.client;
    return client === undefined || client === null ? null : JSON.stringify(client.state);
  });
  return text === null ? null : (JSON.parse(text) as SeenState);
}

/** Resolves once the page's status is one of the given; a page that stays elsewhere is described in the error. */
export async function statusIs(
  page: Page,
  statuses: readonly SeenState['status']['is'][],
  timeoutMs = PATIENCE_MS,
): Promise<void> {
  try {
    await page.waitForFunction(
      (wanted) => {
        const is = document.querySelector('video-session')?.client?.state.status.is;
        return is !== undefined && wanted.includes(is);
      },
      statuses,
      { timeout: timeoutMs, polling: 50 },
    );
  } catch (cause) {
    throw new Error(`The status is not ${statuses.join(' or ')}: ${await describePage(page)}`, {
      cause,
    });
  }
}

/** What a page hears: a tone of so many Hz, or nothing. */
export const isTone =
  (wanted: number) =>
  (hz: number | null): boolean =>
    hz !== null && Math.abs(hz - wanted) < 20;

/** Resolves once a page hears what is wanted. */
export async function hears(page: Page, isWanted: (hz: number | null) => boolean): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  // Each look takes as long as the analyser needs to fill its window.
  for (let hz = await heardHz(page); !isWanted(hz); hz = await heardHz(page))
    if (Date.now() > deadline) throw new Error(`It hears ${hz ?? 'no'} Hz.`);
}

/** All that tells what became of a page's call, for the message of a failed test. */
export async function describePage(page: Page): Promise<string> {
  const { status, server, links, microphone, camera, heldByOtherTab } = (await stateOf(page)) ?? {};
  const seen = await page.evaluate(() => window.rigMeter.describe());
  const told = await page.getByRole('alert').allInnerTexts();
  const facts = { status, server, links, microphone, camera, heldByOtherTab, told };
  return JSON.stringify({ ...facts, ...seen });
}

/** The agent starts a session from the ticket and enters it. */
export async function startCall(agent: Seat): Promise<void> {
  await agent.page.getByRole('button', { name: 'Start video session' }).click();
  await agent.page.getByRole('button', { name: 'Join now' }).click();
  await statusIs(agent.page, ['waiting', 'live']);
}

/** The customer enters the session of the ticket. */
export async function joinCall(customer: Seat): Promise<void> {
  await customer.page.getByRole('button', { name: 'Join video session' }).click();
  await customer.page.getByRole('button', { name: 'Join now' }).click();
}

/** Resolves once both are live and each sees the other's camera move. */
export async function bothLive(
  agent: Seat,
  customer: Seat,
  timeoutMs = PATIENCE_MS,
): Promise<void> {
  await Promise.all([
    statusIs(agent.page, ['live'], timeoutMs),
    statusIs(customer.page, ['live'], timeoutMs),
    seesMoving(agent.page, 'customer', timeoutMs),
    seesMoving(customer.page, 'agent', timeoutMs),
  ]);
}

/** A call under way between two browsers. */
export interface DeskCall extends AsyncDisposable {
  readonly agent: Seat;
  readonly customer: Seat;
}

/** Brings an agent and a customer into a call at the help desk, each in a browser of their own. */
export async function makeCall(
  url: string,
  options: { readonly agent?: SeatOptions; readonly customer?: SeatOptions } = {},
): Promise<DeskCall> {
  const seats: Seat[] = [];
  const close = async () => {
    for (const seat of seats) await seat.browser.close();
  };
  try {
    const agent = await takeSeat(url, 'agent', options.agent);
    seats.push(agent);
    const customer = await takeSeat(url, 'customer', options.customer);
    seats.push(customer);
    await startCall(agent);
    await joinCall(customer);
    await bothLive(agent, customer);
    return { agent, customer, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}
