import type { Page } from 'playwright-core';

interface DeviceFaults {
  /** The device in use is pulled out: its tracks end, the list of devices shrinks, it can no longer be opened. */
  unplug(kind: 'audioinput' | 'videoinput'): void;
}

declare global {
  interface Window {
    deviceFaults: DeviceFaults;
  }
}

/**
 * Runs in the page before its own scripts. Chromium's fake devices cannot be pulled out, so the page's own view of
 * them is changed: what a program can see of an unplugged camera is what it sees here, from `ended` to `devicechange`.
 */
function installDeviceFaults(isBusy: boolean): void {
  // Missing where the page is not secure, which is a fault of its own.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) return;
  const gone = new Set<string>();
  const tracks = new Set<MediaStreamTrack>();
  const getUserMedia = devices.getUserMedia.bind(devices);
  const enumerateDevices = devices.enumerateDevices.bind(devices);
  devices.enumerateDevices = async () =>
    (await enumerateDevices()).filter(({ deviceId }) => !gone.has(deviceId));
  devices.getUserMedia = async (constraints) => {
    if (isBusy) throw new DOMException('Could not start video source', 'NotReadableError');
    const all = await devices.enumerateDevices();
    for (const kind of ['audio', 'video'] as const) {
      const wanted = constraints?.[kind];
      if (wanted !== undefined && wanted !== false && !all.some((d) => d.kind === `${kind}input`))
        throw new DOMException('Requested device not found', 'NotFoundError');
    }
    const stream = await getUserMedia(constraints);
    for (const track of stream.getTracks()) {
      if (gone.has(track.getSettings().deviceId ?? '')) {
        track.stop();
        throw new DOMException('Requested device not found', 'NotFoundError');
      }
      tracks.add(track);
    }
    return stream;
  };
  window.deviceFaults = {
    unplug: (kind) => {
      for (const track of tracks) {
        if (`${track.kind}input` !== kind || track.readyState === 'ended') continue;
        gone.add(track.getSettings().deviceId ?? '');
        track.stop();
        track.dispatchEvent(new Event('ended'));
      }
      devices.dispatchEvent(new Event('devicechange'));
    },
  };
}

/** Lets a test pull out the devices of a page, or find all of them in use by another program; before it is loaded. */
export async function faultyDevices(
  page: Page,
  { isBusy = false }: { readonly isBusy?: boolean } = {},
): Promise<void> {
  await page.addInitScript(installDeviceFaults, isBusy);
}
