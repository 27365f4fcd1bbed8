import type { Point } from '@fernblick/protocol';
import { compose, invert, project, type Homography } from '../homography.ts';
import type { Size } from './mark.ts';
import { WHOLE_VIEW, type View } from './tools/pan-zoom.ts';

/** A part of a picture, in px. */
export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

/** Everything that lies between a picture's own px and where a person sees them. */
export interface PictureLayout {
  /** The box that shows the picture, in CSS px. */
  readonly element: Size;
  /** The frame, in px of its own, before it is turned. */
  readonly frame: Size;
  /** As CSS `object-fit`; `contain` where nothing else is said. */
  readonly fit?: 'contain' | 'cover' | 'fill';
  /** How far the frame is turned clockwise to be shown. */
  readonly rotation?: 0 | 90 | 180 | 270;
  /** True for a self view, which people expect to behave like a mirror. */
  readonly mirrored?: boolean;
  /** The part of the frame that is shown, in px of the frame; all of it where nothing is said. */
  readonly crop?: Box;
  /** How the person has zoomed and panned. */
  readonly view?: View;
  /** Canvas px for each CSS px. */
  readonly pixelRatio?: number;
}

/** Both directions between frame, page and canvas. */
export interface PictureMapping {
  /** Px of the frame to CSS px from the element's top left. */
  readonly toElement: Homography;
  /** CSS px to px of the frame. */
  readonly toFrame: Homography;
  /** Px of the frame to px of a canvas that covers the element. */
  readonly toCanvas: Homography;
  /** From CSS px to a mark's coordinates: 0 to 1 of the frame; beyond that, it is beside the picture. */
  normalize(x: number, y: number): Point;
  /** From a mark's coordinates to CSS px. */
  locate(point: Point): Point;
  /** True where a place of the element shows the picture. */
  contains(x: number, y: number): boolean;
}

const scaled = (x: number, y: number): Homography => [x, 0, 0, 0, y, 0, 0, 0, 1];
const shifted = (x: number, y: number): Homography => [1, 0, x, 0, 1, y, 0, 0, 1];

/** Quarter turns clockwise of a box about its own corner, back into the quadrant where both coordinates grow. */
function turned(rotation: 0 | 90 | 180 | 270, { width, height }: Size): Homography {
  switch (rotation) {
    case 0:
      return scaled(1, 1);
    case 90:
      return [0, -1, height, 1, 0, 0, 0, 0, 1];
    case 180:
      return [-1, 0, width, 0, -1, height, 0, 0, 1];
    case 270:
      return [0, 1, 0, -1, 0, width, 0, 0, 1];
  }
}

/**
 * The one mapping between frame, page and canvas. Order: crop, turn, fit and centre, mirror, zoom and pan.
 * @returns null while frame or element have no size yet
 */
export function pictureMapping(layout: PictureLayout): PictureMapping | null {
  const {
    element,
    frame,
    fit = 'contain',
    rotation = 0,
    mirrored = false,
    pixelRatio = 1,
  } = layout;
  const { view = WHOLE_VIEW, crop = { x: 0, y: 0, ...frame } } = layout;
  const sizes = [element, frame, crop].flatMap(({ width, height }) => [width, height]);
  if (!sizes.every((px) => px > 0)) return null;
  const lies = rotation === 90 || rotation === 270;
  const shown = lies ? { width: crop.height, height: crop.width } : crop;
  const [fx, fy] = [element.width / shown.width, element.height / shown.height];
  const both = fit === 'cover' ? Math.max(fx, fy) : Math.min(fx, fy);
  const [sx, sy] = fit === 'fill' ? [fx, fy] : [both, both];
  const fitted = compose(
    shifted((element.width - sx * shown.width) / 2, (element.height - sy * shown.height) / 2),
    scaled(sx, sy),
  );
  const mirror: Homography = mirrored ? [-1, 0, element.width, 0, 1, 0, 0, 0, 1] : scaled(1, 1);
  const zoomed = compose(shifted(view.x, view.y), scaled(view.scale, view.scale));
  const toElement = [
    zoomed,
    mirror,
    fitted,
    turned(rotation, crop),
    shifted(-crop.x, -crop.y),
  ].reduce(compose);
  const toFrame = invert(toElement);
  if (toFrame === null || ![...toElement, ...toFrame].every(Number.isFinite)) return null;
  const map = (h: Homography, x: number, y: number) => project(h, x, y) ?? { x: NaN, y: NaN };
  return {
    toElement,
    toFrame,
    toCanvas: compose(scaled(pixelRatio, pixelRatio), toElement),
    normalize: (x, y) => {
      const at = map(toFrame, x, y);
      return { x: at.x / frame.width, y: at.y / frame.height };
    },
    locate: ({ x, y }) => map(toElement, x * frame.width, y * frame.height),
    contains: (x, y) => {
      const at = map(toFrame, x, y);
      const [right, bottom] = [at.x - crop.x, at.y - crop.y];
      const isShown = right >= 0 && bottom >= 0 && right <= crop.width && bottom <= crop.height;
      return isShown && x >= 0 && y >= 0 && x <= element.width && y <= element.height;
    },
  };
}
