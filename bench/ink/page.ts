// What runs in the page of the benchmark `ink`: two pictures that are drawn on, joined by a link that delays.
import type { InkDrafter, InkItem, InkLink, InkListener, InkLive } from '@fernblick/protocol';

/** When ink was seen, of one movement of the hand. */
export interface SeenInk {
  /** From the movement to the ink on one's own screen: pictures that the browser has shown, and milliseconds. */
  readonly ownFrames: number;
  readonly ownMs: number;
  /** To the ink on the other side, with the link's delay in it. */
  readonly otherMs: number;
}

declare global {
  interface Window {
    /** Whether one of the two pictures shows red ink at a place, CSS px. */
    isInked: (side: 0 | 1, x: number, y: number) => boolean;
    /** Looks from now on for the ink of the next movement, at so many px of the picture. */
    watchInk: (x: number, y: number) => void;
    /** When it was seen, once it was on both sides. */
    inkSeen: Promise<SeenInk>;
  }
}

/** Joins the two overlays of the page. Runs in the page; uses nothing from outside itself. */
export function joinOverlays(delayMs: number): void {
  const after = (run: () => void): void => void setTimeout(run, delayMs);
  const person = (name: string, isAgent: boolean): InkDrafter => ({
    id: `person-${name}`,
    name,
    role: isAgent ? 'agent' : 'customer',
    inControl: isAgent,
    mayDraw: true,
  });
  const [anna, maria] = [person('anna', true), person('maria', false)];

  class DelayedLink implements InkLink {
    readonly drafters: readonly InkDrafter[];
    readonly #listeners = new Set<InkListener>();
    other: DelayedLink | null = null;

    constructor(drafters: readonly InkDrafter[]) {
      this.drafters = drafters;
    }

    async send(item: InkItem): Promise<void> {
      this.take(item);
      after(() => this.other?.take(item));
    }

    stream(live: InkLive): void {
      const from = this.drafters[0]?.id ?? '';
      after(() => this.other?.hear(from, live));
    }

    subscribe(listener: InkListener): () => void {
      this.#listeners.add(listener);
      return () => this.#listeners.delete(listener);
    }

    take(item: InkItem): void {
      for (const listener of this.#listeners) listener.item(item);
    }

    hear(from: string, live: InkLive): void {
      for (const listener of this.#listeners) listener.live(from, live);
    }
  }

  const links = [new DelayedLink([anna, maria]), new DelayedLink([maria, anna])] as const;
  [links[0].other, links[1].other] = [links[1], links[0]];
  const overlays = [...document.querySelectorAll('ar-overlay')];
  for (const [i, overlay] of overlays.entries()) overlay.link = links[i] ?? null;

  const glass = document.createElement('canvas');
  [glass.width, glass.height] = [1, 1];
  const context = glass.getContext('2d', { willReadFrequently: true });
  window.isInked = (side, x, y) => {
    const root = overlays[side]?.shadowRoot;
    // What the page itself draws of a line is shown with this very picture.
    const wet = root?.querySelector<SVGPolylineElement>('.wet polyline:last-child');
    if (wet?.isPointInStroke(new DOMPoint(x, y)) === true) return true;
    const canvas = root?.querySelector<HTMLCanvasElement>('.ink[data-painting]');
    if (canvas == null || context === null) return false;
    const scale = canvas.width / canvas.clientWidth;
    context.clearRect(0, 0, 1, 1);
    context.drawImage(canvas, x * scale, y * scale, 1, 1, 0, 0, 1, 1);
    const [r = 0, g = 0, b = 0] = context.getImageData(0, 0, 1, 1).data;
    return r > 150 && g < 110 && b < 110;
  };
}

/**
 * The least that draws in workers: a line on an empty canvas over each picture, which nobody reads and nothing follows.
 * Runs in the page; uses nothing from outside itself.
 */
export function drawBarely(delayMs: number): void {
  const code = `let pen;
    onmessage = ({ data: { canvas, from, to } }) => {
      if (canvas) pen = canvas.getContext('2d');
      else requestAnimationFrame(() => {
        pen.strokeStyle = '#f00';
        pen.lineWidth = 6;
        pen.beginPath();
        pen.moveTo(...from);
        pen.lineTo(...to);
        pen.stroke();
      });
    };`;
  const address = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  const canvases = [...document.querySelectorAll('video')].map((video) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [video.clientWidth, video.clientHeight];
    canvas.style.position = 'absolute';
    canvas.style.left = `${video.offsetLeft}px`;
    canvas.style.top = `${video.offsetTop}px`;
    document.body.append(canvas);
    return canvas;
  });
  const workers = canvases.map((canvas) => {
    const worker = new Worker(address);
    const offscreen = canvas.transferControlToOffscreen();
    worker.postMessage({ canvas: offscreen }, [offscreen]);
    return worker;
  });
  let from: readonly [number, number] | null = null;
  for (const type of ['pointerdown', 'pointermove'] as const)
    canvases[0]?.addEventListener(type, ({ offsetX, offsetY, buttons }) => {
      const to = [offsetX, offsetY] as const;
      if (buttons !== 0 && from !== null) {
        const line = { from, to };
        workers[0]?.postMessage(line);
        setTimeout(() => workers[1]?.postMessage(line), delayMs);
      }
      from = to;
    });
  const glass = document.createElement('canvas');
  [glass.width, glass.height] = [1, 1];
  const context = glass.getContext('2d', { willReadFrequently: true });
  window.isInked = (side, x, y) => {
    const canvas = canvases[side];
    if (canvas === undefined || context === null) return false;
    context.clearRect(0, 0, 1, 1);
    context.drawImage(canvas, x, y, 1, 1, 0, 0, 1, 1);
    return (context.getImageData(0, 0, 1, 1).data[0] ?? 0) > 150;
  };
}

/** Runs in the page; uses nothing from outside itself but `isInked`. */
export function installInkMeter(): void {
  const PATIENCE_MS = 10_000;
  const seeInk = async (x: number, y: number): Promise<SeenInk> => {
    const movedAt = await new Promise<number>((resolve) => {
      addEventListener('pointermove', ({ timeStamp }) => resolve(timeStamp), {
        capture: true,
        once: true,
      });
    });
    let own: { readonly frames: number; readonly ms: number } | null = null;
    for (let frames = 0; performance.now() - movedAt < PATIENCE_MS; frames++) {
      await new Promise(requestAnimationFrame);
      const ms = performance.now() - movedAt;
      if (own === null && window.isInked(0, x, y)) own = { frames, ms };
      if (own !== null && window.isInked(1, x, y))
        return { ownFrames: own.frames, ownMs: own.ms, otherMs: ms };
    }
    throw new Error(`No ink at ${x}, ${y}, ${own === null ? 'here' : 'there'}.`);
  };
  window.watchInk = (x, y) => {
    if (window.isInked(0, x, y) || window.isInked(1, x, y))
      throw new Error(`There is ink at ${x}, ${y} already.`);
    window.inkSeen = seeInk(x, y);
  };
}
