import type { PictureMode } from '@fernblick/protocol';
import { canChooseSpeaker } from './media/sound-output.ts';
import type { LocalDevice, SessionSnapshot } from './session-state.ts';

/** What a snapshot says before anything has happened. */
export function initialState(mode: PictureMode, localStream: MediaStream | null): SessionSnapshot {
  const device: LocalDevice = { state: 'off', starting: false, deviceId: null, error: null };
  return {
    status: { is: 'idle' },
    session: null,
    sessions: [],
    functions: [],
    role: null,
    subject: null,
    queue: null,
    server: 'disconnected',
    clockOffsetMs: 0,
    microphone: device,
    camera: { ...device, facing: null, canFlip: false },
    speaker: { deviceId: null, canChoose: canChooseSpeaker() },
    microphones: [],
    cameras: [],
    speakers: [],
    localStream,
    links: [],
    mode,
    soundBlocked: false,
    heldByOtherTab: false,
  };
}
