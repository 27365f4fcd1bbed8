import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { startDesk } from '../../../scripts/rig/desk-process.ts';
import { noteFigure } from '../../../scripts/rig/figures.ts';
import { longestPause } from '../../../scripts/rig/frame-meter.ts';
import { readJournal } from '../../../scripts/rig/journal-file.ts';
import { bothLive, makeCall, PATIENCE_MS, stateOf, type DeskCall } from './desk-call.ts';
import {
  countNumbered,
  numberedAnswers,
  reachAllTickets,
  sendNumbered,
} from './numbered-commands.ts';

export interface ServerKill {
  /** Numbered commands sent before, during and after the time without a server. */
  readonly commands: number;
  readonly everyMs: number;
  /** How long there is no server. */
  readonly awayMs: number;
}

/** The longest pause at either side, in milliseconds. */
async function pauseOf({ agent, customer }: DeskCall, from: number): Promise<number> {
  const to = Date.now();
  return Math.max(
    await longestPause(agent.page, from, to),
    await longestPause(customer.page, from, to),
  );
}

/** What the machine alone does to the picture while some server, not the call's own, is killed and started. */
async function pauseBesideAnotherServer(call: DeskCall, awayMs: number): Promise<number> {
  await using other = await startDesk();
  const from = Date.now();
  await other.kill9();
  await pause(awayMs);
  await other.restart();
  return await pauseOf(call, from);
}

/** F1: the server is killed without warning in mid-call, while commands are under way, and comes back. */
export async function killServerInMidCall({
  commands,
  everyMs,
  awayMs,
}: ServerKill): Promise<void> {
  await using desk = await startDesk();
  await using call = await makeCall(desk.url, {
    agent: { prepare: (page) => reachAllTickets(page, desk) },
  });
  const { agent, customer } = call;
  const beside = await pauseBesideAnotherServer(call, awayMs);

  const from = Date.now();
  await sendNumbered(agent.page, commands, everyMs);
  await pause((commands * everyMs) / 4);
  await desk.kill9();
  await pause(awayMs);
  await desk.restart();
  const listeningAt = Date.now();

  for (const { page } of [agent, customer])
    await page.waitForFunction(
      () => document.querySelector('video-session')?.client?.state.server === 'connected',
      undefined,
      { timeout: PATIENCE_MS, polling: 20 },
    );
  const reconnectMs = Date.now() - listeningAt;
  const refused = await numberedAnswers(agent.page);
  await bothLive(agent, customer);
  const longest = await pauseOf(call, from);
  const counted = countNumbered(readJournal(desk.dataDir), commands);

  const figures = [
    {
      what: 'longest pause in the picture',
      value: longest,
      unit: 'ms',
      demanded: '≤ 300',
      beside,
    },
    {
      what: 'socket back after the server listens',
      value: reconnectMs,
      unit: 'ms',
      demanded: '≤ 2500',
    },
    {
      what: `of ${commands} numbered commands, lost`,
      value: counted.lost,
      unit: 'lost',
      demanded: '0',
    },
    {
      what: `of ${commands} numbered commands, doubled`,
      value: counted.doubled,
      unit: 'doubled',
      demanded: '0',
    },
  ] as const;
  for (const figure of figures) noteFigure({ fault: 'F1', ...figure });

  assert.deepEqual(refused, [], 'every command was answered with yes');
  assert.deepEqual(counted, { lost: 0, doubled: 0 });
  const views = [await stateOf(agent.page), await stateOf(customer.page)];
  assert.equal(views[0]?.session?.participants.length, 2);
  assert.equal(views[1]?.session?.phase, 'in-progress');
}
