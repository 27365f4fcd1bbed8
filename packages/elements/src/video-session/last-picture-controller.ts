import type { LitElement, ReactiveController } from 'lit';

/** Keeps the other side's last picture in view while the connection comes back. */
export class LastPictureController implements ReactiveController {
  readonly #host: LitElement;
  readonly #isAway: () => boolean;
  #kept = false;

  constructor(host: LitElement, isAway: () => boolean) {
    this.#host = host;
    this.#isAway = isAway;
  }

  hostUpdated(): void {
    const away = this.#isAway();
    if (away === this.#kept) return;
    this.#kept = away;
    const canvas = this.#host.renderRoot.querySelector<HTMLCanvasElement>('.last-picture');
    const video = this.#host.renderRoot.querySelector<HTMLVideoElement>('.remote video');
    if (canvas === null || video === null) return;
    // A new connection may clear the video; the copy stays beneath it.
    canvas.width = away ? video.videoWidth : 0;
    canvas.height = away ? video.videoHeight : 0;
    if (away && video.videoWidth > 0) canvas.getContext('2d')?.drawImage(video, 0, 0);
  }
}
