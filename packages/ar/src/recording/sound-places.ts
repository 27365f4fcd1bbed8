/** What is to be done with the sound, in this order. */
export type SoundStep<Part> =
  /** What follows begins here, in the film's time. */
  | { readonly is: 'begin'; readonly atMs: number }
  /** Nothing was heard for so long. */
  | { readonly is: 'silence'; readonly ms: number }
  | { readonly is: 'sound'; readonly part: Part }
  /** There is sound of that moment already. */
  | { readonly is: 'drop'; readonly part: Part };

/** Parts that follow upon each other, and the latest that the first of them can belong. */
interface Run<Part> {
  /** All of the same length. */
  readonly parts: Part[];
  lengthMs: number;
  firstMs: number;
  /** How much has come since that was much later, and what it was then. */
  settledMs: number;
  seemedMs: number;
}

/** What comes no sooner than what was before it for so long has caught up. */
const SETTLED_MS = 300;
/** Parts come in shakes, where whoever takes them is busy; less than this says nothing. */
const SHAKE_MS = 10;
/** More is no shake: some of it is late, was lost, or its engine slept. */
const MOST_OFF_MS = 40;
/** So much is not held back any longer, as a killed browser loses it. */
const MOST_HELD_MS = 4_000;

/** So much of its time the clock of the sound may be slower than that of the film. */
const DRIFT = 0.001;

/**
 * Says where in a film parts of sound belong. Each says when it was heard by a clock of its own, and was heard before it came:
 * the one that came soonest after that shows how the clocks differ. Each follows upon the one before it unless something was
 * lost between them. What comes late by these times too is held back until it is clear which of both it is: what was only late
 * catches up, what was lost does not.
 */
export class SoundPlaces<Part> {
  /** Where the next part belongs, if nothing is lost; null before the first. */
  #nextMs: number | null = null;
  #held: Run<Part>[] = [];
  /** What is of before is not in the film. */
  #fromMs = 0;
  /** How much of what comes is of moments of which there is sound, or which are not in the film. */
  #dropMs = 0;
  /** What the film's clock is ahead of that of the sound, at the most. */
  #aheadMs = Number.POSITIVE_INFINITY;
  /** When the next part would be heard, by the clock of the sound. */
  #saidMs = Number.NEGATIVE_INFINITY;

  /** Takes one part that comes at this time of the film, and says by a clock of its own when it was heard. */
  hear(part: Part, lengthMs: number, nowMs: number, saysMs: number): readonly SoundStep<Part>[] {
    // Nobody hears two parts at once: its clock is another one from here on.
    if (saysMs < this.#saidMs - MOST_OFF_MS) this.#aheadMs = Number.POSITIVE_INFINITY;
    this.#saidMs = saysMs + lengthMs;
    // As what came best shows, the clocks differ by no more.
    this.#aheadMs = Math.min(nowMs - saysMs, this.#aheadMs + lengthMs * DRIFT);
    const latestMs = saysMs + this.#aheadMs - lengthMs;
    const times = { firstMs: latestMs, seemedMs: latestMs, lengthMs, settledMs: lengthMs };
    let run: Run<Part> = { ...times, parts: [part] };
    // What follows upon what was before it, or has caught up with it, belongs to it.
    for (let before = this.#held.at(-1); before; before = this.#held.at(-1)) {
      if (run.firstMs - before.firstMs - before.lengthMs > MOST_OFF_MS) break;
      this.#held.pop();
      before.settledMs += run.lengthMs;
      lower(before, run.firstMs - before.lengthMs);
      before.parts.push(...run.parts);
      before.lengthMs += run.lengthMs;
      run = before;
    }
    this.#held.push(run);
    const [first, second] = this.#held;
    const heldMs = this.#held.reduce((total, each) => total + each.lengthMs, 0);
    const isClear = run.settledMs >= SETTLED_MS || heldMs >= MOST_HELD_MS;
    // What has no place yet is on time at no time.
    const isOnTime = !second && first && first.firstMs - (this.#nextMs ?? -Infinity) <= MOST_OFF_MS;
    return isClear || isOnTime === true ? this.rest() : [];
  }

  /** What is held back, where it belongs as far as is known. */
  rest(): readonly SoundStep<Part>[] {
    const held = this.#held;
    this.#held = [];
    return held.flatMap((run) => this.#place(run));
  }

  /** What comes next follows upon nothing; it goes on here, after so long that is not in it. @returns what is to be dropped */
  restart(fromMs = this.#fromMs, pausedMs = 0): readonly Part[] {
    const runs = this.#held;
    this.#held = [];
    this.#nextMs = null;
    this.#dropMs = 0;
    this.#fromMs = fromMs;
    this.#aheadMs -= pausedMs;
    return runs.flatMap(({ parts }) => parts);
  }

  #place({ parts, firstMs, lengthMs: allMs }: Run<Part>): readonly SoundStep<Part>[] {
    const steps: SoundStep<Part>[] = [];
    const lengthMs = allMs / parts.length;
    const isFirst = this.#nextMs === null;
    const offMs = firstMs - (this.#nextMs ?? this.#fromMs);
    const isLate = offMs > MOST_OFF_MS;
    // What there was too much of before lies before a silence.
    if (isFirst || isLate || offMs < -MOST_OFF_MS) this.#dropMs = Math.max(0, -offMs);
    if (!isFirst && isLate) steps.push({ is: 'silence', ms: offMs });
    let atMs = this.#nextMs === null || isLate ? firstMs : this.#nextMs;
    for (const part of parts) {
      if (this.#dropMs > 0) {
        this.#dropMs -= lengthMs;
        steps.push({ is: 'drop', part });
        if (isFirst) atMs += lengthMs;
        continue;
      }
      if (this.#nextMs === null) steps.push({ is: 'begin', atMs });
      steps.push({ is: 'sound', part });
      atMs += lengthMs;
      this.#nextMs = atMs;
    }
    return steps;
  }
}

/** Says that a run belongs no later than this; as long as that goes on by more than shakes, it has not settled. */
function lower(run: Run<unknown>, firstMs: number): void {
  run.firstMs = Math.min(run.firstMs, firstMs);
  if (run.seemedMs - run.firstMs <= SHAKE_MS) return;
  run.seemedMs = run.firstMs;
  run.settledMs = 0;
}
