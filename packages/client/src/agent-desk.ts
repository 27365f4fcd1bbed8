import type {
  AgentActivity,
  CallOffer,
  CsvSeparator,
  DeskLine,
  DeskListName,
  DeskPlace,
} from '@fernblick/protocol';
import type { ActionOptions } from './session-client.ts';

/** What comes to an agent at one moment, deeply frozen. */
export interface DeskSnapshot {
  /** True while the server lets calls ring at this page; false while it is away. */
  readonly available: boolean;
  /** The calls that ring at this agent, the one that waits longest first. */
  readonly offers: readonly CallOffer[];
}

/** Of which time, and of whom, a report is made. */
export interface ReportOptions extends ActionOptions {
  /** Sessions made from then on, in milliseconds. */
  readonly from: number;
  /** Up to then; at most 100 days later. */
  readonly until: number;
  /** Of all agents whom the asking one may see; else only their own. */
  readonly all?: boolean;
}

/**
 * An agent's desk: whether calls may ring here, and those that do. The page answers the server's pings by itself for as
 * long as it is available, and is available again after every reconnect.
 */
export interface AgentDesk {
  readonly state: DeskSnapshot;
  /** Calls the listener at every new snapshot, never at once; returns what ends it. */
  subscribe(listener: (state: DeskSnapshot) => void, options?: ActionOptions): () => void;
  /**
   * Lets calls ring at this page, or keeps them away.
   * @throws SessionError `switched-off` where calls are off
   */
  setAvailable(available: boolean, options?: ActionOptions): Promise<void>;
  /**
   * Takes a call; join it with a client for its `session` or its `ticket`.
   * @throws SessionError `already-answered` where somebody was faster, `session-over` where the customer has hung up,
   * `too-many-calls`
   */
  accept(session: string, options?: ActionOptions): Promise<void>;
  /** Lets a call go on to others; the customer does not learn of it. */
  decline(session: string, options?: ActionOptions): Promise<void>;
  /**
   * Sessions in a list of the desk: requests with the oldest first, the others with the newest first, so many as fit.
   * `next` is what `after` must be for the next part; null where there is no more. From then on `onLine` tells what
   * changes, for as long as the server can be reached: list again once it is back.
   */
  list(
    list: DeskListName,
    options?: { readonly mine?: boolean; readonly after?: DeskPlace } & ActionOptions,
  ): Promise<{ readonly lines: readonly DeskLine[]; readonly next: DeskPlace | null }>;
  /** Calls the listener when a session changes in the lists, with null where it may no longer be seen. */
  onLine(
    listener: (change: { readonly session: string; readonly line: DeskLine | null }) => void,
    options?: ActionOptions,
  ): () => void;
  /** What agents have done in a period, by name; `mayAll` says whether one may ask for all of them. */
  activity(
    options: ReportOptions,
  ): Promise<{ readonly agents: readonly AgentActivity[]; readonly mayAll: boolean }>;
  /** The same session by session, as the text of a CSV file; `semicolon` is what Excel takes apart in most of Europe. */
  exportActivity(options: ReportOptions & { readonly separator?: CsvSeparator }): Promise<string>;
}
