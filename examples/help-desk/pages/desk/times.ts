import type { DeskWords } from './words.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const unit = (lang: string, name: 'second' | 'minute' | 'hour' | 'day', count: number): string =>
  new Intl.NumberFormat(lang, { style: 'unit', unit: name, unitDisplay: 'short' }).format(count);

/** A length of time in its largest unit, such as “47 min” or “2 days”. */
export function spanInWords(ms: number, lang: string): string {
  if (ms >= DAY_MS) return unit(lang, 'day', Math.floor(ms / DAY_MS));
  if (ms >= HOUR_MS) return unit(lang, 'hour', Math.floor(ms / HOUR_MS));
  if (ms >= MINUTE_MS) return unit(lang, 'minute', Math.floor(ms / MINUTE_MS));
  return unit(lang, 'second', Math.max(0, Math.round(ms / 1_000)));
}

/** A moment as the reader's clock says it, such as “14:03” today and “12 Nov, 14:03” earlier. */
export function clockInWords(at: number, lang: string, words: DeskWords): string {
  const time = new Intl.DateTimeFormat(lang, { timeStyle: 'short' }).format(at);
  const days = dayNumber(Date.now()) - dayNumber(at);
  if (days <= 0) return time;
  if (days === 1) return `${words.yesterday}, ${time}`;
  return `${new Intl.DateTimeFormat(lang, { day: 'numeric', month: 'short' }).format(at)}, ${time}`;
}

/** A moment to come, with its day, such as “Friday 28 November at 14:00”. */
export function dateInWords(at: number, lang: string): string {
  return new Intl.DateTimeFormat(lang, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: isTwice(at) ? 'short' : undefined,
  }).format(at);
}

/** Whether a moment lies in the hour that clocks show twice when they are put back; only the zone's name tells which it is. */
function isTwice(at: number): boolean {
  const offset = (ms: number): number => new Date(at + ms).getTimezoneOffset();
  return offset(HOUR_MS) > offset(-HOUR_MS);
}

function dayNumber(at: number): number {
  const date = new Date(at);
  return Math.round(
    new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime() / DAY_MS,
  );
}
