import type { MarkId } from '@fernblick/protocol';
import { Camera, Scene, Vector2, WebGLRenderer } from 'three';
import type { Size } from '../drawing/mark.ts';
import { DOUBT_ALPHA, OUTLINE } from '../drawing/brush.ts';
import type {
  PosedMark,
  Stage,
  StageListener,
  StandingView,
  ThickLine,
} from '../drawing/standing.ts';
import type { Homography } from '../homography.ts';
import { Actor, type Surroundings } from './actor.ts';
import { placeMark, type Placed } from './placing.ts';

/** The canvas grows in such steps, px: it is not made anew for every mark that comes nearer. */
const GROWTH = 128;
/** Room around what can be touched of a mark, for outlines and shadows: as a share of its size, and CSS px. */
const ROOM_SHARE = 0.25;
const ROOM = 12;
/** A browser that has taken its canvas away gives it back within this time, or not at all. */
const RETURN_MS = 6_000;
/** Nearer or farther than the marks by these factors, nothing is drawn. */
const NEAR = 0.05;
const FAR = 20;

interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

interface Standing {
  readonly posed: PosedMark;
  readonly placed: Placed;
}

/**
 * Draws with three.js, into a canvas of its own.
 * @throws where the browser has no WebGL
 */
export function createStage(listener: StageListener): Stage {
  const canvas = new OffscreenCanvas(GROWTH, GROWTH);
  const context = canvas.getContext('webgl2', { alpha: true, antialias: true });
  if (context === null) throw new Error('This browser has no WebGL.');
  return new ThreeStage(canvas, context, listener);
}

class ThreeStage implements Stage {
  readonly #canvas: OffscreenCanvas;
  readonly #listener: StageListener;
  readonly #renderer: WebGLRenderer;
  readonly #camera = new Camera();
  readonly #around: Surroundings;
  readonly #actors = new Map<MarkId, Actor>();
  #isLost = false;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(canvas: OffscreenCanvas, context: WebGL2RenderingContext, listener: StageListener) {
    this.#canvas = canvas;
    this.#listener = listener;
    this.#around = {
      scene: new Scene(),
      canvas: { value: new Vector2(1, 1) },
      dark: { value: OUTLINE },
      light: { value: 2 * OUTLINE },
    };
    canvas.addEventListener('webglcontextlost', this.#onLost);
    canvas.addEventListener('webglcontextrestored', this.#onReturned);
    this.#renderer = new WebGLRenderer({ canvas, context, alpha: true });
    this.#renderer.setClearColor(0, 0);
    this.#camera.matrixAutoUpdate = false;
  }

  paint(
    context: OffscreenCanvasRenderingContext2D,
    marks: readonly PosedMark[],
    view: StandingView,
  ): readonly PosedMark[] {
    if (this.#isLost) return marks;
    const flat: PosedMark[] = [];
    const standing: Standing[] = [];
    for (const posed of marks) {
      const placed = placeMark(posed, view);
      if (placed === null) flat.push(posed);
      else standing.push({ posed, placed });
    }
    this.#forgetOthers(standing);
    for (const isSure of [true, false]) {
      const cast = standing.filter(({ posed }) => (posed.pose.status === 'tracked') === isSure);
      const box = boxOf(cast, context.canvas, view.pixelRatio);
      if (box === null) continue;
      this.#draw(cast, box, view.pixelRatio);
      context.save();
      context.globalAlpha = isSure ? 1 : DOUBT_ALPHA;
      const { x, y, width, height } = box;
      context.drawImage(this.#canvas, 0, 0, width, height, x, y, width, height);
      context.restore();
    }
    return flat;
  }

  outlineOf(posed: PosedMark, view: StandingView): readonly ThickLine[] | null {
    return this.#isLost ? null : (placeMark(posed, view)?.outline ?? null);
  }

  close(): void {
    clearTimeout(this.#waiting);
    this.#canvas.removeEventListener('webglcontextlost', this.#onLost);
    this.#canvas.removeEventListener('webglcontextrestored', this.#onReturned);
    for (const actor of this.#actors.values()) actor.close();
    this.#actors.clear();
    this.#renderer.dispose();
  }

  readonly #onLost = (): void => {
    this.#isLost = true;
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(
      () => this.#listener.gone('The browser took its canvas back.'),
      RETURN_MS,
    );
    this.#listener.changed();
  };

  readonly #onReturned = (): void => {
    this.#isLost = false;
    clearTimeout(this.#waiting);
    this.#listener.changed();
  };

  #draw(cast: readonly Standing[], box: Box, pixelRatio: number): void {
    const { width, height } = this.#canvas;
    if (box.width > width || box.height > height)
      this.#renderer.setSize(grown(width, box.width), grown(height, box.height), false);
    // From below, as WebGL counts.
    this.#renderer.setViewport(0, this.#canvas.height - box.height, box.width, box.height);
    const { canvas, dark, light, scene } = this.#around;
    canvas.value.set(box.width, box.height);
    dark.value = OUTLINE * pixelRatio;
    light.value = 2 * OUTLINE * pixelRatio;
    for (const actor of this.#actors.values()) actor.hide();
    for (const [order, { posed, placed }] of cast.entries())
      this.#actorOf(posed).stand(placed, posed.pose.status === 'tracked', order);
    aim(this.#camera, cast, box);
    this.#renderer.render(scene, this.#camera);
  }

  #actorOf({ mark }: PosedMark): Actor {
    const known = this.#actors.get(mark.id);
    if (known?.is(mark) === true) return known;
    // Before the old one goes: what they have in common is not made anew.
    const actor = new Actor(mark, this.#around);
    known?.close();
    this.#actors.set(mark.id, actor);
    return actor;
  }

  #forgetOthers(standing: readonly Standing[]): void {
    const ids = new Set(standing.map(({ posed }) => posed.mark.id));
    for (const [id, actor] of this.#actors) {
      if (ids.has(id)) continue;
      actor.close();
      this.#actors.delete(id);
    }
  }
}

function grown(now: number, needed: number): number {
  return Math.max(now, Math.ceil(needed / GROWTH) * GROWTH);
}

/** The part of the canvas that marks take, in whole px; null where they take none. */
function boxOf(cast: readonly Standing[], canvas: Size, pixelRatio: number): Box | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { placed } of cast)
    for (const { from, to, width } of placed.outline) {
      const long = Math.hypot(to.x - from.x, to.y - from.y);
      const room = width / 2 + ROOM_SHARE * Math.max(long, width) + ROOM * pixelRatio;
      left = Math.min(left, from.x - room, to.x - room);
      top = Math.min(top, from.y - room, to.y - room);
      right = Math.max(right, from.x + room, to.x + room);
      bottom = Math.max(bottom, from.y + room, to.y + room);
    }
  const [x, y] = [Math.max(0, Math.floor(left)), Math.max(0, Math.floor(top))];
  const width = Math.min(canvas.width, Math.ceil(right)) - x;
  const height = Math.min(canvas.height, Math.ceil(bottom)) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

/** Lets the camera see that part of the canvas, and as deep as the marks stand. */
function aim(camera: Camera, cast: readonly Standing[], { x, y, width, height }: Box): void {
  const depths = cast.flatMap(({ placed }) =>
    Object.values(placed.parts).map(({ origin }) => origin[2]),
  );
  const [near, far] = [NEAR * Math.min(...depths), FAR * Math.max(...depths)];
  // All look through the same lens.
  const lens: Homography = cast[0]?.placed.lens ?? [1, 0, 0, 0, 1, 0, 0, 0, 1];
  const [a, b, c, d, e, f, ...w] = lens;
  const across = [a, b, c].map((cell, i) => (2 * (cell - x * (w[i] ?? 0))) / width - (w[i] ?? 0));
  const upwards = [d, e, f].map((cell, i) => (w[i] ?? 0) - (2 * (cell - y * (w[i] ?? 0))) / height);
  camera.projectionMatrix.set(
    ...([...across, 0] as const),
    ...([...upwards, 0] as const),
    ...([0, 0, (far + near) / (far - near), (-2 * far * near) / (far - near)] as const),
    ...([...w, 0] as const),
  );
}
