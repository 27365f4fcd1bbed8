/** Speakers of an audio context; not yet part of TypeScript's DOM library. */
interface Steerable {
  setSinkId?(sinkId: string): Promise<void>;
}

const SAMPLE_MS = 3_000;
const NOTE_S = 0.35;
/** A chord upwards: nothing that a room makes by itself. */
const NOTES_HZ = [440, 554, 659];
const LOUDNESS = 0.25;
const SILENCE = 0.000_1;
const START_WITHIN_MS = 2_000;
/** The speaker plays a little after the engine. */
const TAIL_MS = 200;

/** Plays three notes at a speaker; false where the browser makes no sound. Resolves when they have faded. */
export async function playTest(speaker: string | null, signal: AbortSignal): Promise<boolean> {
  if (typeof AudioContext === 'undefined') return false;
  const context: AudioContext & Steerable = new AudioContext();
  try {
    if (speaker !== null) await context.setSinkId?.(speaker);
    // A page that may make no sound would wait for ever.
    await Promise.race([context.resume(), pause(START_WITHIN_MS, signal)]);
    if (context.state !== 'running') return false;
    for (const [index, hz] of NOTES_HZ.entries()) sound(context, hz, index * NOTE_S);
    await pause(NOTES_HZ.length * NOTE_S * 1_000 + TAIL_MS, signal);
    return true;
  } catch (cause) {
    console.warn('Fernblick: the test sound could not be played.', cause);
    return false;
  } finally {
    await context.close();
  }
}

function sound(context: AudioContext, hz: number, afterS: number): void {
  const oscillator = context.createOscillator();
  const volume = context.createGain();
  const at = context.currentTime + afterS;
  oscillator.frequency.setValueAtTime(hz, at);
  volume.gain.setValueAtTime(SILENCE, at);
  volume.gain.linearRampToValueAtTime(LOUDNESS, at + NOTE_S / 8);
  volume.gain.exponentialRampToValueAtTime(SILENCE, at + NOTE_S);
  oscillator.connect(volume).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + NOTE_S);
}

/** A few seconds of a microphone; null where the browser cannot record, or nothing came. */
export async function recordSample(
  track: MediaStreamTrack,
  signal: AbortSignal,
): Promise<Blob | null> {
  if (typeof MediaRecorder === 'undefined') return null;
  try {
    const recorder = new MediaRecorder(new MediaStream([track]));
    const chunks: Blob[] = [];
    recorder.addEventListener('dataavailable', ({ data }) => chunks.push(data));
    const ended = new Promise((resolve) => {
      recorder.addEventListener('stop', resolve, { once: true });
    });
    recorder.start();
    await pause(SAMPLE_MS, signal);
    recorder.stop();
    await ended;
    const sample = new Blob(chunks, { type: recorder.mimeType });
    return sample.size === 0 || signal.aborted ? null : sample;
  } catch (cause) {
    console.warn('Fernblick: the microphone could not be recorded.', cause);
    return null;
  }
}

/** Plays what was recorded, at a speaker; false where that fails. */
export async function replay(
  sample: Blob,
  speaker: string | null,
  signal: AbortSignal,
): Promise<boolean> {
  const url = URL.createObjectURL(sample);
  const audio = new Audio(url);
  const stop = (): void => audio.pause();
  signal.addEventListener('abort', stop, { once: true });
  try {
    if (speaker !== null && 'setSinkId' in audio) await audio.setSinkId(speaker);
    const ended = new Promise((resolve) => {
      for (const over of ['ended', 'pause', 'error']) audio.addEventListener(over, resolve);
    });
    await audio.play();
    await ended;
    return audio.error === null;
  } catch (cause) {
    console.warn('Fernblick: the recorded sound could not be played.', cause);
    return false;
  } finally {
    signal.removeEventListener('abort', stop);
    URL.revokeObjectURL(url);
  }
}

/** Over at once when the check is. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
