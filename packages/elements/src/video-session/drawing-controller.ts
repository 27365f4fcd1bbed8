import type { SessionClient } from '@fernblick/client';
import type { LitElement, ReactiveController } from 'lit';
import type { ArOverlay } from '../ar-overlay/ar-overlay.ts';
import type { Scene } from './scene.ts';
import { isOffered } from './rights.ts';
import { showsLocal, showsRemote } from './shown-pictures.ts';

/** Whether the picture that both sides look at is drawn on; nothing of it is loaded before somebody does. */
export class DrawingController implements ReactiveController {
  readonly #host: LitElement;
  readonly #scene: () => Scene | null;
  readonly #failed: (cause: unknown) => void;
  #isDrawing = false;
  #isFrozen = false;
  #wasUsed = false;
  #hasInk = false;
  #loading: Promise<unknown> | null = null;
  #unsubscribe: (() => void) | null = null;

  constructor(host: LitElement, scene: () => Scene | null, failed: (cause: unknown) => void) {
    this.#host = host;
    this.#scene = scene;
    this.#failed = failed;
    host.addController(this);
  }

  /** True while the tools are out. */
  get isDrawing(): boolean {
    return this.#isDrawing && this.canDraw && this.isOffered;
  }

  /** True where administrators let the viewer draw; what others draw is shown in any case. */
  get isOffered(): boolean {
    const scene = this.#scene();
    return scene !== null && isOffered(scene, 'drawing');
  }

  /** True while the viewer's picture stands still. */
  get isFrozen(): boolean {
    return this.#isFrozen && this.canDraw;
  }

  /** True where there is something to draw on. */
  get canDraw(): boolean {
    const scene = this.#scene();
    if (scene === null || scene.state.session?.phase !== 'in-progress') return false;
    return scene.sharesOwn ? showsLocal(scene) : showsRemote(scene);
  }

  /** True once there was anything to show: what was started once stays at hand. */
  get isShown(): boolean {
    return this.#wasUsed || this.#hasInk;
  }

  hostUpdate(): void {
    // What is not seen any more is not held either.
    if (!this.canDraw) this.#isFrozen = false;
    if (this.isShown) this.#load();
  }

  hostDisconnected(): void {
    this.#isDrawing = false;
    this.#isFrozen = false;
  }

  /** Hears of ink; what it was is the overlay's business. */
  follow(client: SessionClient): () => void {
    const heard = (): void => {
      if (this.#hasInk) return;
      this.#hasInk = true;
      this.#host.requestUpdate();
      // The overlay listens for itself.
      queueMicrotask(() => this.#stopListening());
    };
    this.#unsubscribe = client.ink.subscribe({ item: heard, live: heard, drafters: () => {} });
    return () => {
      this.#stopListening();
      this.#hasInk = false;
      this.#wasUsed = false;
      this.#isDrawing = false;
      this.#isFrozen = false;
    };
  }

  /** Takes the tools out or puts them away; false where there is nothing to draw on. */
  readonly toggleDrawing = (): boolean => {
    if (!(this.canDraw && this.isOffered) && !this.#isDrawing) return false;
    this.#isDrawing = !this.#isDrawing;
    this.#wasUsed = true;
    this.#host.requestUpdate();
    return true;
  };

  /** Stops or releases the viewer's own picture. */
  readonly toggleFrozen = (): boolean => {
    if (!this.canDraw && !this.#isFrozen) return false;
    this.#isFrozen = !this.#isFrozen;
    this.#wasUsed = true;
    this.#host.requestUpdate();
    return true;
  };

  /** Gives a key to the tools; true where it stands for something there. */
  pressKey(key: string, shift: boolean): boolean {
    if (!this.isDrawing) return false;
    return this.#overlay?.pressKey?.(key, shift) ?? false;
  }

  /** Puts the focus where keys draw, once that is there; whoever has gone elsewhere meanwhile stays there. */
  async focus(): Promise<void> {
    const { activeElement: before } = this.#host.renderRoot as ShadowRoot;
    await this.#host.updateComplete;
    await this.#loading;
    await this.#overlay?.updateComplete;
    if ((this.#host.renderRoot as ShadowRoot).activeElement === before) this.#overlay?.focus();
  }

  get #overlay(): ArOverlay | null {
    return this.#host.renderRoot.querySelector('ar-overlay');
  }

  #load(): void {
    this.#loading ??= import('../ar-overlay/ar-overlay.ts').catch((cause: unknown) => {
      // The next press tries again.
      this.#loading = null;
      this.#isDrawing = false;
      this.#isFrozen = false;
      this.#failed(cause);
      this.#host.requestUpdate();
    });
  }

  #stopListening(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = null;
  }
}
