import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
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
    // What a page pays that lets customers ask or call at once; it has the call for what comes of it.
    name: 'session-request-beyond-the-call',
    entry: 'packages/elements/dist/session-request.js',
    beyond: 'packages/elements/dist/video-session.js',
    budgetKb: 10.5,
  },
  {
    name: 'ar-overlay-beyond-the-call',
    entry: 'packages/elements/dist/ar-overlay.js',
    beyond: 'packages/elements/dist/video-session.js',
    budgetKb: 12,
  },
  {
    name: 'session-chat-beyond-the-call',
    entry: 'packages/elements/dist/session-chat.js',
    beyond: 'packages/elements/dist/video-session.js',
    budgetKb: 8.5,
  },
  {
    // Complete in itself, for pages without a call (docs/decisions/0056-what-the-editor-weighs.md).
    name: 'screenshot-editor',
    entry: 'packages/elements/dist/screenshot-editor.js',
    budgetKb: 36,
  },
  {
    // Asking, the question, REC and the button; what records comes with the last yes.
    name: 'call-recording-beyond-the-call',
    entry: 'packages/elements/dist/call-recording.js',
    beyond: 'packages/elements/dist/video-session.js',
    budgetKb: 8.5,
  },
  {
    // In the worker that composes and encodes.
    name: 'recording-worker',
    entry: 'packages/elements/dist/recording-worker.js',
    budgetKb: 5.5,
  },
  {
    // In the worker, once somebody draws: tools, drawing and paint.
    name: 'ink-worker',
    entry: 'packages/elements/dist/ink-worker.js',
    budgetKb: 24,
  },
  {
    name: 'tracker',
    entry: 'packages/ar/dist/tracking.js',
    budgetKb: 40,
  },
];

/** Size of code as a server would send it, in kB. */
export function brotliKb(code: string | Uint8Array): number {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  return brotliCompressSync(code, { params }).length / 1_000;
}

/** An entry and everything it imports statically: files that a page must have before anything shows. */
export function staticFiles(entry: string): readonly string[] {
  return filesFrom(entry, importsOf);
}

/** An entry and everything that it can ever import. */
export function reachableFiles(entry: string): readonly string[] {
  return filesFrom(entry, (code) => [
    ...importsOf(code),
    // As they stand in what is built: with an address in quotes, and nothing computed.
    ...[...code.matchAll(/\bimport\(["'`](\.[^"'`]+)["'`]\)/g)].map(([, path = '']) => path),
  ]);
}

function filesFrom(entry: string, importsIn: (code: string) => readonly string[]): string[] {
  const files = new Set([join(root, entry)]);
  for (const file of files) {
    for (const specifier of importsIn(readFileSync(file, 'utf8'))) {
      if (!specifier.startsWith('.'))
        throw new Error(`${file} imports ${specifier}; it should be complete in itself.`);
      files.add(join(dirname(file), specifier));
    }
  }
  return [...files];
}

function importsOf(code: string): readonly string[] {
  return parseAst(code).body.flatMap((node) =>
    'source' in node && typeof node.source?.value === 'string' ? node.source.value : [],
  );
}

/** What an entry costs beyond another one, each file compressed by itself, as a server does. */
export function entryKb(entry: string, { beyond }: Pick<SizeBudget, 'beyond'> = {}): number {
  const present = new Set(beyond === undefined ? [] : staticFiles(beyond));
  return staticFiles(entry)
    .filter((file) => !present.has(file))
    .reduce((sum, file) => sum + brotliKb(readFileSync(file)), 0);
}

/** What the tracker's WebAssembly may weigh, in kB (1,000 bytes) under gzip. */
export const TRACKER_MODULE_KB = 15;

export function trackerModuleKb(): number {
  const module = readFileSync(join(root, 'packages/ar/build/tracker.wasm'));
  return gzipSync(module, { level: 9 }).length / 1_000;
}
