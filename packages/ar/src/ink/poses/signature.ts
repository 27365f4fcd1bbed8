import { SIGNATURE } from '@fernblick/protocol';

const { width, height } = SIGNATURE;
/** Of the standard deviation, so that hardly any value has to be cut off. */
const STEP = 1 / 32;
const MOST = 127;

/** What a frame looks like, in so few numbers that they can be sent: the mean is 0, the standard deviation 32. */
export type Signature = Int8Array;

/** Makes a signature of a thumbnail of twice its width and height. */
export function signatureOf(thumb: Float32Array): Signature {
  const values = Float32Array.from({ length: width * height }, (_, i) => {
    const at = (i - (i % width)) * 4 + (i % width) * 2;
    const below = at + width * 2;
    return (thumb[at] ?? 0) + (thumb[at + 1] ?? 0) + (thumb[below] ?? 0) + (thumb[below + 1] ?? 0);
  });
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length,
  );
  const scale = 1 / (STEP * (deviation || 1));
  return Int8Array.from(values, (value) =>
    Math.max(-MOST, Math.min(MOST, Math.round((value - mean) * scale))),
  );
}

/** How different two frames look: 0 for the same, about 2 for two that have nothing in common. */
export function difference(a: Signature, b: Signature): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2;
  return (sum / a.length) * STEP ** 2;
}

/** Writes a signature as it travels. */
export function writeSignature(signature: Signature): string {
  return btoa(String.fromCharCode(...new Uint8Array(signature.buffer)));
}

/** Reads a signature that travelled. */
export function readSignature(text: string): Signature {
  return Int8Array.from(atob(text), (character) => character.charCodeAt(0));
}
