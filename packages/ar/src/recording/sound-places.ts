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
  readonly parts: { readonly part: Part; readonly lengthMs: number }[];
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

/**
 * Says where in a film parts of sound belong, by nothing but when they come: each was heard before that, and follows upon the
 * one before it unless something was lost between them. What comes late is held back until it is clear which of both it is:
 * what was only late catches up, what was lost does not.
 */
export class SoundPlaces<Part> {
  /** Where the next part belongs, if nothing is lost; null before the first. */
  #nextMs: number | null = null;
  #held: Run<Part>[] = [];
  /** How much of what comes is of moments of which there is sound, or which are not in the film. */
  #dropMs = 0;

  /** Takes one part that came when, in the film's time, it was to begin here at the latest. */
  hear(part: Part, lengthMs: number, latestMs: number): readonly SoundStep<Part>[] {
    const last = this.#held.at(-1);
    const placedMs = last === undefined ? this.#nextMs : last.firstMs + last.lengthMs;
    if (last === undefined || latestMs - (placedMs ?? 0) > MOST_OFF_MS) {
      const times = { firstMs: latestMs, seemedMs: latestMs, lengthMs, settledMs: lengthMs };
      this.#held.push({ ...times, parts: [{ part, lengthMs }] });
    } else {
      last.settledMs += lengthMs;
      lower(last, latestMs - last.lengthMs);
      last.parts.push({ part, lengthMs });
      last.lengthMs += lengthMs;
    }
    this.#join();
    const [first, second] = this.#held;
    const heldMs = this.#held.reduce((total, run) => total + run.lengthMs, 0);
    const isClear = (this.#held.at(-1)?.settledMs ?? 0) >= SETTLED_MS || heldMs >= MOST_HELD_MS;
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

  /** What comes next follows upon nothing. @returns what was held back, which is to be dropped */
  restart(): readonly Part[] {
    const runs = this.#held;
    this.#held = [];
    this.#nextMs = null;
    this.#dropMs = 0;
    return runs.flatMap(({ parts }) => parts.map(({ part }) => part));
  }

  /** What has caught up with what was before it was late only. */
  #join(): void {
    for (;;) {
      const [before, last] = this.#held.slice(-2);
      if (!before || !last) return;
      if (last.firstMs - before.firstMs - before.lengthMs > MOST_OFF_MS) return;
      this.#held.pop();
      before.settledMs += last.lengthMs;
      lower(before, last.firstMs - before.lengthMs);
      before.parts.push(...last.parts);
      before.lengthMs += last.lengthMs;
    }
  }

  #place({ parts, firstMs }: Run<Part>): readonly SoundStep<Part>[] {
    const steps: SoundStep<Part>[] = [];
    const isFirst = this.#nextMs === null;
    const offMs = firstMs - (this.#nextMs ?? 0);
    if (isFirst || offMs < -MOST_OFF_MS) this.#dropMs = Math.max(0, -offMs);
    let atMs = isFirst ? firstMs : (this.#nextMs ?? 0);
    if (!isFirst && offMs > MOST_OFF_MS) {
      steps.push({ is: 'silence', ms: offMs });
      atMs = firstMs;
      // What there was too much of before lies before the silence.
      this.#dropMs = 0;
    }
    for (const { part, lengthMs } of parts) {
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
