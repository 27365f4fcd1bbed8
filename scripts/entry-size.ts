import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { parseAst } from 'rollup/parseAst';
import { root } from './root.ts';

/** What one entry of the SDK may cost a page, in kB (1,000 bytes) of minified code under brotli 11. */
export interface SizeBudget {
  /** From the root of the repository. */
  readonly entry: string;
  readonly name: string;
  readonly budgetKb: number;
  /** An entry that the page has already: only what is added to it counts. */
  readonly beyond?: string;
  /** True where what is loaded later counts too. */
  readonly withLater?: true;
}

/** Less than a bare video SDK for a whole call; what is loaded later, or only when it is used, does not count. */
export const sizeBudgets: readonly SizeBudget[] = [
  {
    name: 'video-session',
    entry: 'packages/elements/dist/video-session.js',
    budgetKb: 70,
  },
  {
    name: 'session-status-bar',
    entry: 'packages/elements/dist/session-status-bar.js',
    budgetKb: 12,
  },
  {
    name: 'ar-overlay-beyond-the-call',
    entry: 'packages/elements/dist/ar-overlay.js',
    beyond: 'packages/elements/dist/video-session.js',
    budgetKb: 12,
  },
  {
    name: 'ink-worker-with-tracker',
    entry: 'packages/elements/dist/ink-worker.js',
    withLater: true,
    budgetKb: 40,
  },
];

/** A file that is imported when it is needed, in what rollup writes. */
const LATER = /import\(["'`](\.[^"'`]+)["'`]\)/g;

/** Size of code as a server would send it, in kB. */
export function brotliKb(code: string | Uint8Array): number {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  return brotliCompressSync(code, { params }).length / 1_000;
}

/** An entry and everything it imports statically: files that a page must have before anything shows. */
export function staticFiles(entry: string): readonly string[] {
  const files = new Set([join(root, entry)]);
  for (const file of files) {
    for (const node of parseAst(readFileSync(file, 'utf8')).body) {
      if (!('source' in node) || typeof node.source?.value !== 'string') continue;
      const specifier = node.source.value;
      if (!specifier.startsWith('.'))
        throw new Error(`${file} imports ${specifier}; it should be complete in itself.`);
      files.add(join(dirname(file), specifier));
    }
  }
  return [...files];
}

/** The same with everything that is imported later. */
function allFiles(entry: string): readonly string[] {
  const files = new Set(staticFiles(entry));
  for (const file of files)
    for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(LATER))
      for (const found of staticFiles(relative(root, join(dirname(file), specifier))))
        files.add(found);
  return [...files];
}

/** What an entry costs, each file compressed by itself, as a server does. */
export function entryKb(
  entry: string,
  count: Pick<SizeBudget, 'beyond' | 'withLater'> = {},
): number {
  const present = new Set(count.beyond === undefined ? [] : staticFiles(count.beyond));
  return (count.withLater === true ? allFiles(entry) : staticFiles(entry))
    .filter((file) => !present.has(file))
    .reduce((sum, file) => sum + brotliKb(readFileSync(file)), 0);
}
