import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { build } from './build.ts';
import { codeExports, packageNames, readManifest } from './packages.ts';
import { root } from './root.ts';
import { run, runNode } from './run.ts';

const TOOL_TIMEOUT_MS = 120_000;
/** Packages that a server may load, or a page's code that is rendered on one. */
const forNode = ['protocol', 'session', 'server', 'client'] as const;

/** Every path by which a host may import code of ours. */
const specifiers = packageNames.flatMap((name) =>
  codeExports(readManifest(`packages/${name}`)).map(({ subpath }) =>
    join(`@fernblick/${name}`, subpath),
  ),
);

describe('what is published', () => {
  // A host's project, with our packages as npm would install them and nothing of this repository around it.
  const project = mkdtempSync(join(tmpdir(), 'fernblick-host-'));
  const modules = join(project, 'node_modules');

  before(async () => {
    await build({ names: [...packageNames, 'types', 'manifest'], ifNeeded: true });
    mkdirSync(join(modules, '@fernblick'), { recursive: true });
    const link = (name: string): void => {
      mkdirSync(dirname(join(modules, name)), { recursive: true });
      symlinkSync(join(root, 'node_modules', name), join(modules, name));
    };
    const dependencies = new Set(['@types/node', 'undici-types']);
    for (const name of packageNames) {
      const packed = await run(
        'npm',
        ['pack', '--silent', '--ignore-scripts', '--pack-destination', project],
        { cwd: join(root, 'packages', name), timeoutMs: TOOL_TIMEOUT_MS },
      );
      assert.ok(packed.ok, packed.output);
      const { version, dependencies: own = {} } = readManifest(`packages/${name}`);
      const target = join(modules, '@fernblick', name);
      mkdirSync(target);
      const archive = join(project, `fernblick-${name}-${version}.tgz`);
      const unpacked = await run('tar', ['-xzf', archive, '-C', target, '--strip-components=1'], {
        timeoutMs: TOOL_TIMEOUT_MS,
      });
      assert.ok(unpacked.ok, unpacked.output);
      for (const each of Object.keys(own)) dependencies.add(each);
    }
    for (const name of dependencies) if (!name.startsWith('@fernblick/')) link(name);
    writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  });
  after(() => rmSync(project, { recursive: true }));

  for (const name of packageNames) {
    it(`has a manifest for ${name} that publint finds nothing wrong with`, async () => {
      const { messages, pkg } = await publint({
        pkgDir: join(modules, '@fernblick', name),
        pack: false,
        strict: true,
      });
      assert.deepEqual(
        messages.map((message) => formatMessage(message, pkg, { color: false })),
        [],
      );
    });
  }

  for (const moduleResolution of ['nodenext', 'bundler']) {
    it(`has types for every import with the module resolution ${moduleResolution}`, async () => {
      const file = join(project, `${moduleResolution}.ts`);
      const imports = specifiers.map((each, index) => `export * as m${index} from '${each}';\n`);
      const jsx = `export type { CustomElements } from '@fernblick/elements/jsx';\n`;
      writeFileSync(file, [...imports, jsx].join(''));
      const outcome = await run(
        'tsc',
        [
          ...['--noEmit', '--strict', '--target', 'es2024', '--types', 'node'],
          ...['--lib', 'es2024,dom,dom.iterable,dom.asynciterable,esnext.disposable'],
          ...['--module', moduleResolution === 'bundler' ? 'esnext' : 'nodenext'],
          ...['--moduleResolution', moduleResolution, file],
        ],
        { cwd: project, timeoutMs: TOOL_TIMEOUT_MS },
      );
      assert.ok(outcome.ok, outcome.output);
    });
  }

  for (const name of forNode) {
    it(`can be loaded in Node: ${name}`, async () => {
      const code = `const module = await import('@fernblick/${name}'); if (Object.keys(module).length === 0) throw new Error('empty');`;
      const outcome = await runNode(['--input-type=module', '--eval', code], {
        cwd: project,
        timeoutMs: TOOL_TIMEOUT_MS,
      });
      assert.ok(outcome.ok, outcome.output);
    });
  }

  it('has source maps that lead to the sources of each file, so that a host can step through it', () => {
    const maps = globSync('@fernblick/{client,ar,elements}/dist/**/*.js.map', { cwd: modules });
    assert.ok(maps.length > 20);
    const empty = maps.filter((file) => {
      // What only passes on what others export, or is the bundler's own, has nothing to lead to.
      const code = readFileSync(join(modules, file.replace(/\.map$/, '')), 'utf8');
      const own = code.replace(
        /^\/\/.*$|\/\*!.*?\*\/|(import|export)\{[^}]*\}from"[^"]*";?|import"[^"]*";?/gm,
        '',
      );
      if (own.length < 1_000) return false;
      const { sources } = JSON.parse(readFileSync(join(modules, file), 'utf8')) as {
        sources: readonly string[];
      };
      return !sources.some((source) => /\.(ts|js|mjs)$/.test(source));
    });
    assert.deepEqual(empty, []);
  });

  it('tells nobody that it is used', () => {
    // What later versions of MediaPipe report to; the one that is pinned does not.
    const address = Buffer.from('odml.pa.googleapis.com');
    const files = globSync('@fernblick/*/dist/**/*.{js,wasm}', { cwd: modules });
    assert.ok(files.some((file) => file.endsWith('.wasm')));
    for (const file of files) assert.ok(!readFileSync(join(modules, file)).includes(address), file);
  });

  it('has a server that starts as it was installed, hands out the SDK, and stops when told to', async () => {
    const { bin = {} } = readManifest('packages/server');
    const program = join(modules, '@fernblick/server', bin['fernblick-server'] ?? '');
    const server = spawn(process.execPath, [program], {
      cwd: project,
      env: { ...process.env, PORT: '0', DATA_DIR: join(project, 'data') },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(server, 'exit');
    try {
      let said = '';
      const url = await new Promise<string>((resolve, reject) => {
        server.stdout.setEncoding('utf8').on('data', (text: string) => {
          said += text;
          const match = /^Fernblick server: (\S+)$/m.exec(said);
          if (match?.[1] !== undefined) resolve(match[1]);
        });
        server.once('exit', () => reject(new Error(`The server ended: ${said}`)));
      });
      for (const path of ['/readyz', '/sdk/fernblick.js', '/api/v1/openapi.json'])
        assert.equal((await fetch(new URL(path, url))).status, 200, path);
    } finally {
      server.kill('SIGTERM');
    }
    assert.deepEqual(await ended, [0, null]);
  });
});
