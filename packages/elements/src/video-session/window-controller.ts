import { SessionError } from '@fernblick/client';
import type { LitElement, ReactiveController } from 'lit';
import type { Scene } from './scene.ts';
import type * as smallWindow from './small-window.ts';

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
  #code: typeof smallWindow | null = null;

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
      await this.#remoteVideo()?.requestPictureInPicture();
      return;
    }
    const small = await window.documentPictureInPicture.requestWindow(SIZE);
    small.addEventListener('pagehide', () => {
      this.#small = null;
    });
    this.#small = small;
    try {
      // After the window: it can be had for a moment after the press only.
      this.#code ??= await import('./small-window.ts');
    } catch (cause) {
      this.#leave();
      throw new SessionError('server-unreachable', { cause });
    }
    // It may have been closed meanwhile.
    if (this.#small !== small) return;
    this.#code.furnish(small);
    this.#draw();
  }

  #draw(): void {
    const scene = this.#scene();
    if (this.#small !== null && scene !== null) this.#code?.paint(this.#small, scene);
  }

  #isSmall(): boolean {
    return this.#small !== null || this.#ownVideoInPicture();
  }

  #ownVideoInPicture(): boolean {
    return this.#remoteVideo()?.matches(':picture-in-picture') ?? false;
  }

  #leave(): void {
    this.#small?.close();
    this.#small = null;
    if (this.#ownVideoInPicture()) void document.exitPictureInPicture();
  }

  #remoteVideo(): HTMLVideoElement | null {
    return this.#host.renderRoot.querySelector<HTMLVideoElement>('.remote video');
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
