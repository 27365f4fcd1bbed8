import type { Crop, PictureDocument, Point } from '@fernblick/protocol';
import type { Size } from '../drawing/mark.ts';
import { compose, invert, project, type Homography } from '../homography.ts';

/** What says which part of a picture is seen, and which way up. */
export type Framing = Pick<PictureDocument, 'width' | 'height' | 'turns' | 'crop' | 'angle'>;

/** An upright area, in px. */
export type PixelArea = Crop;

// Px at which the edge of a straightened picture is soft.
const SOFT_EDGE = 2;

/** The part that is seen, in px of the picture after it is straightened. */
export function cropOf({ width, height, crop, angle = 0 }: Framing): PixelArea {
  if (crop !== null || angle === 0) return crop ?? { x: 0, y: 0, width, height };
  // The largest of the picture's proportions that has no empty corner.
  const [cos, sin] = unitOf(Math.abs(angle));
  const share = Math.min(
    width / (width * cos + height * sin),
    height / (width * sin + height * cos),
  );
  const inner = (side: number) => Math.max(1, Math.floor(side * share) - SOFT_EDGE);
  const [w, h] = [inner(width), inner(height)];
  return { x: (width - w) / 2, y: (height - h) / 2, width: w, height: h };
}

function unitOf(degrees: number): readonly [number, number] {
  const radians = (degrees * Math.PI) / 180;
  return [Math.cos(radians), Math.sin(radians)];
}

/** Turns px clockwise about a place. */
export function turnAbout({ x, y }: Point, degrees: number): Homography {
  const [cos, sin] = unitOf(degrees);
  return [cos, -sin, x - cos * x + sin * y, sin, cos, y - sin * x - cos * y, 0, 0, 1];
}

function straightening({ width, height }: Framing, degrees: number): Homography {
  return turnAbout({ x: width / 2, y: height / 2 }, degrees);
}

/** Width and height of what is seen, in px of the picture at full resolution. */
export function shownSize(framing: Framing): Size {
  const { width, height } = cropOf(framing);
  return framing.turns % 2 === 0 ? { width, height } : { width: height, height: width };
}

/** Takes px of the picture to px of what is seen. */
export function toShown(framing: Framing): Homography {
  const { angle = 0 } = framing;
  const turned = toTurned(framing);
  return angle === 0 ? turned : compose(turned, straightening(framing, angle));
}

/** Takes px of what is seen to px of the picture. */
export function fromShown(framing: Framing): Homography {
  const { angle = 0 } = framing;
  const straight = fromTurned(framing);
  return angle === 0 ? straight : compose(straightening(framing, -angle), straight);
}

/** Takes px of the straightened picture, in which a crop is measured, to px of what is seen. */
export function toTurned(framing: Framing): Homography {
  const { x, y, width: w, height: h } = cropOf(framing);
  switch (framing.turns) {
    case 0:
      return [1, 0, -x, 0, 1, -y, 0, 0, 1];
    case 1:
      return [0, -1, y + h, 1, 0, -x, 0, 0, 1];
    case 2:
      return [-1, 0, x + w, 0, -1, y + h, 0, 0, 1];
    case 3:
      return [0, 1, -y, -1, 0, x + w, 0, 0, 1];
  }
}

/** Takes px of what is seen to px of the straightened picture. */
export function fromTurned(framing: Framing): Homography {
  const turned = toTurned(framing);
  return invert(turned) ?? turned;
}

/** A place of what is seen, in its px, as layers store it: 0 to 1 of the whole picture. */
export function toLayer(framing: Framing, at: Point): Point {
  const { x, y } = project(fromShown(framing), at.x, at.y) ?? at;
  return { x: x / framing.width, y: y / framing.height };
}

/** A place as layers store it, in px of what is seen. */
export function fromLayer(framing: Framing, at: Point): Point {
  return project(toShown(framing), at.x * framing.width, at.y * framing.height) ?? at;
}

/** The nearest crop in whole px that lies in the picture and is not empty; null where it is all of it. */
export function usableCrop(size: Size, area: PixelArea): Crop | null {
  const held = (value: number, most: number) =>
    Math.min(most, Math.max(0, Math.round(Number.isFinite(value) ? value : 0)));
  const [x, y] = [held(area.x, size.width - 1), held(area.y, size.height - 1)];
  const [right, bottom] = [
    Math.max(x + 1, held(area.x + area.width, size.width)),
    Math.max(y + 1, held(area.y + area.height, size.height)),
  ];
  if (x === 0 && y === 0 && right === size.width && bottom === size.height) return null;
  return { x, y, width: right - x, height: bottom - y };
}

/** The upright box around two places. */
export function areaOf(a: Point, b: Point): PixelArea {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  return { x, y, width: Math.max(a.x, b.x) - x, height: Math.max(a.y, b.y) - y };
}
