const MINUTE_MS = 60_000;

/**
 * Name of a file that somebody downloads, with a moment by the clock of this machine, as the page shows it, down to the
 * millisecond: two people may have taken theirs in the same second.
 * @param end what follows upon that, with its dot
 */
export function timedName(what: 'recording' | 'screenshot', at: number, end: string): string {
  const local = at - new Date(at).getTimezoneOffset() * MINUTE_MS;
  const time = new Date(local).toISOString().slice(0, -1).replaceAll(/[:.]/g, '-');
  return `${what}-${time}${end}`;
}
