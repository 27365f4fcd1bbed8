const ENDINGS = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' } as const;
const MINUTE_MS = 60_000;

/**
 * Name of the file as which a screenshot is downloaded, by the clock of this machine.
 * @param at when it was taken, in milliseconds
 */
export function pictureFileName(at: number, type: keyof typeof ENDINGS): string {
  const local = at - new Date(at).getTimezoneOffset() * MINUTE_MS;
  const time = new Date(local).toISOString().replace(/\..*/, '').replaceAll(':', '-');
  return `screenshot-${time}.${ENDINGS[type]}`;
}
