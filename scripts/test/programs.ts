import { existsSync } from 'node:fs';
import { findChromium, findFirefox } from '../rig/browsers.ts';
import { findProgram } from './find-program.ts';
import { run } from '../run.ts';

/** A program that tests need and npm does not bring. */
export interface TestProgram {
  readonly name: string;
  /** Its package in Debian. */
  readonly debianPackage: string;
  readonly find: () => string | null;
}

/** Browsers, relay and network tools for the tests. What is missing is installed where it can be. */
export const testPrograms = {
  chromium: { name: 'Chromium', debianPackage: 'chromium', find: findChromium },
  firefox: { name: 'Firefox', debianPackage: 'firefox-esr', find: findFirefox },
  coturn: {
    name: 'coturn',
    debianPackage: 'coturn',
    find: () => findProgram('turnserver'),
  },
  // The simulated network of the fault tests.
  ip: { name: 'ip', debianPackage: 'iproute2', find: () => findProgram('ip') },
  python: { name: 'Python', debianPackage: 'python3', find: () => findProgram('python3') },
} as const satisfies Record<string, TestProgram>;

const INSTALL_TIMEOUT_MS = 900_000;

function missing(): readonly TestProgram[] {
  return Object.values(testPrograms).filter(({ find }) => find() === null);
}

/**
 * Installs what is missing where this is Debian (or a child of it) and we are root; says in one sentence what to
 * install where it is not, or did not work. What is still missing afterwards is for the tests to skip.
 */
export async function preparePrograms(say: (line: string) => void): Promise<void> {
  const wanted = missing();
  if (wanted.length === 0) return;
  const packages = wanted.map(({ debianPackage }) => debianPackage);
  const isDebian = existsSync('/etc/debian_version') && findProgram('apt-get') !== null;
  if (isDebian && process.getuid?.() === 0) {
    say(`Installing what the tests need: ${packages.join(', ')}`);
    const options = {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
      timeoutMs: INSTALL_TIMEOUT_MS,
      echo: true,
    };
    const updated = await run('apt-get', ['update'], options);
    // One by one, so that a relative of Debian that lacks one of them still gets the others.
    for (const each of updated.ok ? packages : [])
      await run('apt-get', ['install', '--yes', '--no-install-recommends', each], options);
  }
  const left = missing();
  if (left.length === 0) return;
  const names = left.map(({ name }) => name).join(' and ');
  const advice = left.map(({ debianPackage }) => debianPackage).join(' ');
  say(`What needs ${names} is skipped; to run it, install: ${advice} (apt-get install ${advice})`);
}
