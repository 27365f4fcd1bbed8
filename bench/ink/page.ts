// What runs in the two pages of the benchmark `ink`, each with the same camera; a data channel that delays joins them.
import type { InkDrafter, InkItem, InkLink, InkListener, InkLive } from '@fernblick/protocol';

/** When ink was seen on a page. */
export interface SeenInk {
  /** Milliseconds of the clock that both pages have. */
  readonly at: number;
  /** When the hand moved, by the same clock; null on the page where nobody draws. */
  readonly movedAt: number | null;
  /** Pictures that the browser has shown since then. */
  readonly frames: number;
}

/** The channel to the other page. */
interface Line {
  readonly send: (message: unknown) => void;
  hear: (message: unknown) => void;
}

declare global {
  interface Window {
    /** The other page's answer to the offer it was given; to an answer, nothing. */
    connect: (description: RTCSessionDescriptionInit | null) => Promise<RTCSessionDescriptionInit>;
    line: Line;
    /** Whether the page shows red ink at a place of its picture, CSS px. */
    isInked: (x: number, y: number) => boolean;
    /** Looks from now on for the ink of the next movement. */
    watchInk: (x: number, y: number, isDrawnHere: boolean) => void;
    /** When it was seen. */
    inkSeen: Promise<SeenInk>;
  }
}

/** Opens the camera and the line. Runs in the page; uses nothing from outside itself. */
export async function openPage(delayMs: number): Promise<void> {
  const video = document.querySelector('video');
  if (video === null) throw new Error('There is no picture.');
  video.srcObject = await navigator.mediaDevices.getUserMedia({
    video: { width: 640, height: 480, frameRate: 30 },
  });
  const connection = new RTCPeerConnection();
  const channel = connection.createDataChannel('ink', { negotiated: true, id: 1 });
  channel.onmessage = ({ data }: MessageEvent<string>) => window.line.hear(JSON.parse(data));
  window.line = {
    send: (message) => void setTimeout(() => channel.send(JSON.stringify(message)), delayMs),
    hear: () => {},
  };
  window.connect = async (description) => {
    if (description !== null) await connection.setRemoteDescription(description);
    if (description?.type !== 'answer') await connection.setLocalDescription();
    while (connection.iceGatheringState !== 'complete')
      await new Promise((resolve) =>
        connection.addEventListener('icegatheringstatechange', resolve, { once: true }),
      );
    if (connection.localDescription === null) throw new Error('There is no description.');
    return connection.localDescription.toJSON();
  };
}

/** Lets the page's overlay draw over the line. Runs in the page; uses nothing from outside itself but the line. */
export function joinOverlay(name: 'anna' | 'maria'): void {
  const person = (of: 'anna' | 'maria'): InkDrafter => ({
    id: `person-${of}`,
    name: of,
    role: of === 'anna' ? 'agent' : 'customer',
    inControl: of === 'anna',
    mayDraw: true,
  });
  type Said = { readonly item: InkItem } | { readonly live: InkLive };

  class LineLink implements InkLink {
    // As the client's own link.
    readonly isChecked = true;
    readonly drafters = [person(name), person(name === 'anna' ? 'maria' : 'anna')];
    readonly #listeners = new Set<InkListener>();

    async send(item: InkItem): Promise<void> {
      this.take({ item });
      window.line.send({ item });
    }

    stream(live: InkLive): void {
      window.line.send({ live });
    }

    subscribe(listener: InkListener): () => void {
      this.#listeners.add(listener);
      return () => this.#listeners.delete(listener);
    }

    take(said: Said): void {
      const from = this.drafters[1]?.id ?? '';
      for (const listener of this.#listeners)
        if ('item' in said) listener.item(said.item);
        else listener.live(from, said.live);
    }
  }

  const link = new LineLink();
  window.line.hear = (said) => link.take(said as Said);
  const overlay = document.querySelector('ar-overlay');
  if (overlay === null) throw new Error('There is no overlay.');
  overlay.link = link;

  const glass = document.createElement('canvas');
  [glass.width, glass.height] = [1, 1];
  const context = glass.getContext('2d', { willReadFrequently: true });
  window.isInked = (x, y) => {
    const root = overlay.shadowRoot;
    // What the page itself draws of a line is shown with this very picture.
    const wet = root?.querySelectorAll<SVGPolylineElement>('.wet polyline:last-child') ?? [];
    if ([...wet].some((line) => line.isPointInStroke(new DOMPoint(x, y)))) return true;
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
 * The least that draws in a worker: a line on an empty canvas over the picture, which nobody reads and nothing follows.
 * Runs in the page; uses nothing from outside itself but the line.
 */
export function drawBarely(): void {
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
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [640, 480];
  canvas.style.position = 'absolute';
  canvas.style.inset = '0 auto auto 0';
  document.body.append(canvas);
  const worker = new Worker(address);
  const offscreen = canvas.transferControlToOffscreen();
  worker.postMessage({ canvas: offscreen }, [offscreen]);
  let from: readonly [number, number] | null = null;
  for (const type of ['pointerdown', 'pointermove'] as const)
    canvas.addEventListener(type, ({ offsetX, offsetY, buttons }) => {
      const to = [offsetX, offsetY] as const;
      if (buttons !== 0 && from !== null) {
        worker.postMessage({ from, to }, []);
        window.line.send({ from, to });
      }
      from = to;
    });
  window.line.hear = (message) => worker.postMessage(message, []);
  const glass = document.createElement('canvas');
  [glass.width, glass.height] = [1, 1];
  const context = glass.getContext('2d', { willReadFrequently: true });
  window.isInked = (x, y) => {
    if (context === null) return false;
    context.clearRect(0, 0, 1, 1);
    context.drawImage(canvas, x, y, 1, 1, 0, 0, 1, 1);
    return (context.getImageData(0, 0, 1, 1).data[0] ?? 0) > 150;
  };
}

/** Runs in the page; uses nothing from outside itself but `isInked`. */
export function installInkMeter(): void {
  const PATIENCE_MS = 10_000;
  const seeInk = async (x: number, y: number, isDrawnHere: boolean): Promise<SeenInk> => {
    const { timeOrigin } = performance;
    const movedAt = isDrawnHere
      ? await new Promise<number>((resolve) => {
          addEventListener('pointermove', ({ timeStamp }) => resolve(timeOrigin + timeStamp), {
            capture: true,
            once: true,
          });
        })
      : null;
    const begunAt = performance.now();
    for (let frames = 0; performance.now() - begunAt < PATIENCE_MS; frames++) {
      await new Promise(requestAnimationFrame);
      const at = timeOrigin + performance.now();
      if (window.isInked(x, y)) return { at, movedAt, frames };
    }
    throw new Error(`No ink at ${x}, ${y}, ${isDrawnHere ? 'here' : 'there'}.`);
  };
  window.watchInk = (x, y, isDrawnHere) => {
    if (window.isInked(x, y)) throw new Error(`There is ink at ${x}, ${y} already.`);
    window.inkSeen = seeInk(x, y, isDrawnHere);
  };
}
