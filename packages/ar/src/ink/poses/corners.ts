import { project, type Homography, type Quad } from '../../homography.ts';

/** Where four corners are: x and y of each. */
export type Corners = readonly number[];

/** Where the corners of a region are in a picture; null where one is behind the horizon. */
export function cornersOf(homography: Homography, region: Quad): Corners | null {
  const corners = region.flatMap(({ x, y }) => {
    const place = project(homography, x, y);
    return place === null ? [] : [place.x, place.y];
  });
  return corners.length === 8 ? corners : null;
}

/** The same as four points. */
export function quadOfCorners(corners: Corners): Quad {
  const at = (i: number) => ({ x: corners[i] ?? 0, y: corners[i + 1] ?? 0 });
  return [at(0), at(2), at(4), at(6)];
}
