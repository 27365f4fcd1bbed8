import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { Environment } from './config.ts';
import { ChildServer, spawnCli } from './testing/child-server.ts';
import { agent, customer, Page, startServer, temporaryFolder } from './testing/test-server.ts';

function run(t: TestContext, env: Environment): ChildProcess {
  const child = spawnCli(env);
  t.after(() => child.kill('SIGKILL'));
  return child;
}

async function start(t: TestContext, env: Environment = {}): Promise<ChildServer> {
  const server = await ChildServer.start(await temporaryFolder(t), env);
  t.after(() => server.kill('SIGKILL'));
  return server;
}

async function open(t: TestContext, url: string, token: string): Promise<Page> {
  const page = new Page(url, token, {});
  t.after(() => page.close());
  await page.opened();
  return page;
}

describe('the command', () => {
  it('ends with code 1 and one sentence on a wrong value, a taken port, a broken journal', async (t) => {
    const dataDir = await temporaryFolder(t);
    const taken = createServer().listen(0, '127.0.0.1');
    t.after(() => taken.close());
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const cases: readonly (readonly [Environment, RegExp])[] = [
      [{ PORT: 'eighty' }, /PORT must be a whole number from 0 to 65535, not "eighty"\./],
      [{ REDIS_URL: 'redis://x' }, /REDIS_URL is set, but this release does not use it/],
      [{ DATA_DIR: '/dev/null/x' }, /DATA_DIR must be a folder/],
      [{ DATA_DIR: '/dev/null' }, /DATA_DIR must be a folder .* is a file\./],
      [{ DATA_DIR: '/proc/nope/deeper' }, /DATA_DIR must be a folder/],
      [{ DATA_DIR: '/sys/nope' }, /DATA_DIR must be a folder/],
      [{ PORT: String(port), DATA_DIR: dataDir }, /HOST and PORT must be an address that is free/],
    ];
    for (const [env, sentence] of cases) {
      const child = run(t, env);
      let said = '';
      child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
      const [code] = (await once(child, 'close')) as [number];
      assert.equal(code, 1, said);
      assert.match(said, sentence);
      assert.equal(said.trim().split('\n').length, 1, said);
    }
  });

  it('says how it is used where it is asked for that or for what there is not, and starts no server then', async (t) => {
    const dataDir = join(await temporaryFolder(t), 'data');
    const cases: readonly (readonly [readonly string[], number])[] = [
      [['--help'], 0],
      [['help'], 0],
      [['verify-recordings', '/a/folder'], 2],
      [['--port', '8080'], 2],
    ];
    for (const [args, code] of cases) {
      const child = spawnCli({ PORT: '0', DATA_DIR: dataDir }, { args });
      t.after(() => child.kill('SIGKILL'));
      let said = '';
      for (const stream of [child.stdout, child.stderr])
        stream?.on('data', (chunk: Buffer) => {
          said += chunk.toString();
          // A server would say where it is, and go on.
          if (said.includes('http')) child.kill('SIGKILL');
        });
      assert.deepEqual(await once(child, 'close'), [code, null], `${args.join(' ')}: ${said}`);
      assert.match(said, /fernblick-server verify-recording FOLDER \[--key PUBLIC-KEY\]/);
      assert.equal(said.includes(`no "${args[0]}"`), code === 2, said);
    }
    assert.equal(existsSync(dataDir), false);
  });

  it('keeps its answer where nobody reads on what it says', async (t) => {
    const folder = await temporaryFolder(t);
    const child = spawnCli({}, { args: ['verify-recording', folder] });
    child.stdout?.destroy();
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    assert.deepEqual(await once(child, 'close'), [1, null], said);
    assert.equal(said, '');
  });

  it('keeps every acknowledged command through kill -9', async (t) => {
    const child = await start(t, { MESSAGE_BURST: '100000' });
    const { dataDir, url } = child;
    const page = await open(t, url, await child.mint(agent));
    const acknowledged = new Set<string>();
    const enough = new Promise<void>((resolve) => {
      for (let index = 0; index < 2_000; index += 1)
        void page
          .ask('session:create', { commandId: page.id(), ticket: `T-${index % 7}` })
          .then(({ view }) => {
            acknowledged.add(view.id);
            // In the midst of writing the rest.
            if (acknowledged.size === 200) resolve();
          })
          .catch(() => undefined);
    });
    await enough;
    child.kill('SIGKILL');
    await once(child.process, 'close');
    const server = await startServer(t, { DATA_DIR: dataDir, API_REQUESTS_PER_SECOND: '100000' });
    const found = new Set<string>();
    for (const id of acknowledged)
      if ((await server.api('GET', `/sessions/${id}`)).status === 200) found.add(id);
    assert.ok(acknowledged.size >= 200);
    assert.equal(found.size, acknowledged.size);
  });

  it('says goodbye on SIGTERM, finishes what is under way, and ends with code 0', async (t) => {
    const child = await start(t);
    const { dataDir, url } = child;
    const page = await open(t, url, await child.mint(agent));
    const other = await open(t, url, await child.mint(customer));
    const underWay = Array.from({ length: 30 }, (_, index) =>
      page.ask('session:create', { commandId: page.id(), ticket: `T-${index}` }),
    );
    const settled = Promise.allSettled(underWay);
    // Browsers open connections ahead of need; this one never asks anything.
    const silent = connect(Number(new URL(url).port), '127.0.0.1');
    t.after(() => silent.destroy());
    await once(silent, 'connect');
    await underWay[0];
    const closed = once(child.process, 'close');
    child.kill('SIGTERM');
    const { reconnectInMs } = await other.hears('server:stopping');
    assert.ok(reconnectInMs > 0);
    assert.deepEqual((await closed)[0], 0);
    const answers = await settled;
    const server = await startServer(t, { DATA_DIR: dataDir });
    for (const answer of answers)
      if (answer.status === 'fulfilled')
        assert.equal((await server.api('GET', `/sessions/${answer.value.view.id}`)).status, 200);
  });
});
