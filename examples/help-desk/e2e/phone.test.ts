import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../../../scripts/rig/browsers.ts';
import { PATIENCE_MS } from '../faults/desk-call.ts';
import { lanAddress } from '../server/lan.ts';

const MAIN = fileURLToPath(new URL('../server/main.ts', import.meta.url));
const skip = lanAddress(networkInterfaces()) === null ? 'this machine has no network' : false;

test('with --lan a phone gets a secure page, and a code that leads there', { skip }, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'fernblick-lan-'));
  const child = spawn(process.execPath, ['--conditions=source', MAIN, '--lan'], {
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const browser = await launchChromium({ args: ['--ignore-certificate-errors'] });
  try {
    const said: string[] = [];
    const lines = createInterface({ input: child.stdout });
    for await (const line of lines) {
      said.push(line);
      if (line.includes('Ctrl+C')) break;
    }
    const url = /^Fernblick help desk: (https:\/\/\S+)\/$/m.exec(said.join('\n'))?.[1];
    assert.ok(url !== undefined, said.join('\n'));
    assert.ok(
      said.some((line) => /▄▄▄▄▄▄▄/.test(line)),
      'the terminal shows the code',
    );

    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(`${url}/`);
    await page.getByRole('img', { name: 'QR code of the customer’s page' }).waitFor();
    await page.getByText('The phone will warn you about the certificate').waitFor();
    await page.getByRole('link', { name: `${url}/customer/?ticket=T-1001` }).click();
    await page.getByRole('heading', { name: 'Hello Maria Hofmann' }).waitFor();
    assert.ok(await page.evaluate(() => isSecureContext && 'mediaDevices' in navigator));
    // The desk could reach its own server through its own certificate, so the tag got its token.
    await page.getByText('You can also ask for one').waitFor();
  } finally {
    await browser.close();
    const gone = once(child, 'exit');
    child.kill();
    await gone;
    await rm(dataDir, { recursive: true, force: true });
  }
});
