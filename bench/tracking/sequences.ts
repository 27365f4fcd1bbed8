import { expose, rowSeconds, type Scene, type Shutter } from './camera.ts';
import { cameraOf, type CameraSettings, type SequenceClass } from './classes.ts';
import { area, clip, fromCorners, invert, project, type Matrix, type Point } from './geometry.ts';
import {
  changingLight,
  gloss,
  hand,
  jumpingExposure,
  picturePatch,
  type Exposure,
  type Layer,
} from './layers.ts';
import { motionOf, viewOf } from './motion.ts';
import type { Picture } from './picture.ts';
import { between, normalTable, seededRandom, seedOf, type Random } from './random.ts';
import { backgroundOf, regionSize, surfaceFor, type Size } from './surface.ts';

export interface SequenceOptions {
  readonly class: SequenceClass;
  /** The same class, seed and pictures give the same bytes. */
  readonly seed: number;
  /** What is tracked; at least 700 pixels wide and 500 high. */
  readonly picture: Picture;
  /** What stands behind it, occludes it or is reflected in it; the same picture turned around where not given. */
  readonly other?: Picture;
  /** 640 by default. */
  readonly width?: number;
  /** 480 by default. */
  readonly height?: number;
  /** Fewer than the class has by itself, for a quick look. */
  readonly frames?: number;
}

/** Where the region truly is in a frame. */
export interface Truth {
  /** From pixels of the first frame to pixels of this one; null when nothing of the region is in the picture. */
  readonly homography: Matrix | null;
  /** The region's corners in this frame, in the order of `region`; null with the homography. */
  readonly corners: readonly Point[] | null;
  /** How much of the region's area lies inside the picture, 0 to 1. What stands in front of it counts as visible. */
  readonly visibleShare: number;
}

export interface Frame extends Truth {
  /** Width × height bytes, row by row. */
  readonly gray: Uint8Array;
}

/** A film of a surface, with the truth about every frame. */
export interface Sequence {
  readonly name: string;
  readonly class: SequenceClass;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly framesPerSecond: number;
  /** What is tracked: four corners in pixels of the first frame. Whole numbers are the centres of pixels. */
  readonly region: readonly Point[];
  /** Where the region is in the given frame, without taking its picture. */
  readonly truth: (frame: number) => Truth;
  /** Takes the given frame; frames may be asked for in any order. */
  readonly frame: (frame: number) => Frame;
  /** Points, px, whose hull covers what stands in front of the region in the given frame; null where nothing ever does. */
  readonly occluder: ((frame: number) => readonly Point[]) | null;
}

const normals = normalTable();

/**
 * A film of the given class: a pinhole camera in a hand looks at a flat picture before a background. The truth is
 * exact: with a rolling shutter, each corner is where its own row shows it.
 */
export function makeSequence(options: SequenceOptions): Sequence {
  const { width = 640, height = 480, seed } = options;
  const name = options.class;
  const random = seededRandom(seedOf(name, seed, options.picture.name));
  const camera = cameraOf(name);
  const motion = motionOf(name, random);
  const size = regionSize(name, random);
  const surface = surfaceFor(name, options.picture, size, random);
  const background = backgroundOf(options.other ?? options.picture, name, random);
  const scene: Scene = { width, height, motion, surface, background };
  const layers = layersOf(name, scene, size, random);
  const region = regionAround(size, width, height);
  const onPlane = region.map((corner) => unproject(scene, shutterAt(camera, 0), corner));

  const truth = (frame: number): Truth => truthAt(scene, shutterAt(camera, frame), region, onPlane);
  return {
    name: `${name}-${options.picture.name}-${seed}`,
    class: name,
    width,
    height,
    frames: Math.min(camera.frames, options.frames ?? Infinity),
    framesPerSecond: Math.round(1 / camera.frameSeconds),
    region,
    truth,
    occluder: occluderOf(name, layers, (frame) => {
      const { seconds } = shutterAt(camera, frame);
      return { width, height, seconds, surface: viewOf(motion(seconds), width, height).surface };
    }),
    frame: (frame) => {
      const shutter = shutterAt(camera, frame);
      const light = expose(scene, shutter);
      const view = viewOf(motion(shutter.seconds), width, height);
      for (const layer of layers)
        layer({ width, height, light, seconds: shutter.seconds, surface: view.surface });
      const gray = develop(light, width, camera, seededRandom(seedOf(seed, name, frame)));
      return { gray, ...truth(frame) };
    },
  };
}

/** A hand or something like it; a screen in the surface or a reflection is none. */
function occluderOf(
  name: SequenceClass,
  layers: readonly Layer[],
  at: (frame: number) => Omit<Exposure, 'light'>,
): Sequence['occluder'] {
  const outline = layers[0]?.outline;
  if (outline === undefined || (name !== 'hand' && name !== 'occlusion')) return null;
  return (frame) => outline(at(frame));
}

function shutterAt(camera: CameraSettings, frame: number): Shutter {
  const { frameSeconds, exposureSeconds, readoutSeconds } = camera;
  return { seconds: frame * frameSeconds, exposureSeconds, readoutSeconds };
}

/** The sensor: gain, noise that grows with light, whole numbers from 0 to 255. */
function develop(
  light: Float32Array,
  width: number,
  { gain, noise, shotNoise }: CameraSettings,
  random: Random,
): Uint8Array {
  const gray = new Uint8ClampedArray(light.length);
  const mask = normals.length - 1;
  let from = 0;
  for (let at = 0; at < gray.length; at++) {
    if (at % width === 0) from = Math.floor(random() * normals.length);
    const value = (light[at] ?? 0) * gain;
    const deviation = Math.sqrt(noise * noise + shotNoise * Math.max(0, value));
    gray[at] = value + deviation * (normals[(from + at) & mask] ?? 0);
  }
  return new Uint8Array(gray.buffer);
}

/** The place in the plane that a pixel of a frame shows. */
function unproject({ motion, width, height }: Scene, shutter: Shutter, pixel: Point): Point {
  const seconds = rowSeconds(shutter, pixel.y, height);
  const place = project(invert(viewOf(motion(seconds), width, height).surface), pixel);
  if (place === null) throw new Error('The first frame does not show the surface.');
  return place;
}

function truthAt(
  { motion, width, height }: Scene,
  shutter: Shutter,
  region: readonly Point[],
  onPlane: readonly Point[],
): Truth {
  const out: Truth = { homography: null, corners: null, visibleShare: 0 };
  const corners: Point[] = [];
  for (const place of onPlane) {
    let seen = project(viewOf(motion(shutter.seconds), width, height).surface, place);
    // The row decides the time, the time decides the row: a few rounds find both.
    for (let round = 0; shutter.readoutSeconds > 0 && round < 12 && seen !== null; round++) {
      const seconds = rowSeconds(shutter, Math.min(2 * height, Math.max(-height, seen.y)), height);
      seen = project(viewOf(motion(seconds), width, height).surface, place);
    }
    if (seen === null) return out;
    corners.push(seen);
  }
  const visibleShare = area(clip(corners, width, height)) / area(corners);
  if (visibleShare === 0) return out;
  return { homography: fromCorners(region, corners), corners, visibleShare };
}

function regionAround(size: Size, width: number, height: number): readonly Point[] {
  const [left, top] = [
    Math.round((width - size.width) / 2),
    Math.round((height - size.height) / 2),
  ];
  const [right, bottom] = [left + size.width, top + size.height];
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
}

function layersOf(name: SequenceClass, scene: Scene, size: Size, random: Random): readonly Layer[] {
  const { surface, background } = scene;
  switch (name) {
    case 'light':
      return [changingLight(random)];
    case 'occlusion': {
      // 30 % of the region's area, always somewhere over it once it has come.
      const share = Math.sqrt(0.3);
      const [px, py] = [random() * 6, random() * 6];
      const direction = random() < 0.5 ? -1 : 1;
      return [
        picturePatch(
          background.pyramid,
          (s) => {
            const comes = direction * 420 * (1 - Math.min(1, Math.max(0, (s - 0.5) / 0.8)));
            if (s < 0.5) return null;
            return {
              x: comes + 0.22 * size.width * Math.sin(1.7 * s + px),
              y: 0.22 * size.height * Math.sin(1.3 * s + py),
              halfWidth: (share * size.width) / 2,
              halfHeight: (share * size.height) / 2,
            };
          },
          () => [300, 300, 1],
        ),
      ];
    }
    case 'hand':
      return [hand(random, between(random, 95, 130))];
    case 'gloss':
      return [
        gloss(random, background, {
          x: (surface.left + surface.right) / 2,
          y: (surface.top + surface.bottom) / 2,
          halfWidth: (surface.right - surface.left) / 2,
          halfHeight: (surface.bottom - surface.top) / 2,
        }),
      ];
    case 'rolling-exposure':
      return [jumpingExposure(random)];
    case 'content': {
      const screen = {
        x: between(random, -0.12, 0.12) * size.width,
        y: between(random, -0.12, 0.12) * size.height,
        halfWidth: 0.34 * size.width,
        halfHeight: 0.32 * size.height,
      };
      const scrollsAt = between(random, 40, 90);
      // Scrolls, and cuts to something else every now and then.
      return [
        picturePatch(
          background.pyramid,
          () => screen,
          (s) => {
            const scene = Math.floor(s / 0.9);
            return [
              211 * scene,
              97 * scene + (scene % 3 === 1 ? 0 : scrollsAt * s),
              0.8 + 0.2 * (scene % 3),
            ];
          },
        ),
      ];
    }
    default:
      return [];
  }
}
