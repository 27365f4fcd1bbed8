/** A connection that comes back sooner has lost nothing; a no that was not heard is obeyed after so long. */
const AWAY_MS = 3_000;

/** Lets a recording run only while this page hears that it may: without its server, nobody's no would reach it. */
export class Leash {
  readonly #after: (ms: number, call: () => void) => () => void;
  readonly #run: { readonly pause: () => void; readonly resume: () => void };
  #mayRun = true;
  #isAway = false;
  #callOff: (() => void) | null = null;

  /** @param after Calls back once, after so many milliseconds; returns what calls it off */
  constructor(
    after: (ms: number, call: () => void) => () => void,
    run: { readonly pause: () => void; readonly resume: () => void },
  ) {
    this.#after = after;
    this.#run = run;
  }

  /** What the last view says, and whether there is somebody to say otherwise. */
  see({ mayRun, hears }: { readonly mayRun: boolean; readonly hears: boolean }): void {
    this.#mayRun = mayRun;
    if (hears) this.close();
    else
      this.#callOff ??= this.#after(AWAY_MS, () => {
        this.#isAway = true;
        this.#pull();
      });
    this.#pull();
  }

  close(): void {
    this.#callOff?.();
    this.#callOff = null;
    this.#isAway = false;
  }

  #pull(): void {
    if (this.#mayRun && !this.#isAway) this.#run.resume();
    else this.#run.pause();
  }
}
