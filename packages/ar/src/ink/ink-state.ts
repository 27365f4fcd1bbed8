import type { InkDrafter, MarkId } from '@fernblick/protocol';
import { holdsPen, nextRedo, nextUndo, type Drawing } from '../drawing/drawing.ts';
import type { Follower } from './follower.ts';
import type { Hand } from './hand.ts';
import type { InkState, ToldMark } from './messages.ts';
import { ToldMarks } from './told-marks.ts';

/** What a state is made of. */
export interface InkStateParts {
  readonly me: InkDrafter | null;
  readonly drawing: Drawing;
  readonly selected: MarkId | null;
  readonly hand: Hand;
  readonly follower: Follower;
  readonly standing: InkState['standing'];
  readonly picking: boolean;
}

/** Tells a page how the drawing stands, whenever that is something else than before. */
export class StateTeller {
  readonly #report: (state: InkState) => void;
  readonly #told = new ToldMarks();
  /** What was told last: the marks, and everything else as text. */
  #last: { readonly marks: InkState['marks']; readonly rest: string } | null = null;

  constructor(report: (state: InkState) => void) {
    this.#report = report;
  }

  tell(parts: InkStateParts): void {
    const { drawing, follower } = parts;
    const told = this.#told.of(drawing.marks, (anchor) => follower.poseOf(anchor)?.status ?? null);
    const { marks, ...rest } = inkStateOf(parts, told);
    const text = JSON.stringify(rest);
    if (marks === this.#last?.marks && text === this.#last.rest) return;
    this.#last = { marks, rest: text };
    this.#report({ ...rest, marks });
  }
}

/** Puts together what a toolbar shows and a screen reader says. */
function inkStateOf(parts: InkStateParts, marks: readonly ToldMark[]): InkState {
  const { me, drawing, selected, hand, follower, picking, standing } = parts;
  const mayDraw = me !== null && holdsPen(me);
  const isAbove = mayDraw && me.role === 'agent';
  const author = marks.find(({ id }) => id === selected)?.author;
  return {
    marks,
    selected,
    canUndo: me !== null && nextUndo(drawing, me.id) !== null,
    canRedo: me !== null && nextRedo(drawing, me.id) !== null,
    canDelete: author !== undefined && (isAbove || author === me?.id),
    canClearMine: marks.some((mark) => mark.author === me?.id),
    canClearAll: isAbove && marks.length > 0,
    mayDraw,
    writing: hand.writing,
    width: hand.held.width,
    frozen: follower.isFrozen,
    zoomed: hand.view.scale > 1,
    picking,
    tracking: follower.tracking,
    isTold: follower.isTold,
    standing,
    pen: hand.pen,
  };
}
