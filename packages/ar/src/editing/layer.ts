import {
  MAX_PIN_NUMBER,
  type Layer,
  type LayerShape,
  type Mark,
  type MarkShape,
  type Point,
  type Redaction,
} from '@fernblick/protocol';
import {
  boxOf,
  handlesOf,
  mapShape,
  moved,
  nextPinNumber,
  place,
  resized,
  type Size,
} from '../drawing/mark.ts';
import { hitTest } from '../drawing/hit-test.ts';
import { finishSpan } from '../drawing/tools/span.ts';
import type { MarkPose } from '../drawing/trace.ts';
import type { Homography } from '../homography.ts';
import { areaOf, fromLayer, toLayer, type Framing, type PixelArea } from './frame.ts';

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
  const corners = boxOf(asMarkShape(shape)).map((corner) => fromLayer(framing, corner));
  return areaOf(corners[0] as Point, corners[2] as Point);
}

/** Where a shape can be taken hold of, in px of what is seen. */
export function shownHandles(framing: Framing, shape: LayerShape): readonly Point[] {
  return handlesOf(asMarkShape(shape)).map((handle) => fromLayer(framing, handle));
}

/** True for what has a size of its own; a text or pin has its place alone. */
export function hasSize(shape: LayerShape): boolean {
  return isRedaction(shape) || handlesOf(shape).length > 0;
}

/** The same shape elsewhere; `by` in px of what is seen. */
export function movedBy(framing: Framing, shape: LayerShape, by: Point): LayerShape {
  const [from, to] = [toLayer(framing, { x: 0, y: 0 }), toLayer(framing, by)];
  return like(shape, moved(asMarkShape(shape), { x: to.x - from.x, y: to.y - from.y }));
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

/** The same shape in another box, in px of what is seen; a side without length stays so. */
export function inBox(framing: Framing, shape: LayerShape, box: PixelArea): LayerShape {
  const now = shownBox(framing, shape);
  const scale = (from: number, to: number) => (from > 1e-6 ? Math.max(1, to) / from : 1);
  const [sx, sy] = [scale(now.width, box.width), scale(now.height, box.height)];
  const mapped = mapShape(asMarkShape(shape), (x, y) => {
    const at = fromLayer(framing, { x, y });
    return toLayer(framing, {
      x: box.x + (at.x - now.x) * sx,
      y: box.y + (at.y - now.y) * sy,
    });
  });
  return like(shape, mapped);
}

/** The topmost layer at a place; null where there is none. */
export function layerAt(
  layers: readonly Layer[],
  framing: Framing,
  homography: Homography,
  at: Point,
): Layer | null {
  const pose = poseOn(framing, homography);
  const inside = ({ shape }: Layer): boolean => {
    if (!isRedaction(shape)) return false;
    const corners = boxOf(asMarkShape(shape)).map(({ x, y }) => ({
      x: x * framing.width * homography[0] + y * framing.height * homography[1] + homography[2],
      y: x * framing.width * homography[3] + y * framing.height * homography[4] + homography[5],
    }));
    const box = areaOf(corners[0] as Point, corners[2] as Point);
    return (
      at.x >= box.x && at.y >= box.y && at.x <= box.x + box.width && at.y <= box.y + box.height
    );
  };
  // The inside of a rectangle belongs to what lies in it, that of a redaction to the redaction: nothing else is there.
  const hit = layers.findLast(
    (layer) => inside(layer) || hitTest([asMark(layer)], () => pose, at) !== null,
  );
  return hit ?? null;
}

/** What a tool draws that goes from one place to another. */
export type AreaTool = 'line' | 'arrow' | 'rectangle' | 'ellipse' | Redaction['is'];

/** The shape from one place to another, as layers store them; a tap makes one of usual size. */
export function areaShape(tool: AreaTool, from: Point, to: Point, size: Size): LayerShape {
  if (tool !== 'blur' && tool !== 'black-out') return finishSpan(tool, from, to, size);
  const shape = finishSpan('rectangle', from, to, size);
  const [a, , b] = boxOf(shape);
  return { is: tool, from: a, to: b };
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
