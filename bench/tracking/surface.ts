import type { Background, Relief, Surface } from './camera.ts';
import type { SequenceClass } from './classes.ts';
import { blurred, mapPicture, pyramidOf, type Picture } from './picture.ts';
import { between, type Random } from './random.ts';

const BACKGROUND_SIDE = 1024;
/** Of the camera's distance; from the deepest valley to the highest peak. */
const RELIEF_DEPTH = 0.07;
/** Of the camera at a zoom of 1, in units of the plane: the focal length. */
const CAMERA_DISTANCE = 576;

/** Of the region, in pixels of the first frame. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How large a region is marked. */
export function regionSize(name: SequenceClass, random: Random): Size {
  if (name === 'small') return { width: 76, height: 58 };
  return {
    width: Math.round(between(random, 190, 270)),
    height: Math.round(between(random, 140, 200)),
  };
}

/** The picture as the class wants it, and which part of it is looked at. */
export function surfaceFor(
  name: SequenceClass,
  picture: Picture,
  size: Size,
  random: Random,
): Surface {
  const [u, v] = interestingPlace(picture, size, random);
  const prepared = prepare(name, picture, u, v);
  const whole: Surface = {
    pyramid: pyramidOf(prepared),
    // A photograph has little left to see where it is laid out as large as that.
    scale: name === 'near' || name === 'nearer' ? 2 : 1,
    originU: u,
    originV: v,
    left: -u,
    top: -v,
    right: picture.width - 1 - u,
    bottom: picture.height - 1 - v,
  };
  const isAThing =
    name === 'parallax' || (name !== 'repeats' && name !== 'relief' && random() < 0.35);
  const margin = name === 'parallax' ? 22 : between(random, 30, 90);
  // A thing ends a little outside the region, and shows what stands behind it.
  const thing: Surface = isAThing
    ? {
        ...whole,
        left: -size.width / 2 - margin,
        right: size.width / 2 + margin,
        top: -size.height / 2 - margin,
        bottom: size.height / 2 + margin,
      }
    : whole;
  if (name !== 'relief') return thing;
  return { ...thing, relief: reliefOf(size, random) };
}

const RELIEF_SIDE = 512;
const RELIEF_SPACING = 3;

/** Hills without a slope of their own: the plane that fits them best within the region is the surface's. */
function reliefOf(size: Size, random: Random): Relief {
  const waves = Array.from({ length: 5 }, () => {
    const angle = random() * Math.PI;
    const length = between(random, 110, 240);
    return {
      fx: (2 * Math.PI * Math.cos(angle)) / length,
      fy: (2 * Math.PI * Math.sin(angle)) / length,
      phase: random() * 2 * Math.PI,
    };
  });
  const wavy = (x: number, y: number): number =>
    waves.reduce((sum, { fx, fy, phase }) => sum + Math.sin(fx * x + fy * y + phase), 0);
  // On a grid that is even about the middle, the three parts of a plane are fitted one by one.
  const places = grid(size);
  let [level, slopeX, slopeY, xx, yy] = [0, 0, 0, 0, 0];
  for (const [x, y] of places) {
    const height = wavy(x, y);
    level += height / places.length;
    slopeX += height * x;
    slopeY += height * y;
    xx += x * x;
    yy += y * y;
  }
  const [ax, ay] = [slopeX / xx, slopeY / yy];
  const heights = places.map(([x, y]) => wavy(x, y) - level - ax * x - ay * y);
  const range = Math.max(...heights) - Math.min(...heights);
  const scale = (RELIEF_DEPTH * CAMERA_DISTANCE) / range;
  const [highest, lowest] = [Math.max(...heights) * scale, Math.min(...heights) * scale];
  const map = new Float32Array(RELIEF_SIDE * RELIEF_SIDE);
  for (let at = 0; at < map.length; at++) {
    const x = ((at % RELIEF_SIDE) - RELIEF_SIDE / 2) * RELIEF_SPACING;
    const y = (Math.floor(at / RELIEF_SIDE) - RELIEF_SIDE / 2) * RELIEF_SPACING;
    const height = (wavy(x, y) - level - ax * x - ay * y) * scale;
    // Outside the region it goes on no higher and no deeper than inside.
    map[at] = Math.min(highest, Math.max(lowest, height));
  }
  return { side: RELIEF_SIDE, spacing: RELIEF_SPACING, heights: map };
}

function grid({ width, height }: Size): readonly (readonly [number, number])[] {
  const steps = 24;
  return Array.from({ length: (steps + 1) ** 2 }, (_, at) => [
    width * ((at % (steps + 1)) / steps - 0.5),
    height * (Math.floor(at / (steps + 1)) / steps - 0.5),
  ]);
}

function prepare(name: SequenceClass, picture: Picture, u: number, v: number): Picture {
  switch (name) {
    case 'low-texture': {
      const soft = blurred(picture, 1);
      const broad = blurred(picture, 40);
      return mapPicture(
        soft,
        (value, x, y) =>
          120 + 0.22 * (value - 128) + 0.1 * ((broad.gray[y * picture.width + x] ?? 0) - 128),
      );
    }
    case 'repeats': {
      // The same tile everywhere, with a trace of what was there before.
      const tile = 72;
      const [left, top] = [Math.max(0, Math.round(u) - 36), Math.max(0, Math.round(v) - 36)];
      return mapPicture(picture, (value, x, y) => {
        const tx = left + ((x - left + 100 * tile) % tile);
        const ty = top + ((y - top + 100 * tile) % tile);
        return 0.72 * (picture.gray[ty * picture.width + tx] ?? 0) + 0.28 * value;
      });
    }
    default:
      return picture;
  }
}

const CELLS = 4;
const BLOCK_PX = 8;
/** Square root of a corner's smaller eigenvalue from which on it counts in full: clearly seen, not merely there. */
const CLEAR_CORNER = 12;

/** A place that somebody might mark: of ten at random the one with the third most corners, evenly spread. */
function interestingPlace(picture: Picture, size: Size, random: Random): readonly [number, number] {
  const { width, height } = picture;
  const places = Array.from({ length: 10 }, () => {
    const u = Math.round(between(random, size.width / 2 + 50, width - size.width / 2 - 50));
    const v = Math.round(between(random, size.height / 2 + 50, height - size.height / 2 - 50));
    const [cellWidth, cellHeight] = [size.width / CELLS, size.height / CELLS];
    let score = 0;
    for (let cell = 0; cell < CELLS * CELLS; cell++) {
      const left = Math.round(u - size.width / 2 + (cell % CELLS) * cellWidth);
      const top = Math.round(v - size.height / 2 + Math.floor(cell / CELLS) * cellHeight);
      let clearest = 0;
      for (let y = top; y + BLOCK_PX <= top + cellHeight; y += BLOCK_PX)
        for (let x = left; x + BLOCK_PX <= left + cellWidth; x += BLOCK_PX)
          clearest = Math.max(clearest, cornerStrength(picture, x, y));
      score += Math.min(1, clearest / CLEAR_CORNER);
    }
    return { u, v, score };
  });
  const third = places.toSorted((a, b) => b.score - a.score)[2];
  return [third?.u ?? width / 2, third?.v ?? height / 2];
}

/** Square root of the smaller eigenvalue of a block's mean gradient products (Shi and Tomasi 1994). */
function cornerStrength({ width, gray }: Picture, left: number, top: number): number {
  let [xx, xy, yy] = [0, 0, 0];
  for (let y = top; y < top + BLOCK_PX; y++)
    for (let x = left; x < left + BLOCK_PX; x++) {
      const at = y * width + x;
      const dx = ((gray[at + 1] ?? 0) - (gray[at - 1] ?? 0)) / 2;
      const dy = ((gray[at + width] ?? 0) - (gray[at - width] ?? 0)) / 2;
      xx += dx * dx;
      xy += dx * dy;
      yy += dy * dy;
    }
  const half = (xx + yy) / 2;
  const smaller = half - Math.sqrt(((xx - yy) / 2) ** 2 + xy * xy);
  return Math.sqrt(Math.max(0, smaller) / (BLOCK_PX * BLOCK_PX));
}

/** What stands behind the surface: another picture, lying on its side. */
export function backgroundOf(picture: Picture, name: SequenceClass, random: Random): Background {
  const { width, height, gray } = picture;
  const side = BACKGROUND_SIDE;
  const turned = new Uint8Array(side * side);
  const [left, top] = [Math.floor(random() * width), Math.floor(random() * height)];
  const mirror = (at: number, length: number): number => {
    const within = at % (2 * length);
    return within < length ? within : 2 * length - 1 - within;
  };
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      turned[y * side + x] = gray[mirror(x + top, height) * width + mirror(y + left, width)] ?? 0;
  return {
    pyramid: pyramidOf({ name: picture.name, width: side, height: side, gray: turned }),
    depth:
      CAMERA_DISTANCE * (name === 'parallax' ? between(random, 0.5, 1.2) : between(random, 0.3, 1)),
    scale: 0.8,
  };
}
