import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The folder of a recording at the server. */
export async function folderOf(dataDir: string, recording: string): Promise<string> {
  const folder = join(dataDir, 'files', 'recordings');
  const names = await readdir(folder, { recursive: true });
  const name = names.find((each) => each.endsWith(recording));
  assert.ok(name !== undefined, `there is no recording ${recording}`);
  return join(folder, name);
}

/** What a finished file is, as ffprobe and ffmpeg see it; fails where either of them has anything to say. */
export async function filmOf(dataDir: string, recording: string) {
  const film = join(await folderOf(dataDir, recording), 'recording.webm');
  const shown = ['-show_format', '-show_streams', '-of', 'json'];
  const { streams, format } = JSON.parse(told('ffprobe', ['-v', 'error', ...shown, film])) as {
    readonly streams: readonly {
      readonly codec_type: string;
      readonly width?: number;
      readonly height?: number;
    }[];
    readonly format: { readonly duration: string };
  };
  const decoded = told('ffmpeg', ['-v', 'error', '-i', film, '-f', 'null', '-']);
  assert.equal(decoded, '');
  return {
    streams: streams.map(({ codec_type: kind }) => kind).toSorted(),
    durationMs: Math.round(Number(format.duration) * 1_000),
    size: streams.flatMap(({ width, height }) => (width === undefined ? [] : [[width, height]])),
  };
}

/** How large the pictures of a film are: each size once, in the order in which they come first. */
export async function sizesOf(dataDir: string, recording: string): Promise<readonly string[]> {
  const film = join(await folderOf(dataDir, recording), 'recording.webm');
  const shown = ['-select_streams', 'v', '-show_entries', 'frame=width,height', '-of', 'csv=p=0'];
  const lines = told('ffprobe', ['-v', 'error', ...shown, film]).split('\n');
  return [...new Set(lines.filter((line) => line !== ''))];
}

function told(program: string, args: readonly string[]): string {
  const options = { encoding: 'utf8', maxBuffer: 64 * 1_024 * 1_024 } as const;
  const { status, stdout, stderr, error } = spawnSync(program, args, options);
  assert.ok(error === undefined, `${program}: ${String(error)}`);
  assert.deepEqual([status, stderr], [0, ''], `${program} ${args.join(' ')}`);
  return stdout;
}
