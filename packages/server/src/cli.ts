#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { SessionError } from '@fernblick/protocol';
import { readConfig } from './config.ts';
import type { FernblickServer } from './create-server.ts';
import { modelsFolder } from './models-folder.ts';

// Ten thousand idle pages fit into a third less memory when V8 collects old memory a little earlier and does not set
// aside young memory after a rush, which it hardly ever gives back. Costs a fifth of the speed at full load.
setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--heap-growing-percent=15');

/** Says in one sentence why it cannot start; what nobody foresaw keeps its trace. */
function fail(error: unknown): never {
  if (!(error instanceof SessionError)) throw error;
  process.stderr.write(`Fernblick cannot start: ${error.message}\n`);
  process.exit(1);
}

async function start(): Promise<FernblickServer> {
  const config = readConfig();
  // Only now, so that the setting above holds for everything that is loaded.
  const { createServer } = await import('./create-server.ts');
  try {
    const server = await createServer(config);
    const { url } = await server.listen();
    process.stdout.write(`Fernblick server: ${url}\n`);
    return server;
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === 'EADDRINUSE' || code === 'EACCES' || code === 'EADDRNOTAVAIL')
      throw new SessionError('invalid-configuration', {
        cause: error,
        detail: `HOST and PORT must be an address that is free: ${config.host}:${config.port} is not (${code}).`,
      });
    throw error;
  }
}

async function serve(): Promise<void> {
  const server = await start().catch(fail);
  let asked = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      // Whoever asks twice does not want to wait.
      if (asked) process.exit(1);
      asked = true;
      void server.close().then(() => process.exit(0));
    });
}

/** `fernblick-server models [FOLDER] [--from ADDRESS]` */
async function models(args: readonly string[]): Promise<void> {
  const { fetchModels, ModelsError, readModelsRequest } = await import('./models.ts');
  try {
    const request = readModelsRequest(args, modelsFolder(readConfig().dataDir));
    await fetchModels(request, (line) => void process.stdout.write(`${line}\n`));
    process.stdout.write(`The models are in ${request.folder}.\n`);
  } catch (error) {
    if (!(error instanceof ModelsError)) fail(error);
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

/** `fernblick-server verify-recording FOLDER [--key PUBLIC-KEY]` */
async function verify(args: readonly string[]): Promise<void> {
  const { verifyCommand } = await import('./recordings/verify-command.ts');
  const { lines, exitCode } = await verifyCommand(args);
  process.exitCode = exitCode;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever read has seen enough, as `head` does.
    if (error.code !== 'EPIPE') throw error;
  });
  for (const line of lines) process.stdout.write(`${line}\n`);
}

const USAGE = `Usage:
  fernblick-server                                                 runs the server; it is configured by environment
  fernblick-server verify-recording FOLDER [--key PUBLIC-KEY]      says whether a recording was changed
  fernblick-server models [FOLDER] [--from ADDRESS]                fetches the models
`;

const [command, ...args] = process.argv.slice(2);
if (command === undefined) await serve();
else if (command === 'models') await models(args);
else if (command === 'verify-recording') await verify(args);
else if (['help', '--help', '-h'].includes(command)) process.stdout.write(USAGE);
else {
  // A server that starts instead would leave whoever mistyped waiting for an answer.
  process.stderr.write(`There is no "${command}".\n${USAGE}`);
  process.exitCode = 2;
}
