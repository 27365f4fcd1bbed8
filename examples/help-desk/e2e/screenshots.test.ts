import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { stateOf, statusIs, type SeenState } from '../faults/desk-call.ts';
import { draw, hasMarks, lookFirst, twoPeople, type TwoPeople } from './two-people.ts';

let people: TwoPeople;
before(async () => {
  people = await twoPeople();
});
afterEach(() => people.leave());
after(() => people.close());

type Picture = NonNullable<SeenState['session']>['pictures'][number];

/** Resolves once the page knows of so many pictures. */
async function hasPictures(page: Page, count: number): Promise<readonly Picture[]> {
  await page.waitForFunction(
    (wanted) =>
      document.querySelector('video-session')?.client?.state.session?.pictures.length === wanted,
    count,
  );
  return (await stateOf(page))?.session?.pictures ?? [];
}

/** The share of px in which two kept pictures differ clearly, as the page reads them from the server. */
function differenceOf(page: Page, one: string, other: string): Promise<number> {
  return page.evaluate(
    async (ids) => {
      const pictures = await document.querySelector('video-session')?.client?.openPictures();
      if (pictures === undefined) throw new Error('There is no client.');
      const [a = new Uint8ClampedArray(), b = new Uint8ClampedArray()] = await Promise.all(
        ids.map(async (id) => {
          const bitmap = await createImageBitmap(await pictures.read(id));
          const { width, height } = bitmap;
          const context = new OffscreenCanvas(width, height).getContext('2d');
          context?.drawImage(bitmap, 0, 0);
          return context?.getImageData(0, 0, width, height).data;
        }),
      );
      let different = 0;
      for (let at = 0; at < a.length; at += 4)
        if (Math.abs((a[at] ?? 0) - (b[at] ?? 0)) > 60) different += 1;
      return (different * 4) / a.length;
    },
    [one, other],
  );
}

/**
 * What is at a few places of a kept picture, as the page reads it from the server: red, green and blue, and how much the
 * pixels around differ from it.
 */
function colorsOf(page: Page, picture: string, places: readonly (readonly [number, number])[]) {
  return page.evaluate(
    async ([id, at]) => {
      const pictures = await document.querySelector('video-session')?.client?.openPictures();
      if (pictures === undefined) throw new Error('There is no client.');
      const bitmap = await createImageBitmap(await pictures.read(id));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext('2d');
      context?.drawImage(bitmap, 0, 0);
      return at.map(([x, y]) => {
        const [left, top] = [Math.floor(x * bitmap.width), Math.floor(y * bitmap.height)];
        const { data = [] } = context?.getImageData(left - 1, top - 1, 3, 3) ?? {};
        const color = [...data.slice(16, 19)];
        const spread = [...data].map((value, i) =>
          i % 4 === 3 ? 0 : Math.abs(value - (color[i % 4] ?? 0)),
        );
        return { color, spread: Math.max(...spread) };
      });
    },
    [picture, places] as const,
  );
}

/** How different two colours are, 0 to 255. */
function apart(one: readonly number[] = [], other: readonly number[] = []): number {
  return Math.max(...one.map((value, at) => Math.abs(value - (other[at] ?? 0))));
}

/** Whether it is the colour of the first pen. */
const isInk = ([red = 0, green = 0, blue = 0]: readonly number[]): boolean =>
  red > 200 && green > 160 && blue < 110;

const shoot = (page: Page, how: 'button' | 'key' = 'button') =>
  how === 'button'
    ? page.getByRole('button', { name: 'Screenshot', exact: true }).click()
    : page.locator('video-session').press('s');

describe('screenshots', () => {
  it('are taken by both sides of what they see, with and without the drawing, and said to be kept', async () => {
    const { agent, customer } = await people.call('T-1001');
    await shoot(agent.page);
    await agent.page.getByText('Screenshot saved').first().waitFor();
    const [plain] = await hasPictures(customer.page, 1);
    assert.ok(plain);
    const customerId = (await stateOf(customer.page))?.session?.participants.find(
      ({ you }) => you,
    )?.id;
    assert.deepEqual([plain.by, plain.of, plain.drawings], ['Anna', customerId, false]);

    await agent.page.getByRole('button', { name: 'Draw', exact: true }).click();
    await lookFirst(agent);
    await draw(agent, [0.3, 0.5], [0.7, 0.5]);
    // Until it is found in the picture it is not to be seen there.
    await hasMarks(customer, ['pen'], 'tracked');
    await shoot(customer.page, 'key');
    // Under the pointer what can be done with it stays.
    await customer.page.getByText('Screenshot saved').first().hover();
    const [, inked] = await hasPictures(agent.page, 2);
    assert.ok(inked?.drawings && inked.role === 'customer' && inked.of === customerId);
    await customer.page.getByRole('button', { name: 'Without drawings' }).click();
    const [, , bare] = await hasPictures(agent.page, 3);
    assert.ok(bare !== undefined && !bare.drawings);
    assert.deepEqual([bare.frameMs, bare.width], [inked.frameMs, inked.width], 'the same frame');
    const share = await differenceOf(customer.page, inked.id, bare.id);
    assert.ok(share > 0.001 && share < 0.05, `${share} of it is drawn on, and the rest agrees`);
  });

  it('show what the page shows, pixel for pixel', async () => {
    const { agent } = await people.call('T-1002');
    await agent.page.getByRole('button', { name: 'Draw', exact: true }).click();
    await lookFirst(agent);
    await draw(agent, [0.4, 0.4], [0.6, 0.6]);
    await hasMarks(agent, ['pen'], 'tracked');
    await agent.page.getByRole('button', { name: 'Freeze', exact: true }).click();
    await shoot(agent.page);
    const [kept] = await hasPictures(agent.page, 1);
    assert.ok(kept?.drawings);
    // So close together that the stroke, wherever it has moved, lies under several of them.
    const steps = Array.from({ length: 31 }, (_, at) => 0.2 + at * 0.02);
    const places = steps.flatMap((x) => steps.map((y) => [x, y] as const));
    const seen = await agent.page.evaluate((at) => {
      const root = document.querySelector('video-session')?.shadowRoot;
      const video = root?.querySelector<HTMLVideoElement>('.picture.large video');
      const ink = root
        ?.querySelector('ar-overlay')
        ?.shadowRoot?.querySelector<HTMLCanvasElement>('canvas.ink');
      if (video == null || ink == null) throw new Error('Nothing is shown.');
      // The picture lies in the middle of its element, as large as it fits.
      const scale = Math.min(ink.width / video.videoWidth, ink.height / video.videoHeight);
      const [width, height] = [video.videoWidth * scale, video.videoHeight * scale];
      const canvas = new OffscreenCanvas(ink.width, ink.height);
      const context = canvas.getContext('2d');
      context?.drawImage(ink, 0, 0);
      return at.map(([x, y]) => {
        const left = Math.floor((ink.width - width) / 2 + x * width);
        const top = Math.floor((ink.height - height) / 2 + y * height);
        const { data = [] } = context?.getImageData(left - 2, top - 2, 5, 5) ?? {};
        return Array.from({ length: 25 }, (_, each) => [...data.slice(each * 4, each * 4 + 3)]);
      });
    }, places);
    const saved = await colorsOf(agent.page, kept.id, places);
    // A JPEG smooths edges; what lies between them is what was seen, everywhere.
    const compared = saved.flatMap(({ color, spread }, at) =>
      spread > 48
        ? []
        : [
            {
              at: places[at],
              color,
              off: Math.min(...(seen[at] ?? []).map((s) => apart(s, color))),
            },
          ],
    );
    assert.ok(compared.length > places.length / 2, `${compared.length} of ${places.length}`);
    assert.ok(compared.filter(({ color }) => isInk(color)).length > 1, 'the stroke is in it');
    assert.deepEqual(
      compared.filter(({ off }) => off > 32),
      [],
    );
  });

  it('come in the full size of the camera where that is asked for, without stopping the call', async () => {
    const { agent, customer } = await people.call('T-1003');
    // A browser's camera for tests takes photos as small as its film: this one takes larger ones.
    await customer.page.evaluate(() => {
      const { prototype } = (
        window as unknown as { ImageCapture: { prototype: { takePhoto: () => Promise<Blob> } } }
      ).ImageCapture;
      prototype.takePhoto = async () => {
        const canvas = new OffscreenCanvas(2_560, 1_920);
        const context = canvas.getContext('2d');
        if (context === null) throw new Error('There is no canvas.');
        context.fillStyle = 'rgb(250 120 0)';
        context.fillRect(0, 0, 2_560, 1_920);
        return await canvas.convertToBlob({ type: 'image/jpeg' });
      };
    });
    await shoot(agent.page);
    await agent.page.getByRole('button', { name: 'Full size' }).click();
    const [seen, full] = await hasPictures(agent.page, 2);
    assert.ok(seen !== undefined && full?.full === true);
    assert.ok(seen.width * seen.height < 2_560 * 1_920, JSON.stringify(seen));
    assert.deepEqual([full.width, full.height], [2_560, 1_920]);
    const [middle] = await colorsOf(agent.page, full.id, [[0.5, 0.5]]);
    assert.ok(apart(middle?.color, [250, 120, 0]) < 20, JSON.stringify(middle));
    await agent.page.getByText('2560 × 1920').first().waitFor();
    await statusIs(agent.page, ['live']);
  });

  it('are said not to be taken where what takes them has not come, and are once it has', async () => {
    const { agent, customer } = await people.meet('T-1007');
    let isThere = false;
    await agent.page.route(/\/chunks\/beside-pictures-/, (route) =>
      isThere ? route.continue() : route.abort(),
    );
    await people.enter(agent, customer);
    await shoot(agent.page, 'key');
    await agent.page.getByText('The video service could not do this.').waitFor();
    isThere = true;
    await shoot(agent.page, 'key');
    await agent.page.getByText('Screenshot saved').first().waitFor();
    await hasPictures(customer.page, 1);
  });

  it('stay with the ticket for both; are gone for the customer while it is internal, and back with it', async () => {
    const { agent, customer } = await people.call('T-1004');
    await shoot(customer.page);
    const [picture] = await hasPictures(agent.page, 1);
    assert.ok(picture);
    await agent.page.getByRole('button', { name: 'End session' }).click();
    await agent.page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
    for (const { page } of [agent, customer]) {
      // The agent's details are open already.
      if (page === customer.page) await page.locator('#record > summary').click();
      await page
        .locator('session-pictures')
        .getByRole('button', { name: /Screenshot by/ })
        .waitFor();
    }
    const shown = customer.page.locator('session-pictures');
    await shown.getByRole('button', { name: /Screenshot by/ }).click();
    await customer.page.locator('session-pictures dialog[open] img').waitFor();
    const session = (await stateOf(customer.page))?.session?.id ?? '';
    const status = () =>
      customer.page.evaluate(
        async ([id, name]) => {
          const client = document.querySelector('video-session')?.client;
          const pictures = await client?.openPictures();
          return pictures?.read(name, { session: id }).then(
            () => 'there',
            (error: { code: string }) => error.code,
          );
        },
        [session, picture.id] as const,
      );
    assert.equal(await status(), 'there');
    const internal = agent.page.locator('session-record').getByRole('switch', { name: 'Internal' });
    await internal.click();
    await shown.waitFor({ state: 'detached' });
    assert.equal(await status(), 'not-found');
    await agent.page.locator('session-pictures img').first().waitFor();
    await internal.click();
    await shown.getByRole('button', { name: /Screenshot by/ }).waitFor();
    assert.equal(await status(), 'there');
  });

  it('are edited in the record: the version stands beside the untouched original, and can be edited again', async () => {
    const { agent, customer } = await people.call('T-1006');
    await shoot(agent.page);
    const [original] = await hasPictures(agent.page, 1);
    assert.ok(original);
    await agent.page.getByRole('button', { name: 'End session' }).click();
    await agent.page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
    const record = agent.page.locator('session-pictures');
    const edit = async (which: number): Promise<void> => {
      await record
        .getByRole('button', { name: /Screenshot by/ })
        .nth(which)
        .click();
      await record.locator('dialog#large').getByRole('button', { name: 'Edit' }).click();
      const editor = record.locator('screenshot-editor');
      await editor.getByRole('radio', { name: 'Rectangle' }).click();
      await editor.locator('.stage').press('Enter');
      await editor.getByRole('button', { name: 'Save', exact: true }).click();
      await record.locator('dialog#editor').waitFor({ state: 'detached' });
    };
    await edit(0);
    const [, version] = await hasPictures(customer.page, 2);
    assert.deepEqual(
      [version?.parent, version?.hasDocument, version?.by],
      [original.id, true, 'Anna'],
    );
    const read = (picture: string) =>
      agent.page.evaluate(async (id) => {
        const pictures = await document.querySelector('video-session')?.client?.openPictures();
        return JSON.stringify(await pictures?.readDocument(id));
      }, picture);
    assert.match(await read(version?.id ?? ''), /"rectangle"/);
    await edit(1);
    const [, , second] = await hasPictures(customer.page, 3);
    assert.equal(second?.parent, version?.id);
    assert.equal((await read(second?.id ?? '')).match(/"rectangle"/g)?.length, 2, 'it went on');
  });

  it('are deleted by an agent with a reason', async () => {
    const { agent, customer } = await people.call('T-1005');
    await shoot(agent.page, 'key');
    await hasPictures(customer.page, 1);
    await agent.page.getByRole('button', { name: 'End session' }).click();
    await agent.page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
    const record = agent.page.locator('session-pictures');
    await record.getByRole('button', { name: /Screenshot by/ }).click();
    await record.locator('dialog#large').getByRole('button', { name: 'Delete' }).click();
    await record.getByRole('textbox', { name: 'Reason' }).fill('A face is on it.');
    await record.locator('dialog#removal').getByRole('button', { name: 'Delete' }).click();
    await hasPictures(customer.page, 0);
    await record.getByText('The screenshot was deleted.').waitFor();
    assert.equal(await record.getByRole('listitem').count(), 0);
  });
});
