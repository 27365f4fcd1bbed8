import type { Mark, MarkShape, Point } from '@fernblick/protocol';
import { centerOf } from '../drawing/mark.ts';
import { handlesOf, moved, resized, scaled } from '../drawing/reshape.ts';
import type { FingerEvent } from '../drawing/tools/pan-zoom.ts';
import { moveReticle, type ToolKey } from '../drawing/tools/reticle.ts';
import { invert, project } from '../homography.ts';
import type { HandWorld } from './hand-world.ts';

/** What a grip needs of its surroundings. */
export type GripWorld = Pick<
  HandWorld,
  'mapping' | 'poseOf' | 'frameOf' | 'hit' | 'selected' | 'intend' | 'changed'
>;

/** A handle is taken hold of within so much of it, CSS px; a finger means about that. */
const REACH = 14;
/** Less than this is a tap, CSS px. */
const SLOP = 5;
const GROWTH = 1.1;
const FINE_GROWTH = 1.02;

interface Held {
  readonly mark: Mark;
  /** Null where keys hold it. */
  readonly pointer: number | null;
  /** Null where the mark is held as a whole. */
  readonly handle: number | null;
  /** Where it was taken hold of, in coordinates of its keyframe. */
  readonly from: Point;
  /** The same, CSS px. */
  readonly press: Point;
  /** What the mark becomes; null until the hand has moved. */
  readonly shape: MarkShape | null;
}

/** The selected mark in a hand: one of its handles changes its size, anything else of it its place. */
export class MarkGrip {
  readonly #world: GripWorld;
  #held: Held | null = null;

  constructor(world: GripWorld) {
    this.#world = world;
  }

  get isHolding(): boolean {
    return this.#held !== null;
  }

  /** The mark as it would become. */
  get preview(): Mark | null {
    const held = this.#held;
    return held?.shape == null ? null : { ...held.mark, shape: held.shape };
  }

  /**
   * True where what a pointer does belongs to the mark that is held, or takes hold of one.
   * @param at the place in the picture, 0 to 1
   */
  take(event: FingerEvent, at: Point): boolean {
    const held = this.#held;
    if (held?.pointer === null) this.letGo();
    if (held?.pointer == null) return event.is === 'down' && this.#grasp(event, at);
    if (event.pointer !== held.pointer) return true;
    if (event.is === 'move') this.#drag(held, event, at);
    else if (event.is === 'up') this.#put(held);
    else if (event.is === 'cancel') this.drop();
    return true;
  }

  /** True where a key belongs to the selected mark: arrows move it as they lie in the picture, plus and minus change its size. */
  key(key: ToolKey, fine: boolean): boolean {
    if (this.#held !== null && this.#held.pointer !== null) return false;
    const mark = this.#held?.mark ?? this.#world.selected();
    if (mark === null) return false;
    const shape = this.#held?.shape ?? mark.shape;
    const next = this.#changedBy(key, fine, { ...mark, shape });
    if (next === null) return false;
    const nowhere = { x: 0, y: 0 };
    this.#held = { mark, pointer: null, handle: null, from: nowhere, press: nowhere, shape: next };
    this.#world.changed();
    return true;
  }

  /** Keys are let go: what they held stays where it is now. */
  letGo(): void {
    if (this.#held?.pointer === null) this.#put(this.#held);
  }

  drop(): void {
    this.#held = null;
    this.#world.changed();
  }

  #put({ mark, shape }: Held): void {
    this.#held = null;
    if (shape !== null) this.#world.intend({ is: 'change', mark: mark.id, to: { shape } });
    this.#world.changed();
  }

  /** Null where a key does not change a mark. */
  #changedBy(key: ToolKey, fine: boolean, mark: Mark): MarkShape | null {
    const { shape, anchor } = mark;
    const growth = fine ? FINE_GROWTH : GROWTH;
    if (key === '+' || key === '-')
      return handlesOf(shape).length === 0
        ? null
        : scaled(shape, key === '+' ? growth : 1 / growth);
    const [pose, frame] = [this.#world.poseOf(anchor), this.#world.frameOf(anchor)];
    if (pose === null || frame === null) return null;
    const from = centerOf(shape);
    const shown = project(pose.homography, from.x, from.y);
    const there = shown === null ? null : moveReticle(shown, key, fine, frame);
    const to = there === null ? null : this.#inKeyframe(mark, there);
    return to === null ? null : moved(shape, { x: to.x - from.x, y: to.y - from.y });
  }

  #grasp({ pointer, x, y }: FingerEvent, at: Point): boolean {
    const mark = this.#world.selected();
    const from = mark === null ? null : this.#inKeyframe(mark, at);
    if (mark === null || from === null) return false;
    const distances = handlesOf(mark.shape).map((handle) => {
      const there = this.#onPage(mark, handle);
      return there === null ? Infinity : Math.hypot(there.x - x, there.y - y);
    });
    const nearest = Math.min(...distances);
    const handle = nearest <= REACH ? distances.indexOf(nearest) : null;
    if (handle === null && this.#world.hit(x, y) !== mark.id) return false;
    this.#held = { mark, pointer, handle, from, press: { x, y }, shape: null };
    return true;
  }

  #drag(held: Held, { x, y }: FingerEvent, at: Point): void {
    const { mark, handle, from, press, shape } = held;
    if (shape === null && Math.hypot(x - press.x, y - press.y) <= SLOP) return;
    const to = this.#inKeyframe(mark, at);
    if (to === null) return;
    const next =
      handle === null
        ? moved(mark.shape, { x: to.x - from.x, y: to.y - from.y })
        : resized(mark.shape, handle, to);
    this.#held = { ...held, shape: next };
    this.#world.changed();
  }

  /** Null where it is not known where the mark is. */
  #inKeyframe({ anchor }: Mark, at: Point): Point | null {
    const pose = this.#world.poseOf(anchor);
    if (pose === null || pose.status === 'lost') return null;
    const back = invert(pose.homography);
    return back === null ? null : project(back, at.x, at.y);
  }

  #onPage({ anchor }: Mark, at: Point): Point | null {
    const pose = this.#world.poseOf(anchor);
    const place = pose === null ? null : project(pose.homography, at.x, at.y);
    return place === null ? null : (this.#world.mapping()?.locate(place) ?? null);
  }
}
