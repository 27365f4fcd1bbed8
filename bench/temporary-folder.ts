import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../scripts/root.ts';

/**
 * A folder that is gone afterwards, on the disk of the repository: the system's folder for temporary files may be in
 * memory, where writing to disk costs nothing.
 */
export async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const cache = join(root, 'node_modules/.cache/bench');
  await mkdir(cache, { recursive: true });
  const path = await mkdtemp(join(cache, 'data-'));
  return {
    path,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}
