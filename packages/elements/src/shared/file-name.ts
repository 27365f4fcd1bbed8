const MINUTE_MS = 60_000;

/** Name of a file that somebody downloads, with a moment by the clock of this machine, as the page shows it. */
export function timedName(what: 'recording' | 'screenshot', at: number, ending: string): string {
  const local = at - new Date(at).getTimezoneOffset() * MINUTE_MS;
  const time = new Date(local).toISOString().replace(/\..*/, '').replaceAll(':', '-');
  return `${what}-${time}.${ending}`;
}
