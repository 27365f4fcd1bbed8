/** By how much clocks are put back, somewhere. */
const SHIFTS_MS = [1_800_000, 3_600_000];

/**
 * When a message was written, with the day where it is another one; in the hour that clocks show twice also with the zone,
 * which alone tells which it is.
 */
export function messageTime(at: number, locale: string): string {
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  const day = isToday ? {} : ({ dateStyle: 'short' } as const);
  const format = new Intl.DateTimeFormat(locale, { timeStyle: 'short', ...day });
  const said = format.format(at);
  const isTwice = SHIFTS_MS.some((ms) =>
    [at - ms, at + ms].some((other) => format.format(other) === said),
  );
  return isTwice ? new Date(at).toLocaleString(locale, { timeZoneName: 'short' }) : said;
}
