import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Sequence } from './sequences.ts';

/**
 * All frames of a sequence, from the folder where an earlier run left them, because taking them is what most of a run's
 * time goes into; taken anew where two of them are not what the sequence shows today.
 */
export function keptFrames(folder: string, sequence: Sequence): readonly Frame[] {
  const { name, width, height, frames } = sequence;
  const path = join(folder, `${name}-${width}x${height}.gray`);
  const size = width * height;
  if (existsSync(path)) {
    const bytes = new Uint8Array(readFileSync(path));
    const gray = (frame: number): Uint8Array => bytes.subarray(frame * size, (frame + 1) * size);
    const isSame = [Math.floor(frames / 2), frames - 1].every((frame) =>
      Buffer.from(gray(frame)).equals(sequence.frame(frame).gray),
    );
    if (bytes.length === frames * size && isSame)
      return Array.from({ length: frames }, (_, frame) => ({
        gray: gray(frame),
        ...sequence.truth(frame),
      }));
  }
  const taken = Array.from({ length: frames }, (_, frame) => sequence.frame(frame));
  mkdirSync(folder, { recursive: true });
  // Whoever looks meanwhile sees the whole film or none.
  const part = `${path}.${process.pid}`;
  writeFileSync(part, Buffer.concat(taken.map(({ gray }) => gray)));
  renameSync(part, path);
  return taken;
}
