/** The periods that a report offers; `own` is from one day to another. */
export const PERIODS = ['today', 'yesterday', 'week', 'month', 'own'] as const;
export type PeriodName = (typeof PERIODS)[number];

const DAYS_OF_WEEK = 7;
const DAYS_OF_MONTH = 30;

/** From when until when, in milliseconds; the end is the first moment that does not count. */
export interface Period {
  readonly from: number;
  readonly until: number;
}

/** A period by name, in whole days of the reader's own calendar. */
export function periodOf(name: Exclude<PeriodName, 'own'>, nowMs: number): Period {
  const today = new Date(nowMs);
  const day = (ago: number): number =>
    new Date(today.getFullYear(), today.getMonth(), today.getDate() - ago).getTime();
  switch (name) {
    case 'today':
      return { from: day(0), until: day(-1) };
    case 'yesterday':
      return { from: day(1), until: day(0) };
    case 'week':
      return { from: day(DAYS_OF_WEEK - 1), until: day(-1) };
    case 'month':
      return { from: day(DAYS_OF_MONTH - 1), until: day(-1) };
  }
}

/** A period from the first to the last of two days, `2026-11-26` as date fields give them; null where that is none. */
export function periodBetween(first: string, last: string): Period | null {
  const from = startOf(first, 0);
  const until = startOf(last, 1);
  return from === null || until === null || from >= until ? null : { from, until };
}

function startOf(day: string, later: number): number | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day)?.slice(1).map(Number);
  const [year, month, date] = parts ?? [];
  if (year === undefined || month === undefined || date === undefined) return null;
  return new Date(year, month - 1, date + later).getTime();
}

/** A day as date fields want it. */
export function dayOf(at: number): string {
  const date = new Date(at);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
