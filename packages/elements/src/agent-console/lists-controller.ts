import { toSessionError, type SessionError, type SessionClient } from '@fernblick/client';
import type { DeskLine, DeskListName, DeskPlace } from '@fernblick/protocol';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** One list as it is known now. */
export interface ListShown {
  readonly lines: readonly DeskLine[];
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  /** False before the server has answered for the first time. */
  readonly isKnown: boolean;
  readonly error: SessionError | null;
}

interface List {
  lines: readonly DeskLine[];
  next: DeskPlace | null;
  isLoading: boolean;
  isKnown: boolean;
  error: SessionError | null;
}

/** As many as an agent may want to hear of once; they are in no list that is read unasked. */
const MAX_WITHDRAWN = 10;

const names: readonly DeskListName[] = ['requests', 'running', 'past'];

/** The lists of an agent's desk: read when the server is there, kept up to date by what it tells. */
export class ListsController implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly isConnected: boolean };
  readonly #client: () => SessionClient | null;
  readonly #lists: Readonly<Record<DeskListName, List>> = {
    requests: empty(),
    running: empty(),
    past: empty(),
  };
  #followed: SessionClient | null = null;
  #listening = new AbortController();
  #onlyMine = true;
  #isPastWanted = false;
  #withdrawn: readonly DeskLine[] = [];
  /** What has changed since each list that is being read was asked for: its answer may be of before that. */
  readonly #heard = new Set<Map<string, DeskLine | null>>();
  /** Sessions that came with the next part of a list. */
  readonly #lookedUp = new Set<string>();

  constructor(
    host: ReactiveControllerHost & { readonly isConnected: boolean },
    client: () => SessionClient | null,
  ) {
    this.#host = host;
    this.#client = client;
    host.addController(this);
  }

  /** Whether the past shows only sessions in which the agent has a place. */
  get onlyMine(): boolean {
    return this.#onlyMine;
  }

  /** Requests that their customers have taken back while they were looked at, the newest last. */
  get withdrawn(): readonly DeskLine[] {
    return this.#withdrawn;
  }

  shown(name: DeskListName): ListShown {
    const { lines, next, isLoading, isKnown, error } = this.#lists[name];
    return { lines, hasMore: next !== null, isLoading, isKnown, error };
  }

  /** True for what was there already and is listed because somebody wanted more of a list: it is no news. */
  wasLookedUp(session: string): boolean {
    return this.#lookedUp.has(session);
  }

  hostUpdate(): void {
    const client = this.#host.isConnected ? this.#client() : null;
    if (client === this.#followed) return;
    this.#drop();
    this.#followed = client;
    if (client !== null) this.#follow(client);
  }

  hostDisconnected(): void {
    this.#drop();
  }

  /** Reads the past for the first time: most agents never open it. */
  readonly openPast = (): void => {
    if (this.#isPastWanted) return;
    this.#isPastWanted = true;
    void this.#load('past');
  };

  readonly toggleMine = (): void => {
    this.#onlyMine = !this.#onlyMine;
    void this.#load('past');
  };

  /** Reads a list anew. */
  retry(name: DeskListName): void {
    void this.#load(name);
  }

  /** The next part of a list. */
  more(name: DeskListName): void {
    const { next, isLoading } = this.#lists[name];
    if (next !== null && !isLoading) void this.#load(name, next);
  }

  #follow(client: SessionClient): void {
    const { signal } = (this.#listening = new AbortController());
    client.desk.onLine(({ session, line }) => this.#changed(session, line), { signal });
    let before = client.state.server;
    client.subscribe(
      ({ server }) => {
        const isBack = server === 'connected' && before !== 'connected';
        before = server;
        // What was changed meanwhile was told to nobody.
        if (isBack) this.#loadAll();
      },
      { signal },
    );
    this.#loadAll();
  }

  #loadAll(): void {
    for (const name of names) if (name !== 'past' || this.#isPastWanted) void this.#load(name);
  }

  async #load(name: DeskListName, after?: DeskPlace): Promise<void> {
    const client = this.#followed;
    if (client === null) return;
    const { signal } = this.#listening;
    const list = this.#lists[name];
    const mine = name === 'past' && this.#onlyMine;
    const heard = new Map<string, DeskLine | null>();
    this.#heard.add(heard);
    list.isLoading = true;
    list.error = null;
    this.#host.requestUpdate();
    try {
      const part = await client.desk.list(name, {
        mine,
        signal,
        ...(after === undefined ? {} : { after }),
      });
      // Another wish for the past has been made meanwhile.
      if (signal.aborted || (name === 'past' && mine !== this.#onlyMine)) return;
      const before = after === undefined ? [] : list.lines;
      const known = new Set(before.map(({ session }) => session));
      const added = part.lines.filter(({ session }) => !known.has(session));
      if (after !== undefined) for (const { session } of added) this.#lookedUp.add(session);
      // What has come since the part before may belong behind this one.
      list.lines = [...before, ...added].toSorted(orders[name]);
      list.next = part.next;
      list.isKnown = true;
      for (const [session, line] of heard) this.#place(name, session, line);
    } catch (cause) {
      if (signal.aborted) return;
      list.error = toSessionError(cause);
    } finally {
      this.#heard.delete(heard);
    }
    list.isLoading = false;
    this.#host.requestUpdate();
  }

  /** Takes in one session that changed: it may have moved from one list to another. */
  #changed(session: string, line: DeskLine | null): void {
    const { lines, next } = this.#lists.requests;
    const wasWaiting = next !== null || lines.some((other) => other.session === session);
    const others = this.#withdrawn.filter((other) => other.session !== session);
    const wasKnown = others.length < this.#withdrawn.length;
    const isWithdrawn = line?.request?.answered?.as === 'withdrawn' && (wasWaiting || wasKnown);
    this.#withdrawn = isWithdrawn ? [...others, line].slice(-MAX_WITHDRAWN) : others;
    for (const heard of this.#heard) heard.set(session, line);
    for (const name of names) this.#place(name, session, line);
    this.#host.requestUpdate();
  }

  #place(name: DeskListName, session: string, line: DeskLine | null): void {
    const list = this.#lists[name];
    const rest = list.lines.filter((other) => other.session !== session);
    const isHere = line !== null && listOf(line) === name && this.#isWanted(name, line);
    list.lines = isHere ? [...rest, line].toSorted(orders[name]) : rest;
  }

  #isWanted(name: DeskListName, line: DeskLine): boolean {
    if (name !== 'past') return true;
    return this.#isPastWanted && (!this.#onlyMine || line.mine);
  }

  #drop(): void {
    this.#listening.abort();
    this.#followed = null;
    this.#lookedUp.clear();
    this.#withdrawn = [];
    for (const name of names) Object.assign(this.#lists[name], empty());
  }
}

function empty(): List {
  return { lines: [], next: null, isLoading: false, isKnown: false, error: null };
}

/** In which list a session stands. */
export function listOf({ phase }: DeskLine): DeskListName {
  if (phase === 'in-progress') return 'running';
  return phase === 'done' || phase === 'cancelled' ? 'past' : 'requests';
}

const isAgreed = ({ phase }: DeskLine): number => (phase === 'confirmed' ? 1 : 0);
/** What waits for an answer comes before what was agreed, each the oldest first. */
const longestWaiting = (a: DeskLine, b: DeskLine): number =>
  isAgreed(a) - isAgreed(b) || a.at - b.at || (a.session < b.session ? -1 : 1);
const newestFirst = (a: DeskLine, b: DeskLine): number =>
  b.at - a.at || (a.session < b.session ? -1 : 1);
const orders = { requests: longestWaiting, running: newestFirst, past: newestFirst } as const;
