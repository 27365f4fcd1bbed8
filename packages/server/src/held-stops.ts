import type { SessionId } from '@fernblick/protocol';
import type { Command, SessionEvent, SessionState } from '@fernblick/session';
import type { Order } from './sessions.ts';

/** What stops a recording and cannot be written: it counts from its own moment on all the same. */
export interface HeldStop {
  readonly order: Order;
  readonly at: number;
  /** The session as it is with it. */
  readonly after: SessionState;
}

const AGAIN_AFTER_MS = 1_000;

/** Somebody’s stops that wait in memory until the journal takes them; one a session, because nothing else is written before. */
export class HeldStops {
  readonly #write: (session: SessionId) => Promise<unknown>;
  readonly #held = new Map<SessionId, HeldStop>();
  #timer: NodeJS.Timeout | null = null;
  #isClosed = false;

  /** @param write Tries to write what a session has; rejects where that is still not possible. */
  constructor(write: (session: SessionId) => Promise<unknown>) {
    this.#write = write;
  }

  get(session: SessionId): HeldStop | undefined {
    return this.#held.get(session);
  }

  keep(stop: HeldStop): void {
    this.#held.set(stop.after.id, stop);
    this.#tryLater();
  }

  /** It is written, or has come to nothing. */
  forget(session: SessionId): void {
    this.#held.delete(session);
  }

  close(): void {
    this.#isClosed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #tryLater(): void {
    if (this.#timer !== null || this.#isClosed) return;
    this.#timer = setTimeout(() => {
      const writing = [...this.#held.keys()].map((session) => this.#write(session));
      void Promise.allSettled(writing).then(() => {
        this.#timer = null;
        if (this.#held.size > 0) this.#tryLater();
      });
    }, AGAIN_AFTER_MS);
    this.#timer.unref();
  }
}

/** True where somebody's no, or a stop, ends a recording: no full disk may let that go on. */
export function stopsRecording({ name }: Command, events: readonly SessionEvent[]): boolean {
  return (
    (name === 'recording:withdraw' || name === 'recording:stop' || name === 'recording:answer') &&
    events.some(({ type }) => type === 'recording-stopped')
  );
}
