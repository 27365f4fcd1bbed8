import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SoundPlaces, type SoundStep } from './sound-places.ts';

const PART_MS = 10;
/** What waits for a worker at most; older parts are lost. */
const MOST_WAITING = 100;

/** What one schedule of a worker that stands still now and then has made of sound that never ends. */
interface Schedule {
  readonly lastsMs: number;
  /** When the worker takes nothing. */
  readonly stills: readonly { readonly fromMs: number; readonly untilMs: number }[];
  /** How many parts it takes in 10 ms. */
  readonly pace: number;
}

/** Where each part lies in the film beside where it was heard, and how long the silences are. */
function run({ lastsMs, stills, pace }: Schedule) {
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
    for (; owed >= 1; owed -= 1) take(places.hear(waiting.shift() ?? 0, PART_MS, nowMs - PART_MS));
  }
  take(places.rest());
  return { offs, silentMs, lost };
}

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
        for (const step of places.hear(heardMs, PART_MS, latestMs))
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
      steps.push(...places.hear(n, PART_MS, n * PART_MS + (n % 7 === 3 ? 70 : 0)));
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
    for (let n = 0; n < 50; n += 1) steps.push(...places.hear(n, PART_MS, n * PART_MS - 30));
    assert.deepEqual(steps.slice(0, 5), [
      { is: 'drop', part: 0 },
      { is: 'drop', part: 1 },
      { is: 'drop', part: 2 },
      { is: 'begin', atMs: 0 },
      { is: 'sound', part: 3 },
    ]);
    // It was placed 60 ms too late, as the next part shows.
    steps.length = 0;
    for (let n = 50; n < 60; n += 1) steps.push(...places.hear(n, PART_MS, n * PART_MS - 90));
    const dropped = steps.flatMap((step) => (step.is === 'drop' ? [step.part] : []));
    assert.deepEqual(dropped, [50, 51, 52, 53, 54, 55]);
  });

  it('begin anew without what was held back', () => {
    const places = new SoundPlaces<number>();
    for (let n = 0; n < 50; n += 1) places.hear(n, PART_MS, n * PART_MS);
    assert.deepEqual(places.hear(50, PART_MS, 900), []);
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
