/** How large the recorded pictures are, and how many of them there are in a second. */
export interface PaceStep {
  readonly width: number;
  readonly height: number;
  readonly perSecond: number;
}

/** From the best on; first fewer pictures, because a label must stay readable, then smaller ones. */
export const PACE_STEPS: readonly [PaceStep, ...PaceStep[]] = [
  { width: 1_280, height: 720, perSecond: 25 },
  { width: 1_280, height: 720, perSecond: 15 },
  { width: 960, height: 540, perSecond: 15 },
  { width: 640, height: 360, perSecond: 15 },
  { width: 640, height: 360, perSecond: 8 },
];

/** More than this share of a core is too much beside a call. */
const MOST_BUSY = 0.6;
/** Fewer than this share of the pictures that were due: they are waited for. */
const LEAST_TAKEN = 0.8;
const LOOK_EVERY_MS = 2_000;
/** A better step is tried where it would take less than this, by how many px a second it has more. */
const CALM = 0.5;
const CALM_LOOKS = 5;
/** Who fell back from a better step tries it again after twice as long, but not for ever. */
const MOST_CALM_LOOKS = 160;

/** Finds the best pictures that this machine can make beside a call, by what they cost it. */
export class Pace {
  #step = 0;
  #lookedAtMs: number;
  #busyMs = 0;
  #taken = 0;
  #calm = 0;
  #patience = CALM_LOOKS;
  #hasRisen = false;

  constructor(nowMs: number) {
    this.#lookedAtMs = nowMs;
  }

  get step(): PaceStep {
    return PACE_STEPS[this.#step] ?? PACE_STEPS[0];
  }

  /** True where pictures are fewer or smaller than they could be. */
  get isSlower(): boolean {
    return this.#step > 0;
  }

  /** Composing or encoding has taken so long. */
  spent(ms: number): void {
    this.#busyMs += ms;
  }

  /** A picture was taken in. */
  took(): void {
    this.#taken += 1;
  }

  /** Forgets what was counted: there was a pause. */
  restart(nowMs: number): void {
    this.#lookedAtMs = nowMs;
    this.#busyMs = 0;
    this.#taken = 0;
  }

  /** @returns true where it goes on with another step */
  look(nowMs: number): boolean {
    const passedMs = nowMs - this.#lookedAtMs;
    if (passedMs < LOOK_EVERY_MS) return false;
    const busy = this.#busyMs / passedMs;
    const taken = this.#taken / ((passedMs / 1_000) * this.step.perSecond);
    this.restart(nowMs);
    if (busy > MOST_BUSY || taken < LEAST_TAKEN) return this.#fall();
    const better = PACE_STEPS[this.#step - 1] ?? this.step;
    const wouldBe = (busy * pxPerSecond(better)) / pxPerSecond(this.step);
    this.#calm = wouldBe < CALM ? this.#calm + 1 : 0;
    return this.#calm >= this.#patience && this.#rise();
  }

  #fall(): boolean {
    this.#calm = 0;
    if (this.#hasRisen) this.#patience = Math.min(MOST_CALM_LOOKS, this.#patience * 2);
    this.#hasRisen = false;
    if (this.#step === PACE_STEPS.length - 1) return false;
    this.#step += 1;
    return true;
  }

  #rise(): boolean {
    this.#calm = 0;
    if (this.#step === 0) return false;
    this.#step -= 1;
    this.#hasRisen = true;
    return true;
  }
}

function pxPerSecond({ width, height, perSecond }: PaceStep): number {
  return width * height * perSecond;
}
