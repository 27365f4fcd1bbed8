/** Time, as a link sees it; tests put their own here. */
export interface Clock {
  now(): number;
  /** Calls back once, after that many milliseconds; returns what calls it off. */
  after(ms: number, call: () => void): () => void;
}

/** The browser's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};
