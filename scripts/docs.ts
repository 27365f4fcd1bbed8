// npm run docs [-- --check]: writes what is generated in docs/ and README.md, or says which of it is out of date.
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { elementPages } from './docs/element-pages.ts';
import { errorsPage } from './docs/errors-page.ts';
import { functionsPage } from './docs/functions-page.ts';
import { protocolPage } from './docs/protocol-page.ts';
import {
  configurationTable,
  fillMarker,
  importsTable,
  pinsTable,
  webhooksTable,
} from './docs/tables.ts';
import { analyzeElements } from './element-manifest.ts';
import { root } from './root.ts';

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Everything that is generated, by path. */
async function generate(): Promise<ReadonlyMap<string, string>> {
  const architecture = fillMarker(
    fillMarker(read('docs/architecture.md'), 'imports', importsTable()),
    'pins',
    pinsTable(),
  );
  const pages = new Map([
    ['docs/protocol.md', protocolPage()],
    ['docs/errors.md', errorsPage()],
    ['docs/functions.md', functionsPage()],
    ['docs/architecture.md', architecture],
    ['docs/hosts.md', fillMarker(read('docs/hosts.md'), 'webhooks', webhooksTable())],
    ['README.md', fillMarker(read('README.md'), 'configuration', configurationTable())],
    ...elementPages(await analyzeElements()),
  ]);
  const options = { ...(await resolveConfig(join(root, 'README.md'))), parser: 'markdown' };
  const formatted = [...pages].map(
    async ([path, text]) => [path, await format(text, options)] as const,
  );
  return new Map(await Promise.all(formatted));
}

const pages = await generate();
const present = globSync('docs/elements/*.md', { cwd: root });
const outdated = [...pages].filter(
  ([path, text]) => !existsSync(join(root, path)) || read(path) !== text,
);
const leftOver = present.filter((path) => !pages.has(path));

if (process.argv.includes('--check')) {
  for (const [path] of outdated) console.log(`${path} is not what its sources say`);
  for (const path of leftOver) console.log(`${path} describes an element that is not there`);
  process.exitCode = outdated.length + leftOver.length === 0 ? 0 : 1;
} else {
  for (const [path, text] of outdated) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    console.log(`wrote ${path}`);
  }
  for (const path of leftOver) rmSync(join(root, path));
}
