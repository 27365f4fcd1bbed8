import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launchChromium } from '../../../scripts/rig/browsers.ts';
import { startDesk } from '../../../scripts/rig/desk-process.ts';
import { PATIENCE_MS } from '../faults/desk-call.ts';
import { axeFindsNothing } from './access.ts';
import { saysInMessenger } from './messenger.ts';

test('with lang=de page and tags speak German, and a link leads back to English', async () => {
  await using desk = await startDesk();
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(`${desk.url}/agent/?agent=anna&ticket=T-1001&lang=de`);
    assert.equal(await page.locator('html').getAttribute('lang'), 'de');
    await page.getByRole('searchbox', { name: 'Tickets durchsuchen' }).waitFor();
    await page.getByRole('button', { name: 'Videositzung starten' }).click();
    await saysInMessenger(page, 'Anna hat eine Videositzung gestartet');
    await page.getByRole('button', { name: 'Jetzt beitreten' }).click();
    await page.getByRole('toolbar', { name: 'Anruf' }).waitFor();

    const customer = await browser.newPage();
    await customer.goto(`${desk.url}/customer/?ticket=T-1001&lang=de`);
    await customer.getByRole('heading', { name: 'Guten Tag, Maria Hofmann' }).waitFor();
    await customer.getByRole('button', { name: 'Videositzung beitreten' }).waitFor();

    const editor = await browser.newPage();
    await editor.goto(`${desk.url}/editor/?lang=de`);
    assert.equal(await editor.locator('html').getAttribute('lang'), 'de');
    assert.equal(await editor.title(), 'Ein Bild bearbeiten · Nordlicht Service');
    await editor.getByLabel('Ihr eigenes Bild').waitFor();
    const tools = editor.locator('screenshot-editor');
    await tools.getByRole('radio', { name: 'Rechteck' }).click();
    await tools.locator('.stage').press('Enter');
    const asked = editor.waitForEvent('dialog');
    const chosen = editor
      .getByLabel('Ihr eigenes Bild')
      .setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
    const question = await asked;
    assert.equal(question.message(), 'Möchten Sie verwerfen, was Sie gezeichnet haben?');
    await question.dismiss();
    await chosen;
    await editor.close({ runBeforeUnload: false });

    await customer.goto(`${desk.url}/customer/?ticket=T-1004&lang=de`);
    await customer.getByRole('button', { name: 'Videositzung anfragen' }).click();
    await customer.getByRole('radio', { name: 'Zu bestimmten Zeiten' }).check();
    for (const colorScheme of ['light', 'dark'] as const) {
      await customer.emulateMedia({ colorScheme });
      await axeFindsNothing(customer, `the German request form, ${colorScheme}`);
    }
    await customer.goto(`${desk.url}/customer/?ticket=T-1001&lang=de`);
    await customer.getByRole('link', { name: 'English' }).click();
    await customer.getByRole('button', { name: 'Join video session' }).waitFor();
    assert.equal(await customer.locator('html').getAttribute('lang'), 'en');
  } finally {
    await browser.close();
  }
});
