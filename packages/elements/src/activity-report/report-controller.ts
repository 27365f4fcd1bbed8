import { toSessionError, type SessionError, type SessionClient } from '@fernblick/client';
import type { AgentActivity } from '@fernblick/protocol';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { download } from '../shared/download.ts';
import type { Period } from './period.ts';

/** Of when and whom the report is; null where the fields name no period. */
export interface Wish {
  readonly period: Period | null;
  readonly all: boolean;
}

/** Fetches the report that is wished for, and makes a file of it. */
export class ReportController implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly isConnected: boolean };
  readonly #client: () => SessionClient | null;
  readonly #wish: () => Wish;
  #asked = '';
  #of: SessionClient | null = null;
  #agents: readonly AgentActivity[] | null = null;
  #mayAll = false;
  #error: SessionError | null = null;
  #isExporting = false;
  #asking = new AbortController();

  constructor(
    host: ReactiveControllerHost & { readonly isConnected: boolean },
    client: () => SessionClient | null,
    wish: () => Wish,
  ) {
    this.#host = host;
    this.#client = client;
    this.#wish = wish;
    host.addController(this);
  }

  /** Null until the server has answered. */
  get agents(): readonly AgentActivity[] | null {
    return this.#agents;
  }

  get mayAll(): boolean {
    return this.#mayAll;
  }

  get error(): SessionError | null {
    return this.#error;
  }

  get isExporting(): boolean {
    return this.#isExporting;
  }

  hostUpdate(): void {
    const client = this.#host.isConnected ? this.#client() : null;
    const wish = this.#wish();
    const asked = JSON.stringify(wish);
    if (client === this.#of && asked === this.#asked) return;
    this.#asking.abort();
    this.#of = client;
    this.#asked = asked;
    if (client !== null && wish.period !== null) void this.#load(client, wish.period, wish.all);
    else this.#agents = null;
  }

  hostDisconnected(): void {
    this.#asking.abort();
    this.#of = null;
  }

  /** Asks once more. */
  readonly retry = (): void => {
    this.#of = null;
    this.#host.requestUpdate();
  };

  /** The report session by session, as a file that the browser saves under a name, for spreadsheets of a place. */
  async export(name: string, locale: string): Promise<void> {
    const client = this.#of;
    const { period, all } = this.#wish();
    if (client === null || period === null || this.#isExporting) return;
    this.#isExporting = true;
    await this.#attempt(new AbortController().signal, async () => {
      // Where a comma stands in numbers, spreadsheets separate cells by semicolons.
      const separator = (0.5).toLocaleString(locale).includes(',') ? 'semicolon' : 'comma';
      const csv = await client.desk.exportActivity({ ...period, all, separator });
      download(new Blob([csv], { type: 'text/csv;charset=utf-8' }), name);
    });
    this.#isExporting = false;
    this.#host.requestUpdate();
  }

  async #load(client: SessionClient, period: Period, all: boolean): Promise<void> {
    const { signal } = (this.#asking = new AbortController());
    this.#agents = null;
    await this.#attempt(signal, async () => {
      const { agents, mayAll } = await client.desk.activity({ ...period, all, signal });
      if (signal.aborted) return;
      this.#agents = agents;
      this.#mayAll = mayAll;
    });
    if (!signal.aborted) this.#host.requestUpdate();
  }

  async #attempt(signal: AbortSignal, action: () => Promise<void>): Promise<void> {
    this.#error = null;
    try {
      await action();
    } catch (cause) {
      if (signal.aborted) return;
      this.#error = toSessionError(cause);
    }
  }
}
