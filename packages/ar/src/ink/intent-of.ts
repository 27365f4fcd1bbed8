import type { InkDrafter, Mark, MarkId, ParticipantId } from '@fernblick/protocol';
import {
  deletionOf,
  holdsPen,
  nextRedo,
  nextUndo,
  type Drawing,
  type Intent,
} from '../drawing/drawing.ts';
import type { InkAction } from './messages.ts';

/** What a button means for the drawing; null where there is nothing to do. */
export function intentOf(
  action: InkAction,
  drawing: Drawing,
  author: ParticipantId,
  selected: MarkId | null,
): Intent | null {
  switch (action) {
    case 'undo':
    case 'redo': {
      const operation = (action === 'undo' ? nextUndo : nextRedo)(drawing, author);
      return operation === null ? null : { is: action, operation };
    }
    case 'delete': {
      const mark = drawing.marks.find(({ id }) => id === selected);
      return mark === undefined ? null : deletionOf(mark, author);
    }
    case 'clear-mine':
    case 'clear-all':
      return { is: action };
  }
}

/** A mark that somebody may change, because they may draw and it is theirs; null where there is none. */
export function ownMark(
  { marks }: Drawing,
  mark: MarkId | null,
  me: InkDrafter | null,
): Mark | null {
  if (me === null || !holdsPen(me)) return null;
  return marks.find(({ id, author }) => id === mark && author === me.id) ?? null;
}
