import type { DrawingOperation, Mark, MarkShape, StrokePoint } from '@fernblick/protocol';
import { EMPTY_DRAWING, apply, operationOf, type Drawing, type Intent } from '../drawing.ts';
import type { Size } from '../mark.ts';
import type { ToolContext } from '../tools/tool.ts';

export const FRAME: Size = { width: 640, height: 480 };
export const ANNA = 'participant-anna';
export const MIA = 'participant-mia';

export function markOf(id: string, shape: MarkShape, author = ANNA): Mark {
  return {
    id: `mark-${id}`.padEnd(8, '-'),
    author,
    anchor: 'anchor-1',
    color: 'red',
    width: 3,
    shape,
  };
}

export function arrow(id: string, author = ANNA): Mark {
  return markOf(id, { is: 'arrow', from: { x: 0.1, y: 0.2 }, to: { x: 0.5, y: 0.6 } }, author);
}

/** Draws by hand: makes each operation, applies it, remembers it. */
export class Sheet {
  drawing: Drawing = EMPTY_DRAWING;
  readonly sent: DrawingOperation[] = [];
  #count = 0;
  readonly #author: string;

  constructor(author = ANNA) {
    this.#author = author;
  }

  do(intent: Intent): DrawingOperation {
    this.#count++;
    const id = `${this.#author}-${this.#count}`;
    const operation = operationOf(this.drawing, this.#author, id, intent);
    this.receive(operation);
    this.sent.push(operation);
    return operation;
  }

  receive(operation: DrawingOperation): void {
    this.drawing = apply(this.drawing, operation);
  }

  get ids(): readonly string[] {
    return this.drawing.marks.map(({ id }) => id);
  }
}

export function context(changes: Partial<ToolContext> = {}): ToolContext {
  return {
    id: 'mark-0001',
    author: ANNA,
    anchor: 'anchor-1',
    color: 'blue',
    width: 3,
    frame: FRAME,
    pinNumber: 1,
    ...changes,
  };
}

/** A stroke through px of a frame. */
export function strokeThrough(
  spots: readonly (readonly [number, number])[],
  frame: Size = FRAME,
): StrokePoint[] {
  return spots.map(([x, y]) => [x / frame.width, y / frame.height, 0.5]);
}
