/** A place or a direction in three dimensions: right, down and away, as a camera sees it. */
export type Vector = readonly [x: number, y: number, z: number];

export function plus(a: Vector, b: Vector, times = 1): Vector {
  return [a[0] + times * b[0], a[1] + times * b[1], a[2] + times * b[2]];
}

export function times(a: Vector, factor: number): Vector {
  return [a[0] * factor, a[1] * factor, a[2] * factor];
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function lengthOf(a: Vector): number {
  return Math.hypot(...a);
}

/** The same direction, of length 1; nothing where there is no direction. */
export function unit(a: Vector): Vector {
  return times(a, 1 / lengthOf(a));
}
