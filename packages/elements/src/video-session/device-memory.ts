/** What a person chose last on this device. */
export interface RememberedDevices {
  readonly microphoneId?: string;
  readonly cameraId?: string;
  readonly speakerId?: string;
  readonly facing?: 'user' | 'environment';
}

const KEY = 'fernblick:devices';

/** Reads the choice; empty where there is none or where the browser keeps nothing. */
export function recallDevices(): RememberedDevices {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return {};
    const { microphoneId, cameraId, speakerId, facing } = stored as Record<string, unknown>;
    return {
      ...(typeof microphoneId === 'string' ? { microphoneId } : {}),
      ...(typeof cameraId === 'string' ? { cameraId } : {}),
      ...(typeof speakerId === 'string' ? { speakerId } : {}),
      ...(facing === 'user' || facing === 'environment' ? { facing } : {}),
    };
  } catch {
    // Storage is blocked or holds something else: there is nothing to recall.
    return {};
  }
}

/** Keeps the choice where the browser lets it. */
export function rememberDevices(devices: RememberedDevices): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...recallDevices(), ...devices }));
  } catch {
    // Storage is blocked or full: the choice holds for this page only.
  }
}
