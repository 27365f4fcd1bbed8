import type { SessionClient } from '@fernblick/client';
import type { LitElement, ReactiveController } from 'lit';

/** Loudness from which a microphone counts as heard; room noise stays below. */
const HEARD_LEVEL = 0.06;

/** Moves the level bars of its host with the loudness of one's own microphone, past Lit, frame by frame. */
export class LevelController implements ReactiveController {
  readonly #host: LitElement;
  readonly #client: () => SessionClient | null;
  #frame: number | null = null;
  /** The microphone that was heard: another one has not been yet. */
  #heard: string | null | undefined;

  constructor(host: LitElement, client: () => SessionClient | null) {
    this.#host = host;
    this.#client = client;
    host.addController(this);
  }

  /** True once the microphone in use has been loud enough to be sure that it works. */
  get heard(): boolean {
    const { deviceId = null } = this.#client()?.state.microphone ?? {};
    return this.#heard !== undefined && this.#heard === deviceId;
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
    const { state, deviceId = null } = client?.state.microphone ?? {};
    const level = state === 'on' ? (client?.readMicrophoneLevel() ?? 0) : 0;
    for (const bar of this.#bars()) bar.style.setProperty('--_level', level.toFixed(3));
    if (level > HEARD_LEVEL && !this.heard) {
      this.#heard = deviceId;
      this.#host.requestUpdate();
    }
    this.#frame = requestAnimationFrame(this.#draw);
  };

  #stop(): void {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#frame = null;
  }
}
