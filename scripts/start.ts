// npm start [-- --lan]: builds what is missing, then runs the example help desk with the session server in it.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.ts';
import { root } from './root.ts';
import { toolEnvironment } from './run.ts';

await build({ names: ['client', 'elements', 'desk'], ifNeeded: true });

const main = join(root, 'examples/help-desk/server/main.ts');
const server = spawn(process.execPath, ['--conditions=source', main, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: toolEnvironment(),
});
// The server stops gracefully by itself; this process only waits for it. An interrupt at a terminal reaches both.
process.on('SIGINT', () => undefined);
for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => server.kill(signal));
server.once('error', (error) => {
  throw error;
});
server.once('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1);
});
