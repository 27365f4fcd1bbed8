// A page that is being reloaded frees its lease within this time, on a busy phone too.
const RELOAD_MS = 1_500;

/** What a tab hears about its lease. */
export interface LeaseEvents {
  /** Another tab took the call over. */
  stolen(): void;
  /** Another tab of this browser holds the call, or no longer does. */
  heldElsewhere(held: boolean): void;
}

/**
 * Lets one tab of a browser hold the call of a session. Stands on the Web Locks API, which frees the lease when a tab
 * dies; where there is none (insecure pages) every tab gets the lease, and the server alone keeps order.
 */
export class TabLease {
  readonly #name: string;
  readonly #events: LeaseEvents;
  readonly #locks: LockManager | undefined;
  #release: (() => void) | null = null;
  #watching: AbortController | null = null;

  constructor(name: string, events: LeaseEvents) {
    this.#name = name;
    this.#events = events;
    this.#locks = globalThis.navigator?.locks as LockManager | undefined;
  }

  get held(): boolean {
    return this.#release !== null;
  }

  /** Takes the lease; false where another tab holds it and `steal` is not set. */
  async take({ steal }: { readonly steal: boolean }): Promise<boolean> {
    if (this.#release !== null) return true;
    this.#stopWatching();
    const locks = this.#locks;
    if (locks === undefined) {
      this.#release = () => undefined;
      return true;
    }
    if (steal) return await this.#request(locks, { steal });
    // Asked without a time-out first: a busy browser may grant slowly what nobody holds.
    if (await this.#request(locks, { ifAvailable: true })) return true;
    if (await this.#request(locks, { signal: AbortSignal.timeout(RELOAD_MS) })) return true;
    void this.watch();
    return false;
  }

  /** Resolves with false where another tab holds the lease, and did so for as long as `options` has us wait. */
  #request(locks: LockManager, options: LockOptions): Promise<boolean> {
    return new Promise((resolve) => {
      let mine: (() => void) | null = null;
      locks
        .request(this.#name, options, async (lock) => {
          if (lock === null) {
            resolve(false);
            return;
          }
          await new Promise<void>((release) => {
            mine = release;
            this.#release = release;
            this.#events.heldElsewhere(false);
            resolve(true);
          });
        })
        .catch(() => {
          // Before it was ours: not in time. Afterwards: somebody took it.
          if (mine === null) resolve(false);
          else if (this.#release === mine) {
            this.#release = null;
            this.#events.stolen();
            void this.watch();
          }
        });
    });
  }

  /** Looks whether another tab holds the call, and if so tells when it no longer does. */
  async watch(): Promise<void> {
    const locks = this.#locks;
    if (locks === undefined || this.#release !== null || this.#watching !== null) return;
    const watching = new AbortController();
    this.#watching = watching;
    const isHeld = await this.#isHeld(locks);
    if (watching.signal.aborted) return;
    if (!isHeld) {
      this.#watching = null;
      return;
    }
    this.#events.heldElsewhere(true);
    try {
      await locks.request(this.#name, { mode: 'shared', signal: watching.signal }, () => undefined);
    } catch {
      // Called off: this tab takes the lease itself, or is being closed.
      return;
    }
    if (this.#watching === watching) this.#watching = null;
    this.#events.heldElsewhere(false);
  }

  /** Gives the lease back. */
  release(): void {
    const release = this.#release;
    this.#release = null;
    release?.();
  }

  close(): void {
    this.#stopWatching();
    this.release();
  }

  async #isHeld(locks: LockManager): Promise<boolean> {
    const { held = [] } = await locks.query();
    return held.some((lock) => lock.name === this.#name && lock.mode === 'exclusive');
  }

  #stopWatching(): void {
    this.#watching?.abort();
    this.#watching = null;
  }
}
