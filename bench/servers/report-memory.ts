// Loaded before a server's own code: lets the benchmark ask the server's process what it holds.
import { setTimeout as delay } from 'node:timers/promises';

/** What a server's process tells of itself, all in bytes. */
export interface Memory {
  /** What the process holds of the machine's memory, once the garbage is collected. */
  readonly rss: number;
  readonly heapUsed: number;
  /** The most it ever held, garbage included. */
  readonly peakRss: number;
}

const STEADY_BYTES = 1_000_000;
const STEADY_TIMES = 3;
const MAX_TRIES = 40;
const TRY_MS = 200;

/** Collects garbage until the process holds as much as before, several times in a row. */
async function settledMemory(): Promise<Memory> {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error('Start this process with --expose-gc.');
  let steady = 0;
  let now = process.memoryUsage();
  for (let tries = 0; steady < STEADY_TIMES && tries < MAX_TRIES; tries++) {
    const { rss } = now;
    await delay(TRY_MS);
    gc();
    // At once: the pings of thousands of pages leave new garbage every moment.
    now = process.memoryUsage();
    steady = Math.abs(now.rss - rss) < STEADY_BYTES ? steady + 1 : 0;
  }
  // Given in kilobytes of 1024.
  const peakRss = process.resourceUsage().maxRSS * 1_024;
  return { rss: now.rss, heapUsed: now.heapUsed, peakRss };
}

process.on('message', () => {
  void settledMemory().then((memory) => process.send?.(memory));
});
// A benchmark that ended without a word must not leave its servers behind.
process.once('disconnect', () => process.exit(0));
