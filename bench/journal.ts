import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { JournalStore } from '../packages/server/src/journal/journal-store.ts';
import { BareJournal } from './journal/bare-journal.ts';
import { changeAfter, historyOf } from './journal/histories.ts';
import { openStore } from './journal/open-store.ts';
import type { BenchResult } from './result.ts';
import { buildServers, startServer } from './servers/server-process.ts';
import { median, rounded } from './statistics.ts';
import { temporaryFolder } from './temporary-folder.ts';

const TOGETHER = 50;
/** Odd, so that a median is a measured value. */
const ROUNDS = 5;
const ROUND_MS = 1_500;
const SESSIONS = 100_000;
/** Calls that were running when the server stopped; the rest is over. */
const RUNNING = 500;
const FILL_AT_ONCE = 2_000;

/** So many sessions side by side, each of which waits for its change before it makes the next one. */
class Sessions {
  readonly #store: JournalStore;
  readonly #seqs: number[];

  private constructor(store: JournalStore, seqs: number[]) {
    this.#store = store;
    this.#seqs = seqs;
  }

  static async begin(store: JournalStore, count: number): Promise<Sessions> {
    const histories = Array.from({ length: count }, (_, number) => historyOf(number, false));
    await Promise.all(histories.map((history) => store.append(history)));
    return new Sessions(
      store,
      histories.map(({ entries }) => entries.length),
    );
  }

  /** Commands per second, of the first `together` sessions at once. */
  async rate(together: number): Promise<number> {
    const startedAt = performance.now();
    let count = 0;
    const lane = async (number: number): Promise<void> => {
      while (performance.now() - startedAt < ROUND_MS) {
        const seq = this.#seqs[number] ?? 0;
        if (!(await this.#store.append(changeAfter(number, seq))))
          throw new Error('The journal refused a change.');
        this.#seqs[number] = seq + 1;
        count += 1;
      }
    };
    await Promise.all(Array.from({ length: together }, (_, number) => lane(number)));
    return (count / (performance.now() - startedAt)) * 1_000;
  }
}

async function bareRate(journal: BareJournal, together: number): Promise<number> {
  const startedAt = performance.now();
  let count = 0;
  while (performance.now() - startedAt < ROUND_MS) {
    journal.append(Array.from({ length: together }, (_, number) => changeAfter(number, count)));
    count += together;
    // As in a server, where something else has its turn between two writes.
    await nextTurn();
  }
  return (count / (performance.now() - startedAt)) * 1_000;
}

async function measureRates(): Promise<readonly BenchResult[]> {
  await using folder = await temporaryFolder();
  using bare = new BareJournal(join(folder.path, 'bare.db'));
  const store = await openStore(folder.path);
  try {
    const sessions = await Sessions.begin(store, TOGETHER);
    const runs = {
      single: () => sessions.rate(1),
      together: () => sessions.rate(TOGETHER),
      bareSingle: () => bareRate(bare, 1),
      bareBatch: () => bareRate(bare, TOGETHER),
    };
    const rates: Record<keyof typeof runs, number[]> = {
      single: [],
      together: [],
      bareSingle: [],
      bareBatch: [],
    };
    // The first round of each warms up and is thrown away.
    for (let round = -1; round < ROUNDS; round++)
      for (const name of ['single', 'bareSingle', 'together', 'bareBatch'] as const) {
        const rate = await runs[name]();
        if (round >= 0) rates[name].push(rate);
      }
    const compare = (
      name: string,
      ours: keyof typeof runs,
      peer: keyof typeof runs,
      note: string,
    ): BenchResult => ({
      name: `journal/${name}`,
      ours: Math.round(median(rates[ours])),
      peer: Math.round(median(rates[peer])),
      ratio: rounded(median(rates[ours]) / median(rates[peer]), 3),
      unit: 'commands per s',
      note: `higher is better; ${note}; synchronous=FULL; median of ${ROUNDS} interleaved runs`,
    });
    return [
      compare(
        'single',
        'single',
        'bareSingle',
        'one command after the other; peer: bare node:sqlite, one insert of the same bytes and one flush each',
      ),
      compare(
        `together-${TOGETHER}`,
        'together',
        'bareSingle',
        `${TOGETHER} sessions at once share flushes; peer: bare node:sqlite, which has to flush for each`,
      ),
      compare(
        `together-${TOGETHER}-batched`,
        'together',
        'bareBatch',
        `the same; peer: bare node:sqlite with ${TOGETHER} inserts in one transaction, the most there is to reach`,
      ),
    ];
  } finally {
    await store.close();
  }
}

async function fill(folder: string): Promise<void> {
  await mkdir(folder);
  const store = await openStore(folder);
  try {
    for (let start = 0; start < SESSIONS; start += FILL_AT_ONCE)
      await Promise.all(
        Array.from({ length: FILL_AT_ONCE }, (_, index) =>
          store.append(historyOf(start + index, start + index < SESSIONS - RUNNING)),
        ),
      );
  } finally {
    await store.close();
  }
}

async function measureStartUp(): Promise<readonly BenchResult[]> {
  await buildServers();
  await using folder = await temporaryFolder();
  const folders = { ours: join(folder.path, 'full'), peer: join(folder.path, 'empty') };
  await fill(folders.ours);
  const readyMs: Record<keyof typeof folders, number[]> = { ours: [], peer: [] };
  // The first start of each, which makes what is missing in its folder, is thrown away.
  for (let round = -1; round < ROUNDS; round++)
    for (const side of ['ours', 'peer'] as const) {
      await using server = await startServer('fernblick', { PORT: '0', DATA_DIR: folders[side] });
      if (round >= 0) readyMs[side].push(server.readyMs);
    }
  const ours = Math.round(median(readyMs.ours));
  const peer = Math.round(median(readyMs.peer));
  return [
    {
      name: 'journal/start-up',
      ours,
      peer,
      ratio: rounded(ours / peer, 3),
      unit: 'ms',
      note: `from the start of the process to listening, ${SESSIONS} sessions in the journal, ${RUNNING} of them running; peer: ours with an empty journal; goal under 2000; median of ${ROUNDS} interleaved runs`,
    },
  ];
}

/** Commands per second that are on disk, against bare inserts; and how long a full journal holds up a start. */
export async function run(): Promise<readonly BenchResult[]> {
  return [...(await measureRates()), ...(await measureStartUp())];
}
