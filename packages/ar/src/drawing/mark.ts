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

/** The number that the next pin gets: one more than the highest there is. */
export function nextPinNumber(shapes: readonly MarkShape[]): number {
  return (
    1 +
    shapes.reduce((most, shape) => (shape.is === 'pin' ? Math.max(most, shape.number) : most), 0)
  );
}
