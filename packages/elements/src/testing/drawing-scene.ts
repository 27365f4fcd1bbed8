import type { InkDrafter, InkItem, InkLink, InkListener } from '@fernblick/protocol';

/** Two ends of a link within one page: what one sends the other gets. */
export function joinedLinks(
  options: { readonly customerMayDraw?: boolean } = {},
): [PageLink, PageLink] {
  const agent: InkDrafter = {
    id: 'participant-agent',
    name: 'Anna',
    role: 'agent',
    inControl: true,
    mayDraw: true,
  };
  const customer: InkDrafter = {
    id: 'participant-customer',
    name: 'Maria',
    role: 'customer',
    inControl: false,
    mayDraw: options.customerMayDraw ?? true,
  };
  const items: InkItem[] = [];
  const one = new PageLink([agent, customer], items);
  const two = new PageLink([customer, agent], items);
  one.other = two;
  two.other = one;
  return [one, two];
}

/** One end. */
export class PageLink implements InkLink {
  drafters: readonly InkDrafter[];
  isChecked = false;
  other: PageLink | null = null;
  /** Everything that was streamed from here. */
  readonly streamed: string[] = [];
  /** The next item is refused. */
  refuses = false;
  readonly #items: InkItem[];
  readonly #listeners = new Set<InkListener>();

  constructor(drafters: readonly InkDrafter[], items: InkItem[]) {
    this.drafters = drafters;
    this.#items = items;
  }

  async send(item: InkItem): Promise<void> {
    await Promise.resolve();
    if (this.refuses) throw new Error('refused');
    this.#items.push(item);
    for (const end of [this, this.other])
      if (end !== null) for (const listener of end.#listeners) listener.item(item);
  }

  stream(live: Parameters<InkLink['stream']>[0]): void {
    this.streamed.push(live.is);
    const [me] = this.drafters;
    const { other } = this;
    if (other !== null && me !== undefined)
      for (const listener of other.#listeners) listener.live(me.id, live);
  }

  subscribe(listener: InkListener): () => void {
    this.#listeners.add(listener);
    for (const item of this.#items) listener.item(item);
    return () => this.#listeners.delete(listener);
  }

  setDrafters(drafters: readonly InkDrafter[]): void {
    this.drafters = drafters;
    for (const listener of this.#listeners) listener.drafters();
  }
}

/** Draws with a mouse on an overlay, 0 to 1 of it. */
export async function stroke(
  overlay: Element,
  points: readonly (readonly [number, number])[],
): Promise<void> {
  const surface = overlay.shadowRoot?.querySelector<HTMLElement>('.surface');
  if (surface == null) throw new Error('There is no surface.');
  // The browser captures pointers that are really there only.
  surface.setPointerCapture = () => {};
  const rect = surface.getBoundingClientRect();
  for (const [i, [x, y]] of points.entries()) {
    const init = {
      pointerId: 1,
      pointerType: 'mouse',
      button: 0,
      bubbles: true,
      composed: true,
      clientX: rect.left + x * rect.width,
      clientY: rect.top + y * rect.height,
    };
    if (i === 0) surface.dispatchEvent(new PointerEvent('pointerdown', init));
    surface.dispatchEvent(new PointerEvent('pointermove', init));
    await new Promise((next) => requestAnimationFrame(next));
    if (i === points.length - 1) surface.dispatchEvent(new PointerEvent('pointerup', init));
  }
}

/** A scene that moves as a camera would see it, with the place of every thing known in each frame. */
export interface MovingScene {
  readonly stream: MediaStream;
  /** From px of the scene's texture to px of a frame, which is told by its number. */
  readonly poseOf: (frame: number) => DOMMatrix;
  readonly width: number;
  readonly height: number;
  /** The number of the frame that was drawn last. */
  readonly frame: number;
  moving: boolean;
  /** True for a wall with nothing on it. */
  blank: boolean;
  /** How far the camera has turned to the right, px; `poseOf` does not know of it. */
  turned: number;
  close(): void;
}

const [WIDTH, HEIGHT] = [640, 480];
const FRAME_MS = 1_000 / 20;

/** Draws a textured plane that sways, turns and comes nearer; in its top left corner a coded strip tells the frame. */
export function movingScene(): MovingScene {
  const texture = texturedPlane();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [WIDTH, HEIGHT];
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('There is no canvas.');
  const poseOf = (frame: number): DOMMatrix => {
    const t = frame / 20;
    return new DOMMatrix()
      .translate(WIDTH / 2 + 40 * Math.sin(t * 0.9), HEIGHT / 2 + 25 * Math.cos(t * 0.7))
      .rotate(6 * Math.sin(t * 0.5))
      .scale(1 + 0.12 * Math.sin(t * 0.6))
      .translate(-texture.width / 2, -texture.height / 2);
  };
  const scene = {
    stream: canvas.captureStream(),
    poseOf,
    width: WIDTH,
    height: HEIGHT,
    frame: 0,
    moving: true,
    blank: false,
    turned: 0,
    close: () => {
      clearInterval(timer);
      for (const track of scene.stream.getTracks()) track.stop();
    },
  };
  const draw = (): void => {
    if (scene.moving) scene.frame += 1;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = '#556';
    context.fillRect(0, 0, WIDTH, HEIGHT);
    context.setTransform(new DOMMatrix().translate(-scene.turned, 0).multiply(poseOf(scene.frame)));
    if (!scene.blank) context.drawImage(texture, 0, 0);
    context.setTransform(1, 0, 0, 1, 0, 0);
    drawStrip(context, scene.frame);
  };
  draw();
  const timer = setInterval(draw, FRAME_MS);
  return scene;
}

const BITS = 12;
const CELL = 12;

/** The number of a frame as black and white cells between two that are always white and black. */
function drawStrip(context: CanvasRenderingContext2D, frame: number): void {
  for (let i = 0; i < BITS + 2; i++) {
    const isWhite = i === 0 ? true : i === BITS + 1 ? false : ((frame >> (i - 1)) & 1) === 1;
    context.fillStyle = isWhite ? '#fff' : '#000';
    context.fillRect(i * CELL, 0, CELL, CELL);
  }
}

/** Reads the number of a frame out of its picture; null where there is none. */
export function readStrip(image: ImageData, scale: number): number | null {
  const at = (i: number): number => {
    const [x, y] = [Math.round((i + 0.5) * CELL * scale), Math.round(CELL * scale * 0.5)];
    return image.data[(y * image.width + x) * 4] ?? 0;
  };
  if (at(0) < 128 || at(BITS + 1) > 128) return null;
  let frame = 0;
  for (let i = 0; i < BITS; i++) if (at(i + 1) > 128) frame |= 1 << i;
  return frame;
}

/** A plane with much to hold on to, the same at each run. */
function texturedPlane(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [900, 700];
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('There is no canvas.');
  let seed = 7;
  const next = (): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  context.fillStyle = '#9a9';
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (let i = 0; i < 420; i++) {
    const tone = Math.round(30 + 190 * next());
    context.fillStyle = `rgb(${tone} ${tone} ${tone})`;
    const [x, y] = [next() * canvas.width, next() * canvas.height];
    const [w, h] = [8 + 46 * next(), 8 + 46 * next()];
    context.save();
    context.translate(x, y);
    context.rotate(next() * 3);
    context.fillRect(-w / 2, -h / 2, w, h);
    context.restore();
  }
  return canvas;
}

const { Worker } = globalThis;

/** Lets the page have no workers, as some browsers do where its policy forbids them; returns what brings them back. */
export function withoutWorkers(): () => void {
  return withWorkers(() => {
    throw new DOMException('No workers.', 'SecurityError');
  });
}

/** Lets every worker of the page fail before it runs, as others do there; returns what brings workers back. */
export function withUnloadableWorkers(): () => void {
  return withWorkers(() => new Worker('/there-is-no-such-worker.js', { type: 'module' }));
}

function withWorkers(construct: () => Worker): () => void {
  globalThis.Worker = new Proxy(Worker, { construct });
  return () => {
    globalThis.Worker = Worker;
  };
}

/** Collects the workers that are made from now on; returns them and what ends that. */
export function watchedWorkers(): { readonly workers: Worker[]; readonly end: () => void } {
  const workers: Worker[] = [];
  globalThis.Worker = new Proxy(Worker, {
    construct: (target, [url, options]: [string | URL, WorkerOptions | undefined]) => {
      const worker = new target(url, options);
      workers.push(worker);
      return worker;
    },
  });
  return {
    workers,
    end: () => {
      globalThis.Worker = Worker;
    },
  };
}
