import type { BenchResult } from './result.ts';
import type { Memory } from './servers/report-memory.ts';
import { buildServers } from './servers/server-process.ts';
import { echoLoad } from './sockets/echo-load.ts';
import { fernblickLoad } from './sockets/fernblick-load.ts';
import type { Caller, Load } from './sockets/load.ts';
import { WireSocket } from './sockets/wire-socket.ts';
import { median, percentile, rounded } from './statistics.ts';

const PAGES = 10_000;
/** Handshakes under way at the same time, as after a restart when everybody comes back. */
const CONNECTING = 100;
const JOINS = 200;
const JOINING = 5;
const CALLS = 50;
/** Odd, so that a median is a measured value. */
const MEMORY_ROUNDS = 3;
const RATE_ROUNDS = 5;
const RATE_MS = 2_000;
const PING_RATE_MS = 1_000;
/** No further round of memory begins after this, so that the whole ends in about three minutes on a slow machine. */
const MEMORY_BUDGET_MS = 70_000;
/** What takes longer than this hangs. */
const PHASE_TIMEOUT_MS = 60_000;
/** Sockets, and what a process has open besides. */
const OPEN_FILES = PAGES + 500;

interface IdleFigures {
  readonly before: Memory;
  readonly during: Memory;
  /** After all of them have gone. */
  readonly after: Memory;
  readonly joinP95Ms: number;
}

type Side = 'ours' | 'peer';
const loads: Readonly<Record<Side, Load>> = { ours: fernblickLoad, peer: echoLoad };

async function within<T>(what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${what} took longer than ${PHASE_TIMEOUT_MS} ms.`)),
      PHASE_TIMEOUT_MS,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Does something `count` times, so many of them at once. */
async function repeat<T>(
  count: number,
  atOnce: number,
  action: (turn: number) => Promise<T>,
): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) results.push(await action(next++));
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results;
}

const closeAll = async (sockets: readonly WireSocket[]): Promise<void> => {
  await Promise.all(sockets.map((socket) => socket.close()));
};

/** Memory of one fresh server with ten thousand pages that do nothing, and how fast others join beside them. */
async function measureIdle(load: Load): Promise<IdleFigures> {
  await using server = await load.start();
  const { url } = server;
  // What is loaded with the first page belongs to the server, not to the pages.
  const first = await (await load.newcomer(url))();
  const auths = await repeat(PAGES, CONNECTING, (page) => load.auth(page));
  const before = await server.memory();
  const idle = await within(
    `Connecting ${PAGES} pages`,
    repeat(PAGES, CONNECTING, (page) => WireSocket.open(url, auths[page] ?? {})),
  );
  const during = await server.memory();
  const times: number[] = [];
  const joined = await within(
    'Joining beside them',
    repeat(JOINS, JOINING, async () => {
      const comeIn = await load.newcomer(url);
      const startedAt = performance.now();
      const socket = await comeIn();
      times.push(performance.now() - startedAt);
      return socket;
    }),
  );
  await within('Closing all pages', closeAll([first, ...idle, ...joined]));
  return { before, during, after: await server.memory(), joinP95Ms: percentile(times, 0.95) };
}

/** Messages answered per second when every page sends its next one as soon as the last one is answered. */
async function measureRate(
  callers: readonly Caller[],
  action: 'command' | 'ping',
  durationMs: number,
): Promise<number> {
  const startedAt = performance.now();
  let count = 0;
  const lane = async (caller: Caller): Promise<void> => {
    while (performance.now() - startedAt < durationMs) {
      await caller[action]();
      count += 1;
    }
  };
  await within(`Sending ${action}s`, Promise.all(callers.map(lane)));
  return (count / (performance.now() - startedAt)) * 1_000;
}

async function measureIdleRounds(): Promise<Readonly<Record<Side, readonly IdleFigures[]>>> {
  const figures: Record<Side, IdleFigures[]> = { ours: [], peer: [] };
  const startedAt = performance.now();
  for (let round = 0; round < MEMORY_ROUNDS; round++) {
    if (performance.now() - startedAt > MEMORY_BUDGET_MS) break;
    for (const side of ['ours', 'peer'] as const)
      figures[side].push(await measureIdle(loads[side]));
  }
  return figures;
}

async function measureRates(): Promise<Record<'command' | 'ping', Record<Side, number>>> {
  await using ours = await loads.ours.start();
  await using peer = await loads.peer.start();
  const callers = {
    ours: await loads.ours.callers(ours.url, CALLS),
    peer: await loads.peer.callers(peer.url, CALLS),
  };
  const measured = { ours: [], peer: [] } satisfies Record<Side, number[]>;
  const rates: Record<'command' | 'ping', Record<Side, number[]>> = {
    command: structuredClone(measured),
    ping: structuredClone(measured),
  };
  // The first round of each warms up and is thrown away.
  for (let round = -1; round < RATE_ROUNDS; round++)
    for (const [action, durationMs] of [
      ['command', RATE_MS],
      ['ping', PING_RATE_MS],
    ] as const)
      for (const side of ['ours', 'peer'] as const) {
        const rate = await measureRate(callers[side], action, durationMs);
        if (round >= 0) rates[action][side].push(rate);
      }
  return {
    command: { ours: median(rates.command.ours), peer: median(rates.command.peer) },
    ping: { ours: median(rates.ping.ours), peer: median(rates.ping.peer) },
  };
}

function requireOpenFiles(): void {
  // Node has raised the soft limit to the hard one by itself.
  const report = process.report.getReport() as {
    readonly userLimits?: { readonly open_files?: { readonly hard: number | 'unlimited' } };
  };
  const hard = report.userLimits?.open_files?.hard ?? 'unlimited';
  if (hard !== 'unlimited' && hard < OPEN_FILES)
    throw new Error(`A process may open ${hard} files here; ${OPEN_FILES} are needed: ulimit -Hn.`);
}

const MB = 1e6;

/** Memory of 10,000 idle pages, joins beside them, and messages per second, against a bare socket.io echo server. */
export async function run(): Promise<readonly BenchResult[]> {
  requireOpenFiles();
  await buildServers();
  const rates = await measureRates();
  const idle = await measureIdleRounds();
  const rounds = idle.ours.length;
  const compare = (
    name: string,
    unit: string,
    read: (figures: IdleFigures) => number,
    note: string,
  ): BenchResult => {
    const ours = rounded(median(idle.ours.map(read)));
    const peer = rounded(median(idle.peer.map(read)));
    return {
      name: `sockets/${name}`,
      ours,
      peer,
      ratio: rounded(ours / peer, 3),
      unit,
      note: `peer: bare socket.io; ${note}; median of ${rounds} interleaved runs`,
    };
  };
  const peak = Math.round(median(idle.ours.map(({ during }) => during.peakRss / MB)));
  const rate = (name: string, { ours, peer }: Record<Side, number>, note: string): BenchResult => ({
    name: `sockets/${name}`,
    ours: Math.round(ours),
    peer: Math.round(peer),
    ratio: rounded(ours / peer, 3),
    unit: 'per s',
    note: `higher is better; peer: bare socket.io echo; ${note}; median of ${RATE_ROUNDS} interleaved runs`,
  });
  return [
    compare(
      'idle-rss',
      'MB',
      ({ during }) => during.rss / MB,
      `whole process with ${PAGES} idle pages, garbage collected (ours at most ${peak} before that); goal at most 250`,
    ),
    compare(
      'idle-rss-each',
      'kB',
      ({ before, during }) => (during.rss - before.rss) / PAGES / 1e3,
      'what one idle page adds to the process',
    ),
    compare(
      'idle-heap-each',
      'kB',
      ({ before, during }) => (during.heapUsed - before.heapUsed) / PAGES / 1e3,
      'what one idle page adds to the JavaScript heap',
    ),
    compare(
      'heap-kept',
      'MB',
      ({ before, after }) => (after.heapUsed - before.heapUsed) / MB,
      'heap that is still held after all pages have gone',
    ),
    compare(
      'join-p95',
      'ms',
      ({ joinP95Ms }) => joinP95Ms,
      `connecting and session:join beside ${PAGES} idle pages, ${JOINING} at once (peer: connecting and one echo); goal at most 1000`,
    ),
    rate(
      'commands',
      rates.command,
      `${CALLS} customers in ${CALLS} calls change their devices, each on disk before its answer, agents told (peer: no rules, no disk)`,
    ),
    rate('requests', rates.ping, `${CALLS} pages ask server:ping, which needs no journal`),
  ];
}
