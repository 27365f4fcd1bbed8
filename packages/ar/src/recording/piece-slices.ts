import type { WebmBlock } from './webm-writer.ts';

/** A little less than a second, as times are rounded on their way. */
const MOST_PIECE_MS = 950;

/** Pictures and sounds that go out as one piece, and of when they are, in the film. */
export interface PieceSlice {
  readonly blocks: readonly WebmBlock[];
  readonly fromMs: number;
  readonly untilMs: number;
}

/**
 * Parts of less than a second each, in the order of their times: a worker that was held up has more at once. A part begins
 * where the one before ends, or with its own first block where nothing is in between for as long as that.
 */
export function slicesOf(blocks: readonly WebmBlock[], sinceMs: number): readonly PieceSlice[] {
  const slices: { blocks: WebmBlock[]; fromMs: number; untilMs: number }[] = [];
  let untilMs = sinceMs;
  for (const block of blocks.toSorted((a, b) => a.atMs - b.atMs)) {
    const slice = slices.at(-1);
    // Sound that comes late is of before what has gone out already.
    const firstMs = Math.min(slice?.fromMs ?? untilMs, slice?.blocks[0]?.atMs ?? untilMs);
    if (slice === undefined || block.atMs - firstMs > MOST_PIECE_MS) {
      const fromMs = block.atMs - untilMs > MOST_PIECE_MS ? block.atMs : untilMs;
      slices.push({ blocks: [block], fromMs, untilMs: Math.max(fromMs, block.atMs) });
    } else {
      slice.blocks.push(block);
      slice.untilMs = Math.max(slice.fromMs, block.atMs);
    }
    untilMs = slices.at(-1)?.untilMs ?? untilMs;
  }
  return slices;
}
