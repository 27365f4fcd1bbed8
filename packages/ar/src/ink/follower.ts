import type { AnchorId, InkLive, Keyframe, ParticipantId, Point } from '@fernblick/protocol';
import { boxAround, type Size } from '../drawing/mark.ts';
import { compose, IDENTITY, invert, project, scaleAt, type Homography } from '../homography.ts';
import type { ColorPicture } from '../objects/grow-region.ts';
import { Anchors, posesOf, type PictureAnchorPose } from './anchors.ts';
import { FrameMemory } from './frame-memory.ts';
import { stampOf } from './frame-stamp.ts';
import type { Tracking } from './load-tracking.ts';
import type { InkCommands, InkProblemCode, InkState } from './messages.ts';
import { sizeOf, type Pictures } from './pictures.ts';
import type { SharedPoses, SharedPosesOptions } from './poses/shared-poses.ts';
import { isInRegion, regionAround } from './regions.ts';

/** What is to be seen at this moment. */
export interface ShownPicture {
  readonly picture: ImageBitmap;
  readonly size: Size;
  readonly gray: Uint8Array;
  /** Of the gray picture. */
  readonly working: Size;
  /** Its number in the memory of frames. */
  readonly number: number | null;
}

export interface FollowerOptions extends SharedPosesOptions {
  readonly pictures: Pictures;
  /** True where there is nobody to share anything with. */
  readonly isAlone: () => boolean;
  readonly loadPoses: (options: SharedPosesOptions) => Promise<SharedPoses>;
  readonly loadTracking: (size: Size) => Promise<Tracking>;
  readonly problem: (code: InkProblemCode, detail: string, cause?: unknown) => void;
  readonly changed: () => void;
}

/** A keyframe of our own, before its picture is made small enough to travel. */
export interface OwnKeyframe {
  readonly keyframe: Omit<Keyframe, 'picture'>;
  readonly gray: Uint8Array;
  readonly size: Size;
  /** In colour, until an object was picked out of it. */
  readonly colors: ColorPicture | null;
}

/** The tracker works at about VGA, whatever the picture's size: px. */
const WORKING_PIXELS = 640 * 480;
const MOST_SIDE = 8_192;
/** Pictures whose shapes differ by more than this are not the same picture in another size. */
const SAME_SHAPE = 0.02;
/** An anchor that is this sure, and seen from not too different a distance, carries the next mark too. */
const SURE_ENOUGH = 0.5;
const NEAR_ENOUGH = 2;
/** Nearly all of a picture: its very edge is the first to go. */
const WHOLE = boxAround([
  { x: 0.05, y: 0.05 },
  { x: 0.95, y: 0.95 },
]);

/** Knows the picture: which frame is shown, and where each keyframe lies in it. */
export class Follower {
  readonly #options: FollowerOptions;
  #size: Size = { width: 0, height: 0 };
  #memory: FrameMemory | null = null;
  #anchors: Anchors | null = null;
  /** Frames of our own that anchors were set on. */
  readonly #own = new Map<AnchorId, OwnKeyframe>();
  #live: ShownPicture | null = null;
  #frozen: {
    readonly shown: ShownPicture;
    readonly poses: Map<AnchorId, PictureAnchorPose>;
    /** Holds on to the whole of it: what goes on beneath has moved as this has. */
    readonly anchor: AnchorId;
  } | null = null;
  #isStill = false;
  #tracking: InkState['tracking'] = 'waiting';
  #isToFreeze = false;
  #shared: SharedPoses | null = null;
  #isSharedAsked = false;
  /** The age that a tracker is being made for. */
  #preparing = -1;
  /** Counts the sizes: what was begun for another one is not used. */
  #age = 0;

  constructor(options: FollowerOptions) {
    this.#options = options;
  }

  get shown(): ShownPicture | null {
    return this.#frozen?.shown ?? this.#live;
  }

  get isFrozen(): boolean {
    return this.#frozen !== null;
  }

  get tracking(): InkState['tracking'] {
    return this.#isStill ? 'on' : this.#tracking;
  }

  /** True while marks are drawn where the camera's side has found them. */
  get isTold(): boolean {
    return this.#shared?.isTold ?? false;
  }

  poseOf(anchor: AnchorId): PictureAnchorPose | null {
    const known = this.#frozen?.poses.get(anchor);
    if (known !== undefined) return known;
    const live = this.#livePoseOf(anchor);
    if (this.#frozen === null) return live;
    // What somebody else has drawn meanwhile belongs on the frozen picture too, once it is known where.
    const back = this.#back();
    if (back === null || live?.status !== 'tracked') return null;
    const pose = { ...live, homography: compose(back, live.homography) };
    this.#frozen.poses.set(anchor, pose);
    return pose;
  }

  /** From the picture that is shown to the one that the others see, which goes on beneath a frozen one; null where that is not known. */
  toLive({ x, y }: Point): Point | null {
    const motion = this.#motion();
    return motion === null ? null : project(motion, x, y);
  }

  /** The way back. */
  toShown({ x, y }: Point): Point | null {
    const back = this.#back();
    return back === null ? null : project(back, x, y);
  }

  /** Takes what the camera's side has found. */
  hear(from: ParticipantId, live: InkLive & { readonly is: 'poses' }): void {
    if (this.#shared === null) this.#loadPoses();
    else if (this.#shared.take(from, live) && this.#anchors !== null)
      this.#shared.update(this.#anchors);
  }

  frameOf(anchor: AnchorId): Size | null {
    return this.#anchors?.sizeOf(anchor) ?? this.#own.get(anchor)?.keyframe ?? null;
  }

  regionOf(anchor: AnchorId): readonly Point[] {
    return this.#anchors?.regionOf(anchor) ?? [];
  }

  setRegion(anchor: AnchorId, region: readonly Point[]): void {
    this.#anchors?.setRegion(anchor, region);
  }

  remove(anchor: AnchorId): void {
    this.#anchors?.remove(anchor);
    this.#own.delete(anchor);
  }

  ownKeyframe(anchor: AnchorId): OwnKeyframe | null {
    return this.#own.get(anchor) ?? null;
  }

  /** Takes the next frame and shows it. */
  async frame({ picture: frame, timeMs, still, isStream }: InkCommands['frame']): Promise<void> {
    const size = sizeOf(frame);
    const sides = [size.width, size.height];
    if (!Number.isFinite(timeMs) || !sides.every((side) => side >= 1 && side <= MOST_SIDE)) {
      frame.close();
      this.#options.problem('wrong-frame', `A frame of ${size.width} × ${size.height} px.`);
      return;
    }
    if (this.#isOther(size) || still !== this.#isStill) this.#begin(size, still);
    const [memory, working] = [this.#memory, this.#size];
    if (memory === null) return;
    const gray = memory.room();
    const stamp = stampOf(frame, isStream);
    const picture = await this.#options.pictures.take(frame, working, gray);
    if (working !== this.#size) {
      // Meanwhile there is another picture, or none.
      picture.close();
      return;
    }
    const { number, thumb } = memory.add(gray, timeMs);
    if (this.#live?.picture !== this.#frozen?.shown.picture) this.#live?.picture.close();
    this.#live = { picture, size, gray, working, number };
    this.#anchors?.update();
    if (stamp !== null && this.#anchors !== null && this.#tracking === 'on')
      this.#shared?.show({ stamp, thumb, timeMs }, this.#anchors);
    else this.#shared?.hide();
    if (stamp?.is === 'camera' && !this.#options.isAlone()) this.#loadPoses();
    if (this.#isToFreeze) this.freeze();
    void this.#prepare();
  }

  /** Looks for what is new in the frame that is there. */
  settle(): void {
    if (this.#anchors?.settle() === true) this.#shared?.update(this.#anchors);
  }

  forgetPicture(): void {
    // The next one is to stand still as this one did.
    const isToFreeze = this.isFrozen || this.#isToFreeze;
    this.release();
    this.#isToFreeze = isToFreeze;
    this.#shared?.hide();
    this.#live?.picture.close();
    this.#live = null;
    this.#size = { width: 0, height: 0 };
  }

  /** Stops the picture; where there is none yet, its first frame. */
  freeze(): void {
    if (this.#frozen !== null) return;
    this.#isToFreeze = this.#live === null || this.#anchors === null;
    if (this.#live === null || this.#anchors === null) return;
    const shown = { ...this.#live, gray: this.#live.gray.slice() };
    // For a picture that stays while the camera goes on.
    const poses = posesOf(this.#anchors.ids, (id) => this.poseOf(id));
    const anchor = this.#options.newId();
    const { size, gray, number } = shown;
    const whole = { id: anchor, author: '', ...size, region: [...WHOLE] };
    this.#anchors.addOwn(whole, { gray, number, isShown: true });
    this.#frozen = { shown, poses, anchor };
  }

  release(): void {
    this.#isToFreeze = false;
    if (this.#frozen === null) return;
    this.#anchors?.remove(this.#frozen.anchor);
    if (this.#frozen.shown.picture !== this.#live?.picture) this.#frozen.shown.picture.close();
    this.#frozen = null;
  }

  /**
   * The anchor that a mark begun at this place sits on: one that is there, else a new one on what is shown; always a
   * new one for an object that is to be picked, because it holds on to that alone.
   */
  anchorAt(
    place: Point,
    author: ParticipantId,
    isForObject: boolean,
  ): { readonly id: AnchorId; readonly isNew: boolean } | null {
    const shown = this.shown;
    const anchors = this.#anchors;
    if (shown === null || anchors === null) return null;
    const there = isForObject ? null : this.#presentAt(place, anchors);
    if (there !== null) return { id: there, isNew: false };
    const id = this.#options.newId();
    const { width, height } = shown.size;
    const region = [...regionAround(place, shown.size)];
    const keyframe = { id, author, width, height, region };
    const { working, gray, number } = shown;
    const rgba = isForObject ? this.#options.pictures.colors(shown.picture, working) : null;
    const colors = rgba === null ? null : { ...working, rgba };
    this.#own.set(id, { keyframe, gray: gray.slice(), size: working, colors });
    // A frozen picture may have another shape than the one that comes; then it is found in that as if it came from elsewhere.
    if (working === this.#size) anchors.addOwn(keyframe, { gray, number, isShown: !this.isFrozen });
    this.#frozen?.poses.set(id, { homography: IDENTITY, status: 'tracked', confidence: 1 });
    return { id, isNew: true };
  }

  /** Lets an anchor hold on to one part of its keyframe; false where that is too little to be found in it. */
  holdOnly(anchor: AnchorId, part: readonly Point[]): boolean {
    const own = this.#own.get(anchor);
    if (own !== undefined)
      this.#own.set(anchor, {
        ...own,
        keyframe: { ...own.keyframe, region: [...part] },
        colors: null,
      });
    this.#anchors?.setRegion(anchor, part);
    this.#anchors?.settle();
    return this.regionOf(anchor) === part;
  }

  /** A hand lies over the picture: nothing is looked for there, until it is told anew or a moment has passed. */
  cover(hull: readonly Point[]): void {
    this.#anchors?.cover(hull);
  }

  /** Follows these anchors and no others; true where one of them is new. */
  watch(wanted: ReadonlySet<AnchorId>, keyframeOf: (id: AnchorId) => Keyframe | null): boolean {
    const anchors = this.#anchors;
    let isNew = false;
    if (anchors === null) return isNew;
    for (const id of anchors.ids)
      if (!wanted.has(id) && id !== this.#frozen?.anchor) anchors.remove(id);
    for (const id of wanted) {
      if (anchors.has(id)) continue;
      const own = this.#own.get(id);
      const keyframe = keyframeOf(id);
      if (own !== undefined && own.size === this.#size)
        anchors.addOwn(own.keyframe, { gray: own.gray, number: null, isShown: false });
      else if (keyframe !== null) {
        anchors.addFrom(keyframe);
        void this.#read(keyframe, anchors);
      } else continue;
      isNew = true;
    }
    return isNew;
  }

  close(): void {
    this.forgetPicture();
    this.#age++;
    this.#anchors?.close();
    this.#anchors = null;
  }

  #livePoseOf(anchor: AnchorId): PictureAnchorPose | null {
    return this.#shared?.poseOf(anchor) ?? this.#anchors?.poseOf(anchor) ?? null;
  }

  /** How a frozen picture has moved on; null where that is not known. */
  #motion(): Homography | null {
    if (this.#frozen === null) return IDENTITY;
    const pose = this.#livePoseOf(this.#frozen.anchor);
    return pose === null || pose.status === 'lost' ? null : pose.homography;
  }

  #back(): Homography | null {
    const motion = this.#motion();
    return motion === null ? null : invert(motion);
  }

  /** Loads the tracker, once there is a picture that moves: frames come only where somebody draws or is about to. */
  async #prepare(): Promise<void> {
    const [anchors, age] = [this.#anchors, this.#age];
    if (anchors === null || this.#isStill || this.#tracking !== 'waiting') return;
    if (this.#preparing === age) return;
    this.#preparing = age;
    try {
      const tracking = await this.#options.loadTracking(this.#size);
      if (age !== this.#age) {
        tracking.tracker.close();
        return;
      }
      this.#tracking = 'on';
      anchors.follow({ is: 'tracker', ...tracking });
      anchors.update();
    } catch (cause) {
      if (age !== this.#age) return;
      this.#tracking = 'off';
      anchors.follow({ is: 'off' });
      this.#options.problem('tracking-unavailable', 'Marks stay where they are drawn.', cause);
    }
    this.#options.changed();
  }

  /** Loads what poses are shared by, once there is somebody to share them with. */
  #loadPoses(): void {
    if (this.#isSharedAsked) return;
    this.#isSharedAsked = true;
    this.#options.loadPoses(this.#options).then(
      (loaded) => void (this.#shared = loaded),
      (cause: unknown) => this.#options.problem('engine-failed', 'Poses cannot be shared.', cause),
    );
  }

  #isOther({ width, height }: Size): boolean {
    if (this.#size.width === 0) return true;
    const [shape, own] = [width / height, this.#size.width / this.#size.height];
    return Math.abs(Math.log(shape / own)) > SAME_SHAPE;
  }

  /** Another picture: everything is to be found in it anew. */
  #begin(size: Size, still: boolean): void {
    const scale = Math.sqrt(WORKING_PIXELS / (size.width * size.height));
    this.#size = {
      width: Math.max(64, Math.round(size.width * scale)),
      height: Math.max(48, Math.round(size.height * scale)),
    };
    this.#age++;
    this.#anchors?.close();
    this.#isStill = still;
    this.#tracking = 'waiting';
    const memory = new FrameMemory(this.#size);
    this.#memory = memory;
    this.#anchors = new Anchors({
      size: this.#size,
      memory,
      problem: (detail, cause) => this.#options.problem('unusable-keyframe', detail, cause),
    });
    if (still) this.#anchors.follow({ is: 'still' });
  }

  async #read(keyframe: Keyframe, anchors: Anchors): Promise<void> {
    try {
      anchors.setPicture(
        keyframe.id,
        await this.#options.pictures.decode(keyframe.picture, this.#size),
      );
    } catch (cause) {
      this.#options.problem('unusable-keyframe', `The keyframe ${keyframe.id}.`, cause);
    }
    this.#options.changed();
  }

  #presentAt(place: Point, anchors: Anchors): AnchorId | null {
    let best: AnchorId | null = null;
    let most = SURE_ENOUGH;
    for (const id of anchors.ids) {
      const pose = this.poseOf(id);
      const size = anchors.sizeOf(id);
      if (pose === null || size === null || pose.status === 'lost') continue;
      if (id === this.#frozen?.anchor) continue;
      if (this.#isStill || this.#tracking === 'off') return id;
      const back = invert(pose.homography);
      const at = back === null ? null : project(back, place.x, place.y);
      if (at === null || pose.status !== 'tracked' || pose.confidence < most) continue;
      const scale = scaleAt(pose.homography, at.x, at.y);
      if (scale > NEAR_ENOUGH || scale < 1 / NEAR_ENOUGH) continue;
      if (!isInRegion(at, anchors.regionOf(id))) continue;
      [best, most] = [id, pose.confidence];
    }
    return best;
  }
}
