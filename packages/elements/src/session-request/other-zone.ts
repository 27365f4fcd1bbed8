/** What clocks show at a moment in another zone, with the day; null where this browser does not know the zone. */
export function momentInZone(at: number, zone: string, locale: string): string | null {
  try {
    return new Intl.DateTimeFormat(locale, {
      weekday: 'short',
      hour: 'numeric',
      minute: '2-digit',
      timeZone: zone,
    }).format(at);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Whether two zones show the same time at a moment. */
export function isSameTime(at: number, zone: string): boolean {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return momentInZone(at, zone, 'en') === momentInZone(at, timeZone, 'en');
}
