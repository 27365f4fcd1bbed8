/** What a tone tells of the other side. */
export type Tone = 'joined' | 'left';

/** Speakers of an audio context; not yet part of TypeScript's DOM library. */
interface Steerable {
  setSinkId?(sinkId: string): Promise<void>;
}

/** Upwards for who comes, downwards for who goes. */
const PITCH_HZ: Readonly<Record<Tone, readonly [from: number, to: number]>> = {
  joined: [523, 659],
  left: [659, 523],
};
const LOUDNESS = 0.08;
const LENGTH_S = 0.22;
const SWELL_S = 0.02;
const SILENCE = 0.000_1;
const CLOSE_AFTER_MS = 1_000;

/** Plays one soft tone, at this speaker where there is a choice. */
export function playTone(tone: Tone, speaker: string | null): void {
  if (typeof AudioContext === 'undefined') return;
  const context: AudioContext & Steerable = new AudioContext();
  // Where the chosen speaker cannot be had, the tone comes out where the system wants.
  if (speaker !== null) context.setSinkId?.(speaker).catch(() => undefined);
  const oscillator = context.createOscillator();
  const volume = context.createGain();
  const at = context.currentTime;
  const [from, to] = PITCH_HZ[tone];
  oscillator.frequency.setValueAtTime(from, at);
  oscillator.frequency.exponentialRampToValueAtTime(to, at + LENGTH_S / 2);
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(LOUDNESS, at + SWELL_S);
  volume.gain.exponentialRampToValueAtTime(SILENCE, at + LENGTH_S);
  oscillator.connect(volume).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + LENGTH_S);
  // A page that nobody has touched may make no sound: then it stays silent, rather than sound when it is touched.
  setTimeout(() => void context.close(), CLOSE_AFTER_MS);
}
