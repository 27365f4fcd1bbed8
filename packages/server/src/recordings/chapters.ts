import type { RecordingChapter } from '@fernblick/protocol';
import type { Recording, SessionState } from '@fernblick/session';

/** As many places to jump to fit a list that somebody looks through; keeps views below their size limit. */
const MAX_CHAPTERS = 24;

/** Places to jump to: where it went on after a pause, and where somebody took a picture. */
export function chaptersOf(
  { pictures }: Pick<SessionState, 'pictures'>,
  { spans }: Pick<Recording, 'spans'>,
): readonly RecordingChapter[] {
  const chapters: RecordingChapter[] = [];
  // Pauses are not in the file: its time is the sum of what ran before.
  let before = 0;
  for (const [index, { from, until }] of spans.entries()) {
    const end = until ?? from;
    if (index > 0) chapters.push({ atMs: before, what: 'resumed' });
    for (const { at, parent } of pictures)
      if (parent === null && at >= from && at <= end)
        chapters.push({ atMs: before + at - from, what: 'picture' });
    before += end - from;
  }
  return chapters.sort((a, b) => a.atMs - b.atMs).slice(0, MAX_CHAPTERS);
}
