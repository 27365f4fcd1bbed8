import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';

/** A text file that belongs to the repository. */
export interface RepositoryFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

const TEXT =
  /\.(ts|mjs|js|json|md|html|css|svg|yml|yaml|txt|conf|sh)$|(^|\/)(run|LICENSE|\.[a-z]+)$/;

/** Paths of everything git knows or would take; in a copy without git, of everything that is not built or installed. */
export function repositoryPaths(): readonly string[] {
  const paths = existsSync(join(root, '.git'))
    ? execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
        cwd: root,
        encoding: 'utf8',
        maxBuffer: 64_000_000,
      }).split('\0')
    : globSync('**/*', {
        cwd: root,
        exclude: (path) => /(^|\/)(node_modules|dist|\.fernblick)$/.test(path),
      });
  return paths.filter((path) => path !== '' && isFile(path));
}

function isFile(path: string): boolean {
  return statSync(join(root, path), { throwIfNoEntry: false })?.isFile() === true;
}

/** Our own texts, the lock file left out. */
export function repositoryFiles(): readonly RepositoryFile[] {
  return repositoryPaths()
    .filter((path) => TEXT.test(path) && path !== 'package-lock.json')
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}
