// Browser tests: *.browser.test.ts beside their sources, in Chromium, one file after the other.
import { existsSync, readFileSync } from 'node:fs';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { browserReporter } from './scripts/browser-reporter.ts';
import { findChromium } from './scripts/rig/browsers.ts';

/** The browser build of simple-peer is a script with a UMD wrapper; a page imports it as a module all the same. */
const simplePeerAsModule = {
  name: 'simple-peer-as-module',
  transform({ path, body }) {
    if (!path.endsWith('/simplepeer.min.js')) return undefined;
    return `const module = { exports: {} };\nconst exports = module.exports;\n${body}\nexport default module.exports;`;
  },
};

/** A model that lies beside the repository, where there is one; tests that use it say so where there is none. */
const modelBesideRepository = {
  name: 'model-beside-repository',
  serve({ path }) {
    if (path !== '/model-beside-repository/hand_landmarker.task') return undefined;
    const file = new URL('../shared/models/hand_landmarker.task', import.meta.url);
    return existsSync(file)
      ? { body: readFileSync(file), type: 'application/octet-stream' }
      : undefined;
  },
};

/** What a person sees of the page, for tests that may not trust what the page says of itself. */
const screenshots = {
  name: 'screenshots',
  async executeCommand({ command, session }) {
    if (command !== 'take-screenshot') return undefined;
    return await session.browser.getPage(session.id).screenshot({ encoding: 'base64' });
  },
};

/** Lets the page use what a person would be asked about, such as the clipboard; `[]` takes it back. */
const permissions = {
  name: 'permissions',
  async executeCommand({ command, payload, session }) {
    if (command !== 'permit') return undefined;
    const page = session.browser.getPage(session.id);
    await page.bringToFront();
    await page.browserContext().overridePermissions(new URL(page.url()).origin, payload);
    return true;
  },
};

const devtools = new Map();

/** The tools of a test's page; always the same ones, as they remember what was asked of them. */
async function devtoolsOf({ browser, id }) {
  const page = browser.getPage(id);
  if (!devtools.has(page)) devtools.set(page, await page.createCDPSession());
  return devtools.get(page);
}

/** Fingers on the screen: `{ type: 'touchMove', points: [{ id, x, y }] }`, with all that are down. */
const touches = {
  name: 'touches',
  async executeCommand({ command, payload, session }) {
    if (command !== 'touch') return undefined;
    const { type, points: touchPoints } = payload;
    await (await devtoolsOf(session)).send('Input.dispatchTouchEvent', { type, touchPoints });
    return true;
  },
};

/** Addresses that cannot be reached for now, such as `*chunk*`; `[]` takes it back. */
const outOfReach = {
  name: 'out-of-reach',
  async executeCommand({ command, payload, session }) {
    if (command !== 'put-out-of-reach') return undefined;
    const tools = await devtoolsOf(session);
    await tools.send('Network.enable');
    await tools.send('Network.setBlockedURLs', { urls: payload });
    return true;
  },
};

/** The few colours of a person who needs a strong contrast, or the page's own again. */
const forcedColors = {
  name: 'forced-colors',
  async executeCommand({ command, payload, session }) {
    if (command !== 'force-colors') return undefined;
    const features = [{ name: 'forced-colors', value: payload ? 'active' : 'none' }];
    await (await devtoolsOf(session)).send('Emulation.setEmulatedMedia', { features });
    return true;
  },
};

const executablePath = findChromium();
if (executablePath === null)
  throw new Error('No Chromium or Chrome here. On Debian: apt install chromium');

export default {
  files: ['packages/{client,ar,elements}/src/**/*.browser.test.ts'],
  // Without `browser` the libraries bring what only Node can load, with `development` so does socket.io-client.
  nodeResolve: { browser: true, exportConditions: ['source', 'browser'] },
  concurrency: 1,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 600_000,
  testFramework: { config: { timeout: 120_000 } },
  plugins: [
    simplePeerAsModule,
    modelBesideRepository,
    screenshots,
    touches,
    permissions,
    outOfReach,
    forcedColors,
    // Without the tsconfig the decorators of lit would be compiled to the standard ones, which mean something else.
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: 'packages/elements/tsconfig.json' }),
  ],
  browsers: [
    chromeLauncher({
      launchOptions: {
        executablePath,
        args: [
          '--headless',
          '--no-sandbox',
          '--disable-gpu',
          '--disable-quic',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
          '--use-fake-device-for-media-stream',
          '--use-fake-ui-for-media-stream',
        ],
      },
      concurrency: 1,
    }),
  ],
  reporters: [
    defaultReporter({ reportTestResults: true, reportTestProgress: false }),
    browserReporter(),
  ],
};
