import type { AgentDesk, DeskSnapshot } from '@fernblick/client';
import { SessionError } from '@fernblick/client';
import type {
  AgentActivity,
  CallOffer,
  DeskLine,
  DeskListName,
  ErrorCode,
  DeskPlace,
} from '@fernblick/protocol';
import { listOf } from '../agent-console/lists-controller.ts';

/** A desk without server, for tests: they let calls ring, and read what was answered. */
export class FakeDesk implements AgentDesk {
  state: DeskSnapshot = { available: false, offers: [] };
  readonly calls: string[] = [];
  /** What its lists show, in parts of two. */
  lines: readonly DeskLine[] = [];
  report: readonly AgentActivity[] = [];
  mayAll = false;
  /** What happens before the next list is answered with what there was before. */
  meanwhile: (() => void) | null = null;
  /** The error with which the next wish fails. */
  refusal: ErrorCode | null = null;
  readonly #lineListeners = new Set<Parameters<AgentDesk['onLine']>[0]>();
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

  async list(
    list: DeskListName,
    { mine = false, after }: { readonly mine?: boolean; readonly after?: DeskPlace } = {},
  ): ReturnType<AgentDesk['list']> {
    await this.#did(`list ${list}${mine ? ' mine' : ''}${after === undefined ? '' : ' after'}`);
    const all = this.lines.filter((line) => listOf(line) === list && (!mine || line.mine));
    const from = all.findIndex(({ session }) => session === after?.session) + 1;
    const lines = all.slice(from, from + 2);
    const last = lines.at(-1);
    const hasMore = all.length > from + 2;
    this.meanwhile?.();
    this.meanwhile = null;
    const next =
      last === undefined || !hasMore ? null : { at: last.at, session: last.session, agreed: false };
    return { lines, next };
  }

  onLine(listener: Parameters<AgentDesk['onLine']>[0]): () => void {
    this.#lineListeners.add(listener);
    return () => this.#lineListeners.delete(listener);
  }

  /** Tells that a session has changed. */
  tell(line: DeskLine): void {
    for (const listener of this.#lineListeners) listener({ session: line.session, line });
  }

  async activity({ all = false }): ReturnType<AgentDesk['activity']> {
    await this.#did(`activity${all ? ' all' : ''}`);
    return { agents: all ? this.report : this.report.slice(0, 1), mayAll: this.mayAll };
  }

  async exportActivity({ separator }: Parameters<AgentDesk['exportActivity']>[0]): Promise<string> {
    await this.#did(`export by ${separator}`);
    return 'agent\r\nAnna\r\n';
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

/** A line of a list, as a test needs it. */
export function deskLine(change: Partial<DeskLine> = {}): DeskLine {
  return {
    session: 'session-0001',
    at: Date.now() - 600_000,
    phase: 'requested',
    reason: null,
    durationMs: null,
    agents: [],
    tickets: ['T-1001'],
    filed: null,
    stars: [],
    portal: null,
    customers: ['Maria Rossi'],
    request: {
      reason: 'It leaks.',
      scheduledFor: null,
      proposed: false,
      answered: null,
      calling: false,
    },
    startedAt: null,
    heldSince: null,
    internal: false,
    mine: false,
    ...change,
  };
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
