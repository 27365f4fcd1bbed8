import { SessionError } from '@fernblick/protocol';
import { deviceError } from './device-error.ts';

/** Which device is wanted; another is taken where the preferred one is missing. */
export interface DeviceWish {
  readonly deviceId: string | null;
  readonly facing?: 'user' | 'environment' | null;
}

/** The two kinds of device that can be started. */
export type DeviceKind = 'microphone' | 'camera';
export type Wishes = Readonly<Partial<Record<DeviceKind, DeviceWish>>>;

/** What became of a wish. */
export type Outcome =
  | { readonly track: MediaStreamTrack; readonly instead: SessionError | null }
  | { readonly error: SessionError };
export type Outcomes = Readonly<Partial<Record<DeviceKind, Outcome>>>;

// Enough to read a label at arm's length; more costs a phone its battery.
const VIDEO: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
};
const AUDIO: MediaTrackConstraints = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
};
const kinds: readonly DeviceKind[] = ['microphone', 'camera'];

function constraintsFor(kind: DeviceKind, { deviceId, facing }: DeviceWish): MediaTrackConstraints {
  const base = kind === 'microphone' ? AUDIO : VIDEO;
  if (deviceId !== null) return { ...base, deviceId: { exact: deviceId } };
  return kind === 'camera' && facing ? { ...base, facingMode: { ideal: facing } } : base;
}

async function permissionOf(kind: DeviceKind): Promise<PermissionState | null> {
  try {
    // Not every browser knows these names, and lib.dom leaves them out.
    const name = kind as PermissionName;
    return (await navigator.permissions.query({ name })).state;
  } catch {
    // The browser does not tell.
    return null;
  }
}

interface PolicyDocument {
  readonly permissionsPolicy?: { allowsFeature(feature: string): boolean };
  readonly featurePolicy?: { allowsFeature(feature: string): boolean };
}

function passedOn(kind: DeviceKind): boolean | null {
  const { permissionsPolicy, featurePolicy } = document as PolicyDocument;
  return (permissionsPolicy ?? featurePolicy)?.allowsFeature(kind) ?? null;
}

async function describeFailure(
  kind: DeviceKind,
  cause: unknown,
  permission: PermissionState | null,
  tookMs: number,
): Promise<SessionError> {
  const { name, message } = cause instanceof Error ? cause : { name: '', message: '' };
  return deviceError(
    {
      name,
      message,
      secure: globalThis.isSecureContext,
      supported: navigator.mediaDevices !== undefined,
      passedOn: passedOn(kind),
      permission,
      permissionAfter: await permissionOf(kind),
      tookMs,
    },
    cause,
  );
}

async function acquireOne(kind: DeviceKind, wish: DeviceWish): Promise<Outcome> {
  const permission = await permissionOf(kind);
  const begun = performance.now();
  try {
    const constraints = constraintsFor(kind, wish);
    const stream = await navigator.mediaDevices.getUserMedia(
      kind === 'microphone' ? { audio: constraints } : { video: constraints },
    );
    const [track] = stream.getTracks();
    if (track === undefined) throw new SessionError('device-failed');
    return { track, instead: null };
  } catch (cause) {
    const error = await describeFailure(kind, cause, permission, performance.now() - begun);
    const gone = error.code === 'device-constraints' || error.code === 'device-not-found';
    if (!gone || wish.deviceId === null) return { error };
    const other = await acquireOne(kind, { deviceId: null });
    return 'error' in other ? other : { track: other.track, instead: error };
  }
}

/**
 * Starts what is wished for. Asks for both together, so that a person is asked once; where that fails, for each
 * alone, so that one without the other still works. Never rejects.
 */
export async function acquire(wishes: Wishes): Promise<Outcomes> {
  const { microphone, camera } = wishes;
  if (microphone !== undefined && camera !== undefined) {
    const states = await Promise.all(kinds.map(permissionOf));
    const begun = performance.now();
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: constraintsFor('microphone', microphone),
        video: constraintsFor('camera', camera),
      });
      const [audio] = stream.getAudioTracks();
      const [video] = stream.getVideoTracks();
      if (audio !== undefined && video !== undefined)
        return {
          microphone: { track: audio, instead: null },
          camera: { track: video, instead: null },
        };
    } catch (cause) {
      const tookMs = performance.now() - begun;
      const [forMicrophone, forCamera] = await Promise.all([
        describeFailure('microphone', cause, states[0] ?? null, tookMs),
        describeFailure('camera', cause, states[1] ?? null, tookMs),
      ]);
      // Whoever has just closed the question is not asked twice more.
      const asked = (await Promise.all(kinds.map(permissionOf))).every(
        (state) => state === 'prompt',
      );
      const closed = (error: SessionError): boolean => error.code === 'device-denied-by-user';
      if (asked && closed(forMicrophone) && closed(forCamera))
        return { microphone: { error: forMicrophone }, camera: { error: forCamera } };
    }
  }
  const outcomes: Partial<Record<DeviceKind, Outcome>> = {};
  for (const kind of kinds) {
    const wish = wishes[kind];
    if (wish !== undefined) outcomes[kind] = await acquireOne(kind, wish);
  }
  return outcomes;
}

/** True where this browser says that the person, or their settings, forbid the device. */
export async function isForbidden(kind: DeviceKind): Promise<boolean> {
  return (await permissionOf(kind)) === 'denied';
}
