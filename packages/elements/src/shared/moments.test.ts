import fc from 'fast-check';
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { messageTime } from '../session-chat/message-time.ts';
import { readTimes, toLocalValue } from '../session-request/local-times.ts';
import { momentInWords, shortMoment, timeWithDay } from './moments.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Zones whose clocks change north and south, by half an hour, and not at all. */
const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Asia/Kolkata',
] as const;

const before = process.env['TZ'];
afterEach(() => {
  if (before === undefined) delete process.env['TZ'];
  else process.env['TZ'] = before;
});

/** Every change of clocks of a zone in 2026, as a moment. */
function changes(zone: string): readonly number[] {
  process.env['TZ'] = zone;
  const found: number[] = [];
  const end = Date.UTC(2027, 0, 1);
  for (let at = Date.UTC(2026, 0, 1); at < end; at += 30 * MINUTE_MS)
    if (new Date(at).getTimezoneOffset() !== new Date(at - 30 * MINUTE_MS).getTimezoneOffset())
      found.push(at);
  return found;
}

/** A zone and a minute of its 2026, mostly of the hours around a change of clocks. */
const anyMoment = fc.constantFrom(...ZONES).chain((zone) => {
  const near = fc
    .tuple(
      fc.constantFrom(...changes(zone), Date.UTC(2026, 5, 1)),
      fc.integer({ min: -180, max: 180 }),
    )
    .map(([at, minutes]) => at + minutes * MINUTE_MS);
  const any = fc
    .integer({ min: 0, max: 365 * 24 * 60 - 1 })
    .map((minutes) => Date.UTC(2026, 0, 1) + minutes * MINUTE_MS);
  return fc.record({
    zone: fc.constant(zone),
    at: fc.oneof({ weight: 3, arbitrary: near }, { weight: 1, arbitrary: any }),
    locale: fc.constantFrom('en', 'en-GB', 'de', 'it', 'ro'),
  });
});

/** In minutes; mostly as far as clocks are put back. */
const anyDistance = fc.oneof(fc.constantFrom(30, 60), fc.integer({ min: 1, max: 180 }));

describe('a moment in words', () => {
  it('is never that of another one: also in the hour that clocks show twice', () => {
    fc.assert(
      fc.property(anyMoment, anyDistance, ({ zone, at, locale }, later) => {
        process.env['TZ'] = zone;
        const other = at + later * MINUTE_MS;
        const now = at - 5 * HOUR_MS;
        for (const say of [
          (one: number) => momentInWords(one, now, locale),
          (one: number) => shortMoment(one, locale),
          (one: number) => timeWithDay(one, now, locale),
          (one: number) => messageTime(one, locale),
        ])
          assert.notEqual(say(at), say(other), `${zone}, ${new Date(at).toISOString()}`);
      }),
      { numRuns: 500, seed: 20_261_129 },
    );
  });

  it('names a zone in that hour alone', () => {
    process.env['TZ'] = 'Europe/Berlin';
    const change = Date.UTC(2026, 9, 25, 1);
    const say = (minutes: number): string =>
      momentInWords(change + minutes * MINUTE_MS, change, 'en-GB');
    assert.deepEqual([-61, -60, -1, 0, 59, 60].map(say), [
      'today, 01:59',
      'today, 02:00 CEST',
      'today, 02:59 CEST',
      'today, 02:00 CET',
      'today, 02:59 CET',
      'today, 03:00',
    ]);
    assert.equal(shortMoment(change - HOUR_MS, 'en-GB'), 'Sun 25 Oct, 02:00 CEST');
    assert.equal(timeWithDay(change, change, 'en-GB'), '02:00 CET');
    assert.match(timeWithDay(change - 2 * HOUR_MS, change, 'en-GB'), /^0?1:00$/);
    assert.match(messageTime(change, 'en-GB'), /^25\/10\/2026, 0?2:00:00 CET$/);
    assert.equal(messageTime(change - 2 * HOUR_MS, 'en-GB'), '25/10/2026, 01:00');
    const spring = Date.UTC(2026, 2, 29, 1);
    assert.equal(momentInWords(spring, spring, 'en-GB'), 'today, 03:00');
  });
});

describe('a time that somebody types', () => {
  it('is the minute that their clock shows then, or does not exist; and nothing else is wrong with it', () => {
    let missing = 0;
    fc.assert(
      fc.property(anyMoment, ({ zone, at }) => {
        process.env['TZ'] = zone;
        const [first, gap] = [toLocalValue(at), toLocalValue(at - HOUR_MS)];
        const { times, mistakes } = readTimes([first], at - 2 * HOUR_MS);
        assert.deepEqual(mistakes, [null]);
        assert.equal(toLocalValue(times[0] ?? NaN), first);
        // What the same clock would show an hour before, had nobody touched it.
        const typed = new Date(Date.parse(`${first}Z`) - HOUR_MS).toISOString().slice(0, 16);
        const [mistake] = readTimes([typed], at - 5 * HOUR_MS).mistakes;
        if (mistake === 'noSuchTime') missing += 1;
        assert.ok(mistake === null || (mistake === 'noSuchTime' && typed !== gap));
      }),
      { numRuns: 500, seed: 20_261_130 },
    );
    assert.ok(missing > 5, `${missing} fell into a gap`);
  });

  it('counts once, lies ahead and within a year, wherever it stands among the others', () => {
    process.env['TZ'] = 'Europe/Berlin';
    const now = Date.UTC(2026, 5, 1);
    const DAY_MS = 24 * HOUR_MS;
    const day = fc.integer({ min: -400, max: 400 }).filter((days) => days !== 366);
    fc.assert(
      fc.property(fc.array(fc.option(day), { minLength: 1, maxLength: 3 }), (days) => {
        const typed = days.map((one) => (one === null ? '' : toLocalValue(now + one * DAY_MS)));
        const { times, mistakes } = readTimes(typed, now);
        assert.equal(mistakes.length, typed.length);
        for (const [n, one] of days.entries()) {
          const expected =
            one === null
              ? n === 0 && days.every((other) => other === null)
                ? 'timeMissing'
                : null
              : one <= 0
                ? 'timePast'
                : one > 366
                  ? 'timeTooFar'
                  : days.indexOf(one) < n
                    ? 'timeTwice'
                    : null;
          assert.equal(mistakes[n], expected);
        }
        const good = days.filter((one, n) => one !== null && mistakes[n] === null);
        assert.equal(times.length, good.length);
        assert.equal(new Set(times).size, times.length);
      }),
      { numRuns: 300, seed: 20_261_131 },
    );
  });
});
