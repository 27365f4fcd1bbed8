import type { AgentDesk, DeskSnapshot } from '@fernblick/client';
import { SessionError } from '@fernblick/client';
import type { CallOffer, ErrorCode } from '@fernblick/protocol';

/** A desk without server, for tests: they let calls ring, and read what was answered. */
export class FakeDesk implements AgentDesk {
  state: DeskSnapshot = { available: false, offers: [] };
  readonly calls: string[] = [];
  /** The error with which the next wish fails. */
  refusal: ErrorCode | null = null;
  readonly #listeners = new Set<(state: DeskSnapshot) => void>();

  /** Lets calls ring. */
  ring(...offers: readonly Partial<CallOffer>[]): void {
    this.#set({ offers: offers.map(offerOf) });
  }

  subscribe(listener: (state: DeskSnapshot) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async setAvailable(available: boolean): Promise<void> {
    await this.#did(`available ${available}`);
    this.#set({ available });
  }

  accept = (session: string): Promise<void> => this.#did(`accept ${session}`);

  async decline(session: string): Promise<void> {
    await this.#did(`decline ${session}`);
    this.#set({ offers: this.state.offers.filter((offer) => offer.session !== session) });
  }

  #set(change: Partial<DeskSnapshot>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.#listeners) listener(this.state);
  }

  async #did(what: string): Promise<void> {
    await Promise.resolve();
    const refusal = this.refusal;
    this.refusal = null;
    if (refusal !== null) throw new SessionError(refusal);
    this.calls.push(what);
  }
}

function offerOf(change: Partial<CallOffer>): CallOffer {
  const now = Date.now();
  return {
    session: 'session-0001',
    by: 'Maria Rossi',
    reason: 'The light on my router stays red, and nothing helps.',
    ticket: 'T-1001',
    portal: null,
    since: now - 65_000,
    ringsSince: now - 5_000,
    ringsUntil: now + 15_000,
    ...change,
  };
}
