import { MAX_TOLD_POSES, type AnchorId, type ToldPose } from '@fernblick/protocol';
import type { FoundPoses, SharedPosesOptions, StampedFrame } from './shared-poses.ts';
import { signatureOf, writeSignature } from './signature.ts';
import { writePose } from './told-pose.ts';

/**
 * Signatures are sent about six times a second, and never with every so many frames: what drops every so many frames
 * would drop all of them.
 */
const SIGNED_AFTER_MS = [90, 160, 220, 120, 190, 150] as const;
/** All of the first frames of a camera are signed, so that they are known after a second. */
const FIRST_SIGNATURES = 30;
/** Frames of which camera and page disagree by more than this count from another moment. */
const JUMP_MS = 500;

/** Tells others where things are in the frames of this page's camera. */
export class PoseTeller {
  readonly #options: SharedPosesOptions;
  #camera = '';
  #before: { readonly atUs: number; readonly timeMs: number } | null = null;
  #signatures = 0;
  /** What was surely found with this camera, if only once. */
  readonly #sure = new Set<AnchorId>();
  #signedAtMs = -Infinity;

  constructor(options: SharedPosesOptions) {
    this.#options = options;
  }

  tell({ thumb, timeMs }: StampedFrame, atUs: number, found: FoundPoses): void {
    const before = this.#before;
    this.#before = { atUs, timeMs };
    const driftMs =
      before === null ? Infinity : (atUs - before.atUs) / 1_000 - (timeMs - before.timeMs);
    if (Math.abs(driftMs) > JUMP_MS) {
      this.#camera = this.#options.newId().slice(-8);
      this.#signatures = 0;
      this.#sure.clear();
    }
    const poses: ToldPose[] = [];
    for (const id of found.ids) {
      const pose = found.poseOf(id);
      if (pose?.status === 'tracked') this.#sure.add(id);
      // Who drew on it may be sure of what was never surely found here: among things that are alike, for one.
      if (pose === null || pose.lostMs === Infinity || !this.#sure.has(id)) continue;
      if (poses.length >= MAX_TOLD_POSES) break;
      const told = writePose(id, pose);
      if (told !== null) poses.push(told);
    }
    if (poses.length === 0) return;
    const live = { is: 'poses', camera: this.#camera, at: Math.round(atUs), poses } as const;
    const isFirst = this.#signatures < FIRST_SIGNATURES;
    const afterMs = isFirst ? 0 : SIGNED_AFTER_MS[this.#signatures % SIGNED_AFTER_MS.length];
    if (timeMs - this.#signedAtMs < (afterMs ?? 0)) this.#options.stream(live);
    else {
      this.#signatures += 1;
      this.#signedAtMs = timeMs;
      this.#options.stream({ ...live, signature: writeSignature(signatureOf(thumb)) });
    }
  }
}
