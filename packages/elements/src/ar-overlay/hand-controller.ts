import type { InkCommand, ToolKey, WetPen } from '@fernblick/ar/ink';
import type { LitElement, ReactiveController } from 'lit';
import { pointerParts } from '../shared/pointer-parts.ts';
import type { PictureController } from './picture-controller.ts';
import type { WetInk, WetSpot } from './wet-ink.ts';

const ZOOM_PER_PX = 0.0025;
const TOOL_KEYS: readonly string[] = [
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Enter',
  'Escape',
  '+',
  '-',
];

/** Turns pointer and keys on the surface into messages to the engine. */
export class HandController implements ReactiveController {
  readonly #post: (command: InkCommand) => void;
  readonly #picture: Pick<PictureController, 'look' | 'placeOf'>;
  readonly #down = new Set<number>();
  /** Loaded once a pen comes over the picture. */
  #wet: WetInk | null = null;
  #isWetAsked = false;
  #pen: WetPen | null = null;

  constructor(
    host: LitElement,
    picture: Pick<PictureController, 'look' | 'placeOf'>,
    post: (command: InkCommand) => void,
  ) {
    this.#picture = picture;
    this.#post = post;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#down.clear();
  }

  readonly pointer = (event: PointerEvent): void => {
    const surface = event.currentTarget;
    if (!(surface instanceof HTMLElement)) return;
    if (event.type === 'pointerdown') {
      // The menu of the right button stays the browser's.
      if (event.button !== 0) return;
      this.#down.add(event.pointerId);
      // What did not come is asked for once more.
      this.#isWetAsked = this.#wet !== null;
      surface.setPointerCapture(event.pointerId);
      surface.focus({ preventScroll: true });
    }
    if (this.#pen !== null && !this.#isWetAsked) void this.#loadWet();
    if (!this.#down.has(event.pointerId)) return;
    const spotOf = (each: PointerEvent): WetSpot => ({
      ...this.#picture.placeOf(each),
      timeMs: each.timeStamp,
    });
    if (event.type === 'pointerdown') {
      this.#picture.look();
      this.#wet?.lift(spotOf(event));
    }
    const send = (is: 'down' | 'move' | 'up' | 'cancel', each: PointerEvent): void =>
      this.#post({
        is: 'hand',
        event: {
          is,
          pointer: event.pointerId,
          kind: kindOf(event),
          ...this.#picture.placeOf(each),
          pressure: event.pointerType === 'pen' ? each.pressure : 0.5,
        },
      });
    switch (event.type) {
      case 'pointerdown':
        send('down', event);
        return;
      case 'pointermove': {
        const parts = pointerParts(event);
        for (const each of parts) send('move', each);
        // Two fingers do not draw.
        if (this.#down.size === 1) this.#wet?.draw(surface, parts.map(spotOf));
        return;
      }
      default:
        this.#down.delete(event.pointerId);
        send(event.type === 'pointerup' ? 'up' : 'cancel', event);
    }
  };

  readonly wheel = (event: WheelEvent): void => {
    // A page scrolls by the wheel; with Ctrl, which is what trackpads say of two fingers, the picture grows.
    if (!event.ctrlKey) return;
    event.preventDefault();
    const factor = Math.exp(-event.deltaY * ZOOM_PER_PX * 4);
    this.#post({ is: 'zoom', factor, ...this.#picture.placeOf(event) });
  };

  /** What the engine draws with, or would with the next press; null where there is no pen. */
  set pen(pen: WetPen | null) {
    this.#pen = pen;
    if (this.#wet !== null) this.#wet.pen = pen;
  }

  async #loadWet(): Promise<void> {
    this.#isWetAsked = true;
    try {
      const { WetInk } = await import('./wet-ink.ts');
      this.#wet ??= new WetInk();
      this.#wet.pen = this.#pen;
    } catch (cause) {
      console.warn('Fernblick: ink comes late.', cause);
    }
  }

  /** A key on the surface; true where it stands for something. */
  surfaceKey(event: KeyboardEvent): boolean {
    if (!TOOL_KEYS.includes(event.key)) return false;
    this.#post({
      is: 'key',
      key: event.key as ToolKey,
      fine: event.shiftKey,
    });
    return true;
  }

  /** Keys are let go, or the surface has lost the focus with them. */
  readonly keysUp = (): void => this.#post({ is: 'keys-up' });
}

function kindOf({ pointerType }: PointerEvent): 'mouse' | 'pen' | 'touch' {
  return pointerType === 'pen' || pointerType === 'touch' ? pointerType : 'mouse';
}
