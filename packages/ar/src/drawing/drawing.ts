import type {
  DrawingOperation,
  Mark,
  MarkId,
  OperationId,
  ParticipantId,
} from '@fernblick/protocol';

// Whoever draws asks the same rule as the server.
export { holdsPen, mayDraw, type Drafter } from '@fernblick/protocol';

/** What has been drawn: the operations known so far, and the marks that they add up to. */
export interface Drawing {
  /** Lowest first. */
  readonly marks: readonly Mark[];
  /** In the order that is the same on every side, whatever order they arrived in. */
  readonly operations: readonly DrawingOperation[];
}

/** A drawing without marks. */
export const EMPTY_DRAWING: Drawing = { marks: [], operations: [] };

type Unstamped<T> = T extends DrawingOperation ? Omit<T, 'id' | 'author' | 'clock'> : never;
/** What somebody wants to do, before it is stamped with who and when. */
export type Intent = Unstamped<DrawingOperation>;

/** Makes an operation that comes after everything this side knows of. */
export function operationOf(
  drawing: Drawing,
  author: ParticipantId,
  id: OperationId,
  intent: Intent,
): DrawingOperation {
  const latest = drawing.operations.at(-1)?.clock ?? 0;
  return { ...intent, id, author, clock: Math.min(latest + 1, Number.MAX_SAFE_INTEGER) };
}

/**
 * Adds one operation. The result depends on which operations are known, never on the order in which they came; one
 * that is known already changes nothing. Who may do it is asked before, of mayDraw.
 */
export function apply(drawing: Drawing, operation: DrawingOperation): Drawing {
  const { operations, marks } = drawing;
  const at = positionOf(operations, operation);
  const there = operations[at];
  if (there !== undefined && compare(there, operation) === 0) return drawing;
  const all = [...operations.slice(0, at), operation, ...operations.slice(at)];
  // Nearly everything is a new mark on top; only the rest is worth adding up again.
  if (at === operations.length && operation.is === 'add') {
    const isNew = isOwnMark(operation) && !marks.some(({ id }) => id === operation.mark.id);
    return { operations: all, marks: isNew ? [...marks, operation.mark] : marks };
  }
  return { operations: all, marks: addUp(all) };
}

/** The drawing that a set of operations makes, in whatever order they are given. */
export function replay(operations: Iterable<DrawingOperation>): Drawing {
  const sorted = [...operations]
    .sort(compare)
    .filter((operation, i, all) => i === 0 || compare(all[i - 1] ?? operation, operation) !== 0);
  return { operations: sorted, marks: addUp(sorted) };
}

/** What an author's next undo would take back; null where there is nothing. */
export function nextUndo(drawing: Drawing, author: ParticipantId): OperationId | null {
  const present = new Set(drawing.marks.map(({ id }) => id));
  // What shows nothing, because somebody else has removed the mark meanwhile, is passed over.
  const shows = (operation: DrawingOperation) => {
    const mark = operation.is.startsWith('delete') ? null : markOf(operation);
    return mark === null || present.has(mark);
  };
  return historyOf(drawing, author).done.findLast(shows)?.id ?? null;
}

/** What an author's next redo would do again; null where there is nothing, or something new was done since. */
export function nextRedo(drawing: Drawing, author: ParticipantId): OperationId | null {
  return historyOf(drawing, author).undone.at(-1)?.id ?? null;
}

/** How an author deletes a mark: their own as such, another's by the right of the agent in control. */
export function deletionOf(mark: Mark, author: ParticipantId): Intent {
  return { is: mark.author === author ? 'delete' : 'delete-any', mark: mark.id };
}

/** The order of all sides: by clock; of what happened at once, by author. */
function compare(a: DrawingOperation, b: DrawingOperation): number {
  return a.clock - b.clock || byText(a.author, b.author) || byText(a.id, b.id);
}

/** By code units: the same in every browser and language. */
function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Where an operation stands or would stand, by halving. */
function positionOf(operations: readonly DrawingOperation[], operation: DrawingOperation): number {
  let [low, high] = [0, operations.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = operations[middle];
    if (other !== undefined && compare(other, operation) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isOwnMark(operation: DrawingOperation & { is: 'add' }): boolean {
  return operation.mark.author === operation.author;
}

function markOf(operation: DrawingOperation): MarkId | null {
  switch (operation.is) {
    case 'add':
      return operation.mark.id;
    case 'change':
    case 'straighten':
    case 'delete':
    case 'delete-any':
      return operation.mark;
    default:
      return null;
  }
}

/** Adds up all operations but those that their own author took back. */
function addUp(operations: readonly DrawingOperation[]): readonly Mark[] {
  const known = new Map<string, DrawingOperation>();
  const undone = new Set<DrawingOperation>();
  for (const operation of operations) {
    if (operation.is === 'undo' || operation.is === 'redo') {
      // With the author in the key nobody can take back what is not theirs; nor what has not happened yet.
      const target = known.get(`${operation.author}/${operation.operation}`);
      if (target === undefined) continue;
      if (operation.is === 'undo') undone.add(target);
      else undone.delete(target);
    } else known.set(`${operation.author}/${operation.id}`, operation);
  }
  const marks = new Map<MarkId, Mark>();
  for (const operation of operations) if (!undone.has(operation)) carryOut(marks, operation);
  return [...marks.values()];
}

/** Carries one operation out on the marks so far; what is not one's own is changed by nobody else. */
function carryOut(marks: Map<MarkId, Mark>, operation: DrawingOperation): void {
  const { author } = operation;
  switch (operation.is) {
    case 'add':
      if (isOwnMark(operation) && !marks.has(operation.mark.id))
        marks.set(operation.mark.id, operation.mark);
      return;
    case 'change':
    case 'straighten': {
      const mark = marks.get(operation.mark);
      if (mark?.author !== author) return;
      const to = operation.is === 'change' ? operation.to : { shape: operation.shape };
      marks.set(mark.id, { ...mark, ...to });
      return;
    }
    case 'delete':
      if (marks.get(operation.mark)?.author === author) marks.delete(operation.mark);
      return;
    case 'delete-any':
      marks.delete(operation.mark);
      return;
    case 'clear-mine':
      for (const mark of marks.values()) if (mark.author === author) marks.delete(mark.id);
      return;
    case 'clear-all':
      marks.clear();
      return;
    case 'undo':
    case 'redo':
  }
}

interface History {
  readonly done: readonly DrawingOperation[];
  readonly undone: readonly DrawingOperation[];
}

/** An author's own operations: which stand, and which were taken back and can be done again. */
function historyOf({ operations }: Drawing, author: ParticipantId): History {
  const done: DrawingOperation[] = [];
  const undone: DrawingOperation[] = [];
  // Taken back before something new was done: no button does it again, but another client may, and then it stands.
  const passed: DrawingOperation[] = [];
  for (const operation of operations) {
    if (operation.author !== author) continue;
    if (operation.is === 'undo') moveOver(done, undone, operation.operation);
    else if (operation.is === 'redo') {
      if (!moveOver(undone, done, operation.operation)) moveOver(passed, done, operation.operation);
    } else {
      done.push(operation);
      passed.push(...undone.splice(0));
    }
  }
  return { done, undone };
}

/** Nearly always it is the last one; false where it is not there. */
function moveOver(from: DrawingOperation[], to: DrawingOperation[], id: OperationId): boolean {
  const at = from.findLastIndex((operation) => operation.id === id);
  if (at >= 0) to.push(...from.splice(at, 1));
  return at >= 0;
}
