import type { SessionError } from '@fernblick/protocol';
import { loggable } from '../logger.ts';
import type { Logger, SessionMoments } from '../session-client.ts';
import type { LocalCamera, LocalDevice as LocalDeviceSnapshot } from '../session-state.ts';
import { acquire, type DeviceKind, type DeviceWish, type Wishes } from './acquire.ts';
import { listDevices, noDevices, watchDevices, type DeviceLists } from './device-list.ts';
import { LevelMeter } from './level-meter.ts';
import { LocalDevice } from './local-device.ts';

export interface LocalMediaEvents {
  /** State, track or list of a device has changed. */
  changed(): void;
  problem(error: SessionError): void;
  /** A device was changed by itself, after plugging in or out. */
  deviceChanged(kind: SessionMoments['device-changed']['kind']): void;
}

export interface LocalMediaSnapshot extends DeviceLists {
  readonly microphone: LocalDeviceSnapshot;
  readonly camera: LocalCamera;
}

type Facing = 'user' | 'environment';

/** The camera and the microphone of this page. */
export class LocalMedia {
  /** What runs at present, for the preview; null in Node. */
  readonly stream: MediaStream | null;
  readonly microphone: LocalDevice;
  readonly camera: LocalDevice;
  readonly #events: LocalMediaEvents;
  readonly #logger: Logger;
  readonly #meter = new LevelMeter();
  readonly #unwatch: () => void;
  #lists: DeviceLists = noDevices;
  #facing: Facing | null = null;
  #closed = false;

  constructor(events: LocalMediaEvents, logger: Logger) {
    this.#events = events;
    this.#logger = logger;
    this.stream = typeof MediaStream === 'undefined' ? null : new MediaStream();
    const device = (kind: DeviceKind): LocalDevice =>
      new LocalDevice(kind, {
        changed: () => this.#changed(),
        lost: () => void this.#replug(),
      });
    this.microphone = device('microphone');
    this.camera = device('camera');
    this.#unwatch = watchDevices(() => void this.#replug());
  }

  get snapshot(): LocalMediaSnapshot {
    const facing = this.#facingOf(this.camera.track);
    return {
      ...this.#lists,
      microphone: this.microphone.snapshot,
      camera: {
        ...this.camera.snapshot,
        facing,
        // Only cameras of phones and tablets say where they look.
        canFlip: facing !== null && this.#lists.cameras.length > 1,
      },
    };
  }

  /** What to start with, unless something else is asked for. */
  prefer(choice: {
    readonly microphoneId?: string | null | undefined;
    readonly cameraId?: string | null | undefined;
    readonly facing?: Facing | null | undefined;
  }): void {
    if (choice.microphoneId !== undefined) this.microphone.prefer(choice.microphoneId);
    if (choice.facing !== undefined) {
      this.#facing = choice.facing;
      this.camera.prefer(null);
    }
    if (choice.cameraId !== undefined) this.camera.prefer(choice.cameraId);
  }

  /** Starts devices that do not run; never rejects, the snapshot says what became of each. */
  async start(kinds: { readonly microphone: boolean; readonly camera: boolean }): Promise<void> {
    const devices = [this.microphone, this.camera].filter(
      (device) => kinds[device.kind] && !(device.kind === 'microphone' && device.unmute()),
    );
    const wanted = devices.filter((device) => device.track === null);
    if (wanted.length > 0)
      await this.#start(
        Object.fromEntries(wanted.map((device) => [device.kind, this.#wish(device)])),
      );
  }

  /** @throws SessionError of kind `device` */
  async setMicrophone(on: boolean): Promise<void> {
    if (!on) this.microphone.mute();
    else if (!this.microphone.unmute()) await this.#startOne(this.microphone);
  }

  /** @throws SessionError of kind `device` */
  async setCamera(on: boolean): Promise<void> {
    if (!on) this.camera.release();
    else if (this.camera.track === null) await this.#startOne(this.camera);
  }

  /**
   * Changes to another device. The one in use stays until the new one runs; where it does not, it simply goes on.
   * @throws SessionError of kind `device`
   */
  async choose(device: LocalDevice, wish: DeviceWish): Promise<void> {
    const { state } = device;
    if (device.track === null && state === 'off') {
      device.prefer(wish.deviceId);
      return;
    }
    await this.#startOne(device, wish);
    if (state === 'off') device.mute();
  }

  /** @throws SessionError of kind `device` */
  async flipCamera(): Promise<void> {
    const facing = this.#facingOf(this.camera.track) === 'environment' ? 'user' : 'environment';
    const before = this.camera.lastId;
    this.#facing = facing;
    const running = this.camera.track !== null;
    // A phone runs one camera at a time.
    this.camera.release();
    this.camera.prefer(null);
    if (!running) return;
    try {
      await this.#startOne(this.camera, { deviceId: null, facing });
    } catch (error) {
      await this.#start({ camera: { deviceId: before } });
      throw error;
    }
  }

  /** Loudness of the microphone, 0 to 1; null where there is none. */
  readLevel(): number | null {
    const { track, state } = this.microphone;
    if (track === null) return null;
    return state === 'on' ? this.#meter.read(track) : 0;
  }

  /** Frees both devices; they can be started again. */
  reset(): void {
    this.microphone.reset();
    this.camera.reset();
    this.#meter.close();
  }

  close(): void {
    this.#closed = true;
    this.#unwatch();
    this.reset();
  }

  #facingOf(track: MediaStreamTrack | null): Facing | null {
    const facing = track?.getSettings().facingMode;
    return facing === 'user' || facing === 'environment' ? facing : null;
  }

  #wish(device: LocalDevice): DeviceWish {
    return {
      deviceId: device.lastId,
      facing: device.kind === 'camera' ? this.#facing : null,
    };
  }

  async #start(wishes: Wishes): Promise<void> {
    const started = [this.microphone, this.camera]
      .filter((device) => wishes[device.kind] !== undefined)
      .map((device) => ({ device, turn: device.begin() }));
    const outcomes = await acquire(wishes);
    for (const { device, turn } of started) {
      const outcome = outcomes[device.kind];
      if (outcome === undefined) continue;
      device.settle(turn, outcome);
      if ('track' in outcome && outcome.instead !== null) this.#events.problem(outcome.instead);
    }
    await this.#list();
  }

  async #startOne(device: LocalDevice, wish = this.#wish(device)): Promise<void> {
    const turn = device.begin();
    const { [device.kind]: outcome } = await acquire({ [device.kind]: wish });
    if (outcome === undefined) return;
    device.settle(turn, outcome);
    await this.#list();
    if ('error' in outcome) throw outcome.error;
    if (outcome.instead !== null) this.#events.problem(outcome.instead);
  }

  #changed(): void {
    const tracks = [this.microphone.track, this.camera.track].filter((track) => track !== null);
    for (const track of this.stream?.getTracks() ?? [])
      if (!tracks.includes(track)) this.stream?.removeTrack(track);
    for (const track of tracks) this.stream?.addTrack(track);
    if (!this.#closed) this.#events.changed();
  }

  async #list(): Promise<void> {
    try {
      this.#lists = await listDevices();
    } catch (error) {
      this.#logger.log('warn', 'Devices could not be listed', loggable(error));
      return;
    }
    if (!this.#closed) this.#events.changed();
  }

  /** Something was plugged in or out: a lost device that is back runs again, a lost microphone finds another. */
  async #replug(): Promise<void> {
    await this.#list();
    const { microphone, camera } = this;
    const { microphones, cameras } = this.#lists;
    const back = (device: LocalDevice, list: DeviceLists['cameras']): boolean =>
      device.state === 'lost' && list.some(({ deviceId }) => deviceId === device.lastId);
    // A picture of something else would be a surprise; a voice from elsewhere is what everybody expects.
    const another = microphone.state === 'lost' && !back(microphone, microphones);
    for (const device of [microphone, camera]) {
      const list = device === microphone ? microphones : cameras;
      const may = back(device, list) || (device === microphone && another && list.length > 0);
      if (!may || this.#closed || device.snapshot.starting) continue;
      const wish = back(device, list) ? this.#wish(device) : { deviceId: null };
      try {
        await this.#startOne(device, wish);
        this.#events.deviceChanged(device.kind);
      } catch (error) {
        this.#logger.log('info', 'A lost device did not come back', loggable(error));
      }
    }
  }
}
