import { spawn } from 'node:child_process';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Plays before the film, backwards, so that the encoder has settled when it starts. */
const LEAD_FRAMES = 30;

export interface Film {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  readonly frames: readonly Uint8Array[];
}

function ffmpeg(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('ffmpeg', ['-loglevel', 'error', '-y', ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`ffmpeg failed: ${said}`)),
    );
  });
}

/**
 * What a film looks like after ffmpeg's libvpx with the settings of a WebRTC sender: VP8, real time, one pass, a
 * constant rate, no look-ahead. No packet is lost and no frame dropped.
 */
export async function throughVp8(
  film: Film,
  kbitPerSecond: number,
): Promise<readonly Uint8Array[]> {
  const { width, height, framesPerSecond, frames } = film;
  const folder = await mkdtemp(join(tmpdir(), 'fernblick-vp8-'));
  try {
    const [raw, coded, decoded] = ['raw.yuv', 'film.ivf', 'back.yuv'].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    const lead = frames.slice(1, 1 + LEAD_FRAMES).toReversed();
    // Luma as it is, without a change of range; both colour planes are gray.
    const colour = new Uint8Array((width * height) / 2).fill(128);
    const file = await open(raw, 'w');
    for (const luma of [...lead, ...frames]) {
      await file.write(luma);
      await file.write(colour);
    }
    await file.close();
    const picture = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p'];
    await ffmpeg([
      ...[...picture, '-s', `${width}x${height}`, '-r', String(framesPerSecond), '-i', raw],
      ...['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '6', '-lag-in-frames', '0'],
      ...[
        '-b:v',
        `${kbitPerSecond}k`,
        '-maxrate',
        `${kbitPerSecond}k`,
        '-minrate',
        `${kbitPerSecond}k`,
      ],
      ...['-bufsize', `${Math.round(kbitPerSecond * 0.6)}k`, '-qmin', '2', '-qmax', '56'],
      ...[
        '-g',
        '3000',
        '-error-resilient',
        'default',
        '-undershoot-pct',
        '100',
        '-overshoot-pct',
        '15',
      ],
      ...['-static-thresh', '1', '-threads', '1', coded],
    ]);
    await ffmpeg(['-i', coded, ...picture, '-fps_mode', 'passthrough', decoded]);
    const bytes = await readFile(decoded);
    const size = (width * height * 3) / 2;
    const count = Math.floor(bytes.length / size);
    if (count !== lead.length + frames.length)
      throw new Error(`ffmpeg gave ${count} frames back for ${lead.length + frames.length}.`);
    return frames.map((_, index) => {
      const start = (lead.length + index) * size;
      return new Uint8Array(bytes.subarray(start, start + width * height));
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Peak signal-to-noise ratio of two films, in dB, over the frames that both have. */
export function psnr(a: readonly Uint8Array[], b: readonly (Uint8Array | null)[]): number {
  let sum = 0;
  let count = 0;
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (right === undefined || right === null) continue;
    for (let at = 0; at < left.length; at++) sum += ((left[at] ?? 0) - (right[at] ?? 0)) ** 2;
    count += left.length;
  }
  return 10 * Math.log10((255 * 255 * count) / sum);
}
