import * as v from 'valibot';
import {
  AnchorId,
  DrawingOperation,
  MarkColor,
  MarkId,
  MarkWidth,
  Point,
  SpanShape,
  StrokePoint,
} from './drawing.ts';
import { MAX_KEYFRAME_CHARACTERS, MAX_REGION_POINTS } from './drawing-limits.ts';
import { Count, ParticipantId } from './shapes.ts';

/**
 * The picture that a mark was drawn on, as its author saw it. Whoever sees the mark looks for this picture in what
 * they see: content needs no clock.
 */
export const Keyframe = v.object({
  id: AnchorId,
  author: ParticipantId,
  /** Size of the picture that coordinates of marks refer to, in px. */
  width: v.pipe(v.number(), v.integer(), v.minValue(16), v.maxValue(8_192)),
  height: v.pipe(v.number(), v.integer(), v.minValue(16), v.maxValue(8_192)),
  /** The part of it that the mark sits on; 0 to 1 of width and height. */
  region: v.pipe(v.array(Point), v.minLength(3), v.maxLength(MAX_REGION_POINTS)),
  /** A small JPEG in base64; its own size may be less, its shape is the same. */
  picture: v.pipe(
    v.string(),
    v.maxLength(MAX_KEYFRAME_CHARACTERS),
    v.regex(/^[A-Za-z0-9+/]+={0,2}$/),
  ),
});
export type Keyframe = v.InferOutput<typeof Keyframe>;

/** What lasts: kept in the session's feed of ink, and given to everybody who comes later. */
export const InkItem = v.variant('is', [
  v.object({ is: v.literal('keyframe'), keyframe: Keyframe }),
  v.object({ is: v.literal('operation'), operation: DrawingOperation }),
]);
export type InkItem = v.InferOutput<typeof InkItem>;

/** One line of a session's feed of ink. */
export const InkEntry = v.object({
  /** Counts the items of the session from 1. */
  seq: Count,
  item: InkItem,
});
export type InkEntry = v.InferOutput<typeof InkEntry>;

/** What is under way: shown at once, may get lost, and is followed by an item that lasts or by nothing. */
export const InkLive = v.variant('is', [
  /** Points of a stroke under way, from number `from` on; each message repeats the last few, so that a loss heals. */
  v.object({
    is: v.literal('stroke'),
    mark: MarkId,
    anchor: AnchorId,
    tool: v.picklist(['pen', 'highlighter']),
    color: MarkColor,
    width: MarkWidth,
    from: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000)),
    points: v.pipe(v.array(StrokePoint), v.minLength(1), v.maxLength(60)),
  }),
  /** A shape under way, as it is now; the channel keeps no order, so the highest number counts. */
  v.object({
    is: v.literal('shape'),
    mark: MarkId,
    anchor: AnchorId,
    color: MarkColor,
    width: MarkWidth,
    number: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000)),
    shape: SpanShape,
  }),
  /** Something under way that came to nothing. */
  v.object({ is: v.literal('cancelled'), mark: MarkId }),
  /** Where the pointer is: 0 to 1 of the picture both see; it fades. */
  v.object({ is: v.literal('pointer'), at: Point, color: MarkColor }),
]);
export type InkLive = v.InferOutput<typeof InkLive>;

/** Who draws over a link. */
export interface InkDrafter {
  readonly id: ParticipantId;
  readonly name: string;
  readonly role: 'customer' | 'agent';
  /** True for the agent in control. */
  readonly inControl: boolean;
  /** False where the host or the other side has switched this one's drawing off; the pointer stays. */
  readonly mayDraw: boolean;
}

/** How a page's ink reaches the other pages; `<video-session>` has one, and a page without a server supplies its own. */
export interface InkLink {
  /** Everybody in the drawing, oneself first; the same array until something changes. */
  readonly drafters: readonly InkDrafter[];
  /**
   * Sends what lasts. Resolves when it is stored; the same item twice has one effect.
   * @throws SessionError `not-allowed`, `drawing-off`, `drawing-full`, `connection-lost` and others of the table
   */
  send(item: InkItem): Promise<void>;
  /** Sends what may get lost. */
  stream(live: InkLive): void;
  /** Tells what there is already and what comes from now on, one's own included; returns what ends it. */
  subscribe(listener: InkListener): () => void;
}

export interface InkListener {
  item(item: InkItem): void;
  live(from: ParticipantId, live: InkLive): void;
  /** `drafters` is another array now. */
  drafters(): void;
  /** What was told so far belongs to a session that this page has left behind: the drawing begins anew. */
  reset?(): void;
}
