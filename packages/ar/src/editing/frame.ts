import type { Crop, PictureDocument, Point } from '@fernblick/protocol';
import type { Size } from '../drawing/mark.ts';
import { project, type Homography } from '../homography.ts';

/** What says which part of a picture is seen, and which way up. */
export type Framing = Pick<PictureDocument, 'width' | 'height' | 'turns' | 'crop'>;

/** An upright area, in px. */
export type PixelArea = Crop;

/** The part that is seen, in px of the picture. */
export function cropOf({ width, height, crop }: Framing): PixelArea {
  return crop ?? { x: 0, y: 0, width, height };
}

/** Width and height of what is seen, in px of the picture at full resolution. */
export function shownSize(framing: Framing): Size {
  const { width, height } = cropOf(framing);
  return framing.turns % 2 === 0 ? { width, height } : { width: height, height: width };
}

/** Takes px of the picture to px of what is seen. */
export function toShown(framing: Framing): Homography {
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

/** Takes px of what is seen to px of the picture. */
export function fromShown(framing: Framing): Homography {
  const { x, y, width: w, height: h } = cropOf(framing);
  switch (framing.turns) {
    case 0:
      return [1, 0, x, 0, 1, y, 0, 0, 1];
    case 1:
      return [0, 1, x, -1, 0, y + h, 0, 0, 1];
    case 2:
      return [-1, 0, x + w, 0, -1, y + h, 0, 0, 1];
    case 3:
      return [0, -1, x + w, 1, 0, y, 0, 0, 1];
  }
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
