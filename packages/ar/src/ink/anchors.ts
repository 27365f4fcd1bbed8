import type { AnchorId, Keyframe, Point } from '@fernblick/protocol';
import { boxAround, type Size } from '../drawing/mark.ts';
import type { PoseStatus } from '../drawing/trace.ts';
import { compose, IDENTITY, type Homography, type Quad } from '../homography.ts';
import type { PoseFilter } from '../pose-filter.ts';
import type { AnchorPose } from '../tracking/surface-tracker.ts';
import type { TrackingError } from '../tracking/tracking-error.ts';
import type { FrameMemory } from './frame-memory.ts';
import type { Tracking } from './load-tracking.ts';
import { pictureMotion } from './picture-motion.ts';
import { isBox } from './regions.ts';

/** Where an anchor is in the picture, both from 0 to 1 of their width and height. */
export interface PictureAnchorPose {
  /**
   * From the keyframe to the picture; of a lost anchor the last one known, taken along with what the camera has done
   * since where another anchor tells.
   */
  readonly homography: Homography;
  readonly status: PoseStatus;
  readonly confidence: number;
  /** For how long it has been lost, in frame time; for ever where it was never found. */
  readonly lostMs?: number;
}

/** What the anchors need of their surroundings. */
export interface AnchorsOptions {
  readonly size: Size;
  readonly memory: FrameMemory;
  readonly problem: (detail: string, cause: unknown) => void;
}

interface Anchor {
  readonly id: AnchorId;
  readonly size: Size;
  /** The keyframe in the tracker's size; null until its picture is read. */
  gray: Uint8Array | null;
  /** The number of its frame, where it is one that was seen here. */
  frame: number | null;
  region: readonly Point[];
  /** Its number in the tracker. */
  tracked: number | null;
  /** What takes its place as soon as it is found: the same keyframe with another region. */
  successor: { readonly region: readonly Point[]; readonly tracked: number } | null;
  pose: PictureAnchorPose | null;
  filter: PoseFilter | null;
  /** When it was added, in frame time. */
  since: number;
  /** Since when the tracker has it, or since when it waits for a place there; in frame time. */
  placedAt: number;
  /** The tracker is full: it has no place there yet, or not any more. */
  isWaiting: boolean;
  /** When it was lost, in frame time; null while it is not. */
  lostSince: number | null;
}

/** An anchor that was never found is said to be lost after this time. */
const GRACE_MS = 1_200;
/** What is looked for in vain for so long leaves its place to one that has none. */
const TURN_MS = 3_000;
/** A hand is somewhere else after this time. */
const COVERED_MS = 400;
const STILL: PictureAnchorPose = { homography: IDENTITY, status: 'tracked', confidence: 1 };
const UNTRACKED: PictureAnchorPose = { homography: IDENTITY, status: 'unsure', confidence: 0 };

/** How marks are followed: by a tracker, not at all, or without need because the picture stands still. */
export type Following =
  | { readonly is: 'waiting' }
  | ({ readonly is: 'tracker' } & Tracking)
  | { readonly is: 'off' }
  | { readonly is: 'still' };

/** Knows where each anchor is in the frame that is shown. */
export class Anchors {
  readonly #size: Size;
  readonly #memory: FrameMemory;
  readonly #problem: AnchorsOptions['problem'];
  readonly #anchors = new Map<AnchorId, Anchor>();
  #cover: { readonly mask: Uint8Array; readonly sinceMs: number } | null = null;
  #following: Following = { is: 'waiting' };
  /** True while an anchor waits to be looked for in the frame that is shown already. */
  #isBehind = false;
  /** False while the tracker has as many as it can. */
  #hasRoom = true;
  #hasTold = false;

  constructor({ size, memory, problem }: AnchorsOptions) {
    this.#size = size;
    this.#memory = memory;
    this.#problem = problem;
  }

  /** The outline of what is not the scene, such as a hand, from now on for a moment; of less than three places is nothing. */
  cover(outline: readonly Point[]): void {
    this.#cover = null;
    if (this.#following.is !== 'tracker' || outline.length < 3) return;
    const mask = this.#following.maskOf(outline, this.#size).pixels;
    this.#cover = { mask, sinceMs: this.#memory.latest?.timeMs ?? 0 };
  }

  get ids(): readonly AnchorId[] {
    return [...this.#anchors.keys()];
  }

  has(id: AnchorId): boolean {
    return this.#anchors.has(id);
  }

  sizeOf(id: AnchorId): Size | null {
    return this.#anchors.get(id)?.size ?? null;
  }

  regionOf(id: AnchorId): readonly Point[] {
    return this.#anchors.get(id)?.region ?? [];
  }

  /** Null while nothing is known about the anchor. */
  poseOf(id: AnchorId): PictureAnchorPose | null {
    const anchor = this.#anchors.get(id);
    if (anchor === undefined) return null;
    switch (this.#following.is) {
      case 'still':
        return STILL;
      case 'off':
        return UNTRACKED;
      default:
        return anchor.pose;
    }
  }

  follow(following: Following): void {
    this.#following = following;
    this.#hasRoom = true;
    for (const anchor of this.#anchors.values()) {
      anchor.tracked = null;
      anchor.successor = null;
      this.#start(anchor);
    }
  }

  /** An anchor on a frame of our own; it holds from this moment on. */
  addOwn(
    keyframe: Omit<Keyframe, 'picture'>,
    frame: { readonly gray: Uint8Array; readonly number: number | null; readonly isShown: boolean },
  ): void {
    this.#add(keyframe, frame.gray.slice(), frame.number, frame.isShown ? STILL : null);
  }

  /** An anchor whose picture comes from elsewhere, and is given once it is read. */
  addFrom(keyframe: Keyframe): void {
    this.#add(keyframe, null, null, null);
  }

  setPicture(id: AnchorId, gray: Uint8Array): void {
    const anchor = this.#anchors.get(id);
    if (anchor === undefined || anchor.gray !== null) return;
    anchor.gray = gray;
    this.#start(anchor);
  }

  /** Sets what part of the keyframe an anchor holds on to; the old part serves until the new one is found. */
  setRegion(id: AnchorId, region: readonly Point[]): void {
    const anchor = this.#anchors.get(id);
    if (anchor === undefined) return;
    if (anchor.tracked === null || anchor.gray === null) {
      anchor.region = region;
      return;
    }
    if (anchor.successor !== null) this.#drop(anchor.successor.tracked);
    const tracked = this.#track(anchor, region);
    anchor.successor = tracked === null ? null : { region, tracked };
    this.#isBehind = true;
  }

  remove(id: AnchorId): void {
    const anchor = this.#anchors.get(id);
    this.#anchors.delete(id);
    if (anchor !== undefined) this.#leave(anchor);
  }

  /** Finds anchors that are new in the frame that is shown already, so that none has to come; says whether it looked. */
  settle(): boolean {
    if (!this.#isBehind) return false;
    this.update();
    return true;
  }

  /** Takes all anchors to the newest frame of the memory. */
  update(): void {
    this.#isBehind = false;
    const { latest } = this.#memory;
    const following = this.#following;
    if (following.is !== 'tracker' || latest === null) return;
    this.#givePlace(latest.timeMs);
    const found = new Map(
      following.tracker
        .update(latest.gray, this.#ignored(latest.timeMs))
        .map((pose) => [pose.id, pose]),
    );
    const before = posesOf(this.ids, (id) => this.poseOf(id));
    for (const anchor of this.#anchors.values())
      this.#place(anchor, found, latest.timeMs, following);
    this.#takeAlong(before);
  }

  close(): void {
    if (this.#following.is === 'tracker') this.#following.tracker.close();
    this.#following = { is: 'off' };
    this.#anchors.clear();
  }

  #add(
    { id, width, height, region }: Omit<Keyframe, 'picture'>,
    gray: Uint8Array | null,
    frame: number | null,
    pose: PictureAnchorPose | null,
  ): void {
    if (this.#anchors.has(id)) return;
    const since = this.#memory.latest?.timeMs ?? 0;
    const anchor: Anchor = {
      id,
      size: { width, height },
      gray,
      frame,
      region,
      pose,
      tracked: null,
      successor: null,
      filter: null,
      since,
      placedAt: since,
      isWaiting: false,
      lostSince: null,
    };
    this.#anchors.set(id, anchor);
    this.#start(anchor);
  }

  #start(anchor: Anchor): void {
    if (anchor.gray === null || anchor.tracked !== null) return;
    this.#takeOriginal(anchor, anchor.gray);
    anchor.tracked = this.#track(anchor, anchor.region);
    anchor.isWaiting = anchor.tracked === null && !this.#hasRoom;
    anchor.placedAt = this.#memory.latest?.timeMs ?? 0;
    anchor.filter = null;
    // What was just set on the frame that is shown needs no looking for.
    if (anchor.pose === null || anchor.frame !== this.#memory.latest?.number) this.#isBehind = true;
  }

  /** Of a picture from elsewhere, the frame as it was taken here. */
  #takeOriginal(anchor: Anchor, gray: Uint8Array): void {
    if (this.#following.is !== 'tracker' || anchor.frame !== null) return;
    const frames = this.#memory.around(gray);
    const original = this.#following.originalOf(gray, this.#size, frames);
    if (original === null) return;
    anchor.gray = original.gray.slice();
    anchor.frame = original.number;
  }

  /** Gives one that has no place a free one, or that of what has been looked for in vain for longest. */
  #givePlace(timeMs: number): void {
    const anchors = [...this.#anchors.values()];
    // What was not looked for yet comes first.
    const next = longest(
      anchors.filter(({ isWaiting }) => isWaiting),
      ({ lostSince, placedAt }) => (lostSince === null ? -Infinity : placedAt),
    );
    if (next === undefined) return;
    if (!this.#hasRoom) {
      const soughtSince = ({ lostSince, placedAt }: Anchor) => Math.max(lostSince ?? 0, placedAt);
      const idle = longest(
        anchors.filter(({ tracked, lostSince }) => tracked !== null && lostSince !== null),
        soughtSince,
      );
      const isTurn = next.lostSince === null || timeMs - soughtSince(idle ?? next) > TURN_MS;
      if (idle === undefined && !this.#hasTold) {
        this.#hasTold = true;
        this.#problem('As many are followed as can be.', null);
      }
      if (idle === undefined || !isTurn) return;
      this.#leave(idle);
      idle.isWaiting = true;
      idle.placedAt = timeMs;
    }
    this.#start(next);
  }

  #leave(anchor: Anchor): void {
    this.#drop(anchor.tracked);
    this.#drop(anchor.successor?.tracked ?? null);
    anchor.tracked = null;
    anchor.successor = null;
  }

  #track(anchor: Anchor, region: readonly Point[]): number | null {
    if (this.#following.is !== 'tracker' || anchor.gray === null) return null;
    const { width, height } = this.#size;
    const own = anchor.frame === null ? null : this.#memory.since(anchor.frame);
    try {
      return this.#following.tracker.addAnchor(
        anchor.gray,
        region.map(({ x, y }) => ({ x: x * width - 0.5, y: y * height - 0.5 })),
        {
          since: own ?? this.#memory.sinceLike(anchor.gray),
          // Of an object only what lies within its outline, and not within the hull of it.
          ...(isBox(region) ? {} : { mask: this.#following.maskOf(region, this.#size).pixels }),
        },
      );
    } catch (cause) {
      if ((cause as TrackingError).code === 'too-many-anchors') this.#hasRoom = false;
      else this.#problem(`The anchor ${anchor.id} cannot be followed.`, cause);
      return null;
    }
  }

  #ignored(timeMs: number): { readonly ignore?: Uint8Array } {
    if (this.#cover === null || timeMs - this.#cover.sinceMs > COVERED_MS) return {};
    return { ignore: this.#cover.mask };
  }

  #drop(tracked: number | null): void {
    if (tracked === null || this.#following.is !== 'tracker') return;
    this.#following.tracker.removeAnchor(tracked);
    this.#hasRoom = true;
  }

  #place(
    anchor: Anchor,
    found: ReadonlyMap<number, AnchorPose>,
    timeMs: number,
    { createPoseFilter }: Tracking,
  ): void {
    const next = anchor.successor === null ? undefined : found.get(anchor.successor.tracked);
    if (anchor.successor !== null && next?.status === 'tracked') {
      this.#drop(anchor.tracked);
      anchor.tracked = anchor.successor.tracked;
      anchor.region = anchor.successor.region;
      anchor.successor = null;
      anchor.filter = null;
    }
    const pose = anchor.tracked === null ? undefined : found.get(anchor.tracked);
    // More anchors than can be followed: it is not known where this one is.
    if (pose === undefined || pose.status === 'lost') {
      if (anchor.gray === null) return;
      anchor.filter = null;
      if (anchor.pose === null && timeMs - anchor.since > GRACE_MS) {
        anchor.pose = STILL;
        anchor.lostSince = -Infinity;
      }
      lose(anchor, timeMs);
      return;
    }
    anchor.lostSince = null;
    anchor.filter ??= createPoseFilter(this.#quadOf(anchor.region));
    const calm = anchor.filter.next(pose.homography, timeMs);
    anchor.pose = {
      homography: this.#toPicture(calm),
      status: pose.status,
      confidence: pose.confidence,
    };
  }

  /** What is lost goes where the surest of what was seen before and now says that the camera has taken it. */
  #takeAlong(before: ReadonlyMap<AnchorId, PictureAnchorPose>): void {
    const lost = [...this.#anchors.values()].filter(({ lostSince }) => lostSince !== null);
    if (lost.length === 0) return;
    let motion: Homography | null = null;
    let most = 0;
    for (const { id, pose, region } of this.#anchors.values()) {
      const then = before.get(id);
      if (pose?.status !== 'tracked' || then?.status !== 'tracked' || pose.confidence <= most)
        continue;
      most = pose.confidence;
      motion = pictureMotion(then.homography, pose.homography, middleOf(region));
    }
    if (motion === null) return;
    for (const anchor of lost)
      if (anchor.pose !== null)
        anchor.pose = { ...anchor.pose, homography: compose(motion, anchor.pose.homography) };
  }

  /** From between px whose middles are whole numbers to between 0 and 1. */
  #toPicture(homography: Homography): Homography {
    const { width, height } = this.#size;
    const toPx: Homography = [width, 0, -0.5, 0, height, -0.5, 0, 0, 1];
    const fromPx: Homography = [1 / width, 0, 0.5 / width, 0, 1 / height, 0.5 / height, 0, 0, 1];
    return compose(fromPx, compose(homography, toPx));
  }

  #quadOf(region: readonly Point[]): Quad {
    const { width, height } = this.#size;
    return boxAround(region.map(({ x, y }) => ({ x: x * width, y: y * height })));
  }
}

/** All that are known at this moment. */
export function posesOf(
  ids: readonly AnchorId[],
  poseOf: (id: AnchorId) => PictureAnchorPose | null,
): Map<AnchorId, PictureAnchorPose> {
  return new Map(
    ids.flatMap((id) => {
      const pose = poseOf(id);
      return pose === null ? [] : [[id, pose] as const];
    }),
  );
}

/** The one that has something for longest; undefined where there is none. */
function longest(anchors: readonly Anchor[], since: (anchor: Anchor) => number) {
  return [...anchors].sort((a, b) => since(a) - since(b))[0];
}

/** Nothing is known but where it was last. */
function lose(anchor: Anchor, timeMs: number): void {
  if (anchor.pose === null) return;
  anchor.lostSince ??= timeMs;
  const lostMs = timeMs - anchor.lostSince;
  anchor.pose = { ...anchor.pose, status: 'lost', confidence: 0, lostMs };
}

function middleOf(region: readonly Point[]): Point {
  const sum = (part: 'x' | 'y') => region.reduce((total, point) => total + point[part], 0);
  return { x: sum('x') / region.length, y: sum('y') / region.length };
}
