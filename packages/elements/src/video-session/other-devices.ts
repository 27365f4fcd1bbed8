import type { DeviceState } from '@fernblick/protocol';
import type { Scene } from './scene.ts';
import type { SessionWords } from './words/en.ts';

/** Says which devices the other side cannot use and why, in the same words for both where both have the same cause. */
export function withoutWords({ words, other, otherName }: Scene): string | null {
  if (other === null) return null;
  const camera = causeOf(other.camera);
  const microphone = causeOf(other.microphone);
  if (camera !== null && camera === microphone) return words.without[camera].both(otherName);
  const sentences = [
    ...(camera === null ? [] : [words.without[camera].camera(otherName)]),
    ...(microphone === null ? [] : [words.without[microphone].microphone(otherName)]),
  ];
  return sentences.length === 0 ? null : sentences.join(' ');
}

/** Why a device of the other side cannot be used; null for one that runs, or is off by choice. */
export function causeOf(device: DeviceState): keyof SessionWords['without'] | null {
  switch (device) {
    case 'on':
    case 'off':
      return null;
    case 'lost':
      return 'unavailable';
    default:
      return device;
  }
}
