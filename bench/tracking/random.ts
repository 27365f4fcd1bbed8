/** Numbers from 0 up to 1; the same seed gives the same ones. */
export type Random = () => number;

/** mulberry32: small, seeded, good enough for motion and noise. */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A seed out of words and numbers (FNV-1a). */
export function seedOf(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const character of parts.join('/')) {
    hash ^= character.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193);
  }
  return hash | 0;
}

/** A number between two others. */
export function between(random: Random, low: number, high: number): number {
  return low + random() * (high - low);
}

/** A value that wanders over time, in seconds. */
export type Wander = (seconds: number) => number;

const WAVES = 6;

/** Band-limited noise with the given root mean square, as a sum of waves; slow ones weigh more, as in a hand. */
export function wander(random: Random, rms: number, lowHz: number, highHz: number): Wander {
  const waves = Array.from({ length: WAVES }, (_, index) => {
    const hertz = lowHz * (highHz / lowHz) ** ((index + random()) / WAVES);
    return { omega: 2 * Math.PI * hertz, phase: random() * 2 * Math.PI, weight: hertz ** -0.7 };
  });
  const power = Math.sqrt(waves.reduce((sum, { weight }) => sum + (weight * weight) / 2, 0));
  return (seconds) => {
    let sum = 0;
    for (const { omega, phase, weight } of waves) sum += weight * Math.sin(omega * seconds + phase);
    return (sum * rms) / power;
  };
}

const TABLE = 1 << 16;

/** Normally distributed numbers, mean 0 and variance 1; made once, as 65,536 of them do for every frame. */
export function normalTable(): Float32Array {
  const random = seededRandom(7340);
  const table = new Float32Array(TABLE);
  for (let at = 0; at < TABLE; at += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    table[at] = radius * Math.cos(angle);
    table[at + 1] = radius * Math.sin(angle);
  }
  return table;
}
