import {
  COORDINATE_RANGE,
  type MarkColor,
  type MarkShape,
  type MarkWidth,
  type Point,
  type StrokePoint,
} from '@fernblick/protocol';

/** Width and height in px. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A colour with its two outlines: whatever lies beneath, one of them stands out. */
export interface ColorTones {
  readonly fill: string;
  readonly dark: string;
  readonly light: string;
}

/** The six colours that hold on any picture; dark lies next to the fill, light outside of it. */
export const MARK_COLORS: Readonly<Record<MarkColor, ColorTones>> = {
  red: { fill: '#ff5a4d', dark: '#2b0400', light: '#fff4f2' },
  yellow: { fill: '#ffd60a', dark: '#1f1a00', light: '#fffbe6' },
  green: { fill: '#34d673', dark: '#00210d', light: '#f0fff5' },
  blue: { fill: '#3db4ff', dark: '#001726', light: '#f0f9ff' },
  pink: { fill: '#ff74d4', dark: '#26001b', light: '#fff2fb' },
  white: { fill: '#ffffff', dark: '#101010', light: '#ffffff' },
};

/** The colours in the order in which authors are given theirs. */
export const COLOR_NAMES = Object.keys(MARK_COLORS) as readonly MarkColor[];

// Of the frame's shorter side: on a picture of 480 rows from 2 to 14 px.
const WIDTHS: Readonly<Record<MarkWidth, number>> = {
  1: 0.004,
  2: 0.007,
  3: 0.011,
  4: 0.018,
  5: 0.03,
};
const HIGHLIGHTER_FACTOR = 4;
const TEXT_HEIGHTS: Readonly<Record<MarkWidth, number>> = {
  1: 0.035,
  2: 0.045,
  3: 0.06,
  4: 0.08,
  5: 0.11,
};

/** How wide a mark is drawn, in px of its keyframe. */
export function strokeWidth(shape: MarkShape['is'], width: MarkWidth, frame: Size): number {
  const px = WIDTHS[width] * Math.min(frame.width, frame.height);
  return shape === 'highlighter' ? px * HIGHLIGHTER_FACTOR : px;
}

/** How tall the letters of a mark are, in px of its keyframe. */
export function textHeight(width: MarkWidth, frame: Size): number {
  return TEXT_HEIGHTS[width] * Math.min(frame.width, frame.height);
}

// A hundred-thousandth of a frame is far less than a px and keeps the numbers short on the wire.
const COORDINATE_STEPS = 1e5;
const PRESSURE_STEPS = 100;

/** A coordinate as a mark stores it. */
export function coordinate(value: number): number {
  const within = Math.min(COORDINATE_RANGE.max, Math.max(COORDINATE_RANGE.min, value));
  return Math.round(within * COORDINATE_STEPS) / COORDINATE_STEPS;
}

/** A place as a mark stores it. */
export function place(x: number, y: number): Point {
  return { x: coordinate(x), y: coordinate(y) };
}

/** A stroke's point as a mark stores it. */
export function strokePoint(x: number, y: number, pressure: number): StrokePoint {
  const within = Math.min(1, Math.max(0, pressure));
  return [coordinate(x), coordinate(y), Math.round(within * PRESSURE_STEPS) / PRESSURE_STEPS];
}

/** Every point that makes up a shape. */
export function pointsOf(shape: MarkShape): readonly Point[] {
  switch (shape.is) {
    case 'pen':
    case 'highlighter':
      return shape.points.map(([x, y]) => ({ x, y }));
    case 'line':
    case 'arrow':
    case 'arrow-3d':
      return [shape.from, shape.to];
    case 'rectangle':
      return shape.corners;
    case 'ellipse': {
      const { center, tips } = shape;
      const opposite = tips.map((tip) => ({ x: 2 * center.x - tip.x, y: 2 * center.y - tip.y }));
      return [...tips, ...opposite];
    }
    case 'outline':
      return shape.points;
    case 'text':
    case 'label':
    case 'pin':
      return [shape.at];
  }
}

/** The corners of the upright box around a shape, from top left, clockwise. */
export function boxOf(shape: MarkShape): readonly [Point, Point, Point, Point] {
  return boxAround(pointsOf(shape));
}

/** The corners of the upright box around some points, from top left, clockwise. */
export function boxAround(points: readonly Point[]): readonly [Point, Point, Point, Point] {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
}

/** The middle of a shape. */
export function centerOf(shape: MarkShape): Point {
  const [from, , to] = boxOf(shape);
  return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
}

/** The same shape with every point taken elsewhere. */
export function mapShape(shape: MarkShape, to: (x: number, y: number) => Point): MarkShape {
  const map = ({ x, y }: Point): Point => {
    const target = to(x, y);
    return place(target.x, target.y);
  };
  switch (shape.is) {
    case 'pen':
    case 'highlighter':
      return {
        ...shape,
        points: shape.points.map(([x, y, pressure]) => {
          const target = to(x, y);
          return strokePoint(target.x, target.y, pressure);
        }),
      };
    case 'line':
    case 'arrow':
    case 'arrow-3d':
      return { ...shape, from: map(shape.from), to: map(shape.to) };
    case 'rectangle': {
      const [a, b, c, d] = shape.corners;
      return { ...shape, corners: [map(a), map(b), map(c), map(d)] };
    }
    case 'ellipse': {
      const [a, b] = shape.tips;
      return { ...shape, center: map(shape.center), tips: [map(a), map(b)] };
    }
    case 'outline':
      return { ...shape, points: shape.points.map(map) };
    case 'text':
    case 'label':
    case 'pin':
      return { ...shape, at: map(shape.at) };
  }
}

/** The same shape elsewhere. */
export function moved(shape: MarkShape, by: Point): MarkShape {
  return mapShape(shape, (x, y) => ({ x: x + by.x, y: y + by.y }));
}

/** The same shape, larger or smaller about its middle; a shape of one place has no size. */
export function scaled(shape: MarkShape, factor: number): MarkShape {
  const middle = centerOf(shape);
  return mapShape(shape, (x, y) => ({
    x: middle.x + factor * (x - middle.x),
    y: middle.y + factor * (y - middle.y),
  }));
}

/** Where a selected shape can be taken hold of to change its size; a shape of one place has none. */
export function handlesOf(shape: MarkShape): readonly Point[] {
  switch (shape.is) {
    case 'line':
    case 'arrow':
    case 'arrow-3d':
    case 'rectangle':
      return pointsOf(shape);
    case 'ellipse':
      return shape.tips;
    case 'text':
    case 'label':
    case 'pin':
      return [];
    case 'pen':
    case 'highlighter':
    case 'outline':
      return boxOf(shape);
  }
}

/** The same shape with one of its handles elsewhere; what lies opposite stays. */
export function resized(shape: MarkShape, handle: number, to: Point): MarkShape {
  switch (shape.is) {
    case 'line':
    case 'arrow':
    case 'arrow-3d':
      return { ...shape, [handle === 0 ? 'from' : 'to']: place(to.x, to.y) };
    case 'ellipse': {
      const [first, second] = shape.tips;
      const tip = place(to.x, to.y);
      return { ...shape, tips: handle === 0 ? [tip, second] : [first, tip] };
    }
    case 'text':
    case 'label':
    case 'pin':
      return shape;
    case 'rectangle':
      return stretched(shape, shape.corners, handle, to);
    case 'pen':
    case 'highlighter':
    case 'outline':
      return stretched(shape, boxOf(shape), handle, to);
  }
}

/** Stretches a shape along the two edges of a box so that one corner of the box lands elsewhere. */
function stretched(shape: MarkShape, box: readonly Point[], handle: number, to: Point): MarkShape {
  const corner = (i: number) => box[i % 4] ?? to;
  const fixed = corner(handle + 2);
  const [u, w] = [corner(handle + 1), corner(handle + 3)].map(({ x, y }) => ({
    x: x - fixed.x,
    y: y - fixed.y,
  })) as [Point, Point];
  const area = u.x * w.y - u.y * w.x;
  if (Math.abs(area) < 1e-9) return shape;
  const along = ({ x, y }: Point) => ({
    u: ((x - fixed.x) * w.y - (y - fixed.y) * w.x) / area,
    w: ((y - fixed.y) * u.x - (x - fixed.x) * u.y) / area,
  });
  const target = along(to);
  return mapShape(shape, (x, y) => {
    const here = along({ x, y });
    const [a, b] = [here.u * target.u, here.w * target.w];
    return { x: fixed.x + a * u.x + b * w.x, y: fixed.y + a * u.y + b * w.y };
  });
}

/** The number that the next pin gets: one more than the highest there is. */
export function nextPinNumber(shapes: readonly MarkShape[]): number {
  return (
    1 +
    shapes.reduce((most, shape) => (shape.is === 'pin' ? Math.max(most, shape.number) : most), 0)
  );
}
