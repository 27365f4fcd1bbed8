const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
// Up to here one counts hours, from here on days.
const MAX_HOURS = 36;
const MAX_NAMED_DAYS = 1;

/** A moment as its reader's calendar says it: `tomorrow, 14:00` or `Friday, 5 December, 14:00`. */
export function momentInWords(at: number, nowMs: number, locale: string): string {
  const time = new Intl.DateTimeFormat(
    locale,
    isTwice(at)
      ? { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' }
      : { timeStyle: 'short' },
  ).format(at);
  const days = dayNumber(at) - dayNumber(nowMs);
  return `${dayInWords(at, nowMs, days, locale)}, ${time}`;
}

/** The same for a place with little room: `Fri, 5 Dec, 14:00`. */
export function shortMoment(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: isTwice(at) ? 'short' : undefined,
  }).format(at);
}

/** The time of a moment of today, with the day of another one: `14:00` or `5 Dec, 14:00`. */
export function timeWithDay(at: number, nowMs: number, locale: string): string {
  const isToday = dayNumber(at) === dayNumber(nowMs);
  return new Intl.DateTimeFormat(locale, {
    ...(isToday ? {} : { day: 'numeric', month: 'short' }),
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: isTwice(at) ? 'short' : undefined,
  }).format(at);
}

/** The same for a place with hardly any: the time of a moment of today, the day of another one. */
export function shortestMoment(at: number, nowMs: number, locale: string): string {
  const isToday = dayNumber(at) === dayNumber(nowMs);
  return new Intl.DateTimeFormat(
    locale,
    isToday ? { timeStyle: 'short' } : { day: 'numeric', month: 'short' },
  ).format(at);
}

/** A text that begins a line of its own. */
export function capital(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}

/** How far away a moment is: `in 19 hours` or `5 minutes ago`. */
export function distanceInWords(at: number, nowMs: number, locale: string): string {
  const words = new Intl.RelativeTimeFormat(locale);
  const ms = at - nowMs;
  const minutes = Math.round(ms / MINUTE_MS);
  if (Math.abs(minutes) < 60) return words.format(minutes, 'minute');
  const hours = Math.round(ms / HOUR_MS);
  if (Math.abs(hours) < MAX_HOURS) return words.format(hours, 'hour');
  return words.format(Math.round(ms / DAY_MS), 'day');
}

/** The zone that this browser is set to, as people call it and as the database does: `Central European Time (Europe/Berlin)`. */
export function ownZoneInWords(locale: string): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const part = new Intl.DateTimeFormat(locale, { timeZoneName: 'longGeneric' })
    .formatToParts()
    .find(({ type }) => type === 'timeZoneName');
  return part === undefined || part.value === timeZone ? timeZone : `${part.value} (${timeZone})`;
}

function dayInWords(at: number, nowMs: number, days: number, locale: string): string {
  if (Math.abs(days) <= MAX_NAMED_DAYS)
    return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
  const otherYear = new Date(at).getFullYear() !== new Date(nowMs).getFullYear();
  return new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(otherYear ? { year: 'numeric' } : {}),
  }).format(at);
}

/** Whether a moment lies in the hour that clocks show twice when they are put back; only the zone's name tells which it is. */
function isTwice(at: number): boolean {
  const offset = (ms: number): number => new Date(at + ms).getTimezoneOffset();
  return offset(HOUR_MS) > offset(-HOUR_MS);
}

/** Counts the reader's days, so that tomorrow is tomorrow also when clocks change over night. */
function dayNumber(at: number): number {
  const date = new Date(at);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY_MS;
}
