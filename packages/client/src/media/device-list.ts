import type { DeviceChoice } from '../session-state.ts';

export interface DeviceLists {
  readonly microphones: readonly DeviceChoice[];
  readonly cameras: readonly DeviceChoice[];
  readonly speakers: readonly DeviceChoice[];
}

/** What can be chosen before anything is known. */
export const noDevices: DeviceLists = { microphones: [], cameras: [], speakers: [] };

/** Lists what can be chosen. Empty where the browser does not tell; without labels before permission was given. */
export async function listDevices(): Promise<DeviceLists> {
  const devices = (await globalThis.navigator?.mediaDevices?.enumerateDevices()) ?? [];
  const of = (kind: MediaDeviceKind): readonly DeviceChoice[] =>
    devices
      // Before permission there is one entry without an id for each kind that exists.
      .filter((device) => device.kind === kind && device.deviceId !== '')
      .map(({ deviceId, label }) => ({ deviceId, label }));
  return { microphones: of('audioinput'), cameras: of('videoinput'), speakers: of('audiooutput') };
}

/** Calls back when a device was plugged in or out; returns what ends it. */
export function watchDevices(changed: () => void): () => void {
  const devices = globalThis.navigator?.mediaDevices as MediaDevices | undefined;
  devices?.addEventListener('devicechange', changed);
  return () => devices?.removeEventListener('devicechange', changed);
}
