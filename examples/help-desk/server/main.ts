// The example help desk with a Fernblick server in it: `npm start`, and `npm start -- --lan` for a real phone.
import { networkInterfaces } from 'node:os';
import { parseArgs } from 'node:util';
import { SessionError } from '@fernblick/protocol';
import { readConfig, type Config } from '@fernblick/server';
import { startHelpDesk, type HelpDesk } from './help-desk.ts';
import { lanAddress, makeCertificate, phoneInvitation, terminalCode, trust } from './lan.ts';

/** Ends the program with what is wrong, in one sentence. */
class StartProblem extends Error {}

function readArguments(): { readonly lan: boolean } {
  try {
    return { lan: false, ...parseArgs({ options: { lan: { type: 'boolean' } } }).values };
  } catch (cause) {
    throw new StartProblem('The only option is --lan.', { cause });
  }
}

function describe(error: unknown, config: Config | null): string | null {
  if (error instanceof StartProblem) return error.message;
  if (error instanceof SessionError) return error.message;
  const { code } = error as { readonly code?: unknown };
  if (config === null || typeof code !== 'string') return null;
  const where = `${config.host}:${config.port}`;
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${config.port} of ${config.host} is already in use; choose another one with PORT=8081 npm start.`;
    case 'EACCES':
      return `This user may not listen on ${where}; choose a port above 1023 with PORT.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${config.host} is no address of this machine; leave HOST out or correct it.`;
    default:
      return null;
  }
}

async function start(config: Config, lan: boolean): Promise<HelpDesk> {
  if (!lan) {
    const desk = await startHelpDesk(config);
    console.log(`Fernblick help desk: ${desk.url}/`);
    return desk;
  }
  const address = lanAddress(networkInterfaces());
  if (address === null)
    throw new StartProblem('This machine has no address in a network; connect it and try again.');
  const certificate = await makeCertificate(address, Date.now());
  // The desk asks its own server over the same address that it serves, so it has to believe itself.
  trust(certificate.cert);
  const desk = await startHelpDesk(
    { ...config, host: '0.0.0.0', publicUrl: `https://${address}:${config.port}` },
    {
      https: certificate,
      publicHost: address,
      phone: (url) => phoneInvitation(`${url}/customer/?ticket=T-1001`),
    },
  );
  const page = `${desk.url}/customer/?ticket=T-1001`;
  console.log(`Fernblick help desk: ${desk.url}/`);
  console.log(`\n${await terminalCode(page)}`);
  console.log(`Scan the code with a phone in the same network to be the customer: ${page}`);
  console.log(
    'The phone and this browser will warn about the certificate, because it was made on the spot.\n' +
      'iPhone: "Show Details", then "visit this website". Android: "Advanced", then "Proceed".\n' +
      'Everybody in this network can open the desk while it runs; end it with Ctrl+C.',
  );
  return desk;
}

let config: Config | null = null;
try {
  const { lan } = readArguments();
  // A person at a terminal wants to read the address, not a log; LOG_LEVEL=info brings it back.
  config = readConfig({ LOG_LEVEL: 'warn', ...process.env });
  const desk = await start(config, lan);
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      // Whoever asks twice does not want to wait.
      if (isStopping) process.exit(1);
      isStopping = true;
      void desk.close().then(() => process.exit(0));
    });
} catch (error) {
  const sentence = describe(error, config);
  if (sentence === null) throw error;
  console.error(sentence);
  process.exit(1);
}
