import type { SessionClient } from '@fernblick/client';
import type { LitElement, ReactiveController } from 'lit';

/** Loudness from which a microphone counts as heard; room noise stays below. */
const HEARD_LEVEL = 0.06;

/** Moves the level bars of its host with the loudness of one's own microphone, past Lit, frame by frame. */
export class LevelController implements ReactiveController {
  readonly #host: LitElement;
  readonly #client: () => SessionClient | null;
  #frame: number | null = null;
  #heard = false;

  constructor(host: LitElement, client: () => SessionClient | null) {
    this.#host = host;
    this.#client = client;
    host.addController(this);
  }

  /** True once the microphone has been loud enough to be sure that it works. */
  get heard(): boolean {
    return this.#heard;
  }

  hostUpdated(): void {
    if (this.#bars().length === 0) this.#stop();
    else this.#frame ??= requestAnimationFrame(this.#draw);
  }

  hostDisconnected(): void {
    this.#stop();
  }

  #bars(): NodeListOf<HTMLElement> {
    return this.#host.renderRoot.querySelectorAll<HTMLElement>('.level');
  }

  readonly #draw = (): void => {
    const client = this.#client();
    const level = client?.state.microphone.state === 'on' ? (client.readMicrophoneLevel() ?? 0) : 0;
    for (const bar of this.#bars()) bar.style.setProperty('--_level', level.toFixed(3));
    if (level > HEARD_LEVEL && !this.#heard) {
      this.#heard = true;
      this.#host.requestUpdate();
    }
    this.#frame = requestAnimationFrame(this.#draw);
  };

  #stop(): void {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#frame = null;
  }
}
