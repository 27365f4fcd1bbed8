import {
  MAX_MARK_TEXT,
  MAX_PIN_NUMBER,
  tidyLine,
  type Mark,
  type MarkShape,
  type MarkWidth,
  type Point,
  type SpanShape,
  type StrokePoint,
} from '@fernblick/protocol';
import type { Intent } from '../drawing.ts';
import { place, pointsOf, strokePoint, type Size } from '../mark.ts';
import type { Straightened } from '../straighten.ts';
import { extendTrail, type TrailSpot } from './pointer-trail.ts';
import { moveReticle, within, type ToolKey } from './reticle.ts';
import { finishSpan, spanShape, TAP_SIZE, type SpanTool } from './span.ts';
import { extendStroke, strokePoints, type StrokePath } from './stroke.ts';

/** What a hand draws with; the pointer leaves nothing behind, and picking asks for an object. */
export type ToolName =
  'pen' | 'highlighter' | SpanTool | 'text' | 'label' | 'pin' | 'pointer' | 'pick';

/** A mouse, a pen or a finger, in coordinates of the keyframe. */
export interface HandEvent {
  readonly is: 'down' | 'move' | 'up' | 'cancel';
  readonly pointer: number;
  readonly kind: 'mouse' | 'pen' | 'touch';
  readonly x: number;
  readonly y: number;
  /** From 0 to 1; 0.5 where the device tells none. */
  readonly pressure: number;
  readonly timeMs: number;
}

/** What a tool takes in. */
export type ToolEvent =
  | HandEvent
  | { readonly is: 'key'; readonly key: ToolKey; readonly fine?: boolean; readonly timeMs: number }
  /** The whole text so far of what is being written. */
  | { readonly is: 'write'; readonly text: string }
  /** What is being written is finished. */
  | { readonly is: 'written' };

/**
 * What a tool has to know. A fresh `id` comes with every event; it is used where the event begins a mark, and the rest
 * is taken at that moment too.
 */
export interface ToolContext extends Omit<Mark, 'shape'> {
  /** The keyframe's size, in px. */
  readonly frame: Size;
  /** The number of the next pin. */
  readonly pinNumber: number;
  /**
   * The nearest place inside the picture that is shown, which a camera has moved on from the keyframe; inside the keyframe
   * where nothing else is known.
   */
  readonly keep?: (x: number, y: number) => Point;
  /** Straightens what was roughly drawn, where that is wanted; handed in, so that it is loaded only then. */
  readonly straighten?: (points: readonly StrokePoint[], frame: Size) => Straightened | null;
}

/** Who holds the tool: a pointer by its id, or the keyboard. */
type Holder = number | 'keyboard';

type Work =
  | { readonly is: 'stroke'; readonly by: Holder; readonly path: StrokePath }
  | { readonly is: 'span'; readonly by: Holder; readonly from: Point; readonly to: Point }
  | { readonly is: 'place'; readonly by: Holder; readonly at: Point }
  | { readonly is: 'write'; readonly shape: MarkShape & { is: 'text' | 'label' | 'pin' } }
  | { readonly is: 'point'; readonly by: Holder };

/** Where a tool stands. */
export interface ToolState {
  readonly tool: ToolName;
  /** The keyboard's place in the picture; null until a key has moved it. */
  readonly reticle: Point | null;
  readonly work: Work | null;
  /** What was known when the mark under way was begun. */
  readonly context: ToolContext | null;
  readonly trail: readonly TrailSpot[];
}

/** What comes of an event besides a new state. */
export type ToolOutcome =
  | { readonly is: 'operation'; readonly intent: Intent }
  /** Another width was asked for by key. */
  | { readonly is: 'width'; readonly width: MarkWidth }
  /** An object was tapped or circled. */
  | { readonly is: 'pick'; readonly points: readonly Point[] };

export interface ToolStep {
  readonly state: ToolState;
  readonly outcomes: readonly ToolOutcome[];
}

/** A tool in the hand, before anything is drawn with it. */
export function takeTool(tool: ToolName): ToolState {
  return { tool, reticle: null, work: null, context: null, trail: [] };
}

/** One event into a tool: a new state, and what it comes to. */
export function useTool(state: ToolState, event: ToolEvent, context: ToolContext): ToolStep {
  switch (event.is) {
    case 'key':
      return useKey(state, event, context);
    case 'write':
      return { state: written(state, event.text), outcomes: [] };
    case 'written':
      return finish(state, context);
    default:
      return usable(event) ? useHand(state, event, context) : only(state);
  }
}

/** The mark under way, with all of its points, for one's own eyes; null where there is none. */
export function previewOf({ tool, work, context }: ToolState): Mark | null {
  if (work === null || context === null) return null;
  const { id, author, anchor, color, width } = context;
  const shape = shapeOf(tool, work);
  return shape === null ? null : { id, author, anchor, color, width, shape };
}

/** The shape under way, where it is drawn from one place to another. */
export function spanUnderWay({ tool, work }: ToolState): SpanShape | null {
  return work?.is === 'span' && isSpan(tool) ? spanShape(tool, work.from, work.to) : null;
}

/** True while text can be entered. */
export function isWriting({ work }: ToolState): boolean {
  return work?.is === 'write';
}

const only = (state: ToolState): ToolStep => ({ state, outcomes: [] });
const idle = (state: ToolState): ToolState => ({ ...state, work: null, context: null });

function usable({ x, y, timeMs }: HandEvent): boolean {
  return Number.isFinite(x) && Number.isFinite(y) && Number.isFinite(timeMs);
}

function useHand(state: ToolState, event: HandEvent, context: ToolContext): ToolStep {
  const at = (context.keep ?? within)(event.x, event.y);
  const pressure = Number.isFinite(event.pressure) ? event.pressure : 0.5;
  if (event.is === 'down') {
    // A second finger, or a palm beside the pen, draws nothing.
    if (holderOf(state) !== null) return only(state);
    const done = finish(state, context);
    const begun = begin(done.state, event.pointer, at, pressure, event.timeMs, context);
    return { state: begun, outcomes: done.outcomes };
  }
  if (holderOf(state) !== event.pointer) return only(state);
  if (event.is === 'cancel') return only(idle(state));
  // What is reported on lifting has no pressure of its own.
  const there = event.is === 'move' ? extend(state, at, pressure, event.timeMs) : reach(state, at);
  return event.is === 'move' ? only(there) : finish(there, context);
}

function useKey(
  state: ToolState,
  { key, fine = false, timeMs }: ToolEvent & { is: 'key' },
  context: ToolContext,
): ToolStep {
  const writing = isWriting(state);
  if (key === 'Escape') return only(idle(state));
  if (key === 'Enter') {
    if (writing || holderOf(state) === 'keyboard') return finish(state, context);
    if (holderOf(state) !== null) return only(state);
    const at = state.reticle ?? { x: 0.5, y: 0.5 };
    const begun = begin({ ...state, reticle: at }, 'keyboard', at, 0.5, timeMs, context);
    return begun.work?.is === 'place' ? finish(begun, context) : only(begun);
  }
  // While somebody writes, the other keys are theirs.
  if (writing) return only(state);
  if (key === '+' || key === '-') return size(state, key === '+' ? 1 : -1, context);
  const reticle = moveReticle(state.reticle, key, fine, context.frame, context.keep);
  if (reticle === null) return only(state);
  const placed = { ...state, reticle };
  return only(holderOf(state) === 'keyboard' ? extend(placed, reticle, 0.5, timeMs) : placed);
}

/** Bigger or smaller: the shape that the keyboard is drawing, else the width of what comes next. */
function size(state: ToolState, by: 1 | -1, context: ToolContext): ToolStep {
  const { work } = state;
  if (work?.is === 'span' && work.by === 'keyboard') {
    const { from, to } = work;
    const { width, height } = context.frame;
    const factor = by > 0 ? 1.25 : 0.8;
    const [dx, dy] = [to.x - from.x, to.y - from.y].map((d) => d * factor) as [number, number];
    // What has no size yet gets the usual one.
    const usual = dx === 0 && dy === 0 ? TAP_SIZE * Math.min(width, height) : 0;
    const reticle = (context.keep ?? within)(
      from.x + dx + usual / width,
      from.y + dy + usual / height,
    );
    return only({ ...state, reticle, work: { ...work, to: reticle } });
  }
  const width = Math.min(5, Math.max(1, context.width + by)) as MarkWidth;
  return { state, outcomes: width === context.width ? [] : [{ is: 'width', width }] };
}

function holderOf({ work }: ToolState): Holder | null {
  return work === null || work.is === 'write' ? null : work.by;
}

function begin(
  state: ToolState,
  by: Holder,
  at: Point,
  pressure: number,
  timeMs: number,
  context: ToolContext,
): ToolState {
  const { tool } = state;
  const first = (): StrokePath =>
    extendStroke(null, strokePoint(at.x, at.y, pressure), context.width, context.frame);
  const work = ((): Work => {
    switch (tool) {
      case 'pen':
      case 'highlighter':
      case 'pick':
        return { is: 'stroke', by, path: first() };
      case 'text':
      case 'label':
      case 'pin':
        return { is: 'place', by, at };
      case 'pointer':
        return { is: 'point', by };
      default:
        return { is: 'span', by, from: at, to: at };
    }
  })();
  const trail = tool === 'pointer' ? extendTrail(state.trail, { ...at, timeMs }) : state.trail;
  return { ...state, work, context, trail };
}

function extend(state: ToolState, at: Point, pressure: number, timeMs: number): ToolState {
  const { work, context } = state;
  if (work === null || context === null) return state;
  if (work.is === 'point') return { ...state, trail: extendTrail(state.trail, { ...at, timeMs }) };
  if (work.is !== 'stroke') return reach(state, at);
  const point = strokePoint(at.x, at.y, pressure);
  const path = extendStroke(work.path, point, context.width, context.frame);
  return { ...state, work: { ...work, path } };
}

/** Takes the end of what is under way to a place. */
function reach(state: ToolState, at: Point): ToolState {
  const { work } = state;
  if (work?.is === 'span') return { ...state, work: { ...work, to: at } };
  if (work?.is === 'place') return { ...state, work: { ...work, at } };
  return state;
}

function written(state: ToolState, text: string): ToolState {
  const { work } = state;
  if (work?.is !== 'write') return state;
  const shape = { ...work.shape, text: text.slice(0, MAX_MARK_TEXT) };
  return { ...state, work: { ...work, shape } };
}

/** Ends what is under way, whatever it is. */
function finish(state: ToolState, now: ToolContext): ToolStep {
  const { tool, work } = state;
  const context = state.context ?? now;
  if (work === null) return only(state);
  if (work.is === 'point') return only(idle(state));
  if (work.is === 'place') return placeDown(state, work.at, context);
  if (work.is === 'write') return writeDown(state, work.shape, context);
  const shape = finishedShape(tool, work, context);
  if (tool === 'pick' && shape !== null)
    return { state: idle(state), outcomes: [{ is: 'pick', points: pointsOf(shape) }] };
  if (shape === null) return only(idle(state));
  const outcomes = [add(shape, context)];
  const straight =
    shape.is === 'pen' ? (context.straighten?.(shape.points, context.frame) ?? null) : null;
  if (straight !== null)
    outcomes.push(operation({ is: 'straighten', mark: context.id, shape: straight.shape }));
  return { state: idle(state), outcomes };
}

function finishedShape(
  tool: ToolName,
  work: Work & { is: 'stroke' | 'span' },
  { width, frame }: ToolContext,
): MarkShape | null {
  if (work.is === 'span') return isSpan(tool) ? finishSpan(tool, work.from, work.to, frame) : null;
  const is = tool === 'highlighter' ? tool : 'pen';
  return { is, points: strokePoints(work.path, width, frame) };
}

function placeDown(state: ToolState, at: Point, context: ToolContext): ToolStep {
  const spot = place(at.x, at.y);
  if (state.tool !== 'pin') {
    const is = state.tool === 'label' ? 'label' : 'text';
    return only({ ...state, context, work: { is: 'write', shape: { is, at: spot, text: '' } } });
  }
  const number = Math.min(MAX_PIN_NUMBER, Math.max(1, context.pinNumber));
  const shape = { is: 'pin', at: spot, number } as const;
  // A pin stands at once; its caption may follow.
  return {
    state: { ...state, context, work: { is: 'write', shape } },
    outcomes: [add(shape, context)],
  };
}

function writeDown(
  state: ToolState,
  shape: MarkShape & { is: 'text' | 'label' | 'pin' },
  context: ToolContext,
): ToolStep {
  const text = tidyLine(shape.text ?? '')
    .slice(0, MAX_MARK_TEXT)
    .trim();
  const outcomes: ToolOutcome[] = [];
  if (text !== '' && shape.is === 'pin')
    outcomes.push(operation({ is: 'change', mark: context.id, to: { shape: { ...shape, text } } }));
  else if (text !== '') outcomes.push(add({ ...shape, text }, context));
  return { state: idle(state), outcomes };
}

function isSpan(tool: ToolName): tool is SpanTool {
  return (
    tool === 'line' ||
    tool === 'arrow' ||
    tool === 'arrow-3d' ||
    tool === 'rectangle' ||
    tool === 'ellipse'
  );
}

function shapeOf(tool: ToolName, work: Work): MarkShape | null {
  if (work.is === 'write') return work.shape;
  if (work.is === 'span' && isSpan(tool)) return spanShape(tool, work.from, work.to);
  if (work.is !== 'stroke') return null;
  const { settled, recent } = work.path;
  return { is: tool === 'highlighter' ? tool : 'pen', points: [...settled, ...recent] };
}

function operation(intent: Intent): ToolOutcome {
  return { is: 'operation', intent };
}

function add(shape: MarkShape, { id, author, anchor, color, width }: ToolContext): ToolOutcome {
  return operation({ is: 'add', mark: { id, author, anchor, color, width, shape } });
}
