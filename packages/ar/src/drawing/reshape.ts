// How a mark that is there becomes another one: it comes with what holds it, apart from what draws.
import type { MarkShape, Point } from '@fernblick/protocol';
import { boxOf, centerOf, place, pointsOf, strokePoint } from './mark.ts';

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
