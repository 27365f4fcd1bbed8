import type { PictureView } from '@fernblick/protocol';
import { timedName } from './file-name.ts';

const ENDINGS = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' } as const;

/** Name of the file as which a screenshot is downloaded; what is kept of one moment more than once has a name for each. */
export function pictureFileName({
  at,
  type,
  full,
  drawings,
}: Pick<PictureView, 'at' | 'type' | 'full' | 'drawings'>): string {
  const what = full ? '-full' : drawings ? '-drawings' : '';
  return timedName('screenshot', at, `${what}.${ENDINGS[type]}`);
}
