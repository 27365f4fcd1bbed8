import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { it } from 'node:test';
import { promisify } from 'node:util';
import { startServer, temporaryFolder } from '../testing/test-server.ts';

const page = readFileSync(new URL('../../../../docs/hosts.md', import.meta.url), 'utf8');

/** What is written around the page's function, so that it runs by itself. */
const languages = [
  {
    name: 'js',
    program: process.execPath,
    file: 'host.mjs',
    around: (code: string) =>
      `${code}\nconsole.log(await videoToken({ id: 'cleo', name: 'Cleo', isAgent: false }, 'T-1'));`,
  },
  {
    name: 'php',
    program: 'php',
    file: 'host.php',
    around: (code: string) =>
      `<?php\n${code}\necho video_token(['id' => 'cleo', 'name' => 'Cleo', 'is_agent' => false], 'T-1');`,
  },
  {
    name: 'python',
    program: 'python3',
    file: 'host.py',
    around: (code: string) =>
      `import json, os, urllib.request\n${code}\nclass User:\n    id, name, is_agent = "cleo", "Cleo", False\nprint(video_token(User, "T-1"))`,
  },
];

for (const { name, program, file, around } of languages)
  it(`the token that docs/hosts.md mints with ${name} lets its person in`, async (t) => {
    if (spawnSync(program, ['--version']).error !== undefined) {
      t.skip(`${program} is not installed here`);
      return;
    }
    const [, code] = new RegExp(`\`\`\`${name}\n([^]*?)\`\`\``).exec(page) ?? [];
    assert.ok(code);
    const server = await startServer(t);
    const path = join(await temporaryFolder(t), file);
    await writeFile(path, around(code.replaceAll('https://video.example', server.url)));
    const env = { PATH: process.env['PATH'], API_KEY: server.server.apiKey };
    const { stdout } = await promisify(execFile)(program, [path], { env });
    const cleo = await server.connect(stdout.trim());
    assert.deepEqual((await cleo.ask('session:list', { ticket: 'T-1' })).sessions, []);
  });
