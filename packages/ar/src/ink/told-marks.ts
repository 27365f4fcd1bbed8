import type { AnchorId, Mark, MarkShape } from '@fernblick/protocol';
import type { PoseStatus } from '../drawing/trace.ts';
import type { ToldMark } from './messages.ts';

/** Tells marks without seeing them; the same array until one of them is another, or somewhere else. */
export class ToldMarks {
  #marks: readonly Mark[] = [];
  #states = new Map<AnchorId, PoseStatus | 'waiting'>();
  #told: readonly ToldMark[] = [];

  of(
    marks: readonly Mark[],
    statusOf: (anchor: AnchorId) => PoseStatus | null,
  ): readonly ToldMark[] {
    const states = new Map<AnchorId, PoseStatus | 'waiting'>();
    for (const { anchor } of marks)
      if (!states.has(anchor)) states.set(anchor, statusOf(anchor) ?? 'waiting');
    const isSame =
      marks === this.#marks &&
      [...states].every(([anchor, state]) => this.#states.get(anchor) === state);
    if (isSame) return this.#told;
    [this.#marks, this.#states] = [marks, states];
    const counts = new Map<MarkShape['is'], number>();
    this.#told = marks.map(({ id, author, anchor, shape }) => {
      const count = (counts.get(shape.is) ?? 0) + 1;
      counts.set(shape.is, count);
      return {
        id,
        kind: shape.is,
        // A pin goes by the number that is written on it.
        ordinal: shape.is === 'pin' ? shape.number : count,
        author,
        state: states.get(anchor) ?? 'waiting',
        text: 'text' in shape ? (shape.text ?? '') : '',
      };
    });
    return this.#told;
  }
}
