import { levelFor, wrapped, type Background } from './camera.ts';
import { invert, project, type Matrix, type Point } from './geometry.ts';
import type { Level, Pyramid } from './picture.ts';
import { between, wander, type Random } from './random.ts';

/** A frame under way: light per pixel, before the sensor. */
export interface Exposure {
  readonly width: number;
  readonly height: number;
  readonly light: Float32Array;
  readonly seconds: number;
  /** From the surface's plane to pixels in the middle of the frame. */
  readonly surface: Matrix;
}

/** Something that changes the light of a frame: stands in front, shines, or casts a shadow. */
export interface Layer {
  (exposure: Exposure): void;
  /** Points, px, whose hull covers what stands in front; none where nothing does. Undefined where nothing ever does. */
  readonly outline?: (exposure: Omit<Exposure, 'light'>) => readonly Point[];
}

/** A rectangle in the surface's plane: middle and half sides. */
export interface Patch {
  readonly x: number;
  readonly y: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
}

const smooth = (value: number): number => {
  const t = Math.min(1, Math.max(0, value));
  return t * t * (3 - 2 * t);
};

/** Calls for every pixel with its place in the surface's plane. */
function forEachPlace(
  { width, height, surface }: Exposure,
  visit: (at: number, x: number, y: number) => void,
): void {
  const m = invert(surface);
  for (let py = 0; py < height; py++)
    for (let px = 0; px < width; px++) {
      const w = m[6] * px + m[7] * py + m[8];
      if (w <= 0) continue;
      visit(
        py * width + px,
        (m[0] * px + m[1] * py + m[2]) / w,
        (m[3] * px + m[4] * py + m[5]) / w,
      );
    }
}

function coverage(patch: Patch, x: number, y: number): number {
  const dx = patch.halfWidth - Math.abs(x - patch.x);
  const dy = patch.halfHeight - Math.abs(y - patch.y);
  return Math.min(1, Math.max(0, Math.min(dx, dy) + 0.5));
}

/** A patch with a picture of its own over a part of the surface; `at` says where, `shown` which part of the picture. */
export function picturePatch(
  pyramid: Pyramid,
  at: (seconds: number) => Patch | null,
  shown: (seconds: number) => readonly [u: number, v: number, gain: number],
): Layer {
  const paint = (exposure: Exposure): void => {
    const patch = at(exposure.seconds);
    if (patch === null) return;
    const [u, v, gain] = shown(exposure.seconds);
    // Half a texel per pixel would flicker less, but a screen is sharp.
    const level = levelFor(pyramid, 1.2);
    const texture = pyramid[level] as Level;
    const side = texture.width;
    forEachPlace(exposure, (pixel, x, y) => {
      const cover = coverage(patch, x, y);
      if (cover === 0) return;
      const value = wrapped(texture.values, side, side, x - patch.x + u, y - patch.y + v) * gain;
      exposure.light[pixel] = (exposure.light[pixel] ?? 0) * (1 - cover) + value * cover;
    });
  };
  const outline: Layer['outline'] = ({ seconds, surface }) => {
    const patch = at(seconds);
    if (patch === null) return [];
    const { x, y, halfWidth, halfHeight } = patch;
    return [
      { x: x - halfWidth, y: y - halfHeight },
      { x: x + halfWidth, y: y - halfHeight },
      { x: x + halfWidth, y: y + halfHeight },
      { x: x - halfWidth, y: y + halfHeight },
    ].flatMap((corner) => project(surface, corner) ?? []);
  };
  return Object.assign(paint, { outline });
}

interface Capsule {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly r: number;
}

/** A hand that comes in and points about: palm, fingers, sleeve, in the surface's plane but not moving with it. */
export function hand(random: Random, size: number): Layer {
  const side = random() < 0.5 ? -1 : 1;
  const angle = side * between(random, 0.5, 1.1);
  const s = size / 100;
  const fingers: readonly Capsule[] = [
    { x1: 0, y1: 0, x2: 0, y2: -92 * s, r: 13 * s },
    { x1: 24 * s, y1: 4 * s, x2: 27 * s, y2: -34 * s, r: 13 * s },
    { x1: 47 * s, y1: 12 * s, x2: 50 * s, y2: -20 * s, r: 12 * s },
    { x1: -16 * s, y1: 32 * s, x2: -52 * s, y2: -12 * s, r: 13 * s },
    { x1: 22 * s, y1: 44 * s, x2: 22 * s, y2: 62 * s, r: 44 * s },
    { x1: 22 * s, y1: 80 * s, x2: 30 * s, y2: 700 * s, r: 38 * s },
  ];
  const [wx, wy] = [wander(random, 0.24 * size, 0.15, 0.9), wander(random, 0.2 * size, 0.15, 0.9)];
  const skin = wander(random, 7, 0.02, 0.09);
  const tone = between(random, 130, 190);
  const enters = between(random, 0.5, 0.9);
  const [c, sn] = [Math.cos(angle), Math.sin(angle)];
  const tipAt = ({ width, height, seconds }: Omit<Exposure, 'light'>): Point => {
    // Comes in from below, stays most of the time, goes, and comes back.
    const away =
      1 -
      smooth((seconds - enters) / 0.7) +
      smooth((seconds - 3.6) / 0.5) -
      smooth((seconds - 4.3) / 0.5);
    return {
      x: width / 2 + wx(seconds) + side * 20 * s + sn * -420 * away,
      y: height / 2 + wy(seconds) + 55 * s + c * 420 * away,
    };
  };
  const paint = (exposure: Exposure): void => {
    const { width, height, light } = exposure;
    const { x: tipX, y: tipY } = tipAt(exposure);
    for (let py = 0; py < height; py++)
      for (let px = 0; px < width; px++) {
        const [ox, oy] = [px - tipX, py - tipY];
        const [x, y] = [c * ox + sn * oy, -sn * ox + c * oy];
        let nearest = Infinity;
        for (const { x1, y1, x2, y2, r } of fingers) {
          const [dx, dy] = [x2 - x1, y2 - y1];
          const t = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)));
          const distance = Math.hypot(x - x1 - t * dx, y - y1 - t * dy) - r;
          if (distance < nearest) nearest = distance;
        }
        const cover = Math.min(1, Math.max(0, 0.5 - nearest / 2));
        if (cover === 0) continue;
        // Rounder towards the edge, with folds across.
        const shade = tone - 55 * Math.exp(nearest / (9 * s)) + skin(x * 0.9 + y * 0.4) + skin(y);
        const at = py * width + px;
        light[at] = (light[at] ?? 0) * (1 - cover) + shade * cover;
      }
  };
  // A landmarker sees fingers and palm, not the sleeve.
  const outline: Layer['outline'] = (exposure) => {
    const tip = tipAt(exposure);
    return fingers.slice(0, -1).flatMap(({ x1, y1, x2, y2, r }) =>
      [
        [x1, y1],
        [x2, y2],
      ].flatMap(([x = 0, y = 0]) =>
        Array.from({ length: 8 }, (_, eighth) => {
          const [px, py] = [
            x + r * Math.cos((eighth * Math.PI) / 4),
            y + r * Math.sin((eighth * Math.PI) / 4),
          ];
          return { x: tip.x + c * px - sn * py, y: tip.y + sn * px + c * py };
        }),
      ),
    );
  };
  return Object.assign(paint, { outline });
}

/** A mirror-like surface: a lamp and a room in it that move otherwise than the surface does. */
export function gloss(random: Random, room: Background, bounds: Patch): Layer {
  const [ax, ay] = [between(random, 0.4, 0.7), between(random, 0.4, 0.7)];
  const [lx, ly] = [wander(random, 35, 0.1, 0.5), wander(random, 25, 0.1, 0.5)];
  const strength = between(random, 0.3, 0.42);
  const size = between(random, 34, 52);
  return (exposure) => {
    const { surface, light, seconds, width } = exposure;
    const texture = room.pyramid[1] as Level;
    const middleX = surface[2] / surface[8];
    const middleY = surface[5] / surface[8];
    const [tiltX, tiltY] = [surface[6] / surface[8], surface[7] / surface[8]];
    // A turned mirror shows another part of the room, twice as far away as it turned.
    const roomX = -ax * middleX + tiltX * 480_000;
    const roomY = -ay * middleY + tiltY * 480_000;
    const lampX = 0.5 * middleX + width * 0.25 + lx(seconds) + tiltX * 90_000;
    const lampY = 0.5 * middleY + exposure.height * 0.25 + ly(seconds) + tiltY * 90_000;
    forEachPlace(exposure, (at, x, y) => {
      const cover = coverage(bounds, x, y);
      if (cover === 0) return;
      const px = at % width;
      const py = (at - px) / width;
      const mirrored = wrapped(
        texture.values,
        texture.width,
        texture.height,
        (px + roomX) * 0.5,
        (py + roomY) * 0.5,
      );
      const d2 = ((px - lampX) / size) ** 2 + ((py - lampY) / (0.6 * size)) ** 2;
      const lamp = 260 * Math.exp(-d2) + 60 * Math.exp(-d2 / 9);
      light[at] =
        (light[at] ?? 0) * (1 - strength * cover * 0.5) + cover * (strength * mirrored + lamp);
    });
  };
}

/** Lamps switched, automatic exposure, clouds, a shadow that crosses. */
export function changingLight(random: Random): Layer {
  const cloud = wander(random, 0.16, 0.1, 1.2);
  const steps = Array.from({ length: 4 }, (_, index) => ({
    at: 0.8 + index * 1.4 + between(random, 0, 0.6),
    factor: index % 2 === 0 ? between(random, 0.42, 0.6) : between(random, 1.5, 2.1),
  }));
  const angle = random() * 2 * Math.PI;
  const hertz = between(random, 0.12, 0.2);
  return ({ light, width, height, seconds }) => {
    let gain = Math.exp(cloud(seconds));
    for (const { at, factor } of steps) gain *= factor ** smooth((seconds - at) / 0.12);
    const edge = 260 * Math.sin(2 * Math.PI * hertz * seconds - 1.5);
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const along = (x - width / 2) * c + (y - height / 2) * s - edge;
        const shadow = 1 - 0.4 * smooth(along / 60 + 0.5);
        const at = y * width + x;
        light[at] = (light[at] ?? 0) * gain * shadow;
      }
  };
}

/** A camera whose automatic exposure jumps and then settles. */
export function jumpingExposure(random: Random): Layer {
  const jumps = Array.from({ length: 5 }, (_, index) => ({
    at: 0.6 + index * 1.1 + between(random, 0, 0.4),
    stops: between(random, 0.5, 1) * (random() < 0.5 ? -1 : 1),
  }));
  return ({ light, seconds }) => {
    let stops = 0;
    for (const jump of jumps)
      if (seconds > jump.at) stops += jump.stops * Math.exp(-(seconds - jump.at) / 0.5);
    const gain = 2 ** stops;
    for (let at = 0; at < light.length; at++) light[at] = (light[at] ?? 0) * gain;
  };
}
