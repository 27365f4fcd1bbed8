import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.ts';

/** A hash over names and contents of the files that the globs name, tests left out; equal means nothing to rebuild. */
export function fingerprint(globs: readonly string[]): string {
  const hash = createHash('sha256');
  const files = globSync([...globs], { cwd: root, withFileTypes: false })
    .filter((file) => !file.endsWith('.test.ts'))
    .sort();
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}
