import {
  COORDINATE_RANGE,
  MAX_PIN_NUMBER,
  type Layer,
  type LayerShape,
  type Mark,
  type MarkShape,
  type Point,
  type Redaction,
} from '@fernblick/protocol';
import { boxAround, boxOf, nextPinNumber, place, pointsOf, type Size } from '../drawing/mark.ts';
import { hitTest } from '../drawing/hit-test.ts';
import { handlesOf, mapShape, moved, resized } from '../drawing/reshape.ts';
import { finishSpan, type SpanTool } from '../drawing/tools/span.ts';
import type { MarkPose } from '../drawing/trace.ts';
import { invert, project, type Homography } from '../homography.ts';
import {
  areaOf,
  fromLayer,
  shownSize,
  toLayer,
  turnAbout,
  type Framing,
  type PixelArea,
} from './frame.ts';

/** True for what removes pixels. */
export function isRedaction(shape: LayerShape): shape is Redaction {
  return shape.is === 'blur' || shape.is === 'black-out';
}

/** A shape for all that concerns points: a redaction is a rectangle. */
function asMarkShape(shape: LayerShape): MarkShape {
  if (!isRedaction(shape)) return shape;
  const { from, to } = shape;
  return { is: 'rectangle', corners: [from, { x: to.x, y: from.y }, to, { x: from.x, y: to.y }] };
}

/** The way back: a rectangle that stands for a redaction. */
function like(shape: LayerShape, changed: MarkShape): LayerShape {
  if (!isRedaction(shape)) return changed;
  const [from, , to] = boxOf(changed);
  return { is: shape.is, from, to };
}

/** A layer as the drawing's painter knows it; who drew it and on what does not matter to a still picture. */
export function asMark(layer: Layer): Mark {
  return { ...layer, author: 'the-editor', anchor: 'the-picture', shape: asMarkShape(layer.shape) };
}

// Lines of a drawing have outlines of fixed px; on a still picture they grow with it, and look the same at any size.
const SHORTER_SIDE = 600;

/** Px of the picture for each px of a drawing's outlines. */
export function outlineScale(framing: Framing): number {
  return Math.min(framing.width, framing.height) / SHORTER_SIDE;
}

/** Where layers lie on something that shows the picture. */
export function poseOn(framing: Framing, homography: Homography): MarkPose {
  return { homography, status: 'tracked', frame: { width: framing.width, height: framing.height } };
}

/** The box around a layer, in px of what is seen. */
export function shownBox(framing: Framing, shape: LayerShape): PixelArea {
  const points = pointsOf(asMarkShape(shape)).map((point) => fromLayer(framing, point));
  const [from, , to] = boxAround(points);
  return areaOf(from, to);
}

/** Where a shape can be taken hold of, in px of what is seen. */
export function shownHandles(framing: Framing, shape: LayerShape): readonly Point[] {
  return handlesOf(asMarkShape(shape)).map((handle) => fromLayer(framing, handle));
}

/** True for what has a size of its own; a text or pin has its place alone. */
export function hasSize(shape: LayerShape): boolean {
  return isRedaction(shape) || handlesOf(shape).length > 0;
}

/** The same shape elsewhere, as far beside the picture as it can be stored whole; `by` in px of what is seen. */
export function movedBy(framing: Framing, shape: LayerShape, by: Point): LayerShape {
  const mark = asMarkShape(shape);
  const [from, to] = [toLayer(framing, { x: 0, y: 0 }), toLayer(framing, by)];
  const [least, , most] = boxOf(mark);
  const { min, max } = COORDINATE_RANGE;
  const step = (axis: 'x' | 'y'): number =>
    Math.min(max - most[axis], Math.max(min - least[axis], to[axis] - from[axis]));
  return like(shape, moved(mark, { x: step('x'), y: step('y') }));
}

// What would reach farther than it can be stored stays as it is: its form would be another one.
function asSeen(framing: Framing, shape: LayerShape, to: (at: Point) => Point): LayerShape {
  let fits = true;
  const changed = mapShape(asMarkShape(shape), (x, y) => {
    const at = toLayer(framing, to(fromLayer(framing, { x, y })));
    const stored = place(at.x, at.y);
    // Less is rounding.
    fits &&= Math.hypot(at.x - stored.x, at.y - stored.y) < 1e-4;
    return at;
  });
  return fits ? like(shape, changed) : shape;
}

/** The same shape with one handle elsewhere; `to` in px of what is seen. */
export function resizedTo(
  framing: Framing,
  shape: LayerShape,
  handle: number,
  to: Point,
): LayerShape {
  return like(shape, resized(asMarkShape(shape), handle, toLayer(framing, to)));
}

/** True for what can lie at any angle; texts and pins stand upright, redactions lie along the picture's edges. */
export function canTurn(shape: LayerShape): boolean {
  return hasSize(shape) && !isRedaction(shape);
}

/** What a shape turns about, in px of what is seen; it stays there however often it is turned. */
export function pivotOf(framing: Framing, shape: LayerShape): Point {
  const points = pointsOf(asMarkShape(shape));
  const sum = (of: (point: Point) => number) => points.reduce((all, each) => all + of(each), 0);
  return fromLayer(framing, {
    x: sum(({ x }) => x) / points.length,
    y: sum(({ y }) => y) / points.length,
  });
}

/** The same shape, turned clockwise where it is; what cannot lie at any angle, or would not fit, stays as it is. */
export function turnedBy(framing: Framing, shape: LayerShape, degrees: number): LayerShape {
  if (!canTurn(shape)) return shape;
  const turn = turnAbout(pivotOf(framing, shape), degrees);
  return asSeen(framing, shape, (at) => project(turn, at.x, at.y) ?? at);
}

/** The same shape in another box, in px of what is seen; a side without length stays so, and a shape that would not fit. */
export function inBox(framing: Framing, shape: LayerShape, box: PixelArea): LayerShape {
  const now = shownBox(framing, shape);
  const scale = (from: number, to: number) => (from > 1e-6 ? Math.max(1, to) / from : 1);
  const [sx, sy] = [scale(now.width, box.width), scale(now.height, box.height)];
  return asSeen(framing, shape, ({ x, y }) => ({
    x: box.x + (x - now.x) * sx,
    y: box.y + (y - now.y) * sy,
  }));
}

/** The topmost layer at a place; null where there is none. */
export function layerAt(
  layers: readonly Layer[],
  framing: Framing,
  homography: Homography,
  at: Point,
): Layer | null {
  const pose = poseOn(framing, homography);
  const back = invert(homography);
  const spot = back === null ? null : project(back, at.x, at.y);
  const inside = ({ shape }: Layer): boolean => {
    if (!isRedaction(shape) || spot === null) return false;
    const [x, y] = [spot.x / framing.width, spot.y / framing.height];
    const box = areaOf(shape.from, shape.to);
    return x >= box.x && y >= box.y && x <= box.x + box.width && y <= box.y + box.height;
  };
  // The inside of a rectangle belongs to what lies in it, that of a redaction to the redaction: nothing else is there.
  const hit = layers.findLast(
    (layer) => inside(layer) || hitTest([asMark(layer)], () => pose, at) !== null,
  );
  return hit ?? null;
}

/** What a tool draws that goes from one place to another. */
export type AreaTool = 'line' | 'arrow' | 'rectangle' | 'ellipse' | Redaction['is'];

/**
 * The shape from one place to another, as layers store them, upright as it is seen; a tap makes one of usual size. A
 * redaction lies along the picture's edges and covers at least that.
 */
export function areaShape(tool: AreaTool, from: Point, to: Point, framing: Framing): LayerShape {
  const redacts = tool === 'blur' || tool === 'black-out';
  const shape = uprightSpan(redacts ? 'rectangle' : tool, from, to, framing);
  if (!redacts) return shape;
  const [a, , b] = boxOf(shape);
  return { is: tool, from: a, to: b };
}

function uprightSpan(tool: SpanTool, from: Point, to: Point, framing: Framing): MarkShape {
  if (framing.angle === undefined) return finishSpan(tool, from, to, framing);
  const size = shownSize(framing);
  const seen = (point: Point): Point => {
    const { x, y } = fromLayer(framing, point);
    return { x: x / size.width, y: y / size.height };
  };
  return mapShape(finishSpan(tool, seen(from), seen(to), size), (x, y) =>
    toLayer(framing, { x: x * size.width, y: y * size.height }),
  );
}

// Of what is seen: what the keyboard places is easily seen, and covers little.
const PLACED_SHARE = 0.2;

/** A shape of usual size about a place of what is seen, for who has no pointer. */
export function placedShape(
  framing: Framing,
  is: LayerShape['is'],
  at: Point,
  seen: Size,
  layers: readonly Layer[],
): LayerShape {
  const half = (PLACED_SHARE * Math.min(seen.width, seen.height)) / 2;
  const [from, to] = [
    toLayer(framing, { x: at.x - half, y: at.y - half / 2 }),
    toLayer(framing, { x: at.x + half, y: at.y + half / 2 }),
  ];
  const spot = place(...(Object.values(toLayer(framing, at)) as [number, number]));
  switch (is) {
    case 'pen':
    case 'highlighter': {
      const [a, b] = [
        toLayer(framing, { x: at.x - half, y: at.y }),
        toLayer(framing, { x: at.x + half, y: at.y }),
      ];
      return { is, points: [place(a.x, a.y), place(b.x, b.y)].map(({ x, y }) => [x, y, 0.5]) };
    }
    case 'pin':
      return { is, at: spot, number: nextNumber(layers) };
    case 'text':
    case 'label':
      return { is, at: spot, text: '' };
    case 'outline':
    case 'arrow-3d':
      return areaShape('arrow', from, to, framing);
    default:
      return areaShape(is, from, to, framing);
  }
}

/** The number of the next pin. */
export function nextNumber(layers: readonly Layer[]): number {
  return Math.min(MAX_PIN_NUMBER, nextPinNumber(layers.map(({ shape }) => asMarkShape(shape))));
}
