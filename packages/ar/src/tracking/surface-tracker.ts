import { confidenceOf } from './confidence.ts';
import { hullOf, type Point } from './region.ts';
import { small, Surroundings, type GrayPicture } from './surroundings.ts';
import { loadTrackerModule, type TrackerExports } from './tracker-module.ts';
import { TrackingError } from './tracking-error.ts';

/** Nine numbers, row by row, that take px of the frame in which an anchor was added to px of another. */
export type Homography = readonly [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];

/**
 * Where an anchor stands: `tracked` is verified against its keyframe; `unsure` is carried on from the last frame only,
 * to be drawn ghosted; `lost` is not known, and the homography is the last one that was.
 */
export type AnchorStatus = 'tracked' | 'unsure' | 'lost';

/** An anchor in one frame. */
export interface AnchorPose {
  readonly id: number;
  readonly status: AnchorStatus;
  readonly homography: Homography;
  /** 0 to 1: of poses with confidence p, about p are within 5 px at the region's corners. */
  readonly confidence: number;
}

/** What a tracker is made for. */
export interface SurfaceTrackerOptions {
  /** Size of all frames, px. */
  readonly width: number;
  readonly height: number;
  /** Most anchors at once: 24 where nothing is said, and no more than 1,000. */
  readonly mostAnchors?: number;
}

/** What may be known about an anchor when it is added. */
export interface AddAnchorOptions {
  /** One byte per pixel, 0 where it is not the object: corners are taken from the object only. */
  readonly mask?: Uint8Array;
  /**
   * The frames after the anchor's own, up to the last one that `update` was given, or to the present where there was
   * none: the anchor is taken through them.
   */
  readonly since?: Iterable<Uint8Array>;
}

/** What may be known about a frame. */
export interface UpdateOptions {
  /** One byte per pixel, not 0 where something else (a hand) covers the scene. */
  readonly ignore?: Uint8Array;
}

/** Keeps anchors on surfaces while the camera moves. Frames are gray, one byte per pixel, row by row. */
export interface SurfaceTracker {
  readonly width: number;
  readonly height: number;
  /** Bytes of WebAssembly memory in use; constant from frame to frame. */
  readonly memoryBytes: number;
  /** Adds an anchor on a region (polygon, px) of a frame and answers its id. */
  readonly addAnchor: (
    gray: Uint8Array,
    region: readonly Point[],
    options?: AddAnchorOptions,
  ) => number;
  /** Takes all anchors to the next frame. */
  readonly update: (gray: Uint8Array, options?: UpdateOptions) => readonly AnchorPose[];
  /** Forgets an anchor; an id that is not there is no error. */
  readonly removeAnchor: (id: number) => void;
  /** Gives the memory back; every later call throws `tracker-closed`. */
  readonly close: () => void;
}

/** Frames with more pixels than this are halved before anything else. */
const MOST_PIXELS = 700_000;
const LEAST_WIDTH = 64;
const LEAST_HEIGHT = 48;
const MOST_SIDE = 4_096;
const DEFAULT_ANCHORS = 24;
const MOST_ANCHORS = 1_000;
const RESULT_NUMBERS = 12;
const AT_LOG_ODDS = 2;
const AT_HOMOGRAPHY = 3;
const NO_PLACE = -1;
const AT_PLACE = 0;
const AT_STATE = 1;
const LOST = 0;
const TRACKED = 2;
/** What moves this much otherwise than it did, of the frame's width, has jumped: perhaps to another thing like it. */
const JUMP = 0.05;
/** Where too little is seen of what stands around, it is asked again after so many frames. */
const ASK_EVERY = 4;
const statuses: readonly AnchorStatus[] = ['lost', 'unsure', 'tracked'];

/** Makes a tracker for frames of one size. Throws `unsupported-frame-size` and `simd-missing`. */
export async function createSurfaceTracker(
  options: SurfaceTrackerOptions,
): Promise<SurfaceTracker> {
  const { width, height, mostAnchors = DEFAULT_ANCHORS } = options;
  const sides = [width, height];
  if (
    !sides.every((side) => Number.isInteger(side) && side <= MOST_SIDE) ||
    Math.max(...sides) < LEAST_WIDTH ||
    Math.min(...sides) < LEAST_HEIGHT
  )
    throw new TrackingError('unsupported-frame-size');
  let halvings = 0;
  while ((width >> halvings) * (height >> halvings) > MOST_PIXELS) halvings++;
  const module = await loadTrackerModule();
  if (mostAnchors > MOST_ANCHORS || module.start(width, height, halvings, mostAnchors) === 0)
    throw new TrackingError('out-of-memory');
  return new WasmSurfaceTracker(module, width, height, halvings);
}

/** What the host keeps of an anchor. */
interface Held {
  readonly id: number;
  /** Null for an object: what stands around it may be left behind. */
  readonly surroundings: Surroundings | null;
  /** Its last homography that was in no doubt, between working px. */
  readonly homography: Float64Array;
  /** The region's middle in the keyframe, and where it was in the last frame and the one before; working px; null while lost. */
  readonly middle: Point;
  at: Point | null;
  before: Point | null;
  /** Whether it was tracked in the last frame. */
  isSure: boolean;
  /** Frames until the surroundings are asked; null once they have agreed, until it jumps. */
  askIn: number | null;
}

class WasmSurfaceTracker implements SurfaceTracker {
  readonly width: number;
  readonly height: number;
  readonly #halvings: number;
  /** Undefined once closed. */
  #module: TrackerExports | undefined;
  /** The anchor at each place of the module. */
  readonly #held = new Map<number, Held>();
  #nextId = 1;
  /** False until a frame was seen that anchors can be followed from. */
  #hasFrame = false;

  constructor(module: TrackerExports, width: number, height: number, halvings: number) {
    this.#module = module;
    this.width = width;
    this.height = height;
    this.#halvings = halvings;
  }

  get memoryBytes(): number {
    return this.#open().memory.buffer.byteLength;
  }

  addAnchor(gray: Uint8Array, region: readonly Point[], options: AddAnchorOptions = {}): number {
    const module = this.#open();
    const hull = hullOf(region, this.width, this.height);
    const since = [...(options.since ?? [])];
    for (const frame of [gray, ...since]) this.#checkFrame(frame);
    // An anchor that is caught up goes on from the frame that all have seen last.
    const latest = since.at(-1);
    if (latest !== undefined && !this.#hasFrame) this.update(latest);
    const masked = this.#writeMask(module, options.mask);
    this.#writeFrame(module, gray);
    const points = new Float64Array(module.memory.buffer, module.hullAt(), hull.length * 2);
    const scale = 2 ** -this.#halvings;
    for (const [i, { x, y }] of hull.entries()) {
      points[2 * i] = (x + 0.5) * scale - 0.5;
      points[2 * i + 1] = (y + 0.5) * scale - 0.5;
    }
    const place = module.add(hull.length, masked);
    if (place < 0)
      throw new TrackingError(place === NO_PLACE ? 'too-many-anchors' : 'out-of-memory');
    for (const frame of since) {
      this.#writeFrame(module, frame);
      module.catchUp(place);
    }
    if (since.length > 0) module.caughtUp(place);
    const id = this.#nextId++;
    const surroundings = masked ? null : new Surroundings(this.#pictureOf(gray), hull);
    const homography = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
    const middle = {
      x: hull.reduce((sum, { x }) => sum + x, 0) * (scale / hull.length),
      y: hull.reduce((sum, { y }) => sum + y, 0) * (scale / hull.length),
    };
    this.#held.set(place, {
      ...{ id, surroundings, homography, middle },
      ...{ at: middle, before: null, isSure: true, askIn: null },
    });
    return id;
  }

  update(gray: Uint8Array, options: UpdateOptions = {}): readonly AnchorPose[] {
    const module = this.#open();
    this.#checkFrame(gray);
    const masked = this.#writeMask(module, options.ignore);
    this.#writeFrame(module, gray);
    const count = module.update(masked);
    this.#hasFrame = true;
    const numbers = new Float64Array(
      module.memory.buffer,
      module.resultsAt(),
      count * RESULT_NUMBERS,
    );
    const results = Array.from({ length: count }, (_, i) =>
      numbers.subarray(i * RESULT_NUMBERS, (i + 1) * RESULT_NUMBERS),
    );
    this.#askSurroundings(module, gray, results);
    return results.map((result) => this.#poseOf(result));
  }

  /** What was found again may be another thing that looks the same: then it is not shown, and looked for once more. */
  #askSurroundings(
    module: TrackerExports,
    gray: Uint8Array,
    results: readonly Float64Array[],
  ): void {
    let frame: GrayPicture | null = null;
    let isPreparing = false;
    for (const result of results) {
      const place = result[AT_PLACE] ?? 0;
      const held = this.#held.get(place);
      if (held === undefined) continue;
      const homography = result.subarray(AT_HOMOGRAPHY);
      const state = result[AT_STATE] ?? LOST;
      // They are asked once it is found again: one place of one anchor a frame.
      if (state === LOST && !isPreparing) isPreparing = held.surroundings?.prepare() ?? false;
      const at = state === LOST ? null : project(homography, held.middle);
      // Who shakes the camera makes all jump; what was tracked before and after has been followed there.
      const isFollowed = held.isSure && state === TRACKED;
      if (!isFollowed && hasJumped(held, at, JUMP * this.width * 2 ** -this.#halvings))
        held.askIn = 0;
      held.before = held.at;
      held.at = at;
      held.isSure = state === TRACKED;
      if (held.surroundings !== null && at !== null && held.askIn !== null && held.askIn-- === 0) {
        frame ??= small(this.#pictureOf(gray));
        const pose = toFramePx(homography, 2 ** this.#halvings);
        const opinion = held.surroundings.opinionOn(pose, frame);
        held.askIn = opinion === 'agree' ? null : ASK_EVERY;
        if (opinion === 'contradict') {
          held.at = null;
          held.isSure = false;
          result[AT_STATE] = LOST;
          homography.set(held.homography);
          new Float64Array(module.memory.buffer, module.lose(place)).set(held.homography);
        }
      }
      if (held.askIn === null) held.homography.set(homography);
    }
  }

  #pictureOf(pixels: Uint8Array): GrayPicture {
    return { pixels, width: this.width, height: this.height };
  }

  removeAnchor(id: number): void {
    const module = this.#open();
    for (const [place, held] of this.#held) {
      if (held.id !== id) continue;
      module.remove(place);
      this.#held.delete(place);
    }
  }

  close(): void {
    this.#module = undefined;
    this.#held.clear();
  }

  #open(): TrackerExports {
    if (this.#module === undefined) throw new TrackingError('tracker-closed');
    return this.#module;
  }

  #checkFrame(gray: Uint8Array): void {
    const expected = this.width * this.height;
    if (!(gray instanceof Uint8Array) || gray.length !== expected)
      throw new TrackingError('wrong-frame-size', {
        detail: `Expected ${expected} bytes for ${this.width} × ${this.height}.`,
      });
  }

  #writeFrame(module: TrackerExports, gray: Uint8Array): void {
    new Uint8Array(module.memory.buffer).set(gray, module.inputAt());
  }

  /** Writes a mask in the working size, and answers 1 where there is one. */
  #writeMask(module: TrackerExports, mask: Uint8Array | undefined): number {
    if (mask === undefined) return 0;
    if (!(mask instanceof Uint8Array) || mask.length !== this.width * this.height)
      throw new TrackingError('wrong-mask-size');
    const target = new Uint8Array(module.memory.buffer, module.maskAt());
    if (this.#halvings === 0) target.set(mask);
    else {
      const step = 1 << this.#halvings;
      const [columns, rows] = [this.width >> this.#halvings, this.height >> this.#halvings];
      for (let y = 0; y < rows; y++)
        for (let x = 0; x < columns; x++)
          target[y * columns + x] = mask[y * step * this.width + x * step] ?? 0;
    }
    return 1;
  }

  #poseOf(numbers: Float64Array): AnchorPose {
    const [place = 0, state = LOST] = numbers;
    const scale = 2 ** this.#halvings;
    const status = statuses[state] ?? 'lost';
    return {
      id: this.#held.get(place)?.id ?? 0,
      status,
      homography: toFramePx(numbers.subarray(AT_HOMOGRAPHY), scale),
      confidence: status === 'lost' ? 0 : confidenceOf(numbers[AT_LOG_ODDS] ?? 0),
    };
  }
}

/** Where a homography takes a place. */
function project(h: Float64Array, { x, y }: Point): Point {
  const [a = 1, b = 0, c = 0, d = 0, e = 1, f = 0, g = 0, i = 0, j = 1] = h;
  const w = g * x + i * y + j;
  return { x: (a * x + b * y + c) / w, y: (d * x + e * y + f) / w };
}

/** Whether an anchor is not where it was, moved on as it moved; what was found again has jumped too. */
function hasJumped(held: Held, now: Point | null, most: number): boolean {
  if (now === null) return false;
  const { at, before } = held;
  if (at === null) return true;
  const [dx, dy] = before === null ? [0, 0] : [at.x - before.x, at.y - before.y];
  return Math.hypot(now.x - at.x - dx, now.y - at.y - dy) > most;
}

/** A homography between frames that were halved, as one between the frames themselves; pixels' middles are whole numbers. */
function toFramePx(h: Float64Array, scale: number): Homography {
  const [a = 1, b = 0, c = 0, d = 0, e = 1, f = 0, g = 0, i = 0, j = 1] = h;
  if (scale === 1) return [a, b, c, d, e, f, g, i, j];
  const shift = (scale - 1) / 2;
  // S · H · S⁻¹ with S: x ↦ scale · x + shift.
  const [a2, b2, c2] = [scale * a + shift * g, scale * b + shift * i, scale * c + shift * j];
  const [d2, e2, f2] = [scale * d + shift * g, scale * e + shift * i, scale * f + shift * j];
  const back = (p: number, q: number, r: number): [number, number, number] => [
    p / scale,
    q / scale,
    r - ((p + q) * shift) / scale,
  ];
  const rows = [...back(a2, b2, c2), ...back(d2, e2, f2), ...back(g, i, j)];
  const last = rows[8] ?? 1;
  return rows.map((value) => value / last) as unknown as Homography;
}
