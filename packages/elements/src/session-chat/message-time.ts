const HOUR_MS = 3_600_000;

/**
 * When a message was written, with the day where it is another one; in the hour that clocks show twice also with the zone,
 * which alone tells which it is. What else knows of moments would weigh more than this.
 */
export function messageTime(at: number, locale: string): string {
  const offset = (ms: number): number => new Date(at + ms).getTimezoneOffset();
  if (offset(HOUR_MS) > offset(-HOUR_MS))
    return new Date(at).toLocaleString(locale, { timeZoneName: 'short' });
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(locale, {
    timeStyle: 'short',
    ...(isToday ? {} : { dateStyle: 'short' }),
  }).format(at);
}
