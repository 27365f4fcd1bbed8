import type { RecordingChapter } from '@fernblick/protocol';
import type { ChunkTimes, Recording, SessionState } from '@fernblick/session';

/** As many places to jump to fit a list that somebody looks through; keeps views below their size limit. */
const MAX_CHAPTERS = 24;
/** Strokes that follow each other sooner belong together. */
const SAME_DRAWING_MS = 10_000;
/** As long as this after a picture, one in full size by the same person is of the same moment: it is asked for by the first one's card. */
const SAME_PICTURE_MS = 60_000;

/** What a recording is made of, and what happened meanwhile. */
export interface ChapterSources {
  readonly pictures: SessionState['pictures'];
  readonly recording: Pick<Recording, 'spans' | 'startedAt'>;
  /** The times of its pieces, in their order. */
  readonly pieces: readonly ChunkTimes[];
  /** When something was drawn. */
  readonly drawnAt: readonly number[];
}

/** Places to jump to: where it went on after a pause, where somebody took a picture, and where they began to draw. */
export function chaptersOf({
  pictures,
  recording: { spans, startedAt },
  pieces,
  drawnAt,
}: ChapterSources): readonly RecordingChapter[] {
  const start = startedAt ?? 0;
  const isRecorded = (at: number): boolean =>
    spans.some(({ from, until }) => at >= from && at <= (until ?? Number.POSITIVE_INFINITY));
  const chapter = (what: RecordingChapter['what'], at: number): RecordingChapter => ({
    atMs: placeOf(at - start, pieces),
    what,
  });
  const drawn = drawnAt
    .filter((at) => isRecorded(at))
    .filter(
      (at, index, all) => at - (all[index - 1] ?? Number.NEGATIVE_INFINITY) > SAME_DRAWING_MS,
    );
  const chapters = [
    ...spans.slice(1).map(({ from }) => chapter('resumed', from)),
    ...momentsOf(pictures)
      .filter((at) => isRecorded(at))
      .map((at) => chapter('picture', at)),
    ...drawn.map((at) => chapter('drawing', at)),
  ];
  return fewest(chapters).sort((a, b) => a.atMs - b.atMs);
}

/** When pictures were taken, each moment once: the same without its drawings, or in full size, is no other one. */
function momentsOf(pictures: SessionState['pictures']): readonly number[] {
  const taken = pictures.filter(({ parent }) => parent === null).sort((a, b) => a.at - b.at);
  return taken
    .filter(
      ({ at, by, full }, index) =>
        !taken.slice(0, index).some((before) => {
          const isTheirs = before.by.subject === by.subject && before.by.role === by.role;
          return isTheirs && (before.at === at || (full && at - before.at <= SAME_PICTURE_MS));
        }),
    )
    .map(({ at }) => at);
}

/** Where a moment is in the file, which has its pieces one after the other and nothing between them. */
function placeOf(ms: number, pieces: readonly ChunkTimes[]): number {
  return pieces.reduce(
    (place, { from, until }) => place + Math.max(0, Math.min(until, ms) - from),
    0,
  );
}

/** What somebody did on purpose stays longest: pictures, then pauses, then drawings. */
function fewest(chapters: readonly RecordingChapter[]): RecordingChapter[] {
  const rank = { picture: 0, resumed: 1, drawing: 2 } as const;
  return chapters.toSorted((a, b) => rank[a.what] - rank[b.what]).slice(0, MAX_CHAPTERS);
}
