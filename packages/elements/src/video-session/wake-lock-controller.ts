import type { ReactiveController } from 'lit';

/** Keeps the screen awake while a call is on it, where the browser can. */
export class WakeLockController implements ReactiveController {
  readonly #isWanted: () => boolean;
  #lock: WakeLockSentinel | null = null;
  #asking = false;

  constructor(isWanted: () => boolean) {
    this.#isWanted = isWanted;
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#adjust);
  }

  hostUpdated(): void {
    this.#adjust();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#adjust);
    void this.#release();
  }

  readonly #adjust = (): void => {
    if (!this.#isWanted()) void this.#release();
    else if (document.visibilityState === 'visible') void this.#request();
  };

  async #request(): Promise<void> {
    if (this.#asking || !('wakeLock' in navigator)) return;
    if (this.#lock !== null && !this.#lock.released) return;
    this.#asking = true;
    try {
      this.#lock = await navigator.wakeLock.request('screen');
    } catch {
      // Refused, for example at low battery: the call goes on without it, and the next change asks again.
      this.#lock = null;
    } finally {
      this.#asking = false;
    }
    if (!this.#isWanted()) await this.#release();
  }

  async #release(): Promise<void> {
    const lock = this.#lock;
    this.#lock = null;
    await lock?.release();
  }
}
