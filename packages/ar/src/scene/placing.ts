import type { Point } from '@fernblick/protocol';
import { textHeight, type Size } from '../drawing/mark.ts';
import type { PosedMark, StandingView, ThickLine } from '../drawing/standing.ts';
import { breakLines, LINE_HEIGHT, SMALLEST_LETTERS } from '../drawing/trace.ts';
import { compose, invert, type Homography } from '../homography.ts';
import { HEAD_FACTOR, SHAFT_RADII } from './proportions.ts';
import { across, apply, surfacePose, type SurfacePose } from './surface-pose.ts';
import { cross, lengthOf, plus, times, unit, type Vector } from './vector.ts';

/** Where a part has its origin and its three axes, as the camera sees it. */
export interface Frame {
  readonly origin: Vector;
  readonly axes: readonly [Vector, Vector, Vector];
}

/** A mark as it stands before the camera. */
export interface Placed {
  /** From the camera's view to px of the canvas. */
  readonly lens: Homography;
  /** What it consists of, by name; which ones there are depends on the shape. */
  readonly parts: Readonly<Record<string, Frame>>;
  /** What can be touched of it. */
  readonly outline: readonly ThickLine[];
}

/** How steeply an arrow comes down: the height of its end, as a share of the way along the ground. */
const STEEPNESS = 0.75;
/** A post's length, in heights of its letters. */
const POST_LENGTH = 2.6;
/** Where a surface faces the camera, a post would be seen from above: it leans until so much of it is seen. */
const LEAST_SEEN = 0.75;
/** Nearest to the surface that a post leans: it stands, whichever way the surface faces. */
const MOST_LEAN = 0.8;
/** Letters are about this wide for their height. */
const LETTER_WIDTH = 0.6;
const UPWARDS: Vector = [0, -1, 0];
const MIRRORED: Homography = [-1, 0, 0, 0, 1, 0, 0, 0, 1];

/** A sign's lines, and its size in heights of its letters. */
export function signOf(text: string): { readonly lines: readonly string[] } & Size {
  const lines =
    text === '' ? [''] : breakLines(text, Math.ceil(Math.sqrt(256 + 1.5 * text.length)));
  const longest = Math.max(2, ...lines.map((line) => line.length));
  return { lines, width: longest * LETTER_WIDTH + 1.2, height: lines.length * LINE_HEIGHT + 0.7 };
}

/**
 * Lets a mark stand on its surface.
 * @returns null where the surface is not known well enough for anything to stand on
 */
export function placeMark(
  { mark: { shape, width }, pose: { homography, frame } }: PosedMark,
  view: StandingView,
): Placed | null {
  const back = invert(view.toCanvas);
  const pose = back === null ? null : surfacePose(compose(back, homography), frame, view.picture);
  if (pose === null) return null;
  // A mirrored picture is the picture of a mirrored world, in which writing is to be read all the same.
  const [a, b, , c, d] = view.toCanvas;
  const isMirrored = a * d - b * c < 0;
  const lens = [view.toCanvas, pose.lens, ...(isMirrored ? [MIRRORED] : [])].reduce(compose);
  const world = isMirrored ? mirrored(pose) : pose;
  const px = ({ x, y }: Point) => [x * frame.width, y * frame.height] as const;
  if (shape.is === 'arrow-3d')
    return placeArrow(world, lens, px(shape.from), px(shape.to), SHAFT_RADII[width - 1] ?? 0.05);
  return placeLabel(world, lens, px(shape.at), {
    letters: textHeight(width, frame),
    smallest: SMALLEST_LETTERS * view.pixelRatio,
    text: shape.text,
  });
}

/** Where something that the camera sees lies on the canvas. */
export function onCanvas(lens: Homography, at: Vector): Point {
  const [x, y, w] = apply(lens, at);
  return { x: x / w, y: y / w };
}

function mirrored(pose: SurfacePose): SurfacePose {
  return {
    ...pose,
    up: apply(MIRRORED, pose.up),
    spot: (x, y) => {
      const spot = pose.spot(x, y);
      return spot === null ? null : apply(MIRRORED, spot);
    },
  };
}

/** Canvas px for a unit of the camera's view at a place. */
function sizeAt(lens: Homography, at: Vector): number {
  return Math.sqrt(Math.abs(lens[0] * lens[4] - lens[1] * lens[3])) / at[2];
}

type Px = readonly [x: number, y: number];

/** It comes down to its tip at an angle; what was drawn is its way along the ground. */
function placeArrow(
  { spot, up }: SurfacePose,
  lens: Homography,
  from: Px,
  to: Px,
  radius: number,
): Placed | null {
  const [tip, foot] = [spot(...to), spot(...from)];
  if (tip === null || foot === null) return null;
  const ground = plus(foot, tip, -1);
  const end = plus(foot, up, lengthOf(ground) * STEEPNESS);
  const axis = plus(end, tip, -1);
  const long = lengthOf(axis);
  if (!(long > 0) || !(end[2] > 0)) return null;
  const aside = unit(cross(up, axis));
  const over = cross(unit(axis), aside);
  const wide = radius * HEAD_FACTOR * long;
  return {
    lens,
    parts: {
      arrow: { origin: tip, axes: [times(aside, long), times(over, long), axis] },
      shadow: { origin: tip, axes: [ground, times(aside, wide), up] },
    },
    outline: [
      {
        from: onCanvas(lens, tip),
        to: onCanvas(lens, end),
        width: 2 * wide * sizeAt(lens, plus(tip, axis, 0.5)),
      },
    ],
  };
}

interface Lettering {
  /** Height of its letters. */
  readonly letters: number;
  /** Least height of its letters, in px of the canvas. */
  readonly smallest: number;
  readonly text: string;
}

/** A sign at the end of a post that stands up, and leans only where else it would be seen from above. */
function placeLabel(
  { spot, up }: SurfacePose,
  lens: Homography,
  at: Px,
  { letters, smallest, text }: Lettering,
): Placed | null {
  const foot = spot(...at);
  if (foot === null) return null;
  const size = Math.max(letters, smallest / sizeAt(lens, foot));
  const downwards = Math.max(0, up[1]);
  const lean = Math.min(
    Math.max(0, LEAST_SEEN + up[1]),
    downwards > 0 ? MOST_LEAN / downwards : Infinity,
  );
  const post = times(unit(plus(up, UPWARDS, lean)), POST_LENGTH * size);
  const top = plus(foot, post);
  if (!(top[2] > 0)) return null;
  const sign = signOf(text);
  // It turns about its post to whoever reads it, and leans back no further than can be read; its lines stay level.
  const rise = unit(plus(unit([0, post[1], post[2]]), UPWARDS, 2));
  const high = times(rise, sign.height * size);
  const thick = unit(cross([1, 0, 0], rise));
  const level: Vector = [sign.width * size, 0, 0];
  const middle = plus(top, high, 0.5);
  const [left, right] = across(unit(post));
  const [first, second] = across(up);
  return {
    lens,
    parts: {
      post: {
        origin: foot,
        axes: [times(left, size), times(right, size), post],
      },
      base: { origin: foot, axes: [times(first, size), times(second, size), times(up, size)] },
      shadow: { origin: foot, axes: [times(first, size), times(second, size), up] },
      back: { origin: plus(middle, thick, -0.16 * size), axes: [level, high, thick] },
      sign: { origin: middle, axes: [level, high, thick] },
    },
    outline: [
      {
        from: onCanvas(lens, foot),
        to: onCanvas(lens, top),
        width: 0.4 * size * sizeAt(lens, top),
      },
      {
        from: onCanvas(lens, plus(middle, level, -0.5)),
        to: onCanvas(lens, plus(middle, level, 0.5)),
        width: lengthOf(high) * sizeAt(lens, middle),
      },
    ],
  };
}
