import type { Page } from 'playwright-core';

type Facing = 'user' | 'environment';

interface PhoneCameras {
  /** The camera that looks there is gone: a track of it ends, the list of devices shrinks. */
  pull(facing: Facing): void;
  /** Another program takes the camera that looks there, or lets go of it. */
  occupy(facing: Facing, isTaken: boolean): void;
}

declare global {
  interface Window {
    phoneCameras: PhoneCameras;
  }
}

/**
 * Runs in the page before its own scripts. Chromium's fake cameras are real ones to it, each with a picture, but none
 * says where it looks: the first becomes the front camera, the last the rear one (the second of three gives depth, no
 * picture). As on a phone only one of them runs at a time. The rear one's picture has another shape, so that the other
 * side can see which of them it is.
 */
function installPhoneCameras(): void {
  const devices = navigator.mediaDevices;
  const getUserMedia = devices.getUserMedia.bind(devices);
  const enumerateDevices = devices.enumerateDevices.bind(devices);
  const track = MediaStreamTrack.prototype;
  const settingsOf = Reflect.get(track, 'getSettings');
  const running = new Set<MediaStreamTrack>();
  const pulled = new Set<Facing>();
  const occupied = new Set<Facing>();
  const facingOf = (label: string): Facing | null =>
    label === 'fake_device_0' ? 'user' : label === 'fake_device_2' ? 'environment' : null;
  track.getSettings = function settings() {
    const facing = this.kind === 'video' ? facingOf(this.label) : null;
    const own = Reflect.apply(settingsOf, this, []);
    return facing === null ? own : { ...own, facingMode: facing };
  };
  devices.enumerateDevices = async () =>
    (await enumerateDevices()).filter(({ kind, label }) => {
      const facing = facingOf(label);
      return kind !== 'videoinput' || label === '' || (facing !== null && !pulled.has(facing));
    });
  devices.getUserMedia = async (wanted = {}) => {
    const { video = false, ...others } = wanted;
    if (typeof video !== 'object') return await getUserMedia(wanted);
    const { deviceId, facingMode, ...rest } = video;
    const cameras = (await enumerateDevices()).filter(({ kind }) => kind === 'videoinput');
    const { exact } = (deviceId ?? {}) as { readonly exact?: string };
    const { ideal = 'user' } = (facingMode ?? {}) as { readonly ideal?: string };
    const there = cameras.filter(({ label }) => {
      const facing = facingOf(label);
      return facing !== null && !pulled.has(facing);
    });
    const chosen =
      exact === undefined
        ? (there.find(({ label }) => facingOf(label) === ideal) ?? there[0])
        : there.find((camera) => camera.deviceId === exact);
    // Before the first permission cameras have no names yet.
    if (cameras.every(({ label }) => label === '')) {
      (await getUserMedia({ video: true })).getTracks().forEach((each) => each.stop());
      return await devices.getUserMedia(wanted);
    }
    if (chosen === undefined)
      throw exact === undefined
        ? new DOMException('Requested device not found', 'NotFoundError')
        : new DOMException('No such camera', 'OverconstrainedError');
    const facing = facingOf(chosen.label);
    const isOther = [...running].some(
      (each) => each.readyState === 'live' && each.label !== chosen.label,
    );
    if (isOther || (facing !== null && occupied.has(facing)))
      throw new DOMException('Could not start video source', 'NotReadableError');
    const shape = facing === 'environment' ? { width: 960, height: 720 } : {};
    const stream = await getUserMedia({
      ...others,
      video: { ...rest, ...shape, deviceId: { exact: chosen.deviceId } },
    });
    for (const each of stream.getVideoTracks()) running.add(each);
    return stream;
  };
  window.phoneCameras = {
    pull: (facing) => {
      pulled.add(facing);
      for (const each of running) {
        if (facingOf(each.label) !== facing || each.readyState === 'ended') continue;
        each.stop();
        each.dispatchEvent(new Event('ended'));
      }
      devices.dispatchEvent(new Event('devicechange'));
    },
    occupy: (facing, isTaken) => {
      if (isTaken) occupied.add(facing);
      else occupied.delete(facing);
    },
  };
}

/** For a browser with three of Chromium's fake cameras: gives its page those of a phone, before it is loaded. */
export async function phoneCameras(page: Page): Promise<void> {
  await page.addInitScript(installPhoneCameras);
}
