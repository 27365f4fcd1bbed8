import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { root } from './root.ts';
import { run } from './run.ts';

const TIMEOUT_MS = 180_000;
const pages = [
  'client',
  'embed',
  'calls',
  'in-the-call',
  'requests',
  'screenshots',
  'recordings',
  'desk',
  'hosts',
  'tracking',
];

/** One block of a page that shows code. */
interface Snippet {
  /** Where it stands: page and line. */
  readonly at: string;
  readonly language: string;
  readonly code: string;
}

function snippetsOf(page: string): readonly Snippet[] {
  const text = readFileSync(join(root, 'docs', `${page}.md`), 'utf8');
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map((found) => ({
    at: `${page}.md:${text.slice(0, found.index).split('\n').length}`,
    language: found[1] ?? '',
    code: found[2] ?? '',
  }));
}

const snippets = pages.flatMap(snippetsOf);

/** What the pages take for granted: a client, a tag, and functions of the reader's own page. */
const ambient = `import type { SessionClient } from '@fernblick/client';
import type { VideoSession } from '@fernblick/elements';
declare global {
  const client: SessionClient;
  const video: VideoSession;
  const page: HTMLElement;
  const app: { post(path: string, answer: (request: any, response: any) => unknown): void };
  const user: { id: string; name: string; isAgent: boolean };
  const agentToken: () => Promise<string>;
  const blob: Blob;
  const id: string;
  const track: MediaStreamTrack;
  function show(...what: unknown[]): void;
  function draw(...what: unknown[]): void;
  function showMessages(...what: unknown[]): void;
  function showBadge(...what: unknown[]): void;
}
`;

const options = {
  noEmit: true,
  target: 'ES2023',
  module: 'NodeNext',
  moduleResolution: 'NodeNext',
  lib: ['ES2024', 'ESNext.Disposable', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
  types: ['node'],
  customConditions: ['source'],
  allowImportingTsExtensions: true,
  experimentalDecorators: true,
  useDefineForClassFields: false,
  skipLibCheck: true,
};

describe('what the docs show', () => {
  const cache = join(root, 'node_modules/.cache');
  let folder = '';
  before(() => {
    mkdirSync(cache, { recursive: true });
    folder = mkdtempSync(join(cache, 'snippets-'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(folder, 'ambient.ts'), ambient);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** What the compiler says of blocks in this language. JavaScript is read as the lax language that it is. */
  const faultsIn = async (language: 'ts' | 'js'): Promise<readonly string[]> => {
    const named = snippets.filter((snippet) => snippet.language === language);
    assert.notEqual(named.length, 0);
    const files = named.map(({ code }, index) => {
      const file = `${language}-${index}.${language}`;
      writeFileSync(join(folder, file), `${code}\nexport {};\n`);
      return file;
    });
    const strict = language === 'ts';
    const rules = { strict, exactOptionalPropertyTypes: strict, noUncheckedIndexedAccess: strict };
    const compilerOptions = { ...options, ...rules, allowJs: true, checkJs: true };
    const config = `tsconfig.${language}.json`;
    writeFileSync(
      join(folder, config),
      JSON.stringify({ compilerOptions, files: ['ambient.ts', ...files] }),
    );
    const { output, timedOut } = await run('tsc', ['-p', config, '--pretty', 'false'], {
      cwd: folder,
      timeoutMs: TIMEOUT_MS,
    });
    assert.ok(!timedOut);
    return output.split('\n').flatMap((line) => {
      // Else it would have looked at nothing.
      if (/^(?:tsconfig|ambient)/.test(line)) return [line];
      // What our own sources say when they are read with these options is another test's.
      const [, index, place, what] =
        /^(?:ts|js)-(\d+)\.[jt]s\((\d+),\d+\): error (.*)$/.exec(line) ?? [];
      const snippet = named[Number(index ?? Number.NaN)];
      return snippet === undefined ? [] : [`${snippet.at}, line ${place} of it: ${what}`];
    });
  };

  it('in TypeScript fits the packages', async () => {
    assert.deepEqual(await faultsIn('ts'), []);
  });

  it('in JavaScript calls what there is', async () => {
    assert.deepEqual(await faultsIn('js'), []);
  });

  it('in HTML has only tags and attributes that there are', () => {
    const named = snippets.filter(({ language }) => language === 'html');
    assert.notEqual(named.length, 0);
    const faults = named.flatMap(({ at, code }) =>
      [...code.matchAll(/<([a-z]+(?:-[a-z]+)+)((?:\s+[\w-]+(?:="[^"]*")?)*)\s*>/g)].flatMap(
        ([, tag = '', attributes = '']) => {
          const known = attributesOf(tag);
          if (known === null) return [`${at}: there is no <${tag}>`];
          const used = [...attributes.matchAll(/([\w-]+)(?:="[^"]*")?/g)].map(
            ([, name = '']) => name,
          );
          return used
            .filter((name) => !known.has(name))
            .map((name) => `${at}: <${tag}> has no attribute ${name}`);
        },
      ),
    );
    assert.deepEqual(faults, []);
  });
});

/** The attributes of an element, as its generated page has them; null where there is no such element. */
function attributesOf(tag: string): ReadonlySet<string> | null {
  let text: string;
  try {
    text = readFileSync(join(root, 'docs/elements', `${tag}.md`), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const everywhere = ['id', 'slot', 'class', 'hidden', 'lang', 'style'];
  // The second column of the table of properties.
  const own = [...text.matchAll(/^\| +(?:`\w+`)? +\| `([\w-]+)` +\|/gm)].map(
    ([, name = '']) => name,
  );
  return new Set([...everywhere, ...own]);
}
