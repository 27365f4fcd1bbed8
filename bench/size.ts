import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from '../scripts/build.ts';
import { brotliKb, entryKb, sizeBudgets, staticFiles } from '../scripts/entry-size.ts';
import { FLAT_DRAWING_KB, flatDrawing } from '../scripts/flat-drawing.ts';
import { readManifest } from '../scripts/packages.ts';
import { root } from '../scripts/root.ts';
import { run as runTool } from '../scripts/run.ts';
import type { BenchResult } from './result.ts';

const BUNDLE_TIMEOUT_MS = 120_000;

interface Peer {
  readonly name: string;
  readonly kb: number;
  readonly note: string;
}

/** Bundles and minifies a published SDK with the tools and settings that we use, and returns what it costs. */
async function measurePackage(file: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'fernblick-size-'));
  try {
    const out = join(folder, 'sdk.js');
    const outcome = await runTool(
      'rollup',
      [
        join(root, 'node_modules', file),
        ...['--plugin', 'node-resolve={browser: true}'],
        ...['--plugin', 'commonjs'],
        ...[
          '--plugin',
          'terser={module: true, ecma: 2022, compress: {passes: 2}, format: {comments: false}}',
        ],
        ...['--format', 'es', '--inlineDynamicImports', '--file', out],
      ],
      { timeoutMs: BUNDLE_TIMEOUT_MS },
    );
    if (!outcome.ok) throw new Error(outcome.output);
    return brotliKb(readFileSync(out));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const versionOf = (name: string): string => readManifest(`node_modules/${name}`).version;

async function peers(): Promise<readonly Peer[]> {
  // Twilio publishes its page build ready-made; its CommonJS main file would need shims for Node's modules.
  const twilio = readFileSync(
    join(root, 'node_modules/twilio-video/dist/twilio-video.min.js'),
    'utf8',
  );
  return [
    {
      name: 'twilio',
      kb: brotliKb(twilio),
      note: `twilio-video ${versionOf('twilio-video')}, its published page build, no UI`,
    },
    {
      name: 'livekit',
      kb: await measurePackage('livekit-client/dist/livekit-client.esm.mjs'),
      note: `livekit-client ${versionOf('livekit-client')}, bundled the same way, no UI`,
    },
    {
      name: 'vonage',
      kb: 637.2,
      note: '@opentok/client, figure quoted, not measured here: its licence forbids other use',
    },
  ];
}

/** What a page has loaded once it is in a call: the entry, and the peer library that came with the preview. */
function inCallKb(): number {
  const [library, ...others] = globSync(
    'packages/elements/dist/chunks/simple-peer-connection-*.js',
    {
      cwd: root,
    },
  );
  if (library === undefined || others.length > 0)
    throw new Error('There should be one chunk with the peer library.');
  const files = new Set([
    ...staticFiles('packages/elements/dist/video-session.js'),
    ...staticFiles(library),
  ]);
  return [...files].reduce((sum, file) => sum + brotliKb(readFileSync(file)), 0);
}

/** What comes with the first mark that stands up: three.js, and what draws with it. */
function stageKb(): number {
  const present = new Set(staticFiles('packages/elements/dist/ink-worker.js'));
  // The page's own build of the drawing has another one, for browsers in which no worker can draw.
  const worker = readFileSync(join(root, 'packages/elements/dist/ink-worker.js'), 'utf8');
  const [entry, ...others] = globSync('packages/elements/dist/chunks/stage-*.js', {
    cwd: root,
  }).filter((file) => worker.includes(basename(file)));
  if (entry === undefined || others.length > 0)
    throw new Error('There should be one chunk that draws in three dimensions.');
  return staticFiles(entry)
    .filter((file) => !present.has(file))
    .reduce((sum, file) => sum + brotliKb(readFileSync(file)), 0);
}

/** What each entry costs a page (kB, brotli 11, static imports), against its budget and against published SDKs. */
export async function run(): Promise<readonly BenchResult[]> {
  await build({ names: ['client', 'ar', 'elements'], ifNeeded: true });
  const against = sizeBudgets.map((budget) => {
    const { name, entry, budgetKb } = budget;
    const ours = entryKb(entry, budget);
    const note = `peer is the budget${ours > budgetKb ? ', EXCEEDED' : ''}`;
    return { name: `size/${name}`, ours, peer: budgetKb, ratio: ours / budgetKb, unit: 'kB', note };
  });
  const others = [
    ['fernblick.js', 'packages/elements/dist/fernblick.js'],
    ['client', 'packages/client/dist/index.js'],
  ] as const;
  const plain = others.map(([name, entry]) => ({
    name: `size/${name}`,
    ours: entryKb(entry),
    peer: null,
    ratio: null,
    unit: 'kB',
  }));
  const stage = {
    name: 'size/stage',
    ours: stageKb(),
    peer: null,
    ratio: null,
    unit: 'kB',
    note: 'loaded with the first 3D arrow or label',
  };
  const session = inCallKb();
  const compared = (await peers()).map(({ name, kb, note }) => ({
    name: `size/video-session-in-call-${name}`,
    ours: session,
    peer: kb,
    ratio: session / kb,
    unit: 'kB',
    note,
  }));
  const { kb, files } = await flatDrawing();
  const flat = {
    name: 'size/flat-drawing-beyond-the-call',
    ours: kb,
    peer: FLAT_DRAWING_KB,
    ratio: kb / FLAT_DRAWING_KB,
    unit: 'kB',
    note: `peer is the budget; before anybody has drawn a page loads ${files}`,
  };
  return [...against, flat, ...plain, stage, ...compared];
}
