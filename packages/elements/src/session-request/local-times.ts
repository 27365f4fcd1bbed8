/** As many times as one may name. */
export const MAX_TIMES = 3;
const YEAR_MS = 366 * 24 * 3_600_000;
const LENGTH_TO_MINUTE = 16;

/** What can be wrong with a time that somebody has typed; each is a key of the words. */
export type TimeMistake = 'timeMissing' | 'timePast' | 'timeTooFar' | 'timeTwice' | 'noSuchTime';

/** Times as they were typed: what they mean, and what is wrong with each, null where nothing is. */
export interface ReadTimes {
  readonly times: readonly number[];
  readonly mistakes: readonly (TimeMistake | null)[];
}

/** A moment as a field for local day and time holds it: `2026-12-01T14:00`. */
export function toLocalValue(at: number): string {
  const minutes = new Date(at).getTimezoneOffset();
  return new Date(at - minutes * 60_000).toISOString().slice(0, LENGTH_TO_MINUTE);
}

/** Reads what stands in the fields; empty ones do not count beside others. */
export function readTimes(values: readonly string[], nowMs: number): ReadTimes {
  const isEmpty = values.every((value) => value === '');
  const seen = new Set<number>();
  const times: number[] = [];
  const mistakes = values.map((value, index) => {
    if (value === '') return isEmpty && index === 0 ? 'timeMissing' : null;
    // Without a zone it is read as local time.
    const at = new Date(value).getTime();
    const mistake = mistakeOf(value, at, nowMs) ?? (seen.has(at) ? 'timeTwice' : null);
    seen.add(at);
    if (mistake === null) times.push(at);
    return mistake;
  });
  return { times, mistakes };
}

function mistakeOf(value: string, at: number, nowMs: number): TimeMistake | null {
  if (Number.isNaN(at)) return 'timeMissing';
  // Where clocks are put forward, an hour is missing, and the browser takes the next one.
  if (toLocalValue(at) !== value.slice(0, LENGTH_TO_MINUTE)) return 'noSuchTime';
  if (at <= nowMs) return 'timePast';
  return at > nowMs + YEAR_MS ? 'timeTooFar' : null;
}
