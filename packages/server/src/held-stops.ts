import type { SessionId } from '@fernblick/protocol';
import type { Command, SessionEvent, SessionState } from '@fernblick/session';
import type { Order } from './sessions.ts';
import type { KeptStop, StopFile } from './stop-file.ts';

/** What stops a recording and cannot be written: it counts from its own moment on all the same. */
export interface HeldStop {
  readonly order: Order;
  /** What the order came to. */
  readonly command: Command;
  readonly at: number;
  /** The session as it is with it. */
  readonly after: SessionState;
}

const AGAIN_AFTER_MS = 1_000;

/** Somebody’s stops that wait in memory until the journal takes them; one a session, because nothing else is written before. */
export class HeldStops {
  readonly #write: (session: SessionId) => Promise<unknown>;
  readonly #file: StopFile;
  readonly #held = new Map<SessionId, HeldStop>();
  /** Of a server before this one, where the journal could not even be read: for the next. */
  readonly #left: KeptStop[] = [];
  #isTakingUp = false;
  #timer: NodeJS.Timeout | null = null;
  #isClosed = false;

  /**
   * @param write Tries to write what a session has; rejects where that is still not possible.
   * @param file Where they outlast this server
   */
  constructor(write: (session: SessionId) => Promise<unknown>, file: StopFile) {
    this.#write = write;
    this.#file = file;
  }

  get(session: SessionId): HeldStop | undefined {
    return this.#held.get(session);
  }

  keep(stop: HeldStop): void {
    this.#held.set(stop.after.id, stop);
    this.#outlast();
    this.#tryLater();
  }

  /** It is written, or has come to nothing. */
  forget(session: SessionId): void {
    if (this.#held.delete(session)) this.#outlast();
  }

  /**
   * Takes up those that a server before this one could not write; until that is done, all of them stay in the file.
   * @param take False where that is not possible now
   */
  async takeUp(take: (stop: KeptStop) => Promise<boolean>): Promise<void> {
    this.#isTakingUp = true;
    for (const stop of this.#file.read()) if (!(await take(stop))) this.#left.push(stop);
    this.#isTakingUp = false;
    this.#outlast();
  }

  close(): void {
    this.#isClosed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  /** Keeps those that wait now, and no others, beyond this server. */
  #outlast(): void {
    if (this.#isTakingUp) return;
    const held = [...this.#held.values()].flatMap(({ order, command, at }) => {
      const { session, actor, tab, commandId, input } = order;
      if (actor === 'server' || commandId === null) return [];
      const by = { session, actor, commandId, ...(tab === undefined ? {} : { tab }) };
      return [{ ...by, input, command, at }];
    });
    this.#file.write([...this.#left, ...held]);
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
