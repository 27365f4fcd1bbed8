import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { startNetwork, whyNoNetwork, type Network } from './network.ts';

type Names = 'server' | 'phone';

const echo = `
  const udp = require('node:dgram').createSocket('udp4');
  udp.on('message', (data, from) => udp.send(data, from.port, from.address));
  udp.bind(5000, () =>
    require('node:net').createServer((socket) => socket.pipe(socket)).listen(5000, () => console.log('up')),
  );`;
// Sends ten datagrams and one line over TCP; prints how many came back and how long the first took.
const probe = (server: string) => `
  const start = Date.now();
  const seen = { udp: 0, tcp: 0, firstMs: null };
  const udp = require('node:dgram').createSocket('udp4');
  udp.on('message', () => { seen.firstMs ??= Date.now() - start; seen.udp++; });
  for (let n = 0; n < 10; n++) udp.send('x', 5000, '${server}', () => {});
  const tcp = require('node:net').connect(5000, '${server}', () => tcp.write('x'));
  tcp.on('data', () => seen.tcp++).on('error', () => {});
  setTimeout(() => { console.log(JSON.stringify(seen)); process.exit(); }, 700);`;

async function startEcho(network: Network<Names>): Promise<ChildProcess> {
  const child = spawn(
    'ip',
    ['netns', 'exec', network.namespace('server'), process.execPath, '-e', echo],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(child.stdout, 'data');
  return child;
}

function reach(network: Network<Names>): { udp: number; tcp: number; firstMs: number | null } {
  const script = probe(network.address('server'));
  const { stdout } = spawnSync(
    'ip',
    ['netns', 'exec', network.namespace('phone'), process.execPath, '-e', script],
    { encoding: 'utf8' },
  );
  return JSON.parse(stdout) as ReturnType<typeof reach>;
}

test(
  'the simulated network carries packets, and loses, delays and blocks them as told',
  { skip: whyNoNetwork() ?? false },
  async () => {
    await using network = await startNetwork('server', 'phone');
    const server = await startEcho(network);
    try {
      const { udp, tcp } = reach(network);
      assert.deepEqual({ udp, tcp }, { udp: 10, tcp: 1 }, 'without faults');

      await network.drop({ at: 'phone', protocol: 'udp' });
      assert.deepEqual(reach(network), { udp: 0, tcp: 1, firstMs: null }, 'UDP blocked');
      await network.drop({ at: 'phone', exceptPort: 443 });
      assert.equal(reach(network).tcp, 0, 'only port 443 open');
      await network.drop({ between: ['phone', 'server'] });
      assert.deepEqual(reach(network), { udp: 0, tcp: 0, firstMs: null }, 'cut');
      await network.drop();

      await network.line('phone', { up: { delayMs: 150 } });
      assert.ok((reach(network).firstMs ?? 0) >= 150, 'delayed');
      await network.line('phone', { up: { delayMs: 0, loss: 1 } });
      assert.equal(reach(network).udp, 0, 'all lost');
      await network.line('phone', { up: { loss: 0 } });

      await network.move('phone', '10.77.0.99');
      assert.equal(reach(network).tcp, 1, 'after a change of address');
      await assert.rejects(network.move('phone', 'nowhere'));
    } finally {
      server.kill('SIGKILL');
    }
  },
);
