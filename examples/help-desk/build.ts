import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const copies = {
  'start/index.html': 'index.html',
  'agent/index.html': 'agent/index.html',
  'customer/index.html': 'customer/index.html',
  'contact/index.html': 'contact/index.html',
  'admin/index.html': 'admin/index.html',
  'report/index.html': 'report/index.html',
  'upkeep/index.html': 'upkeep/index.html',
  'editor/index.html': 'editor/index.html',
  'nordlicht.svg': 'assets/nordlicht.svg',
} as const;

const pageNames = [
  'start',
  'agent',
  'customer',
  'contact',
  'admin',
  'report',
  'upkeep',
  'editor',
] as const;

/** Bundles the desk's pages into `dist`; the SDK is not part of them, they load it by its tag. */
export async function buildDesk(): Promise<void> {
  const pages = join(here, 'pages');
  const dist = join(here, 'dist');
  await build({
    entryPoints: pageNames.flatMap((page) => [
      join(pages, page, `${page}.ts`),
      join(pages, page, `${page}.css`),
    ]),
    outdir: join(dist, 'assets'),
    entryNames: '[name]',
    bundle: true,
    format: 'esm',
    target: 'es2022',
    sourcemap: true,
    logLevel: 'warning',
  });
  for (const [from, to] of Object.entries(copies)) {
    mkdirSync(dirname(join(dist, to)), { recursive: true });
    copyFileSync(join(pages, from), join(dist, to));
  }
}
