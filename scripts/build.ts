// npm run build [-- --if-needed] [PART …]: everything that ends up in a dist folder.
// Parts: the packages by name, desk (the example's pages), types, manifest. Without a name: all of them.
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { main as compileAssembly } from 'assemblyscript/asc';
import { rollup, type OutputOptions, type RollupOptions } from 'rollup';
import { loadConfigFile } from 'rollup/loadConfigFile';
import { generateJsxTypes } from '@wc-toolkit/jsx-types';
import { analyzeElements, elementsOf } from './element-manifest.ts';
import { fingerprint } from './fingerprint.ts';
import {
  closureOf,
  codeExports,
  packageNames,
  readManifest,
  type PackageName,
} from './packages.ts';
import { root } from './root.ts';
import { run } from './run.ts';

/** One thing that can be built by itself. */
interface Part {
  readonly name: string;
  /** What it is made of: a change in any of these makes it stale. */
  readonly inputs: readonly string[];
  /** Files that must be there afterwards. */
  readonly outputs: readonly string[];
  readonly make: () => Promise<void>;
}

const TYPES_TIMEOUT_MS = 120_000;
const shared = ['package-lock.json', 'tsconfig.base.json', 'rollup.config.mjs', 'scripts/build.ts'];

/** Everything that goes into a package's code. */
function sourcesOf(name: PackageName): readonly string[] {
  return closureOf(name).flatMap((each) => [
    `packages/${each}/src/**/*.*`,
    `packages/${each}/package.json`,
    `packages/${each}/tsconfig.json`,
  ]);
}

/** The tracker's WebAssembly: compiled from its sources, and wrapped so that every bundler takes it. */
async function compileTracker(entry: string, file: string, more: readonly string[]): Promise<void> {
  const said: string[] = [];
  const write = (text: string | Uint8Array): void => void said.push(String(text));
  const { error } = await compileAssembly(
    [
      `packages/ar/src/tracking/wasm/${entry}`,
      ...['--outFile', `packages/ar/build/${file}`, '--baseDir', root],
      ...['--runtime', 'stub', '--enable', 'simd', '--noAssert'],
      // Fast, but without a copy of every function in every place that calls it: half the bytes, the same time.
      ...['--optimizeLevel', '3', '--shrinkLevel', '2', ...more],
    ],
    { stderr: { write } },
  );
  if (error !== null) throw new Error(`The tracker does not compile.\n${said.join('')}`);
}

const tracker: Part = {
  name: 'tracker',
  inputs: ['package-lock.json', 'scripts/build.ts', 'packages/ar/src/tracking/wasm/**/*.ts'],
  outputs: ['packages/ar/build/tracker-wasm.js', 'packages/ar/build/tracker-parts.wasm'],
  make: async () => {
    // Locals in the order of their use pack better.
    await compileTracker('index.ts', 'tracker.wasm', [
      '--converge',
      '--runPasses',
      'reorder-locals',
    ]);
    // With what its tests reach into.
    await compileTracker('parts.ts', 'tracker-parts.wasm', []);
    const bytes = readFileSync(join(root, 'packages/ar/build/tracker.wasm'));
    writeFileSync(
      join(root, 'packages/ar/build/tracker-wasm.js'),
      `export const trackerWasm = '${bytes.toString('base64')}';\n`,
    );
  },
};

function bundlePart(name: PackageName): Part {
  const dist = `packages/${name}/dist`;
  return {
    name,
    inputs: [...shared, ...sourcesOf(name)],
    outputs: codeExports(readManifest(`packages/${name}`))
      .filter(({ source }) => existsSync(join(root, 'packages', name, source)))
      .map((target) => join('packages', name, target.default)),
    make: () => bundle(dist),
  };
}

async function bundle(dist: string): Promise<void> {
  const { options, warnings } = await loadConfigFile(join(root, 'rollup.config.mjs'), {});
  warnings.flush();
  const configs = options.filter((each) =>
    outputsOf(each).some(({ dir }) => dir === join(root, dist)),
  );
  if (configs.length === 0) throw new Error(`rollup.config.mjs builds nothing into ${dist}.`);
  const written = new Set<string>();
  for (const config of configs) {
    const built = await rollup({
      ...config,
      onwarn: (warning) => {
        throw new Error(`rollup, while building ${dist}: ${warning.message}`);
      },
    });
    for (const output of outputsOf(config)) {
      for (const file of (await built.write(output)).output) written.add(join(dist, file.fileName));
    }
    await built.close();
  }
  // Files of an earlier build go last, so that a server that is running never misses one of the new ones.
  for (const file of globSync(`${dist}/{,chunks/}*.{js,js.map}`, { cwd: root }))
    if (!written.has(file)) rmSync(join(root, file));
}

function outputsOf(config: RollupOptions): readonly OutputOptions[] {
  return [config.output ?? []].flat();
}

/** The example's page code; how it is bundled is the example's own business. */
const desk: Part = {
  name: 'desk',
  inputs: [
    ...shared,
    ...sourcesOf('elements'),
    'examples/help-desk/{pages,public}/**/*.*',
    'examples/help-desk/build.ts',
  ],
  outputs: ['', 'agent/', 'customer/'].map((page) => `examples/help-desk/dist/${page}index.html`),
  make: async () => {
    const file = join(root, 'examples/help-desk/build.ts');
    // Loaded when needed: the example builds on the packages, so the scripts cannot name it in their types.
    const { buildDesk } = (await import(pathToFileURL(file).href)) as {
      buildDesk: () => Promise<void>;
    };
    await buildDesk();
  },
};

const types: Part = {
  name: 'types',
  inputs: [...shared, ...packageNames.flatMap(sourcesOf)],
  outputs: packageNames.map((name) => `packages/${name}/dist/types/index.d.ts`),
  make: async () => {
    const projects = packageNames.map((name) => `packages/${name}`);
    const outcome = await run('tsc', ['-b', ...projects], { timeoutMs: TYPES_TIMEOUT_MS });
    if (!outcome.ok) throw new Error(`The types do not fit.\n${outcome.output}`);
  },
};

/** What editors, documentation tools and JSX want to know about the elements. */
const manifest: Part = {
  name: 'manifest',
  inputs: [...shared, 'packages/elements/src/**/*.ts', 'packages/elements/package.json'],
  outputs: ['packages/elements/dist/custom-elements.json', 'packages/elements/dist/types/jsx.d.ts'],
  make: async () => {
    const dist = join(root, 'packages/elements/dist');
    const elements = await analyzeElements();
    mkdirSync(join(dist, 'types'), { recursive: true });
    writeFileSync(
      join(dist, 'custom-elements.json'),
      `${JSON.stringify(elements, undefined, 2)}\n`,
    );
    // The same form under two names: the generator's own types are stricter about optional fields than the schema.
    generateJsxTypes(elements as unknown as Parameters<typeof generateJsxTypes>[0], {
      outdir: join(dist, 'types'),
      fileName: 'jsx.d.ts',
      globalTypePath: '@fernblick/elements',
      stronglyTypedEvents: true,
    });
    // The generator imports the elements it names, and forgets the events.
    const jsx = join(dist, 'types/jsx.d.ts');
    const events = elementsOf(elements).flatMap((element) => element.events ?? []);
    const names = [...new Set(events.flatMap(({ type }) => type?.text ?? []))].join(', ');
    const imports = `import type { ${names} } from '@fernblick/elements/events.js';\n`;
    writeFileSync(jsx, imports + readFileSync(jsx, 'utf8'));
  },
};

const parts: readonly Part[] = [tracker, ...packageNames.map(bundlePart), desk, types, manifest];

/** The names that `build` understands. */
export const partNames: readonly string[] = parts.map(({ name }) => name);

/**
 * Builds the named parts, all where none is named; with `ifNeeded` only what is missing or made of something else
 * than what is there now. Tells what it did, part by part.
 */
export async function build(options: {
  readonly names?: readonly string[];
  readonly ifNeeded?: boolean;
}): Promise<void> {
  const wanted = options.names ?? partNames;
  // Both take the tracker's WebAssembly in.
  const names = wanted.some((name) => name === 'ar' || name === 'elements')
    ? [tracker.name, ...wanted]
    : wanted;
  for (const name of names)
    if (!partNames.includes(name))
      throw new Error(`There is no part "${name}"; there are ${partNames.join(', ')}.`);
  for (const part of parts.filter(({ name }) => names.includes(name))) {
    // Remembers what the part was made of; kept out of dist, which is published.
    const stamp = join(root, 'node_modules/.cache/build', part.name);
    const present = fingerprint(part.inputs);
    const complete = part.outputs.every((file) => existsSync(join(root, file)));
    if (options.ifNeeded === true && complete && existsSync(stamp))
      if (readFileSync(stamp, 'utf8') === present) continue;
    const startedAt = performance.now();
    await part.make();
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, present);
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    process.stdout.write(`built ${part.name} (${seconds} s)\n`);
  }
}

if (process.argv[1] === import.meta.filename) {
  const args = process.argv.slice(2);
  const names = args.filter((each) => !each.startsWith('--'));
  try {
    await build({
      ifNeeded: args.includes('--if-needed'),
      ...(names.length === 0 ? {} : { names }),
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // Rollup shows the place in `frame`; its stack would only show rollup.
    const { frame } = error as { frame?: string };
    console.error(frame === undefined ? error.stack : `${error.message}\n${frame}`);
    process.exitCode = 1;
  }
}
