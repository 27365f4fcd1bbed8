import { SessionError } from '@fernblick/client';
import { html, render, type LitElement, type ReactiveController } from 'lit';
import { live } from 'lit/directives/live.js';
import { clock } from '../shared/duration.ts';
import type { Scene } from './scene.ts';

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
    const sheet = new (small as Window & typeof globalThis).CSSStyleSheet();
    sheet.replaceSync(SMALL_STYLES);
    small.document.adoptedStyleSheets = [sheet];
    this.#small = small;
    this.#draw();
  }

  #draw(): void {
    const scene = this.#scene();
    if (this.#small === null || scene === null) return;
    const started = scene.state.session?.history.find((entry) => entry.phase === 'in-progress');
    this.#small.document.title = scene.words.callWith(scene.otherName);
    render(
      html`<video
          autoplay
          playsinline
          .muted=${true}
          .srcObject=${live(scene.link?.stream ?? null)}
          aria-label=${scene.words.pictureOf(scene.otherName)}
        ></video>
        <p>${scene.otherName} ${started === undefined ? '' : clock(scene.nowMs - started.at)}</p>`,
      this.#small.document.body,
    );
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
      this.#report(new SessionError('not-allowed', { cause }));
    }
  }
}

const SMALL_STYLES = `
  body { margin: 0; background: #0e1312; color: #fff; font: 14px/1.4 system-ui, sans-serif; }
  video { position: fixed; inset: 0; inline-size: 100%; block-size: 100%; object-fit: contain; }
  p { position: fixed; inset-inline: 0; inset-block-end: 0; margin: 0; padding: 8px 12px;
    background: rgb(0 0 0 / 60%); font-variant-numeric: tabular-nums; }
`;
