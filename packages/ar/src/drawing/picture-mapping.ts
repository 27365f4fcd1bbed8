import type { Point } from '@fernblick/protocol';
import { compose, invert, project, scaling, type Homography } from '../homography.ts';
import type { Size } from './mark.ts';
import { WHOLE_VIEW, type View } from './tools/pan-zoom.ts';

/** A part of a picture, in px. */
export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

/** An affine map as CSS `matrix()` has it: the columns of what turns and scales, and then what moves. */
export type Placement = readonly [number, number, number, number, number, number];

/** Everything that lies between a picture's own px and where a person sees them. */
export interface PictureLayout {
  /** The box that is drawn on, in CSS px; it covers all of the picture that is shown. */
  readonly element: Size;
  /** The frame, in px of its own. */
  readonly frame: Size;
  /** The box that the page shows the picture in, without border and padding, in CSS px of its own; else the element. */
  readonly content?: Size;
  /** How that box lies on the element: moved, turned, mirrored, scaled; else exactly on it. */
  readonly place?: Placement;
  /** As CSS `object-fit`; `contain` where nothing else is said. */
  readonly fit?: 'contain' | 'cover' | 'fill' | 'none' | 'scale-down';
  /** As CSS `object-position` computes; the middle where nothing else is said. */
  readonly position?: string;
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
  /** The part of the frame that is shown, in its px: all that does not reach beyond the box of the picture. */
  readonly seen: Box;
  /** From CSS px to a mark's coordinates: 0 to 1 of the frame; beyond that, it is beside the picture. */
  normalize(x: number, y: number): Point;
  /** From a mark's coordinates to CSS px. */
  locate(point: Point): Point;
  /** True where a place of the element shows the picture. */
  contains(x: number, y: number): boolean;
}

const shifted = (x: number, y: number): Homography => [1, 0, x, 0, 1, y, 0, 0, 1];

const LENGTHS = /([+-]?)\s*(\d*\.?\d+(?:e[+-]?\d+)?)(px|%)/g;

/**
 * What a computed `object-position` says for both axes: a share of the room that the picture leaves, and px.
 * @returns null for what is more than a sum of these
 */
export function readPosition(
  position: string,
): readonly (readonly [share: number, px: number])[] | null {
  const axes = (position.match(/calc\([^()]*\)|[^\s()]+/g) ?? []).map((axis) => {
    let [share, px] = [0, 0];
    const rest = axis.replace(LENGTHS, (_, sign: string, length: string, unit: string) => {
      const signed = Number(`${sign}${length}`);
      if (unit === '%') share += signed / 100;
      else px += signed;
      return '';
    });
    return rest === '' || /^calc\(\s*\)$/.test(rest) ? ([share, px] as const) : null;
  });
  const read = axes.filter((axis) => axis !== null);
  return read.length === 2 && axes.length === 2 ? read : null;
}

/** How often larger than in its own px the picture is shown, to the right and downwards. */
function scalesOf({ fit, frame }: PictureLayout, content: Size): readonly [number, number] {
  const [x, y] = [content.width / frame.width, content.height / frame.height];
  switch (fit) {
    case 'fill':
      return [x, y];
    case 'none':
      return [1, 1];
    default: {
      const contained = Math.min(x, y);
      const both =
        fit === 'cover'
          ? Math.max(x, y)
          : fit === 'scale-down'
            ? Math.min(1, contained)
            : contained;
      return [both, both];
    }
  }
}

/**
 * The one mapping between frame, page and canvas. Order: fit and position, placement of the box, zoom and pan.
 * @returns null while frame or element have no size yet, or where the picture has no area on the page
 */
export function pictureMapping(layout: PictureLayout): PictureMapping | null {
  const { element, frame, content = element, view = WHOLE_VIEW, pixelRatio = 1 } = layout;
  const { place = [1, 0, 0, 1, 0, 0], position = '50% 50%' } = layout;
  const sizes = [element, frame, content].flatMap(({ width, height }) => [width, height]);
  const [across, down] = readPosition(position) ?? [];
  if (!sizes.every((px) => px > 0) || across === undefined || down === undefined) return null;
  const [sx, sy] = scalesOf(layout, content);
  const left = across[0] * (content.width - sx * frame.width) + across[1];
  const top = down[0] * (content.height - sy * frame.height) + down[1];
  const [a, b, c, d, e, f] = place;
  const toElement = [
    compose(shifted(view.x, view.y), scaling(view.scale, view.scale)),
    [a, c, e, b, d, f, 0, 0, 1] as const,
    compose(shifted(left, top), scaling(sx, sy)),
  ].reduce(compose);
  const toFrame = invert(toElement);
  if (toFrame === null || ![...toElement, ...toFrame].every(Number.isFinite)) return null;
  const [x, width] = partOf(frame.width, sx, left, content.width);
  const [y, height] = partOf(frame.height, sy, top, content.height);
  const map = (h: Homography, atX: number, atY: number) =>
    project(h, atX, atY) ?? { x: NaN, y: NaN };
  return {
    toElement,
    toFrame,
    toCanvas: compose(scaling(pixelRatio, pixelRatio), toElement),
    seen: { x, y, width, height },
    normalize: (atX, atY) => {
      const at = map(toFrame, atX, atY);
      return { x: at.x / frame.width, y: at.y / frame.height };
    },
    locate: (at) => map(toElement, at.x * frame.width, at.y * frame.height),
    contains: (atX, atY) => {
      const at = map(toFrame, atX, atY);
      const [right, below] = [at.x - x, at.y - y];
      const isSeen = right >= 0 && below >= 0 && right <= width && below <= height;
      return isSeen && atX >= 0 && atY >= 0 && atX <= element.width && atY <= element.height;
    },
  };
}

/** Where the part of a side begins that lies within a box, and how long it is, in px of the frame. */
function partOf(side: number, scale: number, start: number, room: number) {
  const first = Math.min(side, Math.max(0, -start / scale));
  return [first, Math.max(0, Math.min(side, (room - start) / scale) - first)] as const;
}
