import { SessionError } from '@fernblick/client';
import type { LitElement, ReactiveController } from 'lit';
import type { Scene } from './scene.ts';
import type { SmallCall } from './small-window.ts';

/** Document Picture-in-Picture; not yet part of TypeScript's DOM library. */
interface DocumentPictureInPicture {
  /** The one that is open. */
  readonly window: Window | null;
  requestWindow(options: { readonly width: number; readonly height: number }): Promise<Window>;
}

declare global {
  interface Window {
    readonly documentPictureInPicture?: DocumentPictureInPicture;
  }
}

const SIZE = { width: 360, height: 270 } as const;

/** Shows the call elsewhere than in its place: in a small window of its own, and on the full screen. */
export class WindowController implements ReactiveController {
  readonly #host: LitElement;
  readonly #report: (error: SessionError) => void;
  readonly #scene: () => Scene | null;
  #small: Window | null = null;
  #drawn: SmallCall | null = null;

  constructor(host: LitElement, scene: () => Scene | null, report: (error: SessionError) => void) {
    this.#host = host;
    this.#scene = scene;
    this.#report = report;
    host.addController(this);
  }

  hostUpdated(): void {
    if (this.#scene()?.layout === 'stage') this.#draw();
    else this.#leave();
  }

  hostDisconnected(): void {
    this.#leave();
  }

  get canFullScreen(): boolean {
    return document.fullscreenEnabled;
  }

  get canPictureInPicture(): boolean {
    return window.documentPictureInPicture !== undefined || document.pictureInPictureEnabled;
  }

  readonly toggleFullScreen = (): void => {
    void this.#try(async () => {
      if (document.fullscreenElement === null)
        await this.#host.renderRoot.querySelector('.stage')?.requestFullscreen();
      else await document.exitFullscreen();
    });
  };

  readonly togglePictureInPicture = (): void => {
    if (this.#isSmall()) this.#leave();
    else void this.#try(() => this.#openSmall());
  };

  async #openSmall(): Promise<void> {
    if (window.documentPictureInPicture === undefined) {
      await this.#largeVideo()?.requestPictureInPicture();
      return;
    }
    const small = await window.documentPictureInPicture.requestWindow(SIZE);
    small.addEventListener('pagehide', () => {
      if (this.#small === small) this.#leave();
    });
    this.#small = small;
    try {
      // After the window: it can be had for a moment after the press only.
      const { SmallCall } = await import('./small-window.ts');
      // It may have been closed meanwhile.
      if (this.#small !== small) return;
      this.#drawn = new SmallCall(small, this.#host.renderRoot);
    } catch (cause) {
      this.#leave();
      throw new SessionError('server-unreachable', { cause });
    }
    this.#draw();
  }

  #draw(): void {
    const scene = this.#scene();
    if (scene !== null) this.#drawn?.draw(scene);
  }

  #isSmall(): boolean {
    return this.#small !== null || this.#isVideoSmall();
  }

  /** Whichever of both pictures it was that went there: they may have been swapped since. */
  #isVideoSmall(): boolean {
    return (this.#host.shadowRoot?.pictureInPictureElement ?? null) !== null;
  }

  #leave(): void {
    const small = this.#small;
    this.#small = null;
    this.#drawn?.close();
    this.#drawn = null;
    small?.close();
    if (this.#isVideoSmall()) void document.exitPictureInPicture();
  }

  #largeVideo(): HTMLVideoElement | null {
    return this.#host.renderRoot.querySelector<HTMLVideoElement>('.large video');
  }

  async #try(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (cause) {
      this.#report(
        cause instanceof SessionError ? cause : new SessionError('not-allowed', { cause }),
      );
    }
  }
}
