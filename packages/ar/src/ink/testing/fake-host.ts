import { checkInk, type InkItem } from '@fernblick/protocol';
import type { Size } from '../../drawing/mark.ts';
import type { ToolName } from '../../drawing/tools/tool.ts';
import { IDENTITY } from '../../homography.ts';
import type { SurfaceTracker } from '../../tracking/surface-tracker.ts';
import { aside } from '../aside.ts';
import { InkEngine, type InkEngineOptions } from '../ink-engine.ts';
import type { FrameStamp } from '../frame-stamp.ts';
import { besideTracker } from '../load-tracking.ts';
import type { InkReport, InkState } from '../messages.ts';
import { pick } from '../picker.ts';
import { SharedPoses } from '../poses/shared-poses.ts';

const FRAME: Size = { width: 640, height: 480 };
const FRAME_MS = 33;

/** What of the engine's surroundings a test replaces. */
export interface FakeHostOptions extends Partial<
  Pick<InkEngineOptions, 'loadCheck' | 'loadStraighten' | 'loadPick' | 'canStand' | 'loadStage'>
> {
  readonly makeTracker?: (size: Size) => Promise<SurfaceTracker>;
  /** What the camera sees in a frame; a pan over noise by itself. */
  readonly paint?: (number: number, size: Size, into: Uint8Array) => void;
  readonly decode?: (picture: string, size: Size) => Promise<Uint8Array>;
}

interface FakePicture extends Size {
  readonly number: number;
  close(): void;
}

/** A browser for an engine, without one: a camera that pans over noise, and a canvas that remembers. */
export class FakeHost {
  readonly engine: InkEngine;
  readonly reports: InkReport[] = [];
  id = 'participant-one';
  role: 'customer' | 'agent' = 'agent';
  /** Frames that nobody has closed. */
  open = 0;
  /** The number of the frame that is on the canvas. */
  painted = -1;
  /** Where lines went since that frame was painted, px of the canvas. */
  spots: { readonly x: number; readonly y: number }[] = [];
  /** Where something round was painted last, px of the canvas. */
  dot: { readonly x: number; readonly y: number } | null = null;
  #nowMs = 0;
  #ids = 0;
  readonly #due: (() => void)[] = [];

  constructor(options: FakeHostOptions = {}) {
    const paint = options.paint ?? paintNoise;
    this.engine = new InkEngine({
      report: (report) => this.reports.push(report),
      soon: (run) => this.#due.push(run),
      nowMs: () => this.#nowMs,
      newId: () => `${this.id}-${++this.#ids}`,
      loadTracking: async (size) => ({
        tracker: await (options.makeTracker?.(size) ?? stillTracker(size)),
        ...besideTracker,
      }),
      canStand: options.canStand ?? (() => true),
      loadStage: options.loadStage ?? (() => Promise.reject(new Error('Not wanted.'))),
      loadStraighten: options.loadStraighten ?? (() => Promise.reject(new Error('Not wanted.'))),
      loadCheck: options.loadCheck ?? (async () => checkInk),
      loadPick: options.loadPick ?? (async () => pick),
      loadAside: async () => aside,
      loadPoses: async (shared) => new SharedPoses(shared),
      pictures: {
        take: async (frame, size, into) => {
          paint((frame as unknown as FakePicture).number, size, into);
          return frame as ImageBitmap;
        },
        colors: (picture, size) => {
          const gray = new Uint8Array(size.width * size.height);
          paint((picture as unknown as FakePicture).number, size, gray);
          const rgba = new Uint8ClampedArray(gray.length * 4).fill(255);
          for (const [i, value] of gray.entries()) rgba.fill(value, 4 * i, 4 * i + 3);
          return rgba;
        },
        // The number of the frame stands for its picture.
        encode: (gray) => Promise.resolve(Buffer.from(gray.subarray(0, 12)).toString('base64')),
        decode:
          options.decode ??
          ((picture, size) => {
            const start = Buffer.from(picture, 'base64');
            const gray = new Uint8Array(size.width * size.height);
            for (let number = 0; number < 200; number++) {
              paint(number, size, gray);
              if (start.equals(gray.subarray(0, 12))) return Promise.resolve(gray);
            }
            return Promise.resolve(gray);
          }),
      },
    });
  }

  get state(): InkState | undefined {
    return this.reports.findLast((report) => report.is === 'state')?.state;
  }

  get kinds(): string[] {
    return this.state?.marks.map(({ kind }) => kind) ?? [];
  }

  /** The middle of the ink on the canvas, px; null where there is none. */
  get inkAt(): { readonly x: number; readonly y: number } | null {
    if (this.spots.length === 0) return null;
    const [xs, ys] = [this.spots.map(({ x }) => x), this.spots.map(({ y }) => y)];
    return {
      x: (Math.min(...xs) + Math.max(...xs)) / 2,
      y: (Math.min(...ys) + Math.max(...ys)) / 2,
    };
  }

  get isPainting(): boolean {
    return this.reports.findLast((report) => report.is === 'painting')?.on ?? false;
  }

  get sent(): InkItem[] {
    return this.reports.flatMap((report) => (report.is === 'send' ? [report.item] : []));
  }

  get problems(): string[] {
    return this.reports.flatMap((report) => (report.is === 'problem' ? [report.code] : []));
  }

  start(): void {
    this.engine.take({ is: 'start', canvas: this.#canvas() });
    this.engine.take({
      is: 'layout',
      box: { element: FRAME, fit: 'contain', pixelRatio: 1 },
    });
    this.meet();
  }

  /** Draws together with others. */
  meet(...others: readonly FakeHost[]): void {
    const drafters = [this, ...others].map(({ id, role }) => ({
      id,
      name: 'Anna',
      role,
      inControl: role === 'agent',
      mayDraw: true,
    }));
    this.engine.take({ is: 'drafters', drafters });
  }

  hold(tool: ToolName, straighten = false): void {
    this.engine.take({ is: 'hold', held: { tool, color: 'red', width: 3, straighten } });
  }

  /** Resolves once the frame is read; `stamp` is the name that its browser tells. */
  async frame(
    number: number,
    size: Size = FRAME,
    still = false,
    stamp: FrameStamp | null = null,
  ): Promise<void> {
    this.open += 1;
    let isOpen = true;
    const picture: FakePicture = {
      ...size,
      ...stamped(stamp),
      number,
      close: () => {
        if (isOpen) this.open -= 1;
        isOpen = false;
      },
    };
    this.#nowMs = Math.max(this.#nowMs, number * FRAME_MS || 0);
    this.engine.take({
      is: 'frame',
      picture: picture as unknown as ImageBitmap,
      timeMs: number * FRAME_MS,
      still,
      isStream: stamp !== null,
    });
    await new Promise((next) => setImmediate(next));
  }

  hand(is: 'down' | 'move' | 'up', { x, y }: { readonly x: number; readonly y: number }): void {
    this.#nowMs += 40;
    this.engine.take({
      is: 'hand',
      event: { is, pointer: 1, kind: 'mouse', x, y, pressure: 0.5 },
    });
  }

  async stroke(...points: readonly { readonly x: number; readonly y: number }[]): Promise<void> {
    for (const [i, point] of points.entries()) {
      if (i === 0) this.hand('down', point);
      this.hand('move', point);
      if (i === points.length - 1) this.hand('up', point);
    }
    await this.settled();
  }

  /** Lets everything happen that is due. */
  async settled(): Promise<void> {
    for (let i = 0; i < 8; i++) {
      await new Promise((next) => setImmediate(next));
      for (const run of this.#due.splice(0)) run();
    }
  }

  /** Waits for a cause. */
  async until(isSo: () => boolean): Promise<void> {
    for (let i = 0; i < 500 && !isSo(); i++) await this.settled();
    if (!isSo()) throw new Error(`It did not come: ${JSON.stringify(this.reports.slice(-3))}`);
  }

  #canvas(): OffscreenCanvas {
    const context: Record<string, unknown> = { canvas: { ...FRAME } };
    for (const method of [
      'setTransform',
      'clearRect',
      'save',
      'restore',
      'beginPath',
      'moveTo',
      'lineTo',
      'closePath',
      'arc',
      'fill',
      'stroke',
      'setLineDash',
      'fillText',
      'strokeText',
    ])
      context[method] = () => {};
    context['drawImage'] = (picture: FakePicture) => {
      this.painted = picture.number;
      this.spots = [];
      this.dot = null;
    };
    context['arc'] = (x: number, y: number) => {
      this.dot = { x, y };
    };
    for (const method of ['moveTo', 'lineTo'])
      context[method] = (x: number, y: number) => this.spots.push({ x, y });
    return { getContext: () => context } as unknown as OffscreenCanvas;
  }
}

/** What tells a frame's name, as Chromium has it. */
function stamped(stamp: FrameStamp | null): object {
  if (stamp === null) return {};
  return stamp.is === 'camera'
    ? { timestamp: stamp.atUs, metadata: () => ({}) }
    : { timestamp: 0, metadata: () => ({ rtpTimestamp: stamp.rtp }) };
}

/** Everything stays where it is. */
function stillTracker({ width, height }: Size): SurfaceTracker {
  const anchors = new Set<number>();
  let next = 1;
  return {
    width,
    height,
    memoryBytes: 0,
    addAnchor: () => {
      anchors.add(next);
      return next++;
    },
    update: () =>
      [...anchors].map((id) => ({ id, status: 'tracked', homography: IDENTITY, confidence: 1 })),
    removeAnchor: (id) => anchors.delete(id),
    close: () => {},
  };
}

/** A camera that pans over blobs of many sizes. */
export function paintNoise(number: number, size: Size, into: Uint8Array): void {
  paintNoiseFrom({ x: number * 1.5, y: number * 0.75 }, size, into);
}

/** The blobs as a camera sees them that has moved so far, px. */
export function paintNoiseFrom(
  { x: dx, y: dy }: { readonly x: number; readonly y: number },
  { width, height }: Size,
  into: Uint8Array,
): void {
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      into[y * width + x] =
        90 + 70 * noise((x + dx) / 24, (y + dy) / 24) + 60 * noise((x + dx) / 7, (y + dy) / 7);
}

/** A thing that moves by itself before a wall that stands still: two px a frame to the right, one down. */
export function paintThing(number: number, { width, height }: Size, into: Uint8Array): void {
  const { left, top } = thingAt(number);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [u, v] = [x - left, y - top];
      const isThing = u >= 0 && v >= 0 && u < THING.width && v < THING.height;
      into[y * width + x] = isThing
        ? 180 + 60 * noise(u / 9, v / 9)
        : 70 + 70 * noise(x / 11 + 500, y / 11);
    }
}

export const THING: Size = { width: 180, height: 130 };

export function thingAt(number: number): { readonly left: number; readonly top: number } {
  return { left: 200 + 2 * number, top: 160 + number };
}

/** Value noise between -0.5 and 0.5, smooth between whole numbers. */
function noise(x: number, y: number): number {
  const [x0, y0] = [Math.floor(x), Math.floor(y)];
  const [fx, fy] = [x - x0, y - y0];
  const at = (i: number, j: number) => {
    let h = Math.imul(i, 374_761_393) + Math.imul(j, 668_265_263);
    h = Math.imul(h ^ (h >>> 13), 1_274_126_177);
    return ((h ^ (h >>> 16)) >>> 0) / 4_294_967_296 - 0.5;
  };
  const mix = (a: number, b: number, t: number) => a + (b - a) * t * t * (3 - 2 * t);
  return mix(mix(at(x0, y0), at(x0 + 1, y0), fx), mix(at(x0, y0 + 1), at(x0 + 1, y0 + 1), fx), fy);
}
