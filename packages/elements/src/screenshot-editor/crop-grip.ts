import {
  areaOf,
  cropOf,
  fromTurned,
  project,
  toTurned,
  type Framing,
  type PixelArea,
} from '@fernblick/ar/editing';
import type { Point } from '@fernblick/protocol';
import { onStage, type StageLayout } from './stage-layout.ts';

/** What of a crop a hand has hold of: for each direction its first edge (-1), its second (1) or none; or all of it. */
export type CropGrip = 'whole' | 'new' | { readonly x: -1 | 0 | 1; readonly y: -1 | 0 | 1 };

/** The whole picture, straightened and turned as it is: what is seen while it is cropped. */
export function uncropped(framing: Framing): Framing {
  const { width, height } = framing;
  return { ...framing, crop: { x: 0, y: 0, width, height } };
}

/** The crop in px of the whole picture as it is turned. */
export function shownCrop(framing: Framing): PixelArea {
  return mapped(cropOf(framing), toTurned(uncropped(framing)));
}

/** The way back: in px of the straightened picture. */
export function pictureCrop(framing: Framing, area: PixelArea): PixelArea {
  return mapped(area, fromTurned(uncropped(framing)));
}

function mapped(area: PixelArea, by: ReturnType<typeof toTurned>): PixelArea {
  const a = project(by, area.x, area.y);
  const b = project(by, area.x + area.width, area.y + area.height);
  return a === null || b === null ? area : areaOf(a, b);
}

/** Where a crop can be taken hold of, in px of what is seen: its corners and the middles of its edges. */
export function cropHandles({ x, y, width, height }: PixelArea): readonly Point[] {
  return [0, 0.5, 1].flatMap((down) =>
    [0, 0.5, 1].flatMap((right) =>
      down === 0.5 && right === 0.5 ? [] : [{ x: x + right * width, y: y + down * height }],
    ),
  );
}

/** What a hand takes hold of at a place of the stage. */
export function gripAt(area: PixelArea, layout: StageLayout, at: Point, reach: number): CropGrip {
  const [a, b] = [
    onStage(layout, area),
    onStage(layout, { x: area.x + area.width, y: area.y + area.height }),
  ];
  const near = (value: number, first: number, second: number): -1 | 0 | 1 => {
    const [before, after] = [Math.abs(value - first), Math.abs(value - second)];
    if (Math.min(before, after) > reach) return 0;
    return before < after ? -1 : 1;
  };
  const isBeside =
    at.x < a.x - reach || at.y < a.y - reach || at.x > b.x + reach || at.y > b.y + reach;
  // All of it can go nowhere: who draws inside means a smaller one.
  const isWhole = area.width >= layout.shown.width && area.height >= layout.shown.height;
  if (isBeside) return 'new';
  const grip = { x: near(at.x, a.x, b.x), y: near(at.y, a.y, b.y) };
  if (grip.x !== 0 || grip.y !== 0) return grip;
  return isWhole ? 'new' : 'whole';
}

/** The crop after a hand has moved from one place to another, inside of the picture. */
export function pulled(
  base: PixelArea,
  grip: CropGrip,
  from: Point,
  to: Point,
  { width, height }: { readonly width: number; readonly height: number },
): PixelArea {
  const inside = ({ x, y }: Point): Point => ({
    x: Math.min(width, Math.max(0, x)),
    y: Math.min(height, Math.max(0, y)),
  });
  if (grip === 'new') return areaOf(inside(from), inside(to));
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (grip === 'whole')
    return {
      ...base,
      x: Math.min(width - base.width, Math.max(0, base.x + dx)),
      y: Math.min(height - base.height, Math.max(0, base.y + dy)),
    };
  const edge = (value: number, by: number, moves: boolean) => (moves ? value + by : value);
  return areaOf(
    inside({ x: edge(base.x, dx, grip.x === -1), y: edge(base.y, dy, grip.y === -1) }),
    inside({
      x: edge(base.x + base.width, dx, grip.x === 1),
      y: edge(base.y + base.height, dy, grip.y === 1),
    }),
  );
}
