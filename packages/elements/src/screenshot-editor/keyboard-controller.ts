import {
  inBox,
  movedBy,
  selectedLayer,
  shownBox,
  turnedBy,
  type PixelArea,
} from '@fernblick/ar/editing';
import type { Point } from '@fernblick/protocol';
import type { LitElement, ReactiveController } from 'lit';
import { pictureCrop, shownCrop } from './crop-grip.ts';
import type { EditingController } from './editing-controller.ts';
import { toolOfKey, type EditorTool } from './editor-tool.ts';
import type { StageController } from './stage-controller.ts';
import { broughtBy, canWrite, type Pasted } from './system-clipboard.ts';

/** What keys do besides editing. */
export interface KeyListener {
  readonly tool: () => EditorTool;
  readonly choose: (tool: EditorTool) => void;
  /** Drops what is under way; true where there was something. */
  readonly cancel: () => boolean;
  /** Places a shape of usual size in the middle, or opens the text that is selected. */
  readonly enter: () => void;
  readonly copy: () => void;
  readonly paste: (pasted: Pasted) => void;
  readonly zoom: (factor: number) => void;
}

/** A picture that is zoomed moves so far with each arrow key, CSS px. */
const PAN_STEP = 40;
/** With Ctrl an arrow key goes so many times as far. */
const LONG_STEP = 10;
/** What is selected turns so far with each press, degrees; with Shift it goes so many times as far. */
const TURN_STEP = 1;
const LONG_TURN = 15;
/** The picture is straightened by so much, degrees; with Shift by ten times that. */
const STRAIGHTEN_STEP = 0.1;
/** How much larger the picture gets with each press. */
export const ZOOM_STEP = 1.5;

const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** Everything by keys: tools, moving and resizing, order, undo, zoom. Nothing is taken while somebody types. */
export class KeyboardController implements ReactiveController {
  readonly #host: LitElement;
  readonly #editing: EditingController;
  readonly #stage: StageController;
  readonly #listener: KeyListener;

  constructor(
    host: LitElement,
    editing: EditingController,
    stage: StageController,
    listener: KeyListener,
  ) {
    this.#host = host;
    this.#editing = editing;
    this.#stage = stage;
    this.#listener = listener;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener('keydown', this.#onKeydown);
    // A paste that goes into no field is the page's, wherever the focus is.
    document.addEventListener('paste', this.#onPaste);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('keydown', this.#onKeydown);
    document.removeEventListener('paste', this.#onPaste);
  }

  readonly #onPaste = (event: ClipboardEvent): void => {
    if (event.defaultPrevented || !this.#host.matches(':focus-within')) return;
    if (event.composedPath()[0] instanceof HTMLInputElement) return;
    event.preventDefault();
    this.#listener.paste(broughtBy(event));
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.altKey || event.isComposing) return;
    const target = event.composedPath()[0];
    if (target instanceof HTMLInputElement) return;
    const onStage = target instanceof HTMLElement && target.classList.contains('stage');
    const taken = (onStage && this.#stageKey(event)) || this.#key(event);
    if (!taken) return;
    event.preventDefault();
    event.stopPropagation();
  };

  #stageKey(event: KeyboardEvent): boolean {
    const arrow = ARROWS[event.key];
    const isLong = event.ctrlKey || event.metaKey;
    if (arrow !== undefined) {
      const by = isLong ? LONG_STEP : 1;
      this.#arrow({ x: arrow.x * by, y: arrow.y * by }, event.shiftKey);
      return true;
    }
    if (isLong) return false;
    switch (event.key) {
      case 'Enter':
        this.#listener.enter();
        return true;
      case ',':
        this.#selectNext(-1);
        return true;
      case '.':
        this.#selectNext(1);
        return true;
      case 'Escape':
        if (this.#listener.cancel()) return true;
        // What has nothing to drop leaves the key to a dialog around it.
        if (this.#editing.editing?.selected == null) return false;
        this.#editing.select(null);
        return true;
      default:
        return false;
    }
  }

  #arrow(step: Point, resizes: boolean): void {
    const { editing } = this.#editing;
    const { layout } = this.#stage;
    if (editing === null || layout === null) return;
    // At least one px of the picture, at least one that can be seen.
    const px = Math.max(1, Math.round(1 / layout.scale));
    const by = { x: step.x * px, y: step.y * px };
    const grown = (box: PixelArea) => ({
      ...box,
      width: Math.max(px, box.width + by.x),
      height: Math.max(px, box.height + by.y),
    });
    if (this.#listener.tool() === 'crop') {
      const crop = shownCrop(editing.document);
      const { width, height } = layout.shown;
      const held = (value: number, most: number) => Math.min(most, Math.max(0, value));
      const area = resizes
        ? grown(crop)
        : {
            ...crop,
            x: held(crop.x + by.x, width - crop.width),
            y: held(crop.y + by.y, height - crop.height),
          };
      this.#editing.apply({ is: 'crop', to: pictureCrop(editing.document, area) }, 'crop');
      return;
    }
    const layer = selectedLayer(editing);
    if (layer === null) {
      this.#stage.pan({ x: -step.x * PAN_STEP, y: -step.y * PAN_STEP });
      return;
    }
    const { framing } = layout;
    const shape = resizes
      ? inBox(framing, layer.shape, grown(shownBox(framing, layer.shape)))
      : movedBy(framing, layer.shape, by);
    this.#editing.apply(
      { is: 'change', layer: layer.id, to: { shape } },
      `${resizes ? 'resize' : 'move'} ${layer.id}`,
    );
  }

  /** What is selected, else the picture. */
  #turn(way: 1 | -1, isLong: boolean): void {
    const { editing } = this.#editing;
    if (editing === null) return;
    const { document } = editing;
    const layer = selectedLayer(editing);
    if (layer === null) {
      const step = way * STRAIGHTEN_STEP * (isLong ? LONG_STEP : 1);
      const to = Math.round(((document.angle ?? 0) + step) * 10) / 10;
      this.#editing.apply({ is: 'straighten', to }, 'straighten');
      return;
    }
    const shape = turnedBy(document, layer.shape, way * TURN_STEP * (isLong ? LONG_TURN : 1));
    this.#editing.apply({ is: 'change', layer: layer.id, to: { shape } }, `turn ${layer.id}`);
  }

  #selectNext(by: 1 | -1): void {
    const { editing } = this.#editing;
    if (editing === null) return;
    const { layers } = editing.document;
    const at = layers.findIndex(({ id }) => id === editing.selected);
    const next =
      at < 0 ? (by > 0 ? 0 : layers.length - 1) : (at + by + layers.length) % layers.length;
    this.#editing.select(layers[next]?.id ?? null);
  }

  /** Keys that count anywhere in the editor. */
  #key(event: KeyboardEvent): boolean {
    const key = event.key.toLowerCase();
    const { editing } = this.#editing;
    const layer = editing && selectedLayer(editing);
    const isText = layer?.shape.is === 'text';
    const isLong = event.ctrlKey || event.metaKey;
    // Who types on after a text takes nothing of it back.
    if (key === 'z' && (isLong || !isText)) {
      this.#editing[event.shiftKey ? 'redo' : 'undo']();
      return true;
    }
    if (isLong) {
      if (key === 'y') this.#editing.redo();
      else if (key === 'c' && (layer !== null || mayCopyPicture())) this.#listener.copy();
      else return false;
      return true;
    }
    const tool = toolOfKey(key);
    if (tool !== undefined) {
      this.#listener.choose(tool);
      return true;
    }
    switch (key) {
      case 'delete':
      case 'backspace':
        if (layer === null || (isText && key !== 'delete')) return false;
        this.#editing.apply({ is: 'delete', layer: layer.id });
        return true;
      case '[':
      case ']':
        if (layer === null) return false;
        this.#editing.apply({ is: 'order', layer: layer.id, by: key === ']' ? 1 : -1 });
        return true;
      case 'q':
      case 'e':
        this.#turn(key === 'e' ? 1 : -1, event.shiftKey);
        return true;
      case '+':
      case '-':
        this.#listener.zoom(key === '+' ? ZOOM_STEP : 1 / ZOOM_STEP);
        return true;
      case 'r':
        this.#editing.apply({ is: 'turn', by: event.shiftKey ? -1 : 1 });
        return true;
      default:
        return false;
    }
  }
}

/** Where no text is selected that is meant to be copied. */
function mayCopyPicture(): boolean {
  return canWrite() && (document.getSelection()?.isCollapsed ?? true);
}
