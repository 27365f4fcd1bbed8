import type { DeviceState } from '@fernblick/protocol';
import { loggable } from './logger.ts';
import type { Logger } from './session-client.ts';

/** What the others are told of this page's devices. */
export interface DeviceStates {
  readonly microphone: DeviceState;
  readonly camera: DeviceState;
}

/** Tells the others what the devices do, once for each change and in order. */
export class DeviceReport {
  readonly #send: (states: DeviceStates) => Promise<unknown>;
  readonly #logger: Logger;
  #told: DeviceStates | null = null;
  #wanted: DeviceStates | null = null;
  #telling = false;

  constructor(send: (states: DeviceStates) => Promise<unknown>, logger: Logger) {
    this.#send = send;
    this.#logger = logger;
  }

  /** The others know already: the states went with a join. Null forgets what was told. */
  told(states: DeviceStates | null): void {
    this.#told = states;
    if (states === null) this.#wanted = null;
  }

  async tell(states: DeviceStates): Promise<void> {
    this.#wanted = states;
    if (this.#telling) return;
    this.#telling = true;
    try {
      for (let next = this.#due(); next !== null; next = this.#due()) {
        await this.#send(next);
        this.#told = next;
      }
    } catch (error) {
      // The next change, or the next join, tells again.
      this.#logger.log('warn', 'The others could not be told of a device', loggable(error));
    } finally {
      this.#telling = false;
    }
  }

  #due(): DeviceStates | null {
    const { microphone, camera } = this.#wanted ?? {};
    return this.#told === null ||
      (microphone === this.#told.microphone && camera === this.#told.camera)
      ? null
      : this.#wanted;
  }
}
