import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SoundPlaces, type SoundStep } from './sound-places.ts';

const PART_MS = 10;
/** What waits for a worker at most; older parts are lost. */
const MOST_WAITING = 100;

/** The clock of the sound is another than that of the film. */
const CLOCK_MS = -7_654_321;

/** What one schedule of a worker that stands still now and then has made of sound that never ends. */
interface Schedule {
  readonly lastsMs: number;
  /** When the worker takes nothing. */
  readonly stills: readonly { readonly fromMs: number; readonly untilMs: number }[];
  /** How many parts it takes in 10 ms. */
  readonly pace: number;
  /** What a part says by its own clock, that is so many ms after it was heard; nothing of use where that is not given. */
  readonly says?: (heardMs: number) => number;
}

/** Where each part lies in the film beside where it was heard, and how long the silences are. */
function run({ lastsMs, stills, pace, says }: Schedule) {
  const places = new SoundPlaces<number>();
  const waiting: number[] = [];
  const offs: { readonly heardMs: number; readonly offMs: number }[] = [];
  let [atMs, silentMs, lost, owed] = [Number.NaN, 0, 0, 0];
  const take = (steps: readonly SoundStep<number>[]): void => {
    for (const step of steps)
      if (step.is === 'begin') ({ atMs } = step);
      else if (step.is === 'silence') {
        atMs += step.ms;
        silentMs += step.ms;
      } else if (step.is === 'sound') {
        offs.push({ heardMs: step.part, offMs: atMs - step.part });
        atMs += PART_MS;
      } else lost += 1;
  };
  for (let nowMs = PART_MS; nowMs <= lastsMs; nowMs += PART_MS) {
    waiting.push(nowMs - PART_MS);
    if (waiting.length > MOST_WAITING) {
      waiting.shift();
      lost += 1;
    }
    if (stills.some(({ fromMs, untilMs }) => nowMs > fromMs && nowMs <= untilMs)) continue;
    owed = Math.min(owed + pace, waiting.length);
    for (; owed >= 1; owed -= 1) {
      const heardMs = waiting.shift() ?? 0;
      take(places.hear(heardMs, PART_MS, nowMs, says?.(heardMs) ?? nowMs));
    }
  }
  take(places.rest());
  return { offs, silentMs, lost };
}

/** A part whose own clock says no more than when it came. */
const hearAt = (places: SoundPlaces<number>, part: number, latestMs: number) =>
  places.hear(part, PART_MS, latestMs + PART_MS, latestMs + PART_MS);

const worst = (offs: ReturnType<typeof run>['offs']): number =>
  Math.max(...offs.map(({ offMs }) => Math.abs(offMs)));

describe('the places of sound', () => {
  for (const pace of [1.5, 3, 100]) {
    it(`are where it was heard, after a worker that stood still takes ${pace} parts in the time of one`, () => {
      const stills = [{ fromMs: 2_000, untilMs: 2_900 }];
      const { offs, silentMs, lost } = run({ lastsMs: 15_000, stills, pace });
      assert.equal(worst(offs), 0);
      assert.equal(silentMs + lost, 0, 'nothing is missing');
    });

    it(`are where it was heard, with silence for what was lost, at ${pace} parts in the time of one`, () => {
      const stills = [{ fromMs: 2_000, untilMs: 3_600 }];
      const { offs, silentMs, lost } = run({ lastsMs: 15_000, stills, pace });
      assert.ok(worst(offs) <= 40, `${worst(offs)} ms off`);
      assert.ok(lost >= 60 && Math.abs(silentMs - lost * PART_MS) <= 40, `${silentMs} ms silent`);
    });

    it(`are where it was heard, where the first of it has waited, at ${pace} parts in the time of one`, () => {
      const { offs } = run({ lastsMs: 15_000, stills: [{ fromMs: 0, untilMs: 980 }], pace });
      assert.equal(worst(offs), 0);
      assert.equal(offs[0]?.heardMs, 0);
    });
  }

  it('are where it was heard, whenever and however often a worker stands still', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = randomOf(seed);
      let atMs = 0;
      const stills = Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
        // Where it stands still again before it has caught up, nobody can know what was lost when.
        const fromMs = atMs + 500 + Math.round(random() * 200) * 10;
        atMs = fromMs + Math.round(random() * 200) * 10;
        return { fromMs, untilMs: atMs };
      });
      const { offs } = run({ lastsMs: 20_000, stills, pace: 3.5 + random() * 100 });
      assert.ok(worst(offs) <= 80, `seed ${seed}: ${worst(offs)} ms off`);
      assert.ok((offs.at(-1)?.heardMs ?? 0) > 19_800, `seed ${seed}: nothing is held back`);
    }
  });

  it('are where it was heard, however little faster than it comes a worker catches up after it stood still', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = randomOf(seed);
      let atMs = 500;
      // Also before it has caught up, and for longer than what waits for it lasts.
      const stills = Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
        const fromMs = atMs + Math.round(random() * 200) * 10;
        atMs = fromMs + Math.round(random() * 300) * 10;
        return { fromMs, untilMs: atMs };
      });
      const pace = 1.01 + random() * random();
      // Whoever mixes it is busy too, and its clock is a little slower.
      const says = (heardMs: number): number => heardMs * 0.9999 + random() * 20 + CLOCK_MS;
      const { offs, silentMs, lost } = run({ lastsMs: 25_000, stills, pace, says });
      assert.ok(worst(offs) <= 80, `seed ${seed}, pace ${pace}: ${worst(offs)} ms off`);
      const missing = Math.abs(silentMs - lost * PART_MS);
      assert.ok(missing <= 80, `seed ${seed}: ${lost} lost, ${silentMs} ms silent`);
    }
  });

  it('are where it was heard after a pause, and nothing of the pause is in it', () => {
    const places = new SoundPlaces<number>();
    for (let heardMs = 0; heardMs < 2_000; heardMs += PART_MS)
      places.hear(heardMs, PART_MS, heardMs + PART_MS, heardMs + CLOCK_MS);
    const pausedMs = 3_000;
    places.restart(2_000, pausedMs);
    // Its worker comes to all of that 400 ms after it goes on, half of which was heard before.
    const steps = Array.from({ length: 80 }, (_, n) => {
      const heardMs = 4_800 + n * PART_MS;
      const nowMs = Math.max(5_400, heardMs + PART_MS) - pausedMs;
      return places.hear(heardMs, PART_MS, nowMs, heardMs + CLOCK_MS);
    }).flat();
    const begun = steps.findIndex(({ is }) => is === 'begin');
    const [begin, first] = steps.slice(begun);
    assert.ok(begin?.is === 'begin' && Math.abs(begin.atMs - 2_000) <= 1, JSON.stringify(begin));
    assert.ok(first?.is === 'sound' && Math.abs(first.part - 5_000) <= 10, JSON.stringify(first));
  });

  it('are where it was heard, though its clock is another one after the first of it, or slower', () => {
    // Chromium tells the first part by the clock of the page, and those after it by that of the worker.
    for (const leapMs of [-485, 485])
      for (const rate of [0.9995, 1]) {
        const says = (heardMs: number): number => heardMs * rate + (heardMs === 0 ? 0 : leapMs);
        const stills = [{ fromMs: 5_000, untilMs: 6_800 }];
        const { offs, lost } = run({ lastsMs: 300_000, stills, pace: 1.05, says });
        assert.ok(worst(offs) <= 40, `${leapMs}, ${rate}: ${worst(offs)} ms off`);
        assert.ok(lost < 100, `${lost} lost`);
      }
  });

  it('tell of a loss once, where too much was placed before it', () => {
    for (const lateMs of [350, 500, 700]) {
      const places = new SoundPlaces<number>();
      const offs: number[] = [];
      let [atMs, silentMs] = [Number.NaN, 0];
      const lostFromMs = 430;
      for (let heardMs = 0; heardMs < 20_000; heardMs += PART_MS) {
        if (heardMs >= lostFromMs && heardMs < lostFromMs + 1_000) continue;
        // Placed late by the first of it, and on time for a moment before the loss.
        const latestMs = heardMs + (heardMs < 400 ? lateMs : 0);
        for (const step of hearAt(places, heardMs, latestMs))
          if (step.is === 'begin') ({ atMs } = step);
          else if (step.is === 'silence') [atMs, silentMs] = [atMs + step.ms, silentMs + step.ms];
          else if (step.is === 'sound') {
            offs.push(atMs - step.part);
            atMs += PART_MS;
          }
      }
      assert.ok(
        Math.abs(offs.at(-1) ?? Infinity) <= 40,
        `${lateMs}: ${offs.at(-1)} ms off in the end`,
      );
      assert.ok(silentMs <= 1_000, `${lateMs}: ${silentMs} ms silent`);
    }
  });

  it('heed no single part that comes late', () => {
    const places = new SoundPlaces<number>();
    const steps: SoundStep<number>[] = [];
    for (let n = 0; n < 198; n += 1)
      steps.push(...hearAt(places, n, n * PART_MS + (n % 7 === 3 ? 70 : 0)));
    steps.push(...places.rest());
    assert.deepEqual(steps[0], { is: 'begin', atMs: 0 });
    assert.deepEqual(
      steps.slice(1),
      Array.from({ length: 198 }, (_, part) => ({ is: 'sound', part })),
    );
  });

  it('leave out what is of before the film, and what is there already', () => {
    const places = new SoundPlaces<number>();
    const steps: SoundStep<number>[] = [];
    for (let n = 0; n < 50; n += 1) steps.push(...hearAt(places, n, n * PART_MS - 30));
    assert.deepEqual(steps.slice(0, 5), [
      { is: 'drop', part: 0 },
      { is: 'drop', part: 1 },
      { is: 'drop', part: 2 },
      { is: 'begin', atMs: 0 },
      { is: 'sound', part: 3 },
    ]);
    // It was placed 60 ms too late, as the next part shows.
    steps.length = 0;
    for (let n = 50; n < 60; n += 1) steps.push(...hearAt(places, n, n * PART_MS - 90));
    const dropped = steps.flatMap((step) => (step.is === 'drop' ? [step.part] : []));
    assert.deepEqual(dropped, [50, 51, 52, 53, 54, 55]);
  });

  it('begin anew without what was held back', () => {
    const places = new SoundPlaces<number>();
    for (let n = 0; n < 50; n += 1) hearAt(places, n, n * PART_MS);
    assert.deepEqual(hearAt(places, 50, 900), []);
    assert.deepEqual(places.restart(), [50]);
    assert.deepEqual(places.rest(), []);
  });
});

/** Numbers from 0 to 1 that are the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
