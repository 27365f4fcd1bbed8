import type { Page } from 'playwright-core';

/** Chances, 0 to 1, of what happens to each signal on its way from the server to the page. */
export interface Unreliability {
  readonly lost: number;
  readonly doubled: number;
  readonly late: number;
  readonly latestMs: number;
}

/** Decides over the signals of one page; everything else on its socket passes untouched. */
export interface UnreliableSocket {
  /** From now on signals meet this; null for a socket without faults. */
  set(unreliability: Unreliability | null): void;
}

/** Random numbers that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Stands between a page and the server's socket and loses, doubles or delays signals; delayed ones arrive out of
 * order. Call before the page is loaded.
 */
export async function makeUnreliable(page: Page, random: () => number): Promise<UnreliableSocket> {
  let fault: Unreliability | null = null;
  const meet = (message: string | Buffer, pass: (message: string | Buffer) => void) => {
    const isSignal = typeof message === 'string' && /"signal:(send|received)"/.test(message);
    if (fault === null || !isSignal) {
      pass(message);
      return;
    }
    if (random() < fault.lost) return;
    const copies = random() < fault.doubled ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      if (random() < fault.late) setTimeout(() => pass(message), random() * fault.latestMs);
      else pass(message);
    }
  };
  await page.routeWebSocket(/\/socket\.io\//, (toPage) => {
    const toServer = toPage.connectToServer();
    toPage.onMessage((message) => meet(message, (what) => toServer.send(what)));
    toServer.onMessage((message) => meet(message, (what) => toPage.send(what)));
  });
  return {
    set: (unreliability) => {
      fault = unreliability;
    },
  };
}
