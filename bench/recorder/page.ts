import type { ComposerCommand, ComposerReport } from '@fernblick/ar/recording';
import { FLASH_EVERY_MS, FLASH_MS } from './flash-times.ts';
import type { FlasherStart } from './flasher.ts';

/** What a recorder has made in a page. */
export interface Recorded {
  readonly bytes: string;
  readonly seconds: number;
}

declare global {
  interface Window {
    /** A camera and a microphone that run, and nothing that records them. */
    recordNothing(ms: number): Promise<Recorded | null>;
    recordBare(ms: number): Promise<Recorded>;
    recordComposed(ms: number): Promise<Recorded>;
    /** Of a camera that flashes and a microphone that beeps at the same moments. */
    recordFlashes(ms: number): Promise<Recorded>;
  }
}

interface Processor {
  readonly readable: ReadableStream;
}
const { MediaStreamTrackProcessor, MediaStreamTrackGenerator } = globalThis as unknown as {
  readonly MediaStreamTrackGenerator: new (init: {
    readonly kind: 'video';
  }) => MediaStreamTrack & { readonly writable: WritableStream<VideoFrame> };
  readonly MediaStreamTrackProcessor: new (init: {
    readonly track: MediaStreamTrack;
    readonly maxBufferSize?: number;
  }) => Processor;
};

async function camera(): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({
    audio: true,
    video: { width: 1_280, height: 720, frameRate: 25 },
  });
}

async function packed(parts: readonly BlobPart[], startedAt: number): Promise<Recorded> {
  const seconds = (performance.now() - startedAt) / 1_000;
  const bytes = new Uint8Array(await new Blob([...parts]).arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 32_768)
    text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return { bytes: btoa(text), seconds };
}

window.recordNothing = async (ms) => {
  const stream = await camera();
  await new Promise((resolve) => setTimeout(resolve, ms));
  for (const track of stream.getTracks()) track.stop();
  return null;
};

window.recordBare = async (ms) => {
  const stream = await camera();
  const parts: Blob[] = [];
  const recorder = new MediaRecorder(stream, {
    mimeType: 'video/webm;codecs=vp8,opus',
    videoBitsPerSecond: 2_000_000,
    audioBitsPerSecond: 64_000,
  });
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const startedAt = performance.now();
  recorder.start(500);
  await new Promise((resolve) => setTimeout(resolve, ms));
  // As a killed browser leaves it: what the recorder has not told yet is not there.
  const recorded = await packed(parts, startedAt);
  recorder.stop();
  for (const track of stream.getTracks()) track.stop();
  return recorded;
};

async function compose(
  picture: MediaStreamTrack,
  sound: MediaStreamTrack,
  ms: number,
): Promise<Recorded> {
  const worker = new Worker('/worker.js', { type: 'module' });
  const post = (command: ComposerCommand, transfer: Transferable[] = []): void =>
    worker.postMessage(command, transfer);
  const parts: ArrayBuffer[] = [];
  worker.onmessage = ({ data }: MessageEvent<ComposerReport>) => {
    // Its page has to answer, or it waits.
    if (data.is === 'asks') post({ is: 'hears' });
    else if (data.is === 'piece') parts.push(data.bytes);
    else if (data.is === 'failed') console.error(data.detail);
  };
  const frames = new MediaStreamTrackProcessor({ track: picture, maxBufferSize: 2 }).readable;
  const heard = new MediaStreamTrackProcessor({ track: sound, maxBufferSize: 100 }).readable;
  post({ is: 'caption', names: 'Anna Brandt · Maria Rossi', locale: 'en' });
  post({ is: 'source', slot: 'large', frames }, [frames]);
  const startedAt = performance.now();
  post({ is: 'film', sound: heard }, [heard]);
  await new Promise((resolve) => setTimeout(resolve, ms));
  const recorded = await packed(parts, startedAt);
  worker.terminate();
  return recorded;
}

window.recordComposed = async (ms) => {
  const stream = await camera();
  const [picture] = stream.getVideoTracks();
  const [sound] = stream.getAudioTracks();
  if (picture === undefined || sound === undefined) throw new Error('There is no camera.');
  const recorded = await compose(picture, sound, ms);
  for (const track of stream.getTracks()) track.stop();
  return recorded;
};

window.recordFlashes = async (ms) => {
  const context = new AudioContext();
  await context.resume();
  const beep = new OscillatorNode(context, { frequency: 1_000 });
  const volume = new GainNode(context, { gain: 0 });
  const destination = context.createMediaStreamDestination();
  beep.connect(volume).connect(destination);
  beep.start();
  const [sound] = destination.stream.getAudioTracks();
  if (sound === undefined) throw new Error('There is no sound.');
  // The engine's clock moves in steps: the moment of one is looked for.
  const before = context.currentTime;
  while (context.currentTime === before) await new Promise((resolve) => setTimeout(resolve, 0));
  const heardAtS = context.currentTime;
  const nowMs = performance.timeOrigin + performance.now();
  const IN_S = 1;
  for (let atS = IN_S; atS < ms / 1_000; atS += FLASH_EVERY_MS / 1_000) {
    volume.gain.setValueAtTime(0.8, heardAtS + atS);
    volume.gain.setValueAtTime(0, heardAtS + atS + FLASH_MS / 1_000);
  }
  const generator = new MediaStreamTrackGenerator({ kind: 'video' });
  const flasher = new Worker('/flasher.js', { type: 'module' });
  const start: FlasherStart = { frames: generator.writable, firstAtMs: nowMs + IN_S * 1_000 };
  flasher.postMessage(start, [generator.writable]);
  const recorded = await compose(generator, sound, ms);
  flasher.terminate();
  await context.close();
  return recorded;
};
