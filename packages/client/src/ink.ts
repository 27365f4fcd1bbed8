import {
  mayStream,
  SessionError,
  type InkDrafter,
  type InkEntry,
  type InkItem,
  type InkLink,
  type InkListener,
  type InkLive,
  type ParticipantId,
  type SessionView,
} from '@fernblick/protocol';
import { FeedReader } from './feed-reader.ts';
import { loggable } from './logger.ts';
import type { Logger } from './session-client.ts';
import type { ServerConnection } from './signalling/server-connection.ts';
import { isOver, youIn } from './view-reading.ts';

// An outage may last as long as a place in the call is kept; what was drawn meanwhile still arrives.
const AWAY_MS = 120_000;

const nobody: readonly InkDrafter[] = Object.freeze([]);

/** The drawing's way to the other pages: what lasts through the server, what is under way over the links. */
export class Ink implements InkLink {
  /** What comes from the server and over the links of a call is. */
  readonly isChecked = true;
  readonly #connection: Pick<ServerConnection, 'request' | 'ready'>;
  readonly #stream: (live: InkLive) => void;
  readonly #logger: Logger;
  readonly #readers = new Map<InkListener, FeedReader<InkEntry>>();
  #session: string | null = null;
  #drafters = nobody;

  constructor(
    connection: Pick<ServerConnection, 'request' | 'ready'>,
    stream: (live: InkLive) => void,
    logger: Logger,
  ) {
    this.#connection = connection;
    this.#stream = stream;
    this.#logger = logger;
  }

  get drafters(): readonly InkDrafter[] {
    return this.#drafters;
  }

  async send(item: InkItem): Promise<void> {
    const session = this.#session;
    if (session === null) throw new SessionError('not-joined');
    const { seq } = await this.#connection.request(
      'ink:add',
      { session, item },
      { awayMs: AWAY_MS },
    );
    this.added(session, seq, item);
  }

  stream(live: InkLive): void {
    this.#stream(live);
  }

  subscribe(listener: InkListener): () => void {
    // Each registration counts for itself, even of the same object.
    const mine: InkListener = {
      item: (item) => this.#tell(() => listener.item(item)),
      live: (from, live) => this.#tell(() => listener.live(from, live)),
      drafters: () => this.#tell(() => listener.drafters()),
      reset: () => this.#tell(() => listener.reset?.()),
    };
    const reader = new FeedReader<InkEntry>({
      read: (request) => this.#connection.request('ink:read', request),
      give: ({ item }) => mine.item(item),
      reset: () => mine.reset?.(),
      logger: this.#logger,
    });
    this.#readers.set(mine, reader);
    if (this.#session !== null) reader.follow(this.#session);
    return () => {
      reader.close();
      this.#readers.delete(mine);
    };
  }

  /** Takes in a view of the session, and whether this page is in the call. */
  look(view: SessionView | null, joined: boolean): void {
    const session = view?.id ?? null;
    if (session !== this.#session) {
      this.#session = session;
      if (session !== null) for (const reader of this.#readers.values()) reader.follow(session);
    }
    const drafters = joined && view !== null ? draftersIn(view) : nobody;
    if (areAlike(drafters, this.#drafters)) return;
    this.#drafters = drafters;
    for (const listener of [...this.#readers.keys()]) listener.drafters();
  }

  /** A new socket is up: whatever was added meanwhile was not told. */
  catchUp(): void {
    for (const reader of this.#readers.values()) reader.catchUp();
  }

  /** An item is in the feed. */
  added(session: string, seq: number, item: InkItem): void {
    if (session === this.#session)
      for (const reader of [...this.#readers.values()]) reader.added({ seq, item });
  }

  /** Somebody draws at this moment; who may only point is not shown drawing. */
  heard(from: ParticipantId, live: InkLive): void {
    const drafter = this.#drafters.find(({ id }) => id === from);
    if (drafter === undefined || !mayStream(drafter, live)) return;
    for (const listener of [...this.#readers.keys()]) listener.live(from, live);
  }

  close(): void {
    for (const reader of this.#readers.values()) reader.close();
    this.#readers.clear();
  }

  #tell(call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#logger.log('error', 'A listener threw', loggable(error));
    }
  }
}

/** Everybody who is or was in the call, so that a mark has a name also when its author has left; oneself first. */
function draftersIn(view: SessionView): readonly InkDrafter[] {
  const you = youIn(view);
  if (you === null || you.presence === 'left' || isOver(view)) return nobody;
  const others = view.participants.filter(
    ({ id, presence }) => id !== you.id && presence !== 'invited',
  );
  return Object.freeze(
    [you, ...others].map(({ id, name, role }) =>
      Object.freeze({
        id,
        name,
        role,
        inControl: view.inControl === id,
        mayDraw: !view.drawingOff.includes(role),
      }),
    ),
  );
}

function areAlike(some: readonly InkDrafter[], others: readonly InkDrafter[]): boolean {
  return (
    some.length === others.length &&
    some.every(
      (one, index) =>
        one.id === others[index]?.id &&
        one.name === others[index].name &&
        one.inControl === others[index].inControl &&
        one.mayDraw === others[index].mayDraw,
    )
  );
}
