import { execFile } from 'node:child_process';
import { mkdtemp, open, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A folder with a disk of its own, or null where this machine mounts none. */
export async function smallDisk(t: TestContext, megabytes: number): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'fernblick-disk-'));
  let isMounted = false;
  t.after(async () => {
    // Lazily: the server is closed after this.
    if (isMounted) await run('umount', ['--lazy', folder]);
    await rmdir(folder);
  });
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  } catch {
    return null;
  }
  isMounted = true;
  return folder;
}

/** Takes all the room that a disk has, to the last byte; what it answers with gives it back. */
export async function fillDisk(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'filler');
  const file = await open(path, 'a');
  try {
    for (let size = 1 << 20; size >= 1;) {
      try {
        const { bytesWritten } = await file.write(Buffer.alloc(size));
        if (bytesWritten < size) size = Math.floor(size / 2);
      } catch (cause) {
        if ((cause as { code?: unknown }).code !== 'ENOSPC') throw cause;
        size = Math.floor(size / 2);
      }
    }
  } finally {
    await file.close();
  }
  return async () => await rm(path);
}
