import { SessionError, type DeviceState } from '@fernblick/protocol';
import type { LocalDevice as LocalDeviceSnapshot } from '../session-state.ts';
import { isForbidden, type DeviceKind, type Outcome } from './acquire.ts';
import { stateWithout } from './device-error.ts';

export interface LocalDeviceEvents {
  changed(): void;
  /** The device went away by itself. */
  lost(): void;
}

/** One microphone or camera of this page: its track while it runs, and why it does not where it does not. */
export class LocalDevice {
  readonly kind: DeviceKind;
  readonly #events: LocalDeviceEvents;
  #track: MediaStreamTrack | null = null;
  #state: DeviceState = 'off';
  #error: SessionError | null = null;
  #lastId: string | null = null;
  /** Grows with each start and stop: an outcome that comes late belongs to nobody. */
  #turn = 0;
  #starting = false;

  constructor(kind: DeviceKind, events: LocalDeviceEvents) {
    this.kind = kind;
    this.#events = events;
  }

  get track(): MediaStreamTrack | null {
    return this.#track;
  }

  get state(): DeviceState {
    return this.#state;
  }

  /** The device that was last in use, also after it was stopped or lost. */
  get lastId(): string | null {
    return this.#lastId;
  }

  get snapshot(): LocalDeviceSnapshot {
    return {
      state: this.#state,
      starting: this.#starting,
      deviceId: this.#track?.getSettings().deviceId ?? null,
      error: this.#error,
    };
  }

  /** Remembers what to start with. */
  prefer(deviceId: string | null): void {
    this.#lastId = deviceId;
  }

  /** The device is being started; pass what comes of it to `settle` with the number given. */
  begin(): number {
    this.#turn += 1;
    this.#starting = true;
    this.#events.changed();
    return this.#turn;
  }

  /** Takes over the outcome of a start; a track that nobody waits for any more is stopped. */
  settle(turn: number, outcome: Outcome): void {
    if (turn !== this.#turn) {
      if ('track' in outcome) outcome.track.stop();
      return;
    }
    this.#starting = false;
    if ('track' in outcome) this.#use(outcome.track);
    else if (this.#track === null) {
      this.#state = stateWithout(outcome.error);
      this.#error = outcome.error;
    }
    this.#events.changed();
  }

  /** Lets the running microphone speak again; false where there is none to do so. */
  unmute(): boolean {
    if (this.#track === null || this.#track.readyState === 'ended') return false;
    this.#track.enabled = true;
    this.#state = 'on';
    this.#events.changed();
    return true;
  }

  /**
   * Silences the microphone but keeps it, so that it is back at once: its track carries digital silence. A start under
   * way comes to nothing.
   */
  mute(): void {
    this.#cancel();
    if (this.#track !== null) this.#track.enabled = false;
    this.#turnOff();
  }

  /** Stops the device and frees it, so that its light goes out. */
  release(): void {
    this.#cancel();
    this.#drop();
    this.#turnOff();
  }

  /** Stops the device and forgets why it could not be had: the next start asks anew. */
  reset(): void {
    this.#state = 'off';
    this.#error = null;
    this.release();
  }

  /** What cannot be had is not off by choice: that stays to be seen. */
  #turnOff(): void {
    if (this.#state === 'on' || this.#state === 'lost') {
      this.#state = 'off';
      this.#error = null;
    }
    this.#events.changed();
  }

  #cancel(): void {
    this.#turn += 1;
    this.#starting = false;
  }

  #drop(): void {
    this.#track?.removeEventListener('ended', this.#ended);
    this.#track?.stop();
    this.#track = null;
  }

  #use(track: MediaStreamTrack): void {
    this.#drop();
    this.#track = track;
    this.#state = 'on';
    this.#error = null;
    this.#lastId = track.getSettings().deviceId ?? this.#lastId;
    track.addEventListener('ended', this.#ended);
  }

  readonly #ended = (): void => void this.#wentAway();

  async #wentAway(): Promise<void> {
    const wasOn = this.#state === 'on';
    this.#drop();
    const turn = this.#turn;
    // Taken away by the person is not the same as unplugged.
    const forbidden = await isForbidden(this.kind);
    if (turn !== this.#turn || this.#track !== null) return;
    this.#state = forbidden ? 'denied' : wasOn ? 'lost' : 'off';
    this.#error = forbidden
      ? new SessionError('device-denied-by-user')
      : wasOn
        ? new SessionError('device-lost')
        : null;
    this.#events.changed();
    if (wasOn && !forbidden) this.#events.lost();
  }
}
