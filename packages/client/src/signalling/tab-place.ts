import { TabLease, type LeaseEvents } from './tab-lease.ts';
import { TabMemory, type Remembered } from './tab-memory.ts';

/** This tab's place in one person's call of one session: who may hold it, and what is kept over a reload. */
export class TabPlace {
  readonly session: string;
  readonly lease: TabLease;
  readonly #memory: TabMemory;

  constructor(server: URL, session: string, subject: string | null, events: LeaseEvents) {
    this.session = session;
    this.lease = new TabLease(
      `fernblick:${server.host}${server.pathname}:${session}:${subject ?? ''}`,
      events,
    );
    this.#memory = new TabMemory(session, subject);
  }

  get remembered(): Remembered | null {
    return this.#memory.read();
  }

  remember(what: Remembered): void {
    this.#memory.write(what);
  }

  /** Leaves the call for good: a reload no longer comes back to it. */
  leave(): void {
    this.#memory.forget();
    this.lease.release();
  }

  close(): void {
    this.lease.close();
  }
}
