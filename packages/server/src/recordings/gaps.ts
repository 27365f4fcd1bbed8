import type { ChunkTimes, Recording, RecordingGaps } from '@fernblick/session';

/** So long nothing is between two pieces without anybody missing it: a piece has half a second, or nearly one. */
const SHORT_MS = 1_000;
/** A page learns late that a recording begins, goes on or is over, and an encoder takes its time for the first picture. */
const SHORT_AT_ENDS_MS = 2_000;

/** Where nothing was stored of the times in which it should have run, by the times that its pieces say. */
export function gapsOf(
  { spans, startedAt }: Pick<Recording, 'spans' | 'startedAt'>,
  pieces: readonly ChunkTimes[],
): RecordingGaps {
  const gaps = spans.flatMap(({ from, until }) => {
    const begin = from - (startedAt ?? 0);
    const end = until === null ? begin : until - (startedAt ?? 0);
    const within = pieces.filter((piece) => piece.from < end && piece.until > begin);
    const starts = [...within.map((piece) => piece.from), end];
    const ends = [begin, ...within.map((piece) => piece.until)];
    return starts
      .map((start, n) => ({ ms: start - (ends[n] ?? 0), isAtEnd: n === 0 || n === within.length }))
      .filter(({ ms, isAtEnd }) => ms > (isAtEnd ? SHORT_AT_ENDS_MS : SHORT_MS))
      .map(({ ms }) => ms);
  });
  return { places: gaps.length, ms: gaps.reduce((sum, ms) => sum + ms, 0) };
}
