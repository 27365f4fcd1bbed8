import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { root } from '../root.ts';
import { run } from '../run.ts';

interface Fixture {
  readonly what: string;
  readonly file: string;
  readonly code: string;
  /** The rule that must fire here, or must not. */
  readonly rule: string;
}

const violations: readonly Fixture[] = [
  // The import table.
  {
    what: 'elements importing the server',
    file: 'packages/elements/src/a.ts',
    code: `export { readConfig } from '@fernblick/server';`,
    rule: 'house(imports)',
  },
  {
    what: 'a type taken where no import is allowed',
    file: 'packages/protocol/src/a.ts',
    code: `import type { SessionState } from '@fernblick/session';\nexport type A = SessionState;`,
    rule: 'house(imports)',
  },
  {
    what: 'a type import inside a type',
    file: 'packages/client/src/a.ts',
    code: `export type A = import('@fernblick/server').Config;`,
    rule: 'house(imports)',
  },
  {
    what: 'a dynamic import of a package that is not in the table',
    file: 'packages/client/src/b.ts',
    code: `export const a = (): Promise<unknown> => import('@fernblick/elements');`,
    rule: 'house(imports)',
  },
  {
    what: 'a relative path out of the package',
    file: 'packages/session/src/a.ts',
    code: `export * from '../../protocol/src/errors.ts';`,
    rule: 'house(imports)',
  },
  {
    what: 'a package importing itself by name',
    file: 'packages/protocol/src/b.ts',
    code: `export * from '@fernblick/protocol';`,
    rule: 'house(imports)',
  },
  {
    what: 'a wrong import in a test',
    file: 'packages/session/src/a.test.ts',
    code: `export * from '@fernblick/server';`,
    rule: 'house(imports)',
  },
  {
    what: 'a Node module in code for pages',
    file: 'packages/client/src/c.ts',
    code: `export { readFileSync } from 'node:fs';`,
    rule: 'house(imports)',
  },
  // The library pins.
  ...[
    ['simple-peer/simplepeer.min.js', 'packages/client/src/session-client.ts'],
    ['socket.io-client', 'packages/client/src/peer/link.ts'],
    ['kysely', 'packages/server/src/sessions.ts'],
    ['node:sqlite', 'packages/server/src/http/lists.ts'],
    ['jose', 'packages/server/src/signalling/gate.ts'],
    ['socket.io', 'packages/server/src/http/app.ts'],
    ['fastify', 'packages/session/src/b.ts'],
    ['three', 'packages/elements/src/scene.ts'],
    ['@mediapipe/tasks-vision', 'packages/client/src/objects.ts'],
    ['lit', 'packages/client/src/element.ts'],
    ['lit/directives/style-map.js', 'packages/elements/src/b.ts'],
  ].map(([library = '', file = '']) => ({
    what: `${library} outside its place`,
    file,
    code: `export * from '${library}';`,
    rule: 'house(imports)',
  })),
  // Purity and the environment.
  {
    what: 'a clock in the rules',
    file: 'packages/session/src/c.ts',
    code: `export const now = (): number => Date.now();`,
    rule: 'eslint(no-restricted-globals)',
  },
  {
    what: 'chance in the rules',
    file: 'packages/session/src/d.ts',
    code: `export const dice = (): number => Math.random();`,
    rule: 'eslint(no-restricted-properties)',
  },
  {
    what: 'a random id in the rules',
    file: 'packages/session/src/e.ts',
    code: `export const id = (): string => crypto.randomUUID();`,
    rule: 'eslint(no-restricted-globals)',
  },
  {
    what: 'the environment read outside the configuration',
    file: 'packages/server/src/turn.ts',
    code: `export const port = process.env['PORT'];`,
    rule: 'node(no-process-env)',
  },
  // Style.
  {
    what: 'any',
    file: 'packages/client/src/d.ts',
    code: `export const a = (b: any): unknown => b;`,
    rule: 'typescript(no-explicit-any)',
  },
  {
    what: 'what any leads to',
    file: 'packages/client/src/e.ts',
    code: `export const a = (b: string): string => JSON.parse(b);`,
    rule: 'typescript(no-unsafe-return)',
  },
  {
    what: 'a promise that nobody waits for',
    file: 'packages/client/src/f.ts',
    code: `const a = (): Promise<void> => Promise.resolve();\nexport const b = (): void => {\n  a();\n};`,
    rule: 'typescript(no-floating-promises)',
  },
  {
    what: 'an empty catch',
    file: 'packages/client/src/g.ts',
    code: `export const a = (b: () => void): void => {\n  try {\n    b();\n  } catch {\n    // Nothing to see here.\n  }\n};`,
    rule: 'house(no-empty-catch)',
  },
  {
    what: 'a default export',
    file: 'packages/client/src/h.ts',
    code: `export default 1;`,
    rule: 'import(no-default-export)',
  },
  {
    what: 'an enum',
    file: 'packages/client/src/i.ts',
    code: `export enum A {\n  B,\n}`,
    rule: 'house(no-enum)',
  },
  {
    what: 'a type imported like a value',
    file: 'packages/client/src/j.ts',
    code: `import { A } from './k.ts';\nexport const b = (a: A): A => a;`,
    rule: 'typescript(consistent-type-imports)',
  },
  {
    what: 'private by type alone',
    file: 'packages/client/src/l.ts',
    code: `export class A {\n  private readonly b = 1;\n  c(): number {\n    return this.b;\n  }\n}`,
    rule: 'house(private-names)',
  },
  {
    what: 'a file named for nothing',
    file: 'packages/client/src/utils.ts',
    code: `export const a = 1;`,
    rule: 'house(telling-file-name)',
  },
  {
    what: 'a file name in camel case',
    file: 'packages/client/src/sessionStore.ts',
    code: `export const a = 1;`,
    rule: 'unicorn(filename-case)',
  },
  {
    what: 'something left to do',
    file: 'packages/client/src/m.ts',
    code: `// TODO: more\nexport const a = 1;`,
    rule: 'eslint(no-warning-comments)',
  },
  {
    what: 'a switch that forgets a case',
    file: 'packages/client/src/n.ts',
    code: `export const a = (b: 'x' | 'y'): number => {\n  switch (b) {\n    case 'x':\n      return 1;\n  }\n  return 2;\n};`,
    rule: 'typescript(switch-exhaustiveness-check)',
  },
  {
    what: 'a promise of something being there',
    file: 'packages/client/src/o.ts',
    code: `export const a = (b: string | null): string => b!;`,
    rule: 'typescript(no-non-null-assertion)',
  },
  {
    what: 'talk on the console',
    file: 'packages/client/src/p.ts',
    code: `export const a = (): void => console.log('a');`,
    rule: 'eslint(no-console)',
  },
  {
    what: 'a style in a template',
    file: 'packages/elements/src/c.ts',
    code: `import { html, type TemplateResult } from 'lit';\nexport const a = (): TemplateResult => html\`<p style="color: red"></p>\`;`,
    rule: 'house(no-inline-style)',
  },
  {
    what: 'a listener that stays behind',
    file: 'packages/elements/src/d.ts',
    code: `export class A extends HTMLElement {\n  connectedCallback(): void {\n    window.addEventListener('online', this.b);\n  }\n  readonly b = (): void => undefined;\n}`,
    rule: 'wc(require-listener-teardown)',
  },
  {
    what: 'a template that is no HTML',
    file: 'packages/elements/src/e.ts',
    code: `import { html, type TemplateResult } from 'lit';\nexport const a = (b: string): TemplateResult => html\`<\${b}></\${b}>\`;`,
    rule: 'lit(binding-positions)',
  },
  {
    what: 'one test that silences the others',
    file: 'packages/session/src/b.test.ts',
    code: `import { it } from 'node:test';\nit.only('a', () => undefined);`,
    rule: 'house(no-focused-test)',
  },
];

const allowed: readonly Fixture[] = [
  {
    what: 'imports along the table, libraries in their places',
    file: 'packages/elements/src/f.ts',
    code: `export type { SessionClient } from '@fernblick/client';\nexport { html } from 'lit';`,
    rule: 'house(imports)',
  },
  {
    what: 'the environment in the configuration',
    file: 'packages/server/src/config.ts',
    code: `export const port = process.env['PORT'];`,
    rule: 'node(no-process-env)',
  },
  {
    what: 'a clock outside the rules',
    file: 'packages/server/src/clock.ts',
    code: `export const now = (): number => Date.now();`,
    rule: 'eslint(no-restricted-globals)',
  },
];

const LINT_TIMEOUT_MS = 60_000;

interface Diagnostic {
  readonly code?: string;
  readonly filename: string;
  readonly message: string;
}

describe('lint', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fernblick-lint-'));
  let diagnostics: readonly Diagnostic[] = [];
  const rulesOf = (file: string): readonly (string | undefined)[] =>
    diagnostics.filter(({ filename }) => filename.endsWith(file)).map(({ code }) => code);

  before(async () => {
    const write = (file: string, text: string): void => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    };
    for (const { file, code } of [...violations, ...allowed]) write(file, `${code}\n`);
    write('packages/client/src/k.ts', 'export type A = string;\n');
    write(
      'oxlint.config.ts',
      `export { default } from ${JSON.stringify(join(root, 'oxlint.config.ts'))};\n`,
    );
    write(
      'tsconfig.json',
      '{ "compilerOptions": { "strict": true, "allowImportingTsExtensions": true, "noEmit": true } }',
    );
    const outcome = await run('oxlint', ['--format=json'], {
      cwd: folder,
      timeoutMs: LINT_TIMEOUT_MS,
    });
    const json = outcome.output.slice(outcome.output.indexOf('{'));
    ({ diagnostics } = JSON.parse(json) as { diagnostics: readonly Diagnostic[] });
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const { what, file, rule } of violations) {
    it(`refuses ${what}`, () => {
      assert.ok(rulesOf(file).includes(rule), `${file}: ${JSON.stringify(rulesOf(file))}`);
    });
  }

  for (const { what, file, rule } of allowed) {
    it(`allows ${what}`, () => {
      assert.ok(!rulesOf(file).includes(rule));
    });
  }

  it('says where the import table is explained', () => {
    const wrong = diagnostics.find(({ filename }) => filename.endsWith('elements/src/a.ts'));
    assert.match(wrong?.message ?? '', /docs\/architecture\.md/);
  });
});
