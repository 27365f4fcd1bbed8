import type { Point } from '@fernblick/protocol';
import type { Size } from '../drawing/mark.ts';
import { areaOfMask, filled, grown, reachedFrom, shrunk, type Mask } from './mask.ts';
import { isCircle } from './is-circle.ts';
import { maskOf } from './polygon.ts';

/** A picture in colour: four bytes for each pixel, row by row. */
export interface ColorPicture extends Size {
  readonly rgba: Uint8ClampedArray;
}

/** Work is done at about so many pixels: objects are coarser than that, and it takes milliseconds. */
const WORKING_PIXELS = 80_000;
const LEVELS = 256;
/** Going on to another colour costs so much of its distance from what was tapped, however gently it comes. */
const COLOR_SHARE = 0.55;
/** Colours of a stroke that differ by less are one. */
const SAME_COLOR = 24;
const MOST_COLORS = 6;
/** A tap means a spot of this radius, of the picture's shorter side. */
const TAP_RADIUS = 0.01;
/** A border is where the region grows by more than this at once. */
const LEAP = 1.4;
/** A border that is this little stronger than what lies within is none, in grey levels. */
const LEAST_STEP = 9;
/** The same in proportion, counted from the noise that every picture has. */
const LEAST_CONTRAST = 0.45;
const NOISE = 14;
/** Shares of the picture between which an object lies. */
const LEAST_SHARE = 0.0006;
const MOST_SHARE = 0.65;
/** What takes up more of the picture's own edge is what lies behind the objects. */
const MOST_EDGE = 0.4;
/** Less than this of what was circled is no object: the circle is meant as it is. */
const LEAST_OF_CIRCLE = 0.12;

interface Planes extends Size {
  readonly luma: Int16Array;
  readonly blue: Int16Array;
  readonly red: Int16Array;
}

interface Color {
  readonly luma: number;
  readonly blue: number;
  readonly red: number;
}

/**
 * The object at a place that was tapped, along a stroke over it, or within a stroke round it, by colour and edges
 * alone: coarse, but of no model and a few milliseconds. The region grows from what was touched by the least step that
 * takes it anywhere (a minimax path, as in watersheds), and the strongest border on its way is taken for the object's.
 * @param points where it was touched, 0 to 1 of the picture
 * @returns a mask smaller than the picture; null where nothing stands out
 */
export function growRegion(picture: ColorPicture, points: readonly Point[]): Mask | null {
  if (points.length === 0) return null;
  const planes = shrink(picture);
  return isCircle(points, planes) ? within(planes, points) : around(planes, points);
}

/** What a tap or a stroke touches. */
function around(planes: Planes, points: readonly Point[]): Mask | null {
  const { width, height } = planes;
  const pixels = width * height;
  const seeds = seedsOf(planes, points);
  const far = flood(planes, seeds, colorsOf(planes, seeds), null);
  const { areas, edges } = countByLevel(far, planes);
  const mostEdge = MOST_EDGE * 2 * (width + height);
  const level = borderLevel(
    areas,
    (t) =>
      (areas[t] ?? 0) >= Math.max(LEAST_SHARE * pixels, seeds.length * 1.3) &&
      (areas[t] ?? 0) <= MOST_SHARE * pixels &&
      (edges[t] ?? 0) <= mostEdge,
  );
  if (level === null) return null;
  const raw = { width, height, pixels: far.map((cost) => (cost <= level ? 1 : 0)) };
  return tidy(raw, seeds);
}

/** What lies in a circle: all that cannot be reached from the line that was drawn. */
function within(planes: Planes, points: readonly Point[]): Mask {
  const { width, height } = planes;
  const inside = maskOf(points, planes);
  const line = seedsOf(planes, [...points, ...points.slice(0, 1)]);
  const far = flood(planes, line, colorsOf(planes, line), inside);
  for (const [i, pixel] of inside.pixels.entries()) if (pixel === 0) far[i] = LEVELS - 1;
  const circle = Math.max(1, areaOfMask(inside));
  const { areas } = countByLevel(far, planes);
  const level = borderLevel(
    areas,
    (t) => (areas[t] ?? 0) > 0 && (areas[t] ?? 0) <= (1 - LEAST_OF_CIRCLE) * circle,
  );
  if (level === null) return inside;
  const raw = {
    width,
    height,
    pixels: inside.pixels.map((pixel, i) => (pixel !== 0 && (far[i] ?? 0) > level ? 1 : 0)),
  };
  const opened = filled(grown(shrunk(raw, 1), 1));
  return areaOfMask(opened) < LEAST_OF_CIRCLE * circle ? inside : opened;
}

/** Without whiskers and holes. */
function tidy(raw: Mask, seeds: readonly number[]): Mask {
  const core = reachedFrom(shrunk(raw, 1), seeds);
  // What is thinner than three pixels everywhere is taken as it is.
  const body = areaOfMask(core) * 2 < areaOfMask(raw) ? raw : grown(core, 1);
  const pixels = body.pixels.map((pixel, i) => (pixel !== 0 && raw.pixels[i] !== 0 ? 1 : 0));
  return filled({ ...raw, pixels });
}

/** The picture at its working size, as luma and two differences of colour. */
function shrink({ width, height, rgba }: ColorPicture): Planes {
  const step = Math.max(1, Math.ceil(Math.sqrt((width * height) / WORKING_PIXELS)));
  const [w, h] = [Math.max(1, Math.floor(width / step)), Math.max(1, Math.floor(height / step))];
  const [luma, blue, red] = [new Int16Array(w * h), new Int16Array(w * h), new Int16Array(w * h)];
  const share = 1 / (step * step);
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++) {
      let [r, g, b] = [0, 0, 0];
      for (let j = 0; j < step; j++)
        for (let i = 0; i < step; i++) {
          const at = 4 * ((y * step + j) * width + x * step + i);
          r += rgba[at] ?? 0;
          g += rgba[at + 1] ?? 0;
          b += rgba[at + 2] ?? 0;
        }
      const at = y * w + x;
      const l = (0.299 * r + 0.587 * g + 0.114 * b) * share;
      luma[at] = l;
      blue[at] = 0.7 * (b * share - l);
      red[at] = 0.7 * (r * share - l);
    }
  return { width: w, height: h, luma, blue, red };
}

/** Pixels that are touched: a spot for a tap, a line for a stroke. */
function seedsOf({ width, height }: Size, points: readonly Point[]): readonly number[] {
  const radius = Math.max(1, TAP_RADIUS * Math.min(width, height));
  const seeds = new Set<number>();
  const touch = (cx: number, cy: number): void => {
    for (let y = Math.ceil(cy - radius); y <= cy + radius; y++)
      for (let x = Math.ceil(cx - radius); x <= cx + radius; x++)
        if (x >= 0 && y >= 0 && x < width && y < height)
          if ((x - cx) ** 2 + (y - cy) ** 2 <= radius * radius) seeds.add(y * width + x);
  };
  for (const [i, point] of points.entries()) {
    const before = points[i - 1] ?? point;
    const [ax, ay] = [before.x * width - 0.5, before.y * height - 0.5];
    const [bx, by] = [point.x * width - 0.5, point.y * height - 0.5];
    const steps = Math.max(1, Math.ceil(Math.hypot(bx - ax, by - ay) / radius));
    for (let k = i === 0 ? steps : 1; k <= steps; k++)
      touch(ax + ((bx - ax) * k) / steps, ay + ((by - ay) * k) / steps);
  }
  return [...seeds];
}

/** The few colours that were touched. */
function colorsOf(planes: Planes, seeds: readonly number[]): readonly Color[] {
  const groups: { luma: number; blue: number; red: number; count: number }[] = [];
  for (const at of seeds) {
    const color = colorAt(planes, at);
    const near = groups.find(
      ({ luma, blue, red, count }) =>
        distance(color, { luma: luma / count, blue: blue / count, red: red / count }) < SAME_COLOR,
    );
    if (near === undefined) groups.push({ ...color, count: 1 });
    else {
      near.luma += color.luma;
      near.blue += color.blue;
      near.red += color.red;
      near.count++;
    }
  }
  return groups
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_COLORS)
    .map(({ luma, blue, red, count }) => ({
      luma: luma / count,
      blue: blue / count,
      red: red / count,
    }));
}

function colorAt({ luma, blue, red }: Planes, at: number): Color {
  return { luma: luma[at] ?? 0, blue: blue[at] ?? 0, red: red[at] ?? 0 };
}

function distance(a: Color, b: Color): number {
  return Math.abs(a.luma - b.luma) + Math.abs(a.blue - b.blue) + Math.abs(a.red - b.red);
}

/** For each pixel the greatest step on the best way to it from the seeds: Dijkstra's algorithm, in buckets. */
function flood(
  planes: Planes,
  seeds: readonly number[],
  colors: readonly Color[],
  only: Mask | null,
): Uint8Array {
  const { width, height } = planes;
  const count = width * height;
  const best = new Uint8Array(count).fill(LEVELS - 1);
  // With a border of pixels that are done, no step needs to be asked whether it leaves the picture.
  const stride = width + 2;
  const inner = (at: number): number => at + stride + 1 + 2 * Math.floor(at / width);
  const [luma, blue, red] = [planes.luma, planes.blue, planes.red].map((plane) => {
    const padded = new Int16Array(stride * (height + 2));
    for (let y = 0; y < height; y++)
      padded.set(plane.subarray(y * width, (y + 1) * width), (y + 1) * stride + 1);
    return padded;
  }) as [Int16Array, Int16Array, Int16Array];
  const done = new Uint8Array(luma.length).fill(1);
  const entry = new Uint8Array(luma.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (only !== null && only.pixels[y * width + x] === 0) continue;
      const at = (y + 1) * stride + x + 1;
      done[at] = 0;
      entry[at] = Math.min(LEVELS - 2, COLOR_SHARE * farFrom(colors, luma, blue, red, at));
    }
  // Each bucket is a list; a pixel may lie in several, and counts in the lowest.
  const heads = new Int32Array(LEVELS).fill(-1);
  const pixelOf = new Int32Array(seeds.length + 4 * count);
  const after = new Int32Array(pixelOf.length);
  let used = 0;
  const least = new Uint8Array(luma.length).fill(LEVELS - 1);
  for (const seed of seeds) {
    const at = inner(seed);
    done[at] = 0;
    pixelOf[used] = at;
    after[used] = heads[0] as number;
    heads[0] = used++;
    least[at] = 0;
  }
  const ways = [-1, 1, -stride, stride] as const;
  for (let level = 0; level < LEVELS - 1; level++)
    for (let node = heads[level] as number; node >= 0; node = heads[level] as number) {
      heads[level] = after[node] as number;
      const at = pixelOf[node] as number;
      if (done[at] !== 0) continue;
      done[at] = 1;
      for (const way of ways) {
        const to = at + way;
        if (done[to] !== 0) continue;
        const step =
          Math.abs((luma[at] as number) - (luma[to] as number)) +
          Math.abs((blue[at] as number) - (blue[to] as number)) +
          Math.abs((red[at] as number) - (red[to] as number));
        const cost = Math.max(level, Math.min(step, LEVELS - 2), entry[to] as number);
        if (cost >= (least[to] as number)) continue;
        least[to] = cost;
        pixelOf[used] = to;
        after[used] = heads[cost] as number;
        heads[cost] = used++;
      }
    }
  for (let y = 0; y < height; y++)
    best.set(least.subarray((y + 1) * stride + 1, (y + 1) * stride + 1 + width), y * width);
  return best;
}

/** How far a pixel is from the nearest of the colours. */
function farFrom(
  colors: readonly Color[],
  luma: Int16Array,
  blue: Int16Array,
  red: Int16Array,
  at: number,
): number {
  let least = Infinity;
  for (const color of colors) {
    const far =
      Math.abs((luma[at] as number) - color.luma) +
      Math.abs((blue[at] as number) - color.blue) +
      Math.abs((red[at] as number) - color.red);
    if (far < least) least = far;
  }
  return least;
}

/** How many pixels each level reaches, and how many of them lie on the picture's edge. */
function countByLevel(
  far: Uint8Array,
  { width, height }: Size,
): { readonly areas: Uint32Array; readonly edges: Uint32Array } {
  const areas = new Uint32Array(LEVELS);
  const edges = new Uint32Array(LEVELS);
  const count = (levels: Uint32Array, at: number): void => {
    const level = far[at] ?? 0;
    levels[level] = (levels[level] ?? 0) + 1;
  };
  for (let at = 0; at < far.length; at++) count(areas, at);
  for (let x = 0; x < width; x++) for (const y of [0, height - 1]) count(edges, y * width + x);
  for (let y = 0; y < height; y++) for (const x of [0, width - 1]) count(edges, y * width + x);
  for (let level = 1; level < LEVELS; level++) {
    areas[level] = (areas[level] ?? 0) + (areas[level - 1] ?? 0);
    edges[level] = (edges[level] ?? 0) + (edges[level - 1] ?? 0);
  }
  return { areas, edges };
}

/** The level below the border that stands out most from what lies within it; null where none does. */
function borderLevel(areas: Uint32Array, fits: (level: number) => boolean): number | null {
  let level: number | null = null;
  let most = LEAST_CONTRAST;
  for (let t = 0; t < LEVELS - 2; t++) {
    if (!fits(t)) continue;
    let leap = t + 1;
    while (leap < LEVELS - 1 && (areas[leap] ?? 0) <= LEAP * (areas[t] ?? 0)) leap++;
    const contrast = (leap - t) / (t + NOISE);
    if (leap - t < LEAST_STEP || contrast <= most) continue;
    [level, most] = [t, contrast];
  }
  // Up to where it leaps: what is as much the object as the rest is not left out.
  if (level === null) return null;
  const base = areas[level] ?? 0;
  let top = level;
  while (fits(top + 1) && top + 1 < LEVELS - 2 && (areas[top + 1] ?? 0) <= LEAP * base) top++;
  return Math.floor((level + top) / 2);
}
