/** Speakers of an audio context; not yet part of TypeScript's DOM library. */
interface Steerable {
  setSinkId?(sinkId: string): Promise<void>;
}

/** Two clicks, as a camera makes them: when they come after the press, and how loud they are. */
const CLICKS = [
  { atS: 0, loudness: 0.12 },
  { atS: 0.07, loudness: 0.07 },
];
const CLICK_S = 0.03;
const CLOSE_AFTER_MS = 500;

/** Sounds like a shutter, at the chosen speaker. */
export function soundShutter(speaker: string | null): void {
  if (typeof AudioContext === 'undefined') return;
  const context: AudioContext & Steerable = new AudioContext();
  // Where the chosen speaker cannot be had, it sounds where the system wants.
  if (speaker !== null) context.setSinkId?.(speaker).catch(() => undefined);
  const noise = context.createBuffer(1, context.sampleRate * CLICK_S, context.sampleRate);
  const samples = noise.getChannelData(0);
  for (let at = 0; at < samples.length; at += 1)
    samples[at] = (Math.random() * 2 - 1) * (1 - at / samples.length) ** 2;
  for (const { atS, loudness } of CLICKS) {
    const source = context.createBufferSource();
    const volume = context.createGain();
    source.buffer = noise;
    volume.gain.value = loudness;
    source.connect(volume).connect(context.destination);
    source.start(context.currentTime + atS);
  }
  setTimeout(() => void context.close(), CLOSE_AFTER_MS);
}
