import { SessionError, type DeviceState, type ErrorCode } from '@fernblick/protocol';

/** What is known about a failed attempt to start a device. */
export interface DeviceFailure {
  /** Name and text of what `getUserMedia` threw. */
  readonly name: string;
  readonly message: string;
  /** `window.isSecureContext`. */
  readonly secure: boolean;
  /** Whether the browser has `navigator.mediaDevices` at all. */
  readonly supported: boolean;
  /** Whether the pages around this one let it use the device; null where the browser does not tell. */
  readonly passedOn: boolean | null;
  /** The permission before the attempt; null where the browser does not tell. */
  readonly permission: PermissionState | null;
  readonly permissionAfter: PermissionState | null;
  readonly tookMs: number;
}

// No person answers a prompt that quickly: somebody else said no.
const FASTER_THAN_A_PERSON_MS = 60;

function denialOf(failure: DeviceFailure): ErrorCode {
  const { message, passedOn, permission, permissionAfter, tookMs } = failure;
  if (passedOn === false) return 'device-denied-by-page';
  if (/\bsystem\b|\bpolicy\b|platform/i.test(message)) return 'device-denied-by-browser';
  if (/dismissed/i.test(message)) return 'device-denied-by-user';
  // The page may, and yet it was refused: the browser or the system has the last word.
  if (permission === 'granted' && permissionAfter !== 'denied') return 'device-denied-by-browser';
  // Nothing was decided before or after, and nobody can have been asked.
  if (permission === 'prompt' && permissionAfter === 'prompt' && tookMs < FASTER_THAN_A_PERSON_MS)
    return 'device-denied-by-browser';
  return 'device-denied-by-user';
}

/** Which of our errors a failed attempt is; each has a remedy of its own. */
export function deviceErrorCode(failure: DeviceFailure): ErrorCode {
  if (!failure.secure) return 'device-insecure-context';
  if (!failure.supported) return 'webrtc-unsupported';
  switch (failure.name) {
    case 'NotAllowedError':
    case 'PermissionDeniedError':
      return denialOf(failure);
    case 'SecurityError':
      return failure.passedOn === false ? 'device-denied-by-page' : 'device-denied-by-browser';
    case 'NotFoundError':
    case 'DevicesNotFoundError':
      return 'device-not-found';
    case 'NotReadableError':
    case 'TrackStartError':
      return 'device-busy';
    case 'AbortError':
      // Firefox says so of a device that is in use; other browsers of one that does not answer.
      return /starting/i.test(failure.message) ? 'device-busy' : 'device-failed';
    case 'OverconstrainedError':
    case 'ConstraintNotSatisfiedError':
      return 'device-constraints';
    default:
      return 'device-failed';
  }
}

/** The error for a failed attempt, with what the browser said as its cause. */
export function deviceError(failure: DeviceFailure, cause: unknown): SessionError {
  return new SessionError(deviceErrorCode(failure), { cause });
}

/** What the others are told of a device that cannot be had: the cause as far as it is theirs to know. */
export function stateWithout(error: SessionError): DeviceState {
  switch (error.code) {
    case 'device-denied-by-user':
    case 'device-denied-by-browser':
    case 'device-denied-by-page':
    case 'device-insecure-context':
      return 'denied';
    case 'device-not-found':
      return 'missing';
    default:
      return 'unavailable';
  }
}
