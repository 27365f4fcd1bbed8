/** The certificates of both ends, as their descriptions name them. */
export type Fingerprints = readonly [own: string, other: string];

const DIGITS = 8;
const BITS = 64;
const SALT = 'Fernblick security digits';
// Whoever swaps certificates has to try some 100 million until one fits: this makes each try dear, and ours cheap enough.
const ROUNDS = 100_000;

/** All fingerprints in a description, in a form that both ends agree on; empty where there is none. */
export function fingerprintsIn(sdp: string): string {
  const found = [...sdp.matchAll(/^a=fingerprint:(\S+) (\S+)/gm)].map(
    ([, hash = '', value = '']) => `${hash.toLowerCase()} ${value.toUpperCase()}`,
  );
  // Every one counts: a browser may accept whichever fits, so one that was slipped in has to show.
  return [...new Set(found)].sort().join(' ');
}

/**
 * Digits that both ends work out alike when they name the same two certificates, whichever is whose; `12 34 56 78`.
 * Null on an insecure page, which may not calculate them.
 */
export async function securityDigits(fingerprints: Fingerprints): Promise<string | null> {
  // Browsers give it to secure pages only, whatever lib.dom says.
  const subtle: SubtleCrypto | undefined = globalThis.crypto.subtle;
  if (subtle === undefined) return null;
  const bytes = new TextEncoder();
  const both = bytes.encode([...fingerprints].sort().join('\n'));
  const key = await subtle.importKey('raw', both, 'PBKDF2', false, ['deriveBits']);
  const bits = await subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt: bytes.encode(SALT), iterations: ROUNDS },
    key,
    BITS,
  );
  const number = new DataView(bits).getBigUint64(0) % 10n ** BigInt(DIGITS);
  return String(number)
    .padStart(DIGITS, '0')
    .replace(/\d\d(?=\d)/g, '$& ');
}
