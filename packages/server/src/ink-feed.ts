import { SessionError, type InkEntry, type InkItem, type SessionId } from '@fernblick/protocol';
import { whyNotAddInk, type Actor, type SessionState } from '@fernblick/session';
import type { FeedParts } from './feed-parts.ts';
import { readJpegSize } from './jpeg.ts';

/** More than anybody draws in a day's call; keeps what a late joiner has to read bounded. */
const MAX_ITEMS = 5_000;
/** Room for taking things away when the feed is full. */
const ITEMS_FOR_REMOVAL = 200;
const MAX_BYTES = 20_000_000;
/**
 * How far an operation's clock may run ahead of the feed. By itself it does so by no more than what a page has not sent yet;
 * one that has come to the end of all numbers would stand above everything that is done later, and nobody could take it away.
 */
const MAX_AHEAD = 10_000;
const BYTES_FOR_REMOVAL = 100_000;
/** With its answer around it, a page stays below the 64 kB of a message. */
const PAGE_BYTES = 60_000;
/** Found again at about VGA, shown never: larger pictures would only fill the memory of whoever decodes them. */
const MAX_PICTURE_SIDE = 2_048;
/** How far the picture's shape may be from the one it stands for; rounding of small sides takes some. */
const SHAPE_TOLERANCE = 0.05;

/** Who adds to a feed, and what. */
export interface InkOrder {
  readonly session: SessionId;
  readonly actor: Actor;
  readonly tab: string;
  readonly item: InkItem;
  /** Called when the item is on disk and was not there before. */
  readonly added: (state: SessionState, entry: InkEntry) => void;
}

/** What is drawn in the sessions: a feed for each, kept beside the journal and read by number. */
export class InkFeed {
  readonly #parts: FeedParts;

  constructor(parts: FeedParts) {
    this.#parts = parts;
  }

  /**
   * Adds an item; answers with its number once it is on disk.
   * @throws SessionError with the code of the refusal, `drawing-full`, `command-id-reused`, `invalid-message` or
   * `storage-unavailable`
   */
  async add({ session, actor, tab, item, added }: InkOrder): Promise<number> {
    if (item.is === 'keyframe') checkPicture(item.keyframe);
    // In turn with the session's commands: nothing is added to what has just ended or been switched off.
    return this.#parts.sessions.withState(session, async (state) => {
      if (state === null) throw new SessionError('not-found');
      const allowed = this.#parts.allowed(actor, state);
      const refusal = whyNotAddInk(state, { actor, tab, allowed }, item);
      if (refusal !== null) throw new SessionError(refusal);
      const done = await this.#parts.store.appendInk({
        session,
        id: idOf(item),
        item: JSON.stringify(item),
        at: this.#parts.now(),
        limits: {
          items: MAX_ITEMS + (removes(item) ? ITEMS_FOR_REMOVAL : 0),
          bytes: MAX_BYTES + (removes(item) ? BYTES_FOR_REMOVAL : 0),
          leastSeq: item.is === 'operation' ? item.operation.clock - MAX_AHEAD : 0,
        },
      });
      if (!('seq' in done)) throw whyNot(done.is);
      if (done.is === 'added') added(state, { seq: done.seq, item });
      return done.seq;
    });
  }

  /** Reads on after a number; who may see the session is asked before. */
  async read(session: SessionId, after: number): Promise<{ entries: InkEntry[]; more: boolean }> {
    const { entries, more } = await this.#parts.store.readInk(session, after, PAGE_BYTES);
    // Only `add` writes the column, and only from an InkItem.
    return {
      entries: entries.map(({ seq, item }) => ({ seq, item: JSON.parse(item) as InkItem })),
      more,
    };
  }
}

function whyNot(is: 'full' | 'id-reused' | 'too-early'): SessionError {
  if (is === 'full') return new SessionError('drawing-full');
  if (is === 'id-reused') return new SessionError('command-id-reused');
  return new SessionError('invalid-message', {
    at: 'item.operation.clock',
    detail: 'It is far ahead of everything that was drawn.',
  });
}

function idOf(item: InkItem): string {
  return item.is === 'keyframe' ? `keyframe ${item.keyframe.id}` : `operation ${item.operation.id}`;
}

function removes(item: InkItem): boolean {
  return (
    item.is === 'operation' &&
    ['delete', 'delete-any', 'clear-mine', 'clear-all', 'undo'].includes(item.operation.is)
  );
}

/** @throws SessionError `invalid-message` for what is no small JPEG of the keyframe's shape */
function checkPicture({
  picture,
  width,
  height,
}: Extract<InkItem, { is: 'keyframe' }>['keyframe']): void {
  const bytes = Buffer.from(picture, 'base64');
  // Whoever shows it decodes it less leniently.
  const size = bytes.toString('base64') === picture ? readJpegSize(bytes) : null;
  const fits =
    size !== null &&
    size.width > 0 &&
    size.height > 0 &&
    size.width <= Math.min(width, MAX_PICTURE_SIDE) &&
    size.height <= Math.min(height, MAX_PICTURE_SIDE) &&
    Math.abs((size.width / size.height) * (height / width) - 1) <= SHAPE_TOLERANCE;
  if (!fits)
    throw new SessionError('invalid-message', {
      at: 'item.keyframe.picture',
      detail: 'It is not a small JPEG of the same shape.',
    });
}
