import type { SessionView } from '@fernblick/protocol';
import type { DeviceReport, DeviceStates } from './device-report.ts';
import type { LocalDevice } from './media/local-device.ts';
import type { LocalMedia } from './media/local-media.ts';
import type { Outgoing } from './peer/participant-link.ts';
import { canRecord } from './recording/can-record.ts';
import type { JoinOptions } from './session-client.ts';
import type { Remembered } from './signalling/tab-memory.ts';

const hasVideo = (view: SessionView | null): boolean => view?.video.is === 'on';

/** This person's devices as a call uses them: on for a preview or the call, off after both. */
export class CallDevices {
  readonly #media: LocalMedia;
  readonly #report: DeviceReport;
  #previewed = false;

  constructor(media: LocalMedia, report: DeviceReport) {
    this.#media = media;
    this.#report = report;
  }

  /** What the others are told: while the session has no video, no camera counts as on. */
  states(view: SessionView | null): DeviceStates {
    const { microphone, camera } = this.#media;
    return {
      microphone: microphone.state,
      camera: view === null || hasVideo(view) ? camera.state : 'off',
    };
  }

  /** What they are told when this page comes in. */
  entry(view: SessionView | null): DeviceStates & { readonly records: boolean } {
    return { ...this.states(view), records: canRecord() };
  }

  /** What is sent to the others. A muted microphone is sent too: its track carries silence, and is back at once. */
  outgoing(view: SessionView | null): Outgoing {
    const { microphone, camera } = this.#media;
    return { audio: microphone.track, camera: hasVideo(view) ? camera.track : null };
  }

  previewStarted(): void {
    this.#previewed = true;
  }

  /** Brings the devices into the state in which the person wants to enter; without a wish, as the preview left them. */
  start(view: SessionView, wishes: JoinOptions): void {
    const media = this.#media;
    const isWanted = ({ state, snapshot }: LocalDevice): boolean =>
      !this.#previewed || state !== 'off' || snapshot.starting;
    const microphone = wishes.microphone ?? isWanted(media.microphone);
    const camera = hasVideo(view) && (wishes.camera ?? isWanted(media.camera));
    if (!microphone) media.microphone.mute();
    if (!camera) media.camera.release();
    void media.start({ microphone, camera });
  }

  /** Starts the devices as they were before a reload. */
  restart({ microphone, camera }: Remembered): void {
    this.#media.prefer({
      microphoneId: microphone.deviceId,
      facing: camera.facing,
      cameraId: camera.deviceId,
    });
    void this.#media.start({ microphone: microphone.on, camera: camera.on });
  }

  /** What a reload has to know; a device that starts, is lost or not to be had was wanted all the same. */
  remembered(resume: string): Remembered {
    const { microphone, camera, snapshot } = this.#media;
    return {
      resume,
      microphone: {
        on: microphone.state !== 'off' || snapshot.microphone.starting,
        deviceId: microphone.lastId,
      },
      camera: {
        on: camera.state !== 'off' || snapshot.camera.starting,
        deviceId: camera.lastId,
        facing: snapshot.camera.facing,
      },
    };
  }

  /** What a change of the session's video asks of the camera: off with it, and on where one's own offer was taken. */
  followVideo(before: SessionView | null, view: SessionView, you: string): void {
    if (hasVideo(before) && !hasVideo(view)) this.#media.camera.release();
    const offered = before?.video.is === 'offered' && before.video.by === you;
    if (offered && hasVideo(view)) void this.#media.start({ microphone: false, camera: true });
  }

  /** The others know these states already: they went with a join. */
  told(states: DeviceStates): void {
    this.#report.told(states);
  }

  /** Tells the others what has changed. */
  tell(view: SessionView): void {
    void this.#report.tell(this.states(view));
  }

  /** Nobody is to be told any more. */
  hush(): void {
    this.#report.told(null);
  }

  /** Nothing stays on that no button would switch off; that a preview has ended is no wish for the call. */
  off(): void {
    this.#previewed = false;
    this.#media.reset();
  }

  /** There is nothing to join any more. */
  endPreview(): void {
    if (this.#previewed) this.off();
  }
}
