import { accessSync, chmodSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium, type Browser as Chromium, type BrowserContext } from 'playwright-core';
import puppeteer, { type Browser as Firefox } from 'puppeteer-core';

const CHROMIUM_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
];
const FIREFOX_NAMES = ['firefox-esr', 'firefox'];
const USUAL_FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome'];

function findProgram(names: readonly string[], override: string | undefined): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...USUAL_FOLDERS];
  const candidates = [
    ...(override === undefined ? [] : [override]),
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
  ];
  return (
    candidates.find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        // Not there, or not ours to start: the next candidate decides.
        return false;
      }
    }) ?? null
  );
}

/** Path of a Chromium or Chrome on this machine (`CHROME_PATH` goes first); null where there is none. */
export function findChromium(): string | null {
  return findProgram(CHROMIUM_NAMES, process.env['CHROME_PATH']);
}

/** Path of a Firefox on this machine (`FIREFOX_PATH` goes first); null where there is none. */
export function findFirefox(): string | null {
  return findProgram(FIREFOX_NAMES, process.env['FIREFOX_PATH']);
}

export interface ChromiumOptions {
  /** An `.mjpeg` or `.y4m` file that plays in a loop as the camera; without it Chromium's own test picture. */
  readonly camera?: string;
  /** A `.wav` file that plays in a loop as the microphone; without it Chromium's own beeps. */
  readonly audio?: string;
  /** Name of the network namespace the browser lives in; see `network/network.ts`. */
  readonly namespace?: string;
  /** Answers every question for camera and microphone with no. */
  readonly denyMedia?: boolean;
  /** Starts without any camera or microphone. */
  readonly noDevices?: boolean;
  readonly args?: readonly string[];
}

const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
// A tab behind another one must go on drawing and decoding as if it were watched.
const AWAKE = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

/** A script that starts `program` inside the namespace; browsers are started by path, so it must be a file. */
function enterNamespace(program: string, namespace: string): { path: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'fernblick-browser-'));
  const path = join(folder, 'browser');
  writeFileSync(path, `#!/bin/sh\nexec ip netns exec ${namespace} ${program} "$@"\n`);
  chmodSync(path, 0o755);
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function argsOf(options: ChromiumOptions): string[] {
  const devices = options.noDevices
    ? ['--use-fake-device-for-media-stream=device-count=0']
    : [
        '--use-fake-device-for-media-stream',
        ...(options.camera === undefined
          ? []
          : [`--use-file-for-fake-video-capture=${options.camera}`]),
        ...(options.audio === undefined
          ? []
          : [`--use-file-for-fake-audio-capture=${options.audio}`]),
      ];
  return [
    ...QUIET,
    ...AWAKE,
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...devices,
    `--use-fake-ui-for-media-stream${options.denyMedia ? '=deny' : ''}`,
    ...(options.args ?? []),
  ];
}

function chromiumHere(): string {
  const program = findChromium();
  if (program === null)
    throw new Error('No Chromium or Chrome here. On Debian: apt install chromium');
  return program;
}

/** Starts a headless Chromium with a fresh profile and fake devices. */
export async function launchChromium(options: ChromiumOptions = {}): Promise<Chromium> {
  const program = chromiumHere();
  const entry = options.namespace === undefined ? null : enterNamespace(program, options.namespace);
  const browser = await chromium.launch({
    executablePath: entry?.path ?? program,
    headless: true,
    args: argsOf(options),
  });
  browser.once('disconnected', () => entry?.remove());
  return browser;
}

/** Starts a headless Chromium with a profile that stays in its folder, and fake devices. */
export async function launchProfile(
  folder: string,
  options: Omit<ChromiumOptions, 'namespace'> = {},
): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, {
    executablePath: chromiumHere(),
    headless: true,
    args: argsOf(options),
  });
}

/** Ends all of a browser as a power cut would. */
export async function killChromium(browser: Chromium): Promise<void> {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  const gone = new Promise((resolve) => browser.once('disconnected', resolve));
  for (const { id } of processInfo.toSorted((a) => (a.type === 'browser' ? -1 : 1)))
    try {
      process.kill(id, 'SIGKILL');
    } catch (cause) {
      // The others may go with the first.
      if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause;
    }
  await gone;
}

export interface FirefoxOptions {
  readonly args?: readonly string[];
}

/**
 * Starts a headless Firefox over WebDriver BiDi, with fake devices that are allowed without asking. Firefox takes no
 * camera file: feed its pages with `feedFirefox()`.
 */
export async function launchFirefox(options: FirefoxOptions = {}): Promise<Firefox> {
  const program = findFirefox();
  if (program === null) throw new Error('No Firefox here. On Debian: apt install firefox-esr');
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: program,
    headless: true,
    args: [...(options.args ?? [])],
    extraPrefsFirefox: {
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
      'media.devices.insecure.enabled': true,
      'media.getusermedia.insecure.enabled': true,
      'media.autoplay.default': 0,
      // Otherwise candidates are names that only multicast DNS resolves, which test machines seldom have.
      'media.peerconnection.ice.obfuscate_host_addresses': false,
    },
  });
}
