import type { Mark, MarkShape, MarkWidth, Point } from '@fernblick/protocol';
import { project, scaleAt, type Homography } from '../homography.ts';
import { boxAround, centerOf, strokeWidth, textHeight, type Size } from './mark.ts';
import { strokeOutline } from './stroke-outline.ts';

/** How sure an anchor's pose is. */
export type PoseStatus = 'tracked' | 'unsure' | 'lost';

/** Where a mark's keyframe lies in the picture that is shown. */
export interface MarkPose {
  /** Px of the keyframe to px of the canvas; of a lost anchor the last one known. */
  readonly homography: Homography;
  readonly status: PoseStatus;
  /** The keyframe's size, in px. */
  readonly frame: Size;
  /** For how long it has been lost. */
  readonly lostMs?: number;
}

/** A line through spots; a closed one returns to its start. */
export interface Trace {
  readonly spots: readonly (readonly [x: number, y: number])[];
  readonly closed: boolean;
}

/** What sits on one place, and may have words. */
type Placed = Extract<MarkShape, { readonly at: Point }>;

/** What is written, and how tall. */
interface Writing {
  readonly lines: readonly string[];
  readonly height: number;
}

/** What is written, and where. */
export interface Lettering extends Writing {
  /** The place that they take, as far as that can be told without asking a canvas how wide they are. */
  readonly box: Area;
  /** Lines are aligned at their end: what they are wider than was thought goes to where there is room. */
  readonly isBefore: boolean;
  /** Of a pin, how far above its place the middle of its disc is, px; below it where there is no room above. */
  readonly over: number;
}

/** A mark as lines, in px of the canvas. */
export interface MarkTraces {
  readonly lines: readonly Trace[];
  /** The filled area of a stroke whose width follows the pressure. */
  readonly area: Trace | null;
  readonly width: number;
  readonly at: readonly [x: number, y: number];
  readonly lettering: Lettering | null;
}

/** The same in px of the keyframe. */
interface FlatTraces extends Omit<MarkTraces, 'lettering'> {
  readonly lettering: Writing | null;
}

const ELLIPSE_SPOTS = 64;
const MOST_LETTERS = 26;
// Letters are about this wide for their height.
const LETTER_WIDTH = 0.56;
export const LINE_HEIGHT = 1.2;
/** Of a pin's disc, and how far its middle is from its place; of the height of letters. */
const [PIN_RADIUS, PIN_TALL] = [0.8, 1.52];
// Smaller letters nobody reads, whatever the distance.
export const SMALLEST_LETTERS = 13;
// A mark seen larger than this is a pose gone wrong.
const LARGEST_SCALE = 1_000;

/** Breaks a text between words into lines that can be read at a glance. */
export function breakLines(text: string, most = MOST_LETTERS): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most)
      lines[lines.length - 1] = `${last} ${word}`;
    // By code points, so that no character is torn apart.
    else lines.push(...(word.match(new RegExp(`.{1,${most}}`, 'gu')) ?? ['']));
  }
  return lines;
}

/** The barbs of an arrow, in px. */
function barbs(
  from: readonly [number, number],
  to: readonly [number, number],
  width: number,
): Trace {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy) || 1;
  const size = Math.min(Math.max(width * 3.5, 0.12 * length), 0.6 * length) / length;
  const [bx, by] = [dx * size, dy * size];
  const SPREAD = 0.55;
  return {
    closed: false,
    spots: [
      [to[0] - bx + by * SPREAD, to[1] - by - bx * SPREAD],
      to,
      [to[0] - bx - by * SPREAD, to[1] - by + bx * SPREAD],
    ],
  };
}

function linesOf(shape: MarkShape, { width: w, height: h }: Size, width: number): readonly Trace[] {
  const px = ({ x, y }: { x: number; y: number }) => [x * w, y * h] as const;
  switch (shape.is) {
    case 'pen':
    case 'highlighter':
      return [{ spots: shape.points.map(([x, y]) => [x * w, y * h]), closed: false }];
    case 'line':
      return [{ spots: [px(shape.from), px(shape.to)], closed: false }];
    case 'arrow':
    case 'arrow-3d': {
      const [from, to] = [px(shape.from), px(shape.to)];
      return [{ spots: [from, to], closed: false }, barbs(from, to, width)];
    }
    case 'rectangle':
      return [{ spots: shape.corners.map(px), closed: true }];
    case 'ellipse': {
      const [center, [a, b]] = [shape.center, shape.tips];
      const spots = Array.from({ length: ELLIPSE_SPOTS }, (_, i) => {
        const [cos, sin] = [Math.cos, Math.sin].map((f) =>
          f((2 * Math.PI * i) / ELLIPSE_SPOTS),
        ) as [number, number];
        return px({
          x: center.x + (a.x - center.x) * cos + (b.x - center.x) * sin,
          y: center.y + (a.y - center.y) * cos + (b.y - center.y) * sin,
        });
      });
      return [{ spots, closed: true }];
    }
    case 'outline':
      return [{ spots: shape.points.map(px), closed: true }];
    case 'text':
    case 'label':
    case 'pin':
      return [];
  }
}

/** Breaks a text into lines that have room in the frame, a caption on one side of its pin. */
function linesIn({ is, at: { x }, text = '' }: Placed, height: number, width: number) {
  const room = width * (is === 'pin' ? Math.max(x, 1 - x) : 1);
  // Less the half of a pin.
  const most = Math.floor(room / (LETTER_WIDTH * height)) - 2;
  return text === '' ? [] : breakLines(text, Math.min(MOST_LETTERS, most));
}

/** Lays letters so that all of them are in the frame: a caption on the side of its pin that has room, others pushed in. */
function layLetters(
  { is }: Placed,
  lines: readonly string[],
  height: number,
  at: Point,
  { homography, frame }: MarkPose,
): Lettering {
  const width = Math.max(1, ...lines.map((line) => line.length)) * LETTER_WIDTH * height;
  const tall = LINE_HEIGHT * height * lines.length;
  // With its own place, which a camera that has moved on may have beside the frame.
  const [first, , last] = boxAround([
    at,
    ...[0, 1, 2, 3].map(
      (i) => project(homography, (i & 1) * frame.width, (i >> 1) * frame.height) ?? at,
    ),
  ]);
  const over = PIN_TALL * height * (at.y - (PIN_TALL + PIN_RADIUS) * height < first.y ? -1 : 1);
  const [beside, above] =
    is === 'pin'
      ? [0.95 * height, tall / 2 + over]
      : is === 'label'
        ? [-width / 2, tall + 1.4 * height]
        : [0, tall / 2];
  const pushed = Math.max(first.x, Math.min(at.x + beside, last.x - width));
  const isBefore = pushed < at.x + beside;
  const x = is === 'pin' && isBefore ? at.x - beside - width : pushed;
  return {
    lines,
    height,
    box: { x, y: Math.max(first.y, Math.min(at.y - above, last.y - tall)), width, height: tall },
    isBefore,
    over,
  };
}

function tracesOf(shape: MarkShape, step: MarkWidth, frame: Size): FlatTraces {
  const width = strokeWidth(shape.is, step, frame);
  const center = centerOf(shape);
  const isStroke = shape.is === 'pen' || shape.is === 'highlighter';
  const spots = isStroke
    ? strokeOutline(shape.points, frame, width, shape.is === 'highlighter')
    : [];
  const height = textHeight(step, frame);
  return {
    lines: linesOf(shape, frame, width),
    area: isStroke ? { spots, closed: true } : null,
    width,
    at: [center.x * frame.width, center.y * frame.height],
    lettering: 'at' in shape ? { lines: linesIn(shape, height, frame.width), height } : null,
  };
}

interface Cached {
  readonly step: MarkWidth;
  readonly frame: Size;
  readonly traces: FlatTraces;
}
// A shape never changes, so its lines are worked out once and not for every frame.
const cache = new WeakMap<MarkShape, Cached>();

function cachedTraces({ shape, width: step }: Mark, frame: Size): FlatTraces {
  const known = cache.get(shape);
  if (
    known?.step === step &&
    known.frame.width === frame.width &&
    known.frame.height === frame.height
  )
    return known.traces;
  const traces = tracesOf(shape, step, frame);
  cache.set(shape, { step, frame, traces });
  return traces;
}

/**
 * A mark's lines as they lie on the canvas, in its px; null where a part of it would lie behind the eye.
 * @param pixelRatio canvas px for each CSS px; letters and lines keep a size that can be seen
 */
export function projectMark(mark: Mark, pose: MarkPose, pixelRatio: number): MarkTraces | null {
  const { homography, frame } = pose;
  const flat = cachedTraces(mark, frame);
  const scale = scaleAt(homography, ...flat.at);
  const at = project(homography, ...flat.at);
  if (at === null || !(scale > 0 && scale < LARGEST_SCALE)) return null;
  let isWhole = true;
  const land = (trace: Trace): Trace => ({
    closed: trace.closed,
    spots: trace.spots.map(([x, y]) => {
      const spot = project(homography, x, y);
      if (spot === null) isWhole = false;
      return [spot?.x ?? 0, spot?.y ?? 0];
    }),
  });
  const lines = flat.lines.map(land);
  const area = flat.area === null ? null : land(flat.area);
  if (!isWhole) return null;
  const { lettering } = flat;
  return {
    lines,
    area,
    // Only what sits on one place has any.
    lettering:
      lettering &&
      layLetters(
        mark.shape as Placed,
        lettering.lines,
        Math.max(SMALLEST_LETTERS * pixelRatio, lettering.height * scale),
        at,
        pose,
      ),
    width: Math.max(1.5 * pixelRatio, flat.width * scale),
    at: [at.x, at.y],
  };
}

/** An upright box on the canvas, in px. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A pin's disc: its middle and radius. */
export function pinDisc(traces: MarkTraces): {
  readonly x: number;
  readonly y: number;
  readonly r: number;
} {
  const { height, over } = traces.lettering ?? { height: 0, over: 0 };
  return { x: traces.at[0], y: traces.at[1] - over, r: PIN_RADIUS * height };
}
