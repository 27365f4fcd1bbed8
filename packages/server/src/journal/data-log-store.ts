/** What can be handed out or deleted: a kind of data, never what was in it. */
export const loggedData = [
  'contacts',
  'sessions',
  'chat',
  'notes',
  'drawings',
  'activity',
  'mails',
  'deliveries',
] as const;
export type LoggedData = (typeof loggedData)[number];

/** That data was handed out or deleted: who, when, what kind and how much; nothing of whom, and nothing of what. */
export interface DataLogEntry {
  readonly id: string;
  readonly at: number;
  readonly is: 'exported' | 'deleted';
  readonly what: LoggedData;
  readonly count: number;
  /** Null where its time was up. */
  readonly by: { readonly subject: string; readonly name: string } | null;
}

/** Where a part of the list ended. */
export interface DataLogPlace {
  readonly at: number;
  readonly id: string;
}

/** Keeps what was handed out and deleted. */
export interface DataLogStore {
  /** Adds an entry, or its count to the one of its id. */
  add(entry: DataLogEntry): Promise<void>;
  /** The newest first. */
  list(after: DataLogPlace | null, limit: number): Promise<readonly DataLogEntry[]>;
}
