import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SIMULATOR = fileURLToPath(new URL('simulator.py', import.meta.url));

/** What one direction of a computer's line does to packets; what is left out stays as it was. */
export interface LaneConditions {
  /** Share of packets lost, 0 to 1. */
  readonly loss?: number;
  readonly delayMs?: number;
  readonly jitterMs?: number;
  /** Rate; 0 for no limit. */
  readonly kbps?: number;
}

/** Drops every packet that matches all that is named, in either direction. An empty rule drops everything. */
export interface DropRule<Name extends string> {
  readonly between?: readonly [Name, Name];
  /** From or to this computer. */
  readonly at?: Name;
  readonly protocol?: 'tcp' | 'udp';
  readonly port?: number;
  readonly exceptPort?: number;
}

/** Computers that reach each other only through the simulator. */
export interface Network<Name extends string> {
  /** For `launchChromium({ namespace })`, `startDesk({ namespace })` and `startTurn({ namespace })`. */
  namespace(name: Name): string;
  address(name: Name): string;
  line(name: Name, conditions: { up?: LaneConditions; down?: LaneConditions }): Promise<void>;
  /** Replaces all rules; none for a network without faults. */
  drop(...rules: readonly DropRule<Name>[]): Promise<void>;
  /** Gives a computer another address, as when it changes networks. */
  move(name: Name, address: string): Promise<void>;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Why no network can be simulated on this machine, in one sentence; null where it can. */
export function whyNoNetwork(): string | null {
  if (process.platform !== 'linux') return 'Simulated networks need Linux.';
  if (process.getuid?.() !== 0) return 'Simulated networks need root.';
  for (const program of ['python3', 'ip'])
    if (spawnSync(program, ['-V']).error !== undefined)
      return `Simulated networks need ${program === 'ip' ? 'iproute2' : program}.`;
  try {
    accessSync('/dev/net/tun', constants.W_OK);
  } catch {
    return 'Simulated networks need /dev/net/tun.';
  }
  const probe = `fernblick-probe-${process.pid}`;
  if (spawnSync('ip', ['netns', 'add', probe]).status !== 0)
    return 'Simulated networks need network namespaces, which this machine does not allow.';
  spawnSync('ip', ['netns', 'del', probe]);
  return null;
}

let networks = 0;

/** Starts a network of the named computers, all on fast lines without faults. */
export async function startNetwork<const Name extends string>(
  ...names: readonly Name[]
): Promise<Network<Name>> {
  // Several test processes may run side by side, each with namespaces of its own.
  const prefix = `fb${process.pid}-${networks++}`;
  const plan = Object.fromEntries(
    names.map((name, index) => [
      name,
      { namespace: `${prefix}-${name}`, address: `10.77.0.${index + 1}` },
    ]),
  ) as Record<Name, { namespace: string; address: string }>;
  const child = spawn('python3', [SIMULATOR, JSON.stringify(plan)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting: { resolve: () => void; reject: (cause: Error) => void }[] = [];
  const answer = () =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ resolve, reject });
    });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const reply = JSON.parse(line) as { error?: string };
    const next = waiting.shift();
    if (reply.error === undefined) next?.resolve();
    else next?.reject(new Error(reply.error));
  });
  child.once('exit', (code) => {
    for (const next of waiting.splice(0))
      next.reject(new Error(`The network simulator ended (${code}).`));
  });
  await answer();

  const tell = (command: object) => {
    const done = answer();
    child.stdin.write(`${JSON.stringify(command)}\n`);
    return done;
  };
  const close = async () => {
    if (child.exitCode !== null) return;
    const gone = once(child, 'exit');
    child.stdin.end();
    await gone;
  };
  return {
    namespace: (name) => plan[name].namespace,
    address: (name) => plan[name].address,
    line: (name, conditions) => tell({ line: name, ...conditions }),
    drop: (...rules) => tell({ rules }),
    move: async (name, address) => {
      await tell({ move: name, address });
      plan[name].address = address;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
