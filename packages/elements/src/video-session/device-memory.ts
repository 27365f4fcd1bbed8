import { recall, remember } from '../shared/page-memory.ts';

/** What a person chose last on this device. */
export interface RememberedDevices {
  readonly microphoneId?: string;
  readonly cameraId?: string;
  readonly speakerId?: string;
  readonly facing?: 'user' | 'environment';
}

const KEY = 'fernblick:devices';

/** Reads the choice; empty where there is none. */
export function recallDevices(): RememberedDevices {
  const stored = recall(KEY);
  if (typeof stored !== 'object' || stored === null) return {};
  const { microphoneId, cameraId, speakerId, facing } = stored as Record<string, unknown>;
  return {
    ...(typeof microphoneId === 'string' ? { microphoneId } : {}),
    ...(typeof cameraId === 'string' ? { cameraId } : {}),
    ...(typeof speakerId === 'string' ? { speakerId } : {}),
    ...(facing === 'user' || facing === 'environment' ? { facing } : {}),
  };
}

/** Adds to the choice for the next call. */
export function rememberDevices(devices: RememberedDevices): void {
  remember(KEY, { ...recallDevices(), ...devices });
}
