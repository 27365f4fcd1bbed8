import {
  areaShape,
  extendStroke,
  layerAt,
  movedBy,
  nextNumber,
  panBy,
  panZoom,
  pivotOf,
  RESTING_FINGERS,
  resizedTo,
  shownHandles,
  strokePoints,
  toLayer,
  turnedBy,
  zoomAt,
  type Editing,
  type PixelArea,
  type StrokePath,
  type View,
} from '@fernblick/ar/editing';
import type { Layer, LayerShape, MarkColor, MarkWidth, Point } from '@fernblick/protocol';
import { pointerParts } from '../shared/pointer-parts.ts';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { gripAt, pictureCrop, pulled, shownCrop, type CropGrip } from './crop-grip.ts';
import type { EditorTool } from './editor-tool.ts';
import { offStage, onStage, toStage, turnGrip, type StageLayout } from './stage-layout.ts';

/** What a hand has to know of the element. */
export interface Bench {
  readonly editing: Editing;
  readonly layout: StageLayout;
  readonly view: View;
  readonly tool: EditorTool;
  readonly color: MarkColor;
  readonly width: MarkWidth;
}

/** What is under way: it is shown at once, and becomes an edit when the hand lifts. */
export type Draft =
  | { readonly is: 'new'; readonly shape: LayerShape }
  | { readonly is: 'changed'; readonly layer: Layer }
  /** In px of the whole picture as it is turned. */
  | { readonly is: 'crop'; readonly area: PixelArea };

/** What comes of a hand. */
export interface HandListener {
  readonly show: (draft: Draft | null) => void;
  readonly draw: (shape: LayerShape) => void;
  readonly change: (layer: Layer, shape: LayerShape) => void;
  /** In px of the picture. */
  readonly crop: (area: PixelArea) => void;
  readonly select: (layer: Layer | null) => void;
  /** A text is to be written at a place of the picture, or that of a layer changed. */
  readonly write: (at: Point, layer: Layer | null) => void;
  readonly look: (view: View) => void;
}

type Work =
  | { readonly is: 'stroke'; readonly path: StrokePath }
  | { readonly is: 'span'; readonly from: Point; readonly to: Point }
  | { readonly is: 'move'; readonly layer: Layer; readonly from: Point; readonly to: Point }
  | { readonly is: 'resize'; readonly layer: Layer; readonly handle: number; readonly to: Point }
  | { readonly is: 'turn'; readonly layer: Layer; readonly from: Point; readonly to: Point }
  | {
      readonly is: 'crop';
      readonly base: PixelArea;
      readonly grip: CropGrip;
      readonly from: Point;
      readonly to: Point;
    }
  | { readonly is: 'pan'; readonly at: Point };

// A finger covers about as much around the handle that it means, CSS px.
const REACH = { mouse: 10, pen: 14, touch: 22 } as const;
// Less than this is a tap, CSS px.
const TAP = 4;
const ZOOM_PER_PX = 0.01;

/** Turns pointers on the stage into drafts and edits; two fingers and the wheel move and spread the picture. */
export class HandController implements ReactiveController {
  readonly #bench: () => Bench | null;
  readonly #listener: HandListener;
  #work: Work | null = null;
  #holder: number | null = null;
  #start: Point = { x: 0, y: 0 };
  #fingers = RESTING_FINGERS;
  #frame = 0;

  constructor(host: ReactiveControllerHost, bench: () => Bench | null, listener: HandListener) {
    this.#bench = bench;
    this.#listener = listener;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.cancel();
    this.#fingers = RESTING_FINGERS;
  }

  /** Drops what is under way; true where there was something. */
  cancel(): boolean {
    const had = this.#work !== null;
    this.#end();
    if (had) this.#listener.show(null);
    return had;
  }

  #end(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#work = null;
    this.#holder = null;
  }

  readonly pointer = (event: PointerEvent): void => {
    const bench = this.#bench();
    const stage = event.currentTarget;
    if (bench === null || !(stage instanceof HTMLElement)) return;
    if (event.type === 'pointerdown') {
      // The menu of the right button stays the browser's.
      if (event.button !== 0) return;
      stage.setPointerCapture(event.pointerId);
      stage.focus({ preventScroll: true });
    }
    const rect = stage.getBoundingClientRect();
    const place = ({ clientX, clientY }: PointerEvent): Point => ({
      x: clientX - rect.left,
      y: clientY - rect.top,
    });
    const at = place(event);
    const kind = kindOf(event);
    // `pointerdown` and its kin.
    const is = event.type.slice(7) as 'down' | 'move' | 'up' | 'cancel';
    const step = panZoom(
      { ...this.#fingers, view: bench.view },
      { is, pointer: event.pointerId, kind, ...at },
      rect,
    );
    this.#fingers = step.state;
    if (step.cancels !== null) this.cancel();
    if (step.state.view !== bench.view) this.#listener.look(step.state.view);
    if (step.takes) return;
    const pressure = (each: PointerEvent) => (kind === 'pen' ? each.pressure : 0.5);
    if (is === 'down' && this.#holder === null) {
      this.#holder = event.pointerId;
      this.#start = at;
      this.#begin(bench, at, pressure(event), REACH[kind]);
    }
    if (this.#holder !== event.pointerId) return;
    if (is === 'move') {
      for (const each of pointerParts(event))
        this.#extend(bench, place(each), pressure(each), rect);
    }
    if (is === 'up') this.#finish(bench, at);
    else if (is === 'cancel') this.cancel();
    else this.#showSoon();
  };

  readonly wheel = (event: WheelEvent): void => {
    const bench = this.#bench();
    const stage = event.currentTarget;
    if (bench === null || !(stage instanceof HTMLElement)) return;
    // A page scrolls by the wheel; with Ctrl, which is what trackpads say of two fingers, the picture grows.
    if (!event.ctrlKey && bench.view.scale === 1) return;
    event.preventDefault();
    const rect = stage.getBoundingClientRect();
    const at = { x: event.clientX - rect.left, y: event.clientY - rect.top };
    this.#listener.look(
      event.ctrlKey
        ? zoomAt(bench.view, Math.exp(-event.deltaY * ZOOM_PER_PX), at, rect)
        : panBy(bench.view, { x: -event.deltaX, y: -event.deltaY }, rect),
    );
  };

  readonly doubleClick = (event: MouseEvent): void => {
    const bench = this.#bench();
    const stage = event.currentTarget;
    if (bench?.tool !== 'select' || !(stage instanceof HTMLElement)) return;
    const rect = stage.getBoundingClientRect();
    const layer = layerOn(bench, { x: event.clientX - rect.left, y: event.clientY - rect.top });
    if (layer !== null && 'at' in layer.shape) this.#listener.write(layer.shape.at, layer);
  };

  #begin(bench: Bench, at: Point, pressure: number, reach: number): void {
    const { editing, layout, tool, width } = bench;
    const { framing } = layout;
    const seen = offStage(layout, at);
    if (tool === 'crop') {
      const base = shownCrop(editing.document);
      const grip = gripAt(base, layout, at, reach);
      this.#work = { is: 'crop', base, grip, from: seen, to: seen };
      return;
    }
    const selected = editing.document.layers.find(({ id }) => id === editing.selected);
    if (selected !== undefined) {
      const turn = turnGrip(layout, selected.shape);
      if (turn !== null && Math.hypot(turn.x - at.x, turn.y - at.y) <= reach) {
        this.#work = { is: 'turn', layer: selected, from: seen, to: seen };
        return;
      }
      const handle = shownHandles(framing, selected.shape).findIndex((spot) => {
        const { x, y } = onStage(layout, spot);
        return Math.hypot(x - at.x, y - at.y) <= reach;
      });
      if (handle >= 0) {
        this.#work = { is: 'resize', layer: selected, handle, to: seen };
        return;
      }
    }
    if (tool === 'select') {
      const layer = layerOn(bench, at);
      this.#listener.select(layer);
      this.#work = layer === null ? { is: 'pan', at } : { is: 'move', layer, from: seen, to: seen };
      return;
    }
    const spot = toLayer(framing, seen);
    this.#work =
      tool === 'pen' || tool === 'highlighter'
        ? { is: 'stroke', path: extendStroke(null, [spot.x, spot.y, pressure], width, framing) }
        : { is: 'span', from: spot, to: spot };
  }

  #extend({ layout, view, width }: Bench, at: Point, pressure: number, stage: DOMRect): void {
    const work = this.#work;
    if (work === null) return;
    const seen = offStage(layout, at);
    const spot = toLayer(layout.framing, seen);
    switch (work.is) {
      case 'stroke': {
        const point = [spot.x, spot.y, pressure] as [number, number, number];
        const path = extendStroke(work.path, point, width, layout.framing);
        this.#work = { ...work, path };
        return;
      }
      case 'span':
        this.#work = { ...work, to: spot };
        return;
      case 'move':
      case 'resize':
      case 'turn':
      case 'crop':
        this.#work = { ...work, to: seen };
        return;
      case 'pan': {
        const by = { x: at.x - work.at.x, y: at.y - work.at.y };
        this.#work = { ...work, at };
        this.#listener.look(panBy(view, by, stage));
      }
    }
  }

  /** Once for each frame, however many moves a device tells. */
  #showSoon(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const bench = this.#bench();
      if (bench !== null && this.#work !== null) this.#listener.show(draftOf(this.#work, bench));
    });
  }

  #finish(bench: Bench, at: Point): void {
    const work = this.#work;
    this.#end();
    if (work === null) return;
    this.#listener.show(null);
    const isTap = Math.hypot(at.x - this.#start.x, at.y - this.#start.y) < TAP;
    if (work.is === 'span' && bench.tool === 'text') {
      this.#listener.write(work.to, null);
      return;
    }
    const draft = draftOf(work, bench);
    if (draft?.is === 'new') this.#listener.draw(draft.shape);
    // A tap that trembles moves nothing.
    else if (isTap) return;
    else if (draft?.is === 'changed' && 'layer' in work)
      this.#listener.change(work.layer, draft.layer.shape);
    else if (draft?.is === 'crop')
      this.#listener.crop(pictureCrop(bench.editing.document, draft.area));
  }
}

function layerOn({ editing, layout }: Bench, at: Point): Layer | null {
  return layerAt(editing.document.layers, layout.framing, toStage(layout), at);
}

/** What a piece of work comes to so far; null where there is nothing to show. */
function draftOf(work: Work, { layout, tool, width, editing }: Bench): Draft | null {
  const { framing } = layout;
  switch (work.is) {
    case 'stroke': {
      const is = tool === 'highlighter' ? 'highlighter' : 'pen';
      return { is: 'new', shape: { is, points: strokePoints(work.path, width, framing) } };
    }
    case 'span':
      switch (tool) {
        case 'pin': {
          const number = nextNumber(editing.document.layers);
          return { is: 'new', shape: { is: 'pin', at: work.to, number } };
        }
        case 'line':
        case 'arrow':
        case 'rectangle':
        case 'ellipse':
        case 'blur':
        case 'black-out':
          return { is: 'new', shape: areaShape(tool, work.from, work.to, framing) };
        default:
          return null;
      }
    case 'move': {
      const by = { x: work.to.x - work.from.x, y: work.to.y - work.from.y };
      const shape = movedBy(framing, work.layer.shape, by);
      return { is: 'changed', layer: { ...work.layer, shape } };
    }
    case 'resize': {
      const shape = resizedTo(framing, work.layer.shape, work.handle, work.to);
      return { is: 'changed', layer: { ...work.layer, shape } };
    }
    case 'turn': {
      const pivot = pivotOf(framing, work.layer.shape);
      const towards = ({ x, y }: Point) => Math.atan2(y - pivot.y, x - pivot.x);
      const degrees = ((towards(work.to) - towards(work.from)) * 180) / Math.PI;
      const shape = turnedBy(framing, work.layer.shape, degrees);
      return { is: 'changed', layer: { ...work.layer, shape } };
    }
    case 'crop':
      return {
        is: 'crop',
        area: pulled(work.base, work.grip, work.from, work.to, layout.shown),
      };
    case 'pan':
      return null;
  }
}

function kindOf({ pointerType }: PointerEvent): 'mouse' | 'pen' | 'touch' {
  return pointerType === 'pen' || pointerType === 'touch' ? pointerType : 'mouse';
}
