// What `npm run build` makes of each package: one file in dist/ for each of its exports.
// Entries are read from the package's own `exports` (and `bin`), so that a new export needs no line here.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import commonjs from '@rollup/plugin-commonjs';
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';

const root = dirname(fileURLToPath(import.meta.url));

/** Packages that run in Node: our own code in one file, everything from npm stays an import. */
const forNode = ['protocol', 'session', 'server'];
/** Packages for pages: each is complete in itself, so that a script tag and a bundler get along with it alike. */
const forPages = ['client', 'ar', 'elements'];
// The oldest browsers that stack and README promise.
const browsers = ['chrome111', 'firefox128', 'safari16.4'];
const minify = () =>
  terser({
    module: true,
    ecma: 2022,
    compress: { passes: 2 },
    format: { comments: /^!\s*Fernblick/ },
  });

/**
 * Our imports name their files in full, so the plugin has nothing to resolve; where it tries, it overrules the
 * `browser` field of libraries and brings their Node parts into the page.
 * @param {string | string[]} target
 */
const typescript = (target) => ({ ...esbuild({ target }), resolveId: undefined });

/** @param {string} name */
function readPackage(name) {
  return JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'));
}

/**
 * Entries by name in dist: { 'video-session': 'packages/elements/src/video-session/video-session.ts' }.
 * @param {string} name
 */
function entriesOf(name) {
  const manifest = readPackage(name);
  const entries = {};
  for (const target of Object.values(manifest.exports)) {
    if (typeof target === 'string' || target.source === undefined) continue;
    const source = join(root, 'packages', name, target.source);
    // A missing source is reported by `npm run check`; the rest of the package is still worth building.
    if (existsSync(source)) entries[entryName(target.default)] = source;
  }
  // What a file in bin/ starts.
  const program = join(root, 'packages', name, 'src/cli.ts');
  if (existsSync(program)) entries['cli'] = program;
  return entries;
}

/** @param {string} path such as ./dist/video-session.js */
function entryName(path) {
  return path.replace(/^(\.\/)?dist\//, '').replace(/\.js$/, '');
}

/**
 * Writes dist/third-party-notices.txt: the licence of every npm package whose code went into the bundle.
 * A package that is itself a bundle (simple-peer's browser build) brings its dependencies along.
 */
function thirdPartyNotices() {
  return {
    name: 'third-party-notices',
    generateBundle(_options, output) {
      const folders = new Map();
      /** @param {string} folder @param {boolean} deep */
      const add = (folder, deep) => {
        const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
        if (folders.has(manifest.name)) return;
        folders.set(manifest.name, { folder, manifest });
        if (!deep) return;
        for (const dependency of Object.keys(manifest.dependencies ?? {})) {
          const nested = findInstalled(folder, dependency);
          if (nested !== undefined) add(nested, true);
        }
      };
      const rendered = Object.values(output).flatMap((file) =>
        file.type === 'chunk'
          ? Object.entries(file.modules).filter(([, { renderedLength }]) => renderedLength > 0)
          : [],
      );
      for (const [id] of rendered) {
        const match = /^\0?(?:own:)?(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(id);
        if (match !== null) add(match[1], match[2] === 'simple-peer');
      }
      const notices = [...folders.values()]
        .sort((a, b) => (a.manifest.name < b.manifest.name ? -1 : 1))
        .map(
          ({ folder, manifest }) =>
            `${manifest.name} ${manifest.version} (${manifest.license})\n\n${licenceText(folder, manifest)}`,
        );
      const source = `This folder contains code of the following packages.\n\n${notices.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
      this.emitFile({ type: 'asset', fileName: 'third-party-notices.txt', source });
    },
  };
}

/** @param {string} from @param {string} name */
function findInstalled(from, name) {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
  }
  return undefined;
}

/** @param {string} folder @param {{ author?: string | { name: string } }} manifest */
function licenceText(folder, manifest) {
  for (const file of [
    'LICENSE',
    'LICENSE.md',
    'LICENSE.txt',
    'LICENSE-MIT',
    'license',
    'LICENCE',
  ]) {
    if (existsSync(join(folder, file))) return readFileSync(join(folder, file), 'utf8').trim();
  }
  // What stands under this licence has to come with it, also where the package leaves it out.
  if (manifest.license === 'Apache-2.0')
    return readFileSync(join(root, 'node_modules/assemblyscript/LICENSE'), 'utf8').trim();
  const author = typeof manifest.author === 'string' ? manifest.author : manifest.author?.name;
  return `Copyright ${author ?? 'its authors'}`;
}

/**
 * Code in which addresses have changed. Lines stay where they are, so the source map goes on telling the truth: `null`
 * keeps it.
 * @param {string} code @param {RegExp} what @param {any} by
 */
function renamed(code, what, by) {
  return { code: code.replaceAll(what, by), map: null };
}

/**
 * `new URL('./ink-worker.ts', import.meta.url)` of the sources, from wherever the code has ended up to where the
 * worker is; bundlers of hosts know this form, and take the worker along.
 */
function workerUrls() {
  return {
    name: 'worker-urls',
    renderChunk(code, chunk) {
      const up = '../'.repeat(chunk.fileName.split('/').length - 1) || './';
      return renamed(code, /(["'`])\.\/([\w-]+-worker)\.ts\1/g, `$1${up}$2.js$1`);
    },
  };
}

/**
 * Copies MediaPipe's WebAssembly to `mediapipe/`, where it is referred to, and writes its address there: its loader is
 * a script, and comes from where the SDK comes from.
 */
function mediapipeFiles() {
  const address = /(["'`])[./]*node_modules\/(@mediapipe\/tasks-vision\/wasm\/([\w.]+))\1/g;
  return {
    name: 'mediapipe-files',
    renderChunk(code, chunk) {
      const up = '../'.repeat(chunk.fileName.split('/').length - 1) || './';
      return renamed(code, address, (_match, quote, path, name) => {
        const source = readFileSync(join(root, 'node_modules', path));
        this.emitFile({ type: 'asset', fileName: `mediapipe/${name}`, source });
        return `${quote}${up}mediapipe/${name}${quote}`;
      });
    },
  };
}

/**
 * Columns of the protocol's tables that only the server and the documentation read; pages need not load them. Of a
 * request they check the answer, and what they take themselves stands outside of its row.
 */
function withoutServersColumns() {
  const columns = /^ +(?:doc:\s*(['"]).*\1|kind: '\w+'|status: \d+|roles: \w+),$/gm;
  // On one line, or up to the bracket that stands below its name.
  const asked = /^( +)(?:maxBytes: \w+|request: (?:.*|.*[({]\n(?:\1 +.*\n)*\1[)}]+)),$/gm;
  /** @param {string} code @param {RegExp} what */
  const without = (code, what) => code.replaceAll(what, (lines) => lines.replaceAll(/[^\n]/g, ''));
  return {
    name: 'without-servers-columns',
    transform(code, id) {
      const [, table] = /packages\/protocol\/src\/([a-z-]+)\.ts$/.exec(id) ?? [];
      if (!/^((?:[a-z]+-)?(?:requests|errors)|notices|channel)$/.test(table)) return undefined;
      const left = without(code, columns);
      if (!table.endsWith('requests')) return { code: left, map: null };
      const answers = without(left, asked);
      if (/^ +request:/m.test(answers)) this.error(`A request of ${id} stands in another form.`);
      return { code: answers, map: null };
    },
  };
}

/** The transport that `socket-io-socket.ts` never asks for; the library's table of transports keeps a bundler from seeing it. */
function withoutWebTransport() {
  return {
    name: 'without-web-transport',
    load: (id) =>
      id.endsWith('/engine.io-client/build/esm/transports/webtransport.js')
        ? 'export class WT {}'
        : undefined,
  };
}

/**
 * Templates and styles without indentation and comments, which terser leaves in them, and styles without most of their
 * spaces and line ends. What follows stays on its line, so that source maps go on telling the truth.
 */
function smallTemplates() {
  /** @param {string} css */
  const small = (css) => {
    const dense = css
      .replaceAll(/\/\*[^]*?\*\//g, '')
      .replaceAll(/\n\s*\n/g, '\n')
      // Between a property and its value, and before what a rule says.
      .replaceAll(/^( *[-\w]+): (?=\S)/gm, '$1:')
      .replaceAll(/ \{$/gm, '{')
      .replaceAll(/([;{,])\n\s*/g, '$1');
    return dense + '\n'.repeat(css.split('\n').length - dense.split('\n').length);
  };
  return {
    name: 'small-templates',
    transform: (code, id) =>
      /packages\/elements\/src\/.*\.ts$/.test(id)
        ? {
            code: code.replaceAll(/\bcss`[^`]*`/g, small).replaceAll(/^ +/gm, ''),
            map: null,
          }
        : undefined,
  };
}

/** What stands at the head of every file that a page may name; the parts that these load say nothing of their own. @param {string} name */
function banner(name) {
  const { version } = readPackage(name);
  const text = `/*! Fernblick ${version} | MIT licence | contains the work of others: third-party-notices.txt */`;
  return (/** @type {import('rollup').RenderedChunk} */ chunk) => (chunk.isEntry ? text : '');
}

/** What a package's `imports` lead to in Node: pages get theirs by the condition `browser`. @param {string} name */
function ownImports(name) {
  const { imports = {} } = readPackage(name);
  return {
    name: 'own-imports',
    /** @param {string} id */
    resolveId: (id) =>
      imports[id] === undefined ? null : join(root, 'packages', name, imports[id].default),
  };
}

/** @param {string} name @returns {import('rollup').RollupOptions} */
function nodePackage(name) {
  return {
    input: entriesOf(name),
    output: {
      dir: join(root, 'packages', name, 'dist'),
      format: 'es',
      chunkFileNames: 'chunks/[name]-[hash].js',
      sourcemap: true,
    },
    external: (id) => !/^[./#]/.test(id),
    plugins: [ownImports(name), typescript('node22.13')],
  };
}

/**
 * Elements that are complete in themselves: a page that has one of them alone loads one file, and what they need splits
 * no file of the others.
 */
const standalone = ['screenshot-editor'];
/** Runs in a realm of its own, where nothing of the page is there to be shared. */
const workers = ['ink-worker', 'recording-worker'];

/** Whoever loads such an element loads its file. */
function standaloneFiles() {
  const names = standalone.join('|');
  const source = new RegExp(`/(${names})/\\1\\.ts$`);
  const stand = new RegExp(`(["'\`])standalone:(${names})\\1`, 'g');
  return {
    name: 'standalone-files',
    resolveId(id, importer = '') {
      const [, name] = source.exec(id) ?? [];
      // Elements of a call take it in: under Trusted Types a page has one lit.
      const isTakenIn = importer.endsWith('-beside-call.ts');
      return name === undefined || isTakenIn ? null : { id: `standalone:${name}`, external: true };
    },
    renderChunk(code, chunk) {
      const up = '../'.repeat(chunk.fileName.split('/').length - 1) || './';
      return renamed(code, stand, `$1${up}$2.js$1`);
    },
  };
}

const OWN = 'own:';

/**
 * What checks ink in the page, where a page may have no worker, comes with its own copy of the protocol's schemas: were
 * they shared with it, they would be cut out of the files that every call loads.
 * @returns {import('rollup').Plugin}
 */
function ownSchemas() {
  return {
    name: 'own-schemas',
    async resolveId(id, importer = '', options) {
      if (!importer.endsWith('/ink/check-ink.ts') && !importer.startsWith(OWN)) return null;
      const from = importer.replace(OWN, '');
      const found = await this.resolve(id, from, { ...options, skipSelf: true });
      // Another plugin may have asked meanwhile.
      return found === null || found.id.startsWith(OWN) ? found : { ...found, id: OWN + found.id };
    },
    load: (id) => (id.startsWith(OWN) ? readFileSync(id.slice(OWN.length), 'utf8') : null),
  };
}

/** @param {string} name @returns {import('rollup').RollupOptions[]} */
function pagePackages(name) {
  const entries = Object.entries(entriesOf(name));
  const isAlone = ([entry]) => standalone.includes(entry) || workers.includes(entry);
  const together = Object.fromEntries(entries.filter((entry) => !isAlone(entry)));
  return [
    pagePackage(name, together, [ownSchemas(), standaloneFiles(), thirdPartyNotices()]),
    // What it is made of is in the others too, and so are the licences.
    ...entries.filter(isAlone).map(([entry, path]) => ({
      ...pagePackage(name, { [entry]: path }, []),
      // What it loads later takes from the one file what it shares with it.
      preserveEntrySignatures: 'allow-extension',
    })),
  ];
}

/**
 * @param {string} name @param {Record<string, string>} input @param {import('rollup').Plugin[]} more
 * @returns {import('rollup').RollupOptions}
 */
function pagePackage(name, input, more) {
  return {
    input,
    output: {
      dir: join(root, 'packages', name, 'dist'),
      format: 'es',
      chunkFileNames: 'chunks/[name]-[hash].js',
      banner: banner(name),
      sourcemap: true,
    },
    plugins: [
      ...more,
      nodeResolve({ browser: true, exportConditions: ['source', 'production', 'browser'] }),
      // The UMD wrapper of simple-peer's browser build asks for a `require` that is not there in a page.
      commonjs({ ignoreDynamicRequires: true }),
      withoutServersColumns(),
      withoutWebTransport(),
      smallTemplates(),
      typescript(browsers),
      workerUrls(),
      mediapipeFiles(),
      minify(),
    ],
  };
}

export default [...forNode.map(nodePackage), ...forPages.flatMap(pagePackages)];
