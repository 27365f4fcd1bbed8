import type { SessionView } from '@fernblick/protocol';
import type { DeviceStates } from './device-report.ts';
import type { LocalMedia } from './media/local-media.ts';
import type { Outgoing } from './peer/participant-link.ts';
import type { JoinOptions } from './session-client.ts';
import type { Remembered } from './signalling/tab-memory.ts';

const hasVideo = (view: SessionView | null): boolean => view?.video.is === 'on';

/** What the others are told: while the session has no video, no camera counts as on. */
export function deviceStates(media: LocalMedia, view: SessionView | null): DeviceStates {
  const { microphone, camera } = media;
  return {
    microphone: microphone.state,
    camera: view === null || hasVideo(view) ? camera.state : 'off',
  };
}

/** What is sent to the others. A muted microphone is sent too: its track carries silence, and is back at once. */
export function outgoingOf(media: LocalMedia, view: SessionView | null): Outgoing {
  return { audio: media.microphone.track, camera: hasVideo(view) ? media.camera.track : null };
}

/** Brings the devices into the state in which the person wants to enter; without a wish, as the preview left them. */
export function startDevices(
  media: LocalMedia,
  view: SessionView,
  options: JoinOptions,
  previewed: boolean,
): void {
  const microphone = options.microphone ?? (!previewed || media.microphone.state !== 'off');
  const camera = hasVideo(view) && (options.camera ?? (!previewed || media.camera.state !== 'off'));
  if (!microphone) media.microphone.mute();
  if (!camera) media.camera.release();
  void media.start({ microphone, camera });
}

/** Starts the devices as they were before a reload. */
export function restartDevices(media: LocalMedia, { microphone, camera }: Remembered): void {
  media.prefer({
    microphoneId: microphone.deviceId,
    facing: camera.facing,
    cameraId: camera.deviceId,
  });
  void media.start({ microphone: microphone.on, camera: camera.on });
}

/** What a reload has to know; a device that starts, is lost or not to be had was wanted all the same. */
export function rememberedOf(media: LocalMedia, resume: string): Remembered {
  const { microphone, camera, snapshot } = media;
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
export function followVideo(
  media: LocalMedia,
  before: SessionView | null,
  view: SessionView,
  you: string,
): void {
  if (hasVideo(before) && !hasVideo(view)) media.camera.release();
  const offered = before?.video.is === 'offered' && before.video.by === you;
  if (offered && hasVideo(view)) void media.start({ microphone: false, camera: true });
}
