import {
  SessionError,
  type CallOffer,
  type CsvSeparator,
  type DeskListName,
  type DeskPlace,
  type Notice,
  type Reply,
  type ReportPlace,
} from '@fernblick/protocol';
import type { AgentDesk, DeskSnapshot, ReportOptions } from './agent-desk.ts';
import { Emitter } from './emitter.ts';
import { loggable } from './logger.ts';
import type { ActionOptions, Logger } from './session-client.ts';
import type { ServerConnection } from './signalling/server-connection.ts';
import { Store } from './store.ts';

/** The desk as it is while the server can be reached, and as the agent wants it once it can again. */
export class LiveAgentDesk implements AgentDesk {
  readonly #connection: ServerConnection;
  readonly #logger: Logger;
  readonly #snapshots: Emitter<{
    readonly changed: DeskSnapshot;
    readonly line: Notice<'desk:changed'>;
  }>;
  readonly #store: Store<DeskSnapshot>;
  #wanted = false;

  constructor(connection: ServerConnection, logger: Logger) {
    this.#connection = connection;
    this.#logger = logger;
    this.#snapshots = new Emitter((error) =>
      logger.log('error', 'A listener threw', loggable(error)),
    );
    this.#store = new Store<DeskSnapshot>({ available: false, offers: [] }, (state) =>
      this.#snapshots.emit('changed', state),
    );
  }

  get state(): DeskSnapshot {
    return this.#store.state;
  }

  subscribe(listener: (state: DeskSnapshot) => void, options: ActionOptions = {}): () => void {
    return this.#snapshots.on('changed', listener, options.signal);
  }

  async setAvailable(available: boolean, { signal }: ActionOptions = {}): Promise<void> {
    this.#connection.open();
    const before = this.#wanted;
    // At once: a connection that comes back meanwhile asks for what is wanted now.
    this.#wanted = available;
    try {
      const { offers } = await this.#connection.request(
        'agent:availability',
        { available },
        { signal },
      );
      if (this.#wanted === available) this.#store.update({ available, offers });
    } catch (error) {
      if (signal?.aborted === true) this.#wanted = before;
      if (error instanceof SessionError && error.code === 'switched-off') this.#away();
      throw error;
    }
  }

  async accept(session: string, { signal }: ActionOptions = {}): Promise<void> {
    await this.#connection.request('dial:accept', this.#about(session), { signal });
  }

  async decline(session: string, { signal }: ActionOptions = {}): Promise<void> {
    await this.#connection.request('dial:decline', this.#about(session), { signal });
  }

  list(
    list: DeskListName,
    { signal, ...options }: { mine?: boolean; after?: DeskPlace } & ActionOptions = {},
  ) {
    this.#connection.open();
    return this.#connection.request('desk:list', { list, ...options }, { signal });
  }

  onLine(listener: (change: Notice<'desk:changed'>) => void, options: ActionOptions = {}) {
    return this.#snapshots.on('line', listener, options.signal);
  }

  activity({ signal, ...period }: ReportOptions) {
    this.#connection.open();
    return this.#connection.request('activity:read', period, { signal });
  }

  async exportActivity({
    signal,
    separator,
    ...period
  }: ReportOptions & { readonly separator?: CsvSeparator }): Promise<string> {
    this.#connection.open();
    let csv = '';
    let after: ReportPlace | null = null;
    do {
      const message = { period, separator, ...(after === null ? {} : { after }) };
      const part: Reply<'activity:export'> = await this.#connection.request(
        'activity:export',
        message,
        { signal },
      );
      csv += part.csv;
      after = part.next;
    } while (after !== null);
    return csv;
  }

  /** Something has changed in the lists. */
  changed(change: Notice<'desk:changed'>): void {
    this.#snapshots.emit('line', change);
  }

  /** The server asks whether this page is alive. */
  pinged(): void {
    this.#connection.request('agent:pong', {}, { urgent: true }).catch((error: unknown) => {
      this.#logger.log('debug', 'A ping could not be answered', loggable(error));
    });
  }

  /** Other calls ring here than before. */
  offered(offers: readonly CallOffer[]): void {
    this.#store.update({ offers });
  }

  serverChanged(isConnected: boolean): void {
    if (!isConnected) this.#away();
    else if (this.#wanted)
      this.setAvailable(true).catch((error: unknown) => {
        this.#logger.log('warn', 'No calls ring at this page', loggable(error));
      });
  }

  close(): void {
    this.#wanted = false;
    this.#snapshots.clear();
  }

  #away(): void {
    this.#store.update({ available: false, offers: [] });
  }

  #about(session: string): { readonly session: string; readonly commandId: string } {
    const { commandId } = this.#connection.command(session);
    return { session, commandId };
  }
}
