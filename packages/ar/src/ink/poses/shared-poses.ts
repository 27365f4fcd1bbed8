import type { AnchorId, InkLive, ParticipantId, Point } from '@fernblick/protocol';
import { boxAround } from '../../drawing/mark.ts';
import type { Quad } from '../../homography.ts';
import type { PictureAnchorPose } from '../anchors.ts';
import type { FrameStamp } from '../frame-stamp.ts';
import { CameraClock } from './camera-clock.ts';
import { PoseBlend } from './pose-blend.ts';
import { PoseBook } from './pose-book.ts';
import { PoseTeller } from './pose-teller.ts';
import { readSignature, signatureOf } from './signature.ts';

/** What is found in the frames here. */
export interface FoundPoses {
  readonly ids: readonly AnchorId[];
  poseOf(anchor: AnchorId): PictureAnchorPose | null;
  regionOf(anchor: AnchorId): readonly Point[];
}

/** A frame that is shown. */
export interface StampedFrame {
  readonly stamp: FrameStamp;
  /** What it looks like in the small. */
  readonly thumb: Float32Array;
  readonly timeMs: number;
}

export interface SharedPosesOptions {
  readonly newId: () => string;
  readonly stream: (live: InkLive) => void;
}

interface Camera {
  readonly name: string;
  readonly clock: CameraClock;
  readonly book: PoseBook;
}

/** A call has few cameras. */
const MOST_CAMERAS = 4;
/** A clock is looked at so often until it is known, and then. */
const JUDGE_EVERY_MS = { unknown: 500, known: 2_000 } as const;
/** Frames that come so much too early or too late by their own names count from another moment. */
const JUMP_MS = 1_000;
const TICKS_PER_MS = 90;
const TICKS = 2 ** 32;
/** Where nothing was told for so long, marks go by what is found here. */
const SILENT_MS = 200;

/**
 * Poses that the sides of a call share: where the camera is one's own, what is found in its frames is told to others;
 * where the picture is theirs, marks are drawn by what they tell of the very frame that is shown.
 */
export class SharedPoses {
  readonly #teller: PoseTeller;
  readonly #cameras = new Map<ParticipantId, Camera>();
  #blends = new Map<AnchorId, PoseBlend>();
  readonly #lostSince = new Map<AnchorId, number>();
  #drawn = new Map<AnchorId, PictureAnchorPose>();
  #frame: StampedFrame | null = null;
  #judgedAtMs = -Infinity;
  #toldAtMs = -Infinity;

  constructor(options: SharedPosesOptions) {
    this.#teller = new PoseTeller(options);
  }

  /** True while marks are drawn by what the camera's side tells. */
  get isTold(): boolean {
    return this.#frame !== null && this.#frame.timeMs - this.#toldAtMs <= SILENT_MS;
  }

  /** Where an anchor is drawn; undefined where that is for whoever found it here to say. */
  poseOf(anchor: AnchorId): PictureAnchorPose | undefined {
    return this.#drawn.get(anchor);
  }

  /** Takes the next frame that is shown. */
  show(frame: StampedFrame, found: FoundPoses): void {
    const before = this.#frame;
    this.#frame = frame;
    if (frame.stamp.is === 'camera') this.#teller.tell(frame, frame.stamp.atUs, found);
    else this.#see(frame, frame.stamp.rtp, before);
    this.update(found);
  }

  /** The frame that is shown is another one, of which nothing can be told. */
  hide(): void {
    this.#frame = null;
    this.#drawn = new Map();
    this.#blends = new Map();
  }

  /** More is known of the frame that is shown already. */
  update(found: FoundPoses): void {
    const frame = this.#frame;
    this.#drawn = new Map();
    if (frame === null || frame.stamp.is === 'camera' || this.#cameras.size === 0) return;
    const blends = new Map<AnchorId, PoseBlend>();
    for (const id of found.ids) {
      const region = boxAround(found.regionOf(id));
      const told = this.#toldOf(id, region, frame.stamp.rtp);
      if (told !== null) this.#toldAtMs = frame.timeMs;
      const blend = this.#blends.get(id) ?? new PoseBlend();
      blends.set(id, blend);
      const pose = blend.next(told, found.poseOf(id), region, frame.timeMs);
      if (pose !== null) this.#drawn.set(id, told === null ? pose : this.#dated(id, pose, frame));
    }
    this.#blends = blends;
  }

  /** Takes what the camera's side tells; true where it is of the frame that is shown. */
  take(from: ParticipantId, live: InkLive & { readonly is: 'poses' }): boolean {
    const camera = this.#cameraOf(from, live.camera);
    if (camera === null) return false;
    camera.book.add(live.at, live.poses);
    if (this.#frame?.stamp.is !== 'received') return false;
    const { stamp, timeMs } = this.#frame;
    if (live.signature !== undefined)
      camera.clock.tell(live.at, readSignature(live.signature), timeMs);
    const shownUs = camera.clock.timeOf(stamp.rtp);
    return shownUs !== null && live.at >= shownUs - SILENT_MS * 1_000;
  }

  #cameraOf(from: ParticipantId, name: string): Camera | null {
    const known = this.#cameras.get(from);
    if (known?.name === name) return known;
    if (known === undefined && this.#cameras.size >= MOST_CAMERAS) return null;
    const camera = { name, clock: new CameraClock(), book: new PoseBook() };
    this.#cameras.set(from, camera);
    return camera;
  }

  #see({ thumb, timeMs }: StampedFrame, rtp: number, before: StampedFrame | null): void {
    const signature = signatureOf(thumb);
    const clocks = [...this.#cameras.values()].map(({ clock }) => clock);
    const isKnown = clocks.every((clock) => clock.isKnown);
    const isJudgement = timeMs - this.#judgedAtMs >= JUDGE_EVERY_MS[isKnown ? 'known' : 'unknown'];
    if (isJudgement) this.#judgedAtMs = timeMs;
    const isJump = before?.stamp.is === 'received' && jumped(before, before.stamp.rtp, timeMs, rtp);
    for (const clock of clocks) {
      if (isJump) clock.forget();
      clock.see(rtp, signature, timeMs);
      if (isJudgement) clock.judge();
    }
  }

  #toldOf(id: AnchorId, region: Quad, rtp: number): PictureAnchorPose | null {
    for (const { clock, book } of this.#cameras.values()) {
      const atUs = clock.timeOf(rtp);
      const pose = atUs === null ? null : book.poseAt(atUs, id, region);
      if (pose !== null) return pose;
    }
    return null;
  }

  /** Says for how long it has been lost. */
  #dated(id: AnchorId, pose: PictureAnchorPose, { timeMs }: StampedFrame): PictureAnchorPose {
    if (pose.status !== 'lost') {
      this.#lostSince.delete(id);
      return pose;
    }
    const since = this.#lostSince.get(id) ?? timeMs;
    this.#lostSince.set(id, since);
    return { ...pose, lostMs: timeMs - since };
  }
}

function jumped(before: StampedFrame, rtpBefore: number, timeMs: number, rtp: number): boolean {
  const ticks = rtp - rtpBefore;
  const sinceMs = (ticks - TICKS * Math.round(ticks / TICKS)) / TICKS_PER_MS;
  return Math.abs(sinceMs - (timeMs - before.timeMs)) > JUMP_MS;
}
