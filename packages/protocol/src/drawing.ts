import * as v from 'valibot';
import {
  COORDINATE_RANGE,
  MAX_MARK_TEXT,
  MAX_OUTLINE_POINTS,
  MAX_PIN_NUMBER,
  MAX_STROKE_POINTS,
} from './drawing-limits.ts';
import { Count, id, line, ParticipantId } from './shapes.ts';

/** Names one mark; made by the side that draws it. */
export const MarkId = id('mark id');
export type MarkId = v.InferOutput<typeof MarkId>;
/** Names one operation on a drawing; the same one twice has one effect. */
export const OperationId = id('operation id');
export type OperationId = v.InferOutput<typeof OperationId>;
/** Names the anchor, and with it the keyframe, that a mark's coordinates belong to. */
export const AnchorId = id('anchor id');
export type AnchorId = v.InferOutput<typeof AnchorId>;

const coordinate = v.pipe(
  v.number(),
  v.minValue(COORDINATE_RANGE.min),
  v.maxValue(COORDINATE_RANGE.max),
);

/** A place in the keyframe: 0 to 1 of its width and of its height; what sticks out may lie a little beyond. */
export const Point = v.object({ x: coordinate, y: coordinate });
export type Point = v.InferOutput<typeof Point>;

/** One point of a stroke, short because there are many: x, y, and the pressure from 0 to 1. */
export const StrokePoint = v.tuple([
  coordinate,
  coordinate,
  v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
]);
export type StrokePoint = v.InferOutput<typeof StrokePoint>;

const strokePoints = v.pipe(v.array(StrokePoint), v.minLength(1), v.maxLength(MAX_STROKE_POINTS));
/** What is written on a mark: one line, as typed; it is broken where it is drawn. */
export const MarkText = line(MAX_MARK_TEXT);
export type MarkText = v.InferOutput<typeof MarkText>;

const span = { from: Point, to: Point };

const spans = [
  v.object({ is: v.literal('line'), ...span }),
  v.object({ is: v.literal('arrow'), ...span }),
  v.object({ is: v.literal('arrow-3d'), ...span }),
  v.object({ is: v.literal('rectangle'), corners: v.tuple([Point, Point, Point, Point]) }),
  // Two half axes as points: any turned or sheared ellipse, without an angle that would depend on the frame's shape.
  v.object({ is: v.literal('ellipse'), center: Point, tips: v.tuple([Point, Point]) }),
] as const;

/** What is drawn from one place to another, and is known as a whole at every moment. */
export const SpanShape = v.variant('is', spans);
export type SpanShape = v.InferOutput<typeof SpanShape>;

/** What a mark looks like, in coordinates of its keyframe; `is` says with which tool it was made. */
export const MarkShape = v.variant('is', [
  v.object({ is: v.literal('pen'), points: strokePoints }),
  v.object({ is: v.literal('highlighter'), points: strokePoints }),
  ...spans,
  v.object({ is: v.literal('text'), at: Point, text: MarkText }),
  v.object({ is: v.literal('label'), at: Point, text: MarkText }),
  v.object({
    is: v.literal('pin'),
    at: Point,
    number: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_PIN_NUMBER)),
    text: v.exactOptional(MarkText),
  }),
  v.object({
    is: v.literal('outline'),
    points: v.pipe(v.array(Point), v.minLength(3), v.maxLength(MAX_OUTLINE_POINTS)),
  }),
]);
export type MarkShape = v.InferOutput<typeof MarkShape>;

/** One of six colours, each of which comes with a dark and a light outline. */
export const MarkColor = v.picklist(['red', 'yellow', 'green', 'blue', 'pink', 'white']);
export type MarkColor = v.InferOutput<typeof MarkColor>;

/** One of five steps, from fine to bold. */
export const MarkWidth = v.picklist([1, 2, 3, 4, 5]);
export type MarkWidth = v.InferOutput<typeof MarkWidth>;

/** One thing that somebody drew. */
export const Mark = v.object({
  id: MarkId,
  author: ParticipantId,
  anchor: AnchorId,
  color: MarkColor,
  width: MarkWidth,
  shape: MarkShape,
});
export type Mark = v.InferOutput<typeof Mark>;

const stamp = {
  id: OperationId,
  author: ParticipantId,
  /** One more than the highest that its author knew of: orders operations alike on every side. */
  clock: Count,
};

/** What somebody does to a drawing; a drawing is what its operations add up to. */
export const DrawingOperation = v.variant('is', [
  v.object({ ...stamp, is: v.literal('add'), mark: Mark }),
  v.object({
    ...stamp,
    is: v.literal('change'),
    mark: MarkId,
    to: v.object({
      anchor: v.exactOptional(AnchorId),
      color: v.exactOptional(MarkColor),
      width: v.exactOptional(MarkWidth),
      shape: v.exactOptional(MarkShape),
    }),
  }),
  v.object({ ...stamp, is: v.literal('straighten'), mark: MarkId, shape: MarkShape }),
  // One's own.
  v.object({ ...stamp, is: v.literal('delete'), mark: MarkId }),
  // Anybody's, by the agent in control.
  v.object({ ...stamp, is: v.literal('delete-any'), mark: MarkId }),
  v.object({ ...stamp, is: v.literal('clear-mine') }),
  v.object({ ...stamp, is: v.literal('clear-all') }),
  v.object({ ...stamp, is: v.literal('undo'), operation: OperationId }),
  v.object({ ...stamp, is: v.literal('redo'), operation: OperationId }),
]);
export type DrawingOperation = v.InferOutput<typeof DrawingOperation>;
