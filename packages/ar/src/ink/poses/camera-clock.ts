import { difference, type Signature } from './signature.ts';

/** Ticks of the clock that frames are sent by in each µs (RFC 3551). */
const TICKS_PER_US = 0.09;
const TICKS = 2 ** 32;
/** The same frame on both sides differs by less than this, and the next frame by more: ticks. */
const SAME_FRAME = 3 * 90;
/** Offsets that are looked at are so far apart: ticks. */
const STEP = SAME_FRAME / 3;
/** So many frames and signatures are compared: those of eight seconds, and of more where a busy machine sees few. */
const MOST_FRAMES = 240;
const MOST_SIGNATURES = 50;
const KEPT_MS = 18_000;
/** Fewer signatures than this prove nothing. */
const LEAST_PROOF = 8;
/** An offset with fewer cannot be told to be wrong. */
const LEAST_RIVAL = 3;
/** Of the right offset so many signatures differ by no more than compression explains. */
const MOST_ALIKE = 0.8;
/** An offset is wrong where so many signatures differ by so many times as much. */
const LEAST_UNLIKE = 0.3;
const CLEARLY = 3;
/** Rounding makes two signatures of the same frame differ by about so much. */
const NOISE = 2e-4;

/** A frame is shown at most this long before or after what is told of it arrives. */
const APART_MS = 3_000;

interface Seen {
  readonly rtp: number;
  readonly signature: Signature;
  /** When it was shown, by the page's clock. */
  readonly timeMs: number;
}

interface Told {
  readonly atUs: number;
  readonly signature: Signature;
  /** When it arrived. */
  readonly timeMs: number;
}

/** One frame that might be the one that a signature was made of. */
interface Guess {
  /** The offset that it would mean, ticks from the one that is known. */
  readonly offset: number;
  /** By how much another frame looks more like the signature. */
  readonly excess: number;
}

/** Guesses that mean the same offset. */
interface Bin {
  readonly offset: number;
  /** The excess of each of them, from the least on. */
  readonly excesses: readonly number[];
  readonly mean: number;
}

/**
 * Learns which frame of a picture that is received is which frame of the camera: both name their frames by time, and the
 * two clocks differ by a number that nobody tells. It is the one under which signatures of the camera's frames look like
 * the frames that were received; while nothing moves every number does, and none is chosen.
 */
export class CameraClock {
  #seen: Seen[] = [];
  readonly #told: Told[] = [];
  /** What is compared to, ticks: the first guess, then the offset itself. */
  #base: number | null = null;
  #isKnown = false;

  /** True once frames can be told apart. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  /** A frame was received. */
  see(rtp: number, signature: Signature, timeMs: number): void {
    this.#seen.push({ rtp, signature, timeMs });
    if (isOver(this.#seen, MOST_FRAMES, timeMs)) this.#seen.shift();
  }

  /** The camera's side says what one of its frames looks like. */
  tell(atUs: number, signature: Signature, timeMs: number): void {
    this.#told.push({ atUs, signature, timeMs });
    if (isOver(this.#told, MOST_SIGNATURES, timeMs)) this.#told.shift();
  }

  /** The received frames count from another moment now: what was known of them is not so any more. */
  forget(): void {
    this.#seen = [];
    this.#isKnown = false;
    this.#base = null;
  }

  /** When the camera took a frame that was received, µs of its own clock; null while that is not known. */
  timeOf(rtp: number): number | null {
    const latest = this.#told.at(-1);
    if (!this.#isKnown || this.#base === null || latest === undefined) return null;
    const since = wrapped(rtp - this.#base - latest.atUs * TICKS_PER_US);
    return latest.atUs + since / TICKS_PER_US;
  }

  /** Looks for the offset, or whether the one that is known still holds. */
  judge(): void {
    const first = this.#told[0];
    const frame = this.#seen[0];
    if (first === undefined || frame === undefined) return;
    const base = (this.#base ??= wrapped(frame.rtp - first.atUs * TICKS_PER_US));
    const rows = this.#told.flatMap((told) => this.#guesses(told, base) ?? []);
    const count = new Set(rows.map(({ row }) => row)).size;
    if (count < LEAST_PROOF) return;
    const guesses = rows.toSorted((a, b) => a.offset - b.offset);
    const bins = binsOf(guesses);
    const best = bestOf(bins);
    if (best !== null && isClear(best, bins)) {
      this.#isKnown = true;
      this.#moveTo(best.offset, guesses);
    } else if (this.#isKnown) {
      const present = near(guesses, 0);
      // None of the frames that were told of was received: they cannot be meant.
      const isRefuted =
        present.length === 0 ||
        (best !== null && present.length >= LEAST_RIVAL && isWorse(binOf(present), best));
      if (isRefuted) this.#isKnown = false;
      else this.#moveTo(0, guesses);
    }
  }

  /** The middle of all guesses near an offset is the offset. */
  #moveTo(offset: number, sorted: readonly Guess[]): void {
    const meant = near(sorted, offset);
    this.#base = wrapped((this.#base ?? 0) + (meant[meant.length >> 1]?.offset ?? offset));
  }

  /**
   * What each frame would mean if it was the one that was told of; null where its own may not be among them, and where
   * it looks like those around it, because nothing moves.
   */
  #guesses(told: Told, base: number): readonly (Guess & { readonly row: Told })[] | null {
    // What was told before the first of them is of none that is remembered.
    if (told.timeMs < (this.#seen[0]?.timeMs ?? Infinity)) return null;
    const seen = this.#seen.filter(({ timeMs }) => Math.abs(timeMs - told.timeMs) < APART_MS);
    const differences = seen.map(({ signature }) => difference(signature, told.signature));
    const least = Math.min(...differences);
    const at = differences.indexOf(least);
    const [before, after] = [differences[at - 1], differences[at + 1]];
    if (before === undefined || after === undefined) return null;
    if (Math.max(before, after) - least < 2 * NOISE) return null;
    return seen.map(({ rtp }, i) => ({
      row: told,
      offset: wrapped(rtp - told.atUs * TICKS_PER_US - base),
      excess: (differences[i] ?? 0) - least,
    }));
  }
}

/** The offset that explains best what was seen; null where none could. */
function bestOf(bins: readonly Bin[]): Bin | null {
  return bins
    .filter(({ excesses }) => excesses.length >= LEAST_PROOF)
    .reduce<Bin | null>(
      (least, bin) => (least !== null && least.mean <= bin.mean ? least : bin),
      null,
    );
}

/** True where no other offset could be the one. */
function isClear(best: Bin, bins: readonly Bin[]): boolean {
  return bins.every((bin) => Math.abs(bin.offset - best.offset) < SAME_FRAME || isWorse(bin, best));
}

function isWorse({ excesses }: Bin, best: Bin): boolean {
  const alike = best.excesses[Math.floor(MOST_ALIKE * best.excesses.length)] ?? 0;
  const unlike = excesses.filter((excess) => excess > CLEARLY * alike + NOISE).length;
  return unlike >= LEAST_UNLIKE * excesses.length;
}

/** All guesses that mean an offset. */
function near(guesses: readonly Guess[], offset: number): readonly Guess[] {
  return guesses.filter((guess) => Math.abs(guess.offset - offset) < SAME_FRAME);
}

/** Takes guesses together that mean the same offset. */
function binsOf(sorted: readonly Guess[]): readonly Bin[] {
  const bins: Bin[] = [];
  let last = -Infinity;
  for (let from = 0, to = 0; from < sorted.length; from++) {
    const start = sorted[from]?.offset ?? 0;
    if (start - last < STEP) continue;
    last = start;
    while (to < sorted.length && (sorted[to]?.offset ?? 0) - start < SAME_FRAME) to++;
    if (to - from >= LEAST_RIVAL) bins.push(binOf(sorted.slice(from, to)));
  }
  return bins;
}

function binOf(guesses: readonly Guess[]): Bin {
  const excesses = guesses.map(({ excess }) => excess).toSorted((a, b) => a - b);
  const mean = excesses.reduce((sum, excess) => sum + excess, 0) / excesses.length;
  return { offset: guesses[guesses.length >> 1]?.offset ?? 0, excesses, mean };
}

/** True where the oldest of them need not be remembered any more. */
function isOver(
  all: readonly { readonly timeMs: number }[],
  most: number,
  timeMs: number,
): boolean {
  return all.length > most || timeMs - (all[0]?.timeMs ?? timeMs) > KEPT_MS;
}

/** Counted round, as a clock of 32 bits counts. */
function wrapped(ticks: number): number {
  return ticks - TICKS * Math.round(ticks / TICKS);
}
