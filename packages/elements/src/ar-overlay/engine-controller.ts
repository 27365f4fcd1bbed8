import {
  InkHost,
  randomId,
  type InkCommand,
  type InkReport,
  type InkReports,
  type InkState,
  type InkStill,
} from '@fernblick/ar/ink';
import type { InkDrafter, InkItem, InkLink, InkLive } from '@fernblick/protocol';
import type { LitElement, ReactiveController } from 'lit';
import type { DrawingProblemCode } from '../events.ts';
import { makeWorker } from './make-worker.ts';
import type { OthersWetInk } from './others-wet-ink.ts';

/** What an engine controller tells its element. */
export interface EngineListener {
  /** A new engine, which knows of nothing yet. */
  readonly started: () => void;
  /** Another state of the drawing. */
  readonly state: (state: InkState, before: InkState) => void;
  /** The last frame is dealt with. */
  readonly frameTaken: () => void;
  /** It is asked what was touched. */
  readonly segment: (request: InkReports['segment']) => void;
  /** An object was picked, roughly or by a model. */
  readonly picked: (coarse: boolean) => void;
  readonly problem: (code: DrawingProblemCode, detail: string) => void;
}

/** Nothing drawn, nothing to do. */
export const EMPTY_STATE: InkState = {
  marks: [],
  selected: null,
  canUndo: false,
  canRedo: false,
  canDelete: false,
  canClearMine: false,
  canClearAll: false,
  mayDraw: false,
  writing: null,
  width: 3,
  frozen: false,
  zoomed: false,
  picking: false,
  tracking: 'waiting',
  isTold: false,
  // A first guess, so that the toolbar need not change in most browsers; the engine finds out.
  standing: typeof WebGL2RenderingContext === 'function' ? 'waiting' : 'off',
  pen: null,
};

/** A worker that takes longer is busy with something else: the picture shows as it is. */
const STILL_WITHIN_MS = 2_000;

/** Ink that was heard of is looked for in the picture for at least so long. */
const HEARD_MS = 15_000;

/** The others are told so often that a tool is in the hand: what is told may get lost. */
const READY_EVERY_MS = 5_000;

/** Holds the engine of an element, and joins it with the link to the other side. */
export class EngineController implements ReactiveController {
  readonly #host: LitElement;
  readonly #listener: EngineListener;
  readonly #alone = aloneLink();
  #engine: InkHost | null = null;
  #canvas: HTMLCanvasElement | null = null;
  #link = this.#alone;
  #unsubscribe: (() => void) | null = null;
  #state = EMPTY_STATE;
  #isPainting = false;
  /** Loaded with the first stroke that somebody else draws; null while that is under way. */
  #others: OthersWetInk | null | undefined;
  #stills = 0;
  readonly #asked = new Map<number, (still: InkStill | null) => void>();
  #heardAtMs = -Infinity;
  #readyTimer: ReturnType<typeof setInterval> | undefined;
  /** Items of the same moment go to the engine together. */
  #items: InkItem[] = [];

  constructor(host: LitElement, listener: EngineListener) {
    this.#host = host;
    this.#listener = listener;
    host.addController(this);
  }

  get state(): InkState {
    return this.#state;
  }

  get drafters(): readonly InkDrafter[] {
    return this.#link.drafters;
  }

  get hasInk(): boolean {
    return this.#state.marks.length > 0 || performance.now() - this.#heardAtMs < HEARD_MS;
  }

  hostDisconnected(): void {
    this.isReady = false;
    this.#close();
  }

  hostUpdated(): void {
    if (this.#host.isConnected && this.#unsubscribe === null) this.#subscribe();
  }

  /** Draws over another link, or alone; what was drawn over the one before is that one's to tell. */
  set link(given: InkLink | null) {
    const link = given ?? this.#alone;
    if (link === this.#link) return;
    this.#close();
    this.#link = link;
    this.#host.requestUpdate();
  }

  get host(): InkHost | null {
    return this.#engine;
  }

  post(command: InkCommand, transfer: Transferable[] = []): void {
    this.#engine?.post(command, transfer);
  }

  /** Tells the others whether they may soon have something to look for in the picture. */
  set isReady(isReady: boolean) {
    clearInterval(this.#readyTimer);
    if (!isReady || !this.#host.isConnected) return;
    const tell = (): void => this.#link.stream({ is: 'ready' });
    tell();
    this.#readyTimer = setInterval(tell, READY_EVERY_MS);
  }

  /** The frame that is painted at this moment, with and without its ink; null where nothing is. */
  async takeStill(): Promise<InkStill | null> {
    if (!this.#isPainting) return null;
    this.#stills += 1;
    const number = this.#stills;
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      return await new Promise((resolve) => {
        this.#asked.set(number, resolve);
        timer = setTimeout(() => resolve(null), STILL_WITHIN_MS);
        this.post({ is: 'still', number });
      });
    } finally {
      clearTimeout(timer);
      this.#asked.delete(number);
    }
  }

  #subscribe(): void {
    this.#engine = new InkHost({
      canvas: () => this.#newCanvas(),
      report: (report) => this.#hear(report),
      makeWorker,
      warn: (sentence, cause) => console.warn(`Fernblick: ${sentence}`, cause),
    });
    const link = this.#link;
    const tellDrafters = (): void => {
      this.post({ is: 'drafters', drafters: [...this.drafters] });
      this.#host.requestUpdate();
    };
    this.post({ is: 'link', isChecked: link.isChecked === true });
    tellDrafters();
    this.#listener.started();
    this.#unsubscribe = link.subscribe({
      item: (item) => this.#item(item),
      live: (from, live) => {
        // Poses follow ink, and are none.
        if (!isPoses(live)) this.#heard();
        this.post({ is: 'live', from, live });
        // What nobody has checked yet is the worker's to read.
        if (link.isChecked === true && this.#canvas !== null)
          this.#others?.hear(live, this.#canvas);
      },
      drafters: tellDrafters,
      reset: () => {
        this.#close();
        this.#host.requestUpdate();
      },
    });
  }

  #close(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = null;
    this.#engine?.close();
    this.#engine = null;
    this.#canvas?.remove();
    this.#canvas = null;
    this.#others?.tell([]);
    this.#state = EMPTY_STATE;
    this.#heardAtMs = -Infinity;
  }

  #heard(): void {
    const isNews = !this.hasInk;
    this.#heardAtMs = performance.now();
    if (isNews) this.#host.requestUpdate();
  }

  #item(item: InkItem): void {
    this.#heard();
    this.#items.push(item);
    if (this.#items.length > 1) return;
    queueMicrotask(() => {
      const items = this.#items;
      this.#items = [];
      this.post({ is: 'items', items });
    });
  }

  #newCanvas(): HTMLCanvasElement {
    this.#canvas?.remove();
    const canvas = document.createElement('canvas');
    canvas.className = 'ink';
    canvas.setAttribute('part', 'ink');
    canvas.setAttribute('aria-hidden', 'true');
    this.#canvas = canvas;
    this.#isPainting = false;
    this.#host.renderRoot.querySelector('.surface')?.prepend(canvas);
    return canvas;
  }

  #hear(report: InkReport): void {
    switch (report.is) {
      case 'frame-taken':
        this.#listener.frameTaken();
        return;
      case 'painting':
        this.#isPainting = report.on;
        this.#canvas?.toggleAttribute('data-painting', this.#isPainting);
        return;
      case 'send':
        void this.#send(report.item);
        return;
      case 'stream':
        this.#link.stream(report.live);
        return;
      case 'wet':
        if (this.#others === undefined) void this.#loadOthers();
        else this.#others?.tell(report.lines);
        return;
      case 'state': {
        const before = this.#state;
        this.#state = report.state;
        this.#listener.state(report.state, before);
        return;
      }
      case 'segment':
        this.#listener.segment(report);
        return;
      case 'picked':
        this.#listener.picked(report.coarse);
        return;
      case 'problem':
        this.#listener.problem(report.code, report.detail);
        return;
      case 'still':
        this.#asked.get(report.number)?.(report.still);
        return;
      case 'pong':
    }
  }

  async #loadOthers(): Promise<void> {
    this.#others = null;
    try {
      const { OthersWetInk } = await import('./others-wet-ink.ts');
      this.#others = new OthersWetInk();
    } catch (cause) {
      console.warn('Fernblick: ink comes late.', cause);
    }
  }

  async #send(item: InkItem): Promise<void> {
    try {
      await this.#link.send(item);
    } catch (cause) {
      // What the other side does not have is not shown here either.
      this.post({ is: 'refused', item });
      const why = cause instanceof Error ? cause.message : String(cause);
      this.#listener.problem('not-sent', why);
    }
  }
}

/** Without a link one draws for oneself, and may do everything; the element may go and come back meanwhile. */
function aloneLink(): InkLink {
  const items: InkItem[] = [];
  return {
    isChecked: true,
    drafters: [{ id: randomId(), name: '', role: 'agent', inControl: true, mayDraw: true }],
    send: async (item) => void items.push(item),
    stream: () => {},
    subscribe: (listener) => {
      for (const item of items) listener.item(item);
      return () => {};
    },
  };
}

/** Of what nobody has checked yet. */
function isPoses(live: InkLive | null): boolean {
  return live?.is === 'poses';
}
