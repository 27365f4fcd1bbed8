import { timedName } from './file-name.ts';

const ENDINGS = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' } as const;

/**
 * Name of the file as which a screenshot is downloaded.
 * @param at when it was taken, in milliseconds
 */
export function pictureFileName(at: number, type: keyof typeof ENDINGS): string {
  return timedName('screenshot', at, ENDINGS[type]);
}
