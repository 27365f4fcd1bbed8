import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SAMPLES_PER_SECOND = 48_000;
// Whole periods of every whole frequency fit into a second, so the loop has no click.
const SECONDS = 1;
const HEADER_BYTES = 44;

/** Folder for what tests generate once and use again; never committed. */
export const rigCache = fileURLToPath(
  new URL('../../node_modules/.cache/fernblick/', import.meta.url),
);

/** Path of a `.wav` file with a steady sine tone for Chromium's fake microphone; made on first use. */
export function tone(frequencyHz: number): string {
  const path = `${rigCache}tone-${frequencyHz}.wav`;
  if (existsSync(path)) return path;
  const samples = SAMPLES_PER_SECOND * SECONDS;
  const wav = Buffer.alloc(HEADER_BYTES + samples * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20); // PCM
  wav.writeUInt16LE(1, 22); // mono
  wav.writeUInt32LE(SAMPLES_PER_SECOND, 24);
  wav.writeUInt32LE(SAMPLES_PER_SECOND * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(samples * 2, 40);
  for (let sample = 0; sample < samples; sample++) {
    const level = Math.sin((2 * Math.PI * frequencyHz * sample) / SAMPLES_PER_SECOND);
    wav.writeInt16LE(Math.round(level * 0.5 * 32_767), HEADER_BYTES + sample * 2);
  }
  mkdirSync(rigCache, { recursive: true });
  // Written aside and renamed, so that two tests at once never see half a file.
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, wav);
  renameSync(draft, path);
  return path;
}
