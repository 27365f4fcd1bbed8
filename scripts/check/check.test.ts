import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findTraces } from './honesty.ts';
import { findDeadLinks } from './links.ts';
import { findManifestFaults } from './manifests.ts';
import type { PackageManifest } from '../packages.ts';

const text = (path: string, content: string): { path: string; text: string } => ({
  path,
  text: content,
});

describe('traces', () => {
  // Put together here, because this file is looked at too.
  const slash = '/';
  for (const [what, content] of [
    ['a folder of one machine', `see ${slash}work/main/packages`],
    ['a home folder', `"${slash}home/anna/fernblick"`],
    ['a merge conflict', `${'<'.repeat(7)} HEAD`],
    ['a private key', `${'-'.repeat(5)}BEGIN PRIVATE KEY${'-'.repeat(5)}`],
    ['the host of a registry', ['"resolved":', '"https://registry.example/a.tgz"'].join(' ')],
    ['a file outside the repository', `see ..${slash}shared/design.md`],
  ] as const) {
    it(`finds ${what}, with file and line`, () => {
      const [fault = ''] = findTraces([text('docs/a.md', `first line\n${content}`)]);
      assert.match(fault, /^docs\/a\.md:2: /);
    });
  }

  it('leaves addresses and relative paths alone', () => {
    const content = 'https://desk.example/work/list and docs/root/a.md and ./home/anna/x';
    assert.deepEqual(findTraces([text('docs/a.md', content)]), []);
  });
});

describe('links', () => {
  const paths = ['README.md', 'docs/a.md', 'docs/elements/b.md'];

  it('finds files and headings that are not there', () => {
    const files = [
      text('README.md', '[a](docs/a.md#second-one) [b](docs/missing.md) [c](docs/a.md#third)'),
      text('docs/a.md', '## Second one\n\n[up](../README.md) [folder](elements) [self](#first)'),
    ];
    assert.deepEqual(findDeadLinks(files, paths), [
      'README.md: the link to docs/missing.md leads nowhere',
      'README.md: docs/a.md has no heading #third',
      'docs/a.md:  has no heading #first',
    ]);
  });

  it('does not follow addresses and what stands in code', () => {
    const files = [text('docs/a.md', '[x](https://example.com) `[y](z.md)`\n```\n[y](z.md)\n```')];
    assert.deepEqual(findDeadLinks(files, paths), []);
  });
});

describe('manifests', () => {
  const top = { folder: '', manifest: { name: 'fernblick', version: '0.1.0', license: 'MIT' } };
  const client = (manifest: Partial<PackageManifest>): readonly string[] =>
    findManifestFaults(
      [
        top,
        {
          folder: 'packages/client',
          manifest: { name: '@fernblick/client', version: '0.1.0', license: 'MIT', ...manifest },
        },
      ],
      [text('packages/client/src/index.ts', "import a from 'simple-peer';\nexport const b = a;\n")],
    ).map((fault) => fault.replace('packages/client/package.json: ', ''));

  it('accepts one in which everything fits', () => {
    assert.deepEqual(
      client({
        dependencies: { 'simple-peer': '9.11.1' },
        exports: {
          '.': {
            types: './dist/types/index.d.ts',
            source: './src/index.ts',
            default: './dist/index.js',
          },
        },
      }),
      [],
    );
  });

  it('finds versions that are not exact and dependencies that do not fit the code', () => {
    assert.deepEqual(client({ dependencies: { lit: '^3.0.0', '@fernblick/server': '0.1.0' } }), [
      'lit@^3.0.0 is not an exact version',
      'simple-peer is imported but not among the dependencies',
      'lit is among the dependencies but never imported',
      '@fernblick/server is among the dependencies but never imported',
      '@fernblick/server may not be a dependency; see docs/architecture.md',
    ]);
  });

  it('finds exports that lead elsewhere than the contract says', () => {
    const dependencies = { 'simple-peer': '9.11.1' };
    const target = { types: './a.d.ts', source: './src/missing.ts', default: './lib/events.js' };
    assert.deepEqual(client({ dependencies, exports: { './events.js': target } }), [
      'the export ./events.js must lead to ./dist/events.js',
      'the types of ./events.js must be ./dist/types/missing.d.ts',
      'the export ./events.js has no source ./src/missing.ts',
    ]);
  });

  it('finds another version and another licence', () => {
    const faults = client({
      version: '0.2.0',
      license: 'ISC',
      dependencies: { 'simple-peer': '9.11.1' },
    });
    assert.deepEqual(faults, [
      'version 0.2.0 differs from 0.1.0 at the top',
      'the licence is not MIT',
    ]);
  });
});
