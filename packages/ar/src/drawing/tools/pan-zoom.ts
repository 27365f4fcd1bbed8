import type { Point } from '@fernblick/protocol';
import type { Size } from '../mark.ts';

/** How a person has zoomed and panned the picture: element px = px × scale + (x, y). */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** The whole picture. */
export const WHOLE_VIEW: View = { scale: 1, x: 0, y: 0 };
export const MAX_ZOOM = 8;

/** A finger, pen or mouse on the element, in CSS px from its top left. */
export interface FingerEvent {
  readonly is: 'down' | 'move' | 'up' | 'cancel';
  readonly pointer: number;
  readonly kind: 'mouse' | 'pen' | 'touch';
  readonly x: number;
  readonly y: number;
}

interface Finger extends Point {
  readonly pointer: number;
}

/** Which fingers lie on the element; once there were two, all of them belong to the gesture until the last one lifts. */
export interface PanZoomState {
  readonly view: View;
  readonly fingers: readonly Finger[];
  readonly zooming: boolean;
}

export const RESTING_FINGERS: PanZoomState = { view: WHOLE_VIEW, fingers: [], zooming: false };

export interface PanZoomStep {
  readonly state: PanZoomState;
  /** True where the event belongs to the gesture and not to a tool. */
  readonly takes: boolean;
  /** The first finger, whose stroke is to be cancelled because a second one has come. */
  readonly cancels: number | null;
}

/** Keeps the picture over the whole element and the zoom between 1 and MAX_ZOOM. */
export function clampView({ scale, x, y }: View, element: Size): View {
  const within = Math.min(MAX_ZOOM, Math.max(1, Number.isFinite(scale) ? scale : 1));
  const held = (offset: number, size: number) =>
    Number.isFinite(offset) ? Math.min(0, Math.max(size * (1 - within), offset)) : 0;
  // Adding zero makes one of the two zeros of them.
  return { scale: within, x: held(x, element.width) + 0, y: held(y, element.height) + 0 };
}

/** Zooms by a factor while one place of the element stays where it is: wheel, keys, pinch. */
export function zoomAt(view: View, factor: number, at: Point, element: Size): View {
  const scale = Math.min(MAX_ZOOM, Math.max(1, view.scale * factor));
  const grown = scale / view.scale;
  return clampView(
    { scale, x: at.x - (at.x - view.x) * grown, y: at.y - (at.y - view.y) * grown },
    element,
  );
}

/** Moves the picture under the element. */
export function panBy(view: View, by: Point, element: Size): View {
  return clampView({ ...view, x: view.x + by.x, y: view.y + by.y }, element);
}

/** Recognises two fingers that move and spread the picture. */
export function panZoom(state: PanZoomState, event: FingerEvent, element: Size): PanZoomStep {
  const left = { state, takes: false, cancels: null };
  if (event.kind !== 'touch' || !Number.isFinite(event.x) || !Number.isFinite(event.y)) return left;
  const { pointer, x, y } = event;
  const known = state.fingers.some((finger) => finger.pointer === pointer);
  const others = state.fingers.filter((finger) => finger.pointer !== pointer);
  if (event.is === 'up' || event.is === 'cancel') {
    const zooming = state.zooming && others.length > 0;
    return { state: { ...state, fingers: others, zooming }, takes: state.zooming, cancels: null };
  }
  if (event.is === 'down') {
    const begins = others.length > 0 && !state.zooming;
    const fingers = [...others, { pointer, x, y }];
    return {
      state: { ...state, fingers, zooming: state.zooming || begins },
      takes: state.zooming || begins,
      cancels: begins ? (others[0]?.pointer ?? null) : null,
    };
  }
  if (!known) return left;
  const fingers = state.fingers.map((f) => (f.pointer === pointer ? { pointer, x, y } : f));
  const view = state.zooming ? follow(state.view, state.fingers, fingers, element) : state.view;
  return { state: { ...state, fingers, view }, takes: state.zooming, cancels: null };
}

/** The view after the first two fingers have moved from here to there. */
function follow(
  view: View,
  before: readonly Finger[],
  after: readonly Finger[],
  element: Size,
): View {
  const [a, b] = before;
  const [c, d] = after;
  if (a === undefined || c === undefined) return view;
  if (b === undefined || d === undefined)
    return panBy(view, { x: c.x - a.x, y: c.y - a.y }, element);
  const apart = Math.hypot(a.x - b.x, a.y - b.y);
  const factor = apart > 0 ? Math.hypot(c.x - d.x, c.y - d.y) / apart : 1;
  const [from, to] = [middle(a, b), middle(c, d)];
  const zoomed = zoomAt(view, factor > 0 ? factor : 1, from, element);
  return panBy(zoomed, { x: to.x - from.x, y: to.y - from.y }, element);
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
