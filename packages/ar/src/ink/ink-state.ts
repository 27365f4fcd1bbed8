import type { InkDrafter, MarkId } from '@fernblick/protocol';
import { nextRedo, nextUndo, type Drawing } from '../drawing/drawing.ts';
import type { Follower } from './follower.ts';
import type { Hand } from './hand.ts';
import type { InkState, ToldMark } from './messages.ts';

/** Puts together what a toolbar shows and a screen reader says. */
export function inkStateOf(parts: {
  readonly me: InkDrafter | null;
  readonly drawing: Drawing;
  readonly marks: readonly ToldMark[];
  readonly selected: MarkId | null;
  readonly hand: Hand;
  readonly follower: Follower;
}): InkState {
  const { me, drawing, marks, selected, hand, follower } = parts;
  const isAbove = me?.role === 'agent' && me.inControl && me.mayDraw;
  const author = marks.find(({ id }) => id === selected)?.author;
  return {
    marks,
    selected,
    canUndo: me !== null && nextUndo(drawing, me.id) !== null,
    canRedo: me !== null && nextRedo(drawing, me.id) !== null,
    canDelete: author !== undefined && (isAbove || author === me?.id),
    canClearMine: marks.some((mark) => mark.author === me?.id),
    canClearAll: isAbove && marks.length > 0,
    mayDraw: me !== null && me.mayDraw && (me.role === 'customer' || me.inControl),
    writing: hand.writing,
    width: hand.held.width,
    frozen: follower.isFrozen,
    zoomed: hand.view.scale > 1,
    tracking: follower.tracking,
  };
}
