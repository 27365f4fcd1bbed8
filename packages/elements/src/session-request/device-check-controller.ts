import type { LitElement, ReactiveController } from 'lit';
import { IntentController, type ClientHolder } from '../video-session/intent-controller.ts';
import { LevelController } from '../video-session/level-controller.ts';

/** Camera and microphone tried out by one who waits for a call: off before that is wanted, and off again with the card. */
export class DeviceCheckController implements ReactiveController {
  readonly intents: IntentController;
  readonly level: LevelController;
  readonly #host: LitElement;
  readonly #holder: ClientHolder;
  #isOpen = false;
  #place: string | null = null;

  constructor(host: LitElement, holder: ClientHolder) {
    this.#host = host;
    this.#holder = holder;
    this.intents = new IntentController(host, holder);
    this.level = new LevelController(host, () => holder.client);
    host.addController(this);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  hostDisconnected(): void {
    this.close();
  }

  /** What was opened in one place does not stand in the way of another. */
  stay(place: string | null): void {
    if (place !== this.#place) this.close();
    this.#place = place;
  }

  readonly toggle = (): void => {
    if (this.#isOpen) return this.close();
    this.#isOpen = true;
    this.intents.retryDevices();
    this.#host.requestUpdate();
  };

  /** Lets go of the devices; nothing where they are not held. */
  readonly close = (): void => {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#holder.client?.stopPreview();
    this.#host.requestUpdate();
  };
}
