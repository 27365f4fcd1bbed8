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
import {
  MAX_KEYFRAME_CHARACTERS,
  MAX_REGION_POINTS,
  MAX_TOLD_POSES,
  POSE_UNIT,
  SIGNATURE_CHARACTERS,
} from './drawing-limits.ts';
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

/** One entry of a plane map; beyond a hundred pictures nothing is seen. */
const Cell = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(-100 * POSE_UNIT),
  v.maxValue(100 * POSE_UNIT),
);

/**
 * Where an anchor lies in one frame of a camera, in as few characters as possible, because there are thirty a second:
 * `anchorNumber` of its id, the place of its status in `TOLD_STATUSES`, its confidence in percent, and the map from the
 * keyframe to the picture, both 0 to 1 of their size: eight numbers row by row in units of `POSE_UNIT`, the ninth is 1.
 */
export const ToldPose = v.pipe(
  v.strictTuple([
    v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff)),
    v.picklist([0, 1, 2]),
    v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100)),
    ...([Cell, Cell, Cell, Cell, Cell, Cell, Cell, Cell] as const),
  ]),
  v.check((pose) => isPlausible(pose.slice(3)), 'No such plane.'),
);
export type ToldPose = v.InferOutput<typeof ToldPose>;

/** Neither edge-on nor inside out: a part of the picture stays a part of the picture. */
function isPlausible(cells: readonly number[]): boolean {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, k = 0] = cells.map(
    (cell) => cell / POSE_UNIT,
  );
  const area = a * (e - f * k) - b * (d - f * g) + c * (d * k - e * g);
  return Math.abs(area) > LEAST_AREA;
}
const LEAST_AREA = 1e-5;

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
  /**
   * A tool is in somebody's hand, said again every few seconds: whoever hears it looks at the picture from now on, so that
   * the frame that is drawn on is remembered when ink on it arrives.
   */
  v.object({ is: v.literal('ready') }),
  /** Where the pointer is: 0 to 1 of the picture both see; it fades. */
  v.object({ is: v.literal('pointer'), at: Point, color: MarkColor }),
  /** Where anchors lie in one frame of the sender’s camera, found in the frame as it was before it was compressed. */
  v.object({
    is: v.literal('poses'),
    /** Another one where `at` counts from another moment: another camera, another page. */
    camera: v.pipe(v.string(), v.minLength(1), v.maxLength(16)),
    /** When the camera took the frame, µs. */
    at: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER)),
    poses: v.pipe(v.array(ToldPose), v.maxLength(MAX_TOLD_POSES)),
    /**
     * What the frame looks like, now and then, so that who receives the picture can tell which frame it is: 16 × 12 gray
     * values, one signed byte each, in base64.
     */
    signature: v.optional(
      v.pipe(v.string(), v.length(SIGNATURE_CHARACTERS), v.regex(/^[A-Za-z0-9+/]+$/)),
    ),
  }),
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
  /**
   * True where whatever it tells has been checked against `InkItem` and `InkLive`. What another link tells is checked
   * before anything reads it.
   */
  readonly isChecked?: boolean;
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
