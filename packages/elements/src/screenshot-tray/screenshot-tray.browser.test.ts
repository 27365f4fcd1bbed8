import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import type { LinkState } from '@fernblick/client';
import { SessionError } from '@fernblick/protocol';
import { pictureOf } from '../testing/fake-pictures.ts';
import { FakeSessionClient, linkTo, sessionView } from '../testing/fake-session-client.ts';
import { moving } from '../testing/moving-picture.ts';
import type { ScreenshotTray } from './screenshot-tray.ts';
import './screenshot-tray.ts';
import { until } from '../testing/until.ts';

/** A stage with the customer's picture large, in a shadow root as `<video-session>` has it. */
async function mount(): Promise<{ tray: ScreenshotTray; client: FakeSessionClient }> {
  const client = new FakeSessionClient({ session: sessionView({ me: 'agent' }) });
  const place = await fixture<HTMLElement>(html`<div></div>`);
  const root = place.attachShadow({ mode: 'open' });
  root.innerHTML =
    '<div class="picture large"><video id="remote-video" muted playsinline></video></div>';
  const video = root.querySelector('video');
  if (video === null) throw new Error('There is no video.');
  video.srcObject = moving('customer', false);
  await video.play();
  const tray = document.createElement('screenshot-tray');
  tray.lang = 'en';
  tray.client = client;
  tray.quiet = true;
  root.append(tray);
  await tray.updateComplete;
  return { tray, client };
}

/** The customer's link, with the picture that is seen large. */
function linkOfShown(tray: ScreenshotTray): LinkState {
  const root = tray.getRootNode() as ShadowRoot;
  const stream = root.querySelector('video')?.srcObject as MediaStream;
  return linkTo('participant-customer', { stream });
}

const textOf = (tray: ScreenshotTray): string => tray.shadowRoot?.textContent ?? '';
const press = (tray: ScreenshotTray, name: string): void => {
  const buttons = [...(tray.shadowRoot?.querySelectorAll('button') ?? [])];
  const button = buttons.find(
    (each) => (each.getAttribute('aria-label') ?? each.textContent ?? '').trim() === name,
  );
  if (button === undefined) throw new Error(`There is no button ${name}.`);
  button.click();
};
const says = (tray: ScreenshotTray, text: string): Promise<void> =>
  until(() => textOf(tray).includes(text), text);

/** Once its cards have come: on their way they let through what is behind them. */
async function isAccessible(tray: ScreenshotTray): Promise<void> {
  await Promise.all((tray.shadowRoot?.getAnimations() ?? []).map(({ finished }) => finished));
  await expect(tray).to.be.accessible();
}

/** How wide the picture is that a card shows, opens and hands over. */
async function widthsOf(tray: ScreenshotTray, of: '' | '-full' = ''): Promise<readonly number[]> {
  const pictures = [...(tray.shadowRoot?.querySelectorAll('img') ?? [])].map(({ src }) => src);
  const link = tray.shadowRoot?.querySelector<HTMLAnchorElement>('a[download]');
  expect(link?.download.replace(/\d/g, '9')).to.equal(
    `screenshot-9999-99-99T99-99-99-999${of}.jpg`,
  );
  const file = link?.href ?? '';
  return Promise.all(
    [...pictures, file].map(
      async (url) => (await createImageBitmap(await (await fetch(url)).blob())).width,
    ),
  );
}

describe('screenshot-tray', () => {
  it('keeps what is seen, says so, and can be opened and closed', async () => {
    const { tray, client } = await mount();
    await tray.take();
    await says(tray, 'Screenshot saved');
    const [saved] = client.pictures.saved;
    expect(saved?.picture.type).to.equal('image/jpeg');
    expect(saved?.details.drawings).to.equal(false);
    const bitmap = await createImageBitmap(saved?.picture ?? new Blob());
    expect([bitmap.width, bitmap.height]).to.deep.equal([960, 540]);
    expect(tray.shadowRoot?.querySelector('.flash') !== null, 'it flashes').to.equal(true);
    await isAccessible(tray);
    press(tray, 'Open screenshot');
    expect(tray.shadowRoot?.querySelector('dialog')?.open).to.equal(true);
    tray.shadowRoot?.querySelector('dialog')?.close();
    press(tray, 'Close');
    await tray.updateComplete;
    expect(tray.shadowRoot?.querySelectorAll('.card').length).to.equal(0);
  });

  it('says whose camera it is that is seen, in a conference too', async () => {
    const { tray, client } = await mount();
    client.set({ links: [linkTo('participant-fellow'), linkOfShown(tray)] });
    await tray.take();
    await says(tray, 'Screenshot saved');
    expect(client.pictures.saved[0]?.details.of).to.equal('participant-customer');
  });

  it('says what went wrong with its remedy, and tries again', async () => {
    const { tray, client } = await mount();
    client.refuseNext('pictures-full');
    await tray.take();
    await says(tray, 'There is no room for more pictures');
    expect(tray.shadowRoot?.querySelector('[role="alert"]')?.textContent).to.contain(
      'The screenshot was not saved.',
    );
    await isAccessible(tray);
    press(tray, 'Try again');
    await says(tray, 'Screenshot saved');
    expect(client.pictures.saved.length).to.equal(1);
  });

  it('keeps the first one of a call, whose code does not come without the server, once that is there again', async () => {
    const { tray, client } = await mount();
    const open = client.openPictures.bind(client);
    client.set({ server: 'connecting' });
    client.openPictures = () => Promise.reject(new SessionError('server-unreachable'));
    await tray.take();
    await says(tray, 'The screenshot was not saved.');
    client.openPictures = open;
    client.set({ clockOffsetMs: 1 });
    await tray.updateComplete;
    expect(client.pictures.saved.length, 'the server is away still').to.equal(0);
    client.set({ server: 'connected' });
    await says(tray, 'Screenshot saved');
    client.set({ clockOffsetMs: 2 });
    await tray.updateComplete;
    expect(client.pictures.saved.length, 'once').to.equal(1);
  });

  it('says why a full server does not take it in and what comes next, and tries at once where that is wanted', async () => {
    const { tray, client } = await mount();
    const saved = Promise.withResolvers<ReturnType<typeof pictureOf>>();
    let id = '';
    client.pictures.save = (_picture, _details, options) => {
      id = options?.transfer ?? '';
      return saved.promise;
    };
    const taken = tray.take();
    await says(tray, 'Saving … 0 %');
    const way = { id, is: 'sending', loaded: 9, total: 9 } as const;
    client.pictures.set({
      transfers: [{ ...way, error: new SessionError('storage-unavailable') }],
    });
    await says(tray, 'The video service cannot save anything right now.');
    await says(tray, 'It is tried again by itself.');
    expect(textOf(tray)).not.to.include('100 %');
    await isAccessible(tray);
    press(tray, 'Try again');
    expect(client.calls.at(-1)).to.equal(`pictures.retry ${id}`);
    client.pictures.set({ transfers: [{ ...way, error: null }] });
    await says(tray, 'Saving … 100 %');
    client.pictures.set({ transfers: [] });
    saved.resolve(pictureOf());
    await taken;
    await says(tray, 'Screenshot saved');
  });

  it('tells on each card of its own way alone', async () => {
    const { tray, client } = await mount();
    const ids: string[] = [];
    client.pictures.save = (_picture, _details, options) => {
      ids.push(options?.transfer ?? '');
      return new Promise(() => {});
    };
    for (let shot = 1; shot <= 2; shot += 1) {
      void tray.take();
      await until(() => ids.length === shot, 'It is on its way.');
    }
    const [first = '', second = ''] = ids;
    const error = new SessionError('storage-unavailable');
    client.pictures.set({
      transfers: [
        { id: first, is: 'sending', loaded: 4, total: 10, error },
        { id: second, is: 'sending', loaded: 7, total: 10, error: null },
      ],
    });
    await says(tray, 'Saving … 70 %');
    // The newest comes first.
    const [newest, oldest] = [...(tray.shadowRoot?.querySelectorAll('.card') ?? [])];
    expect(newest?.textContent).not.to.contain('tried again');
    expect(oldest?.textContent).to.contain('It is tried again by itself.');
    press(tray, 'Try again');
    expect(client.calls.at(-1)).to.equal(`pictures.retry ${first}`);
  });

  it('lies above what the call has to say, where both have no room beside each other', async () => {
    const { tray } = await mount();
    const stage = tray.getRootNode() as ShadowRoot;
    const notices = document.createElement('div');
    notices.className = 'notices';
    const note = document.createElement('p');
    notices.append(note);
    stage.append(notices);
    const place = stage.host as HTMLElement;
    Object.assign(place.style, { position: 'relative', height: '600px', width: '380px' });
    Object.assign(notices.style, { position: 'absolute', insetInline: '0', bottom: '104px' });
    Object.assign(note.style, { margin: '0', height: '0' });
    await tray.take();
    const bottom = (): number =>
      tray.shadowRoot?.querySelector('.cards')?.getBoundingClientRect().bottom ?? 0;
    const before = bottom();
    // The server is lost: it is said while the card is there.
    note.style.height = '80px';
    await until(
      () => bottom() <= note.getBoundingClientRect().top,
      () => `${bottom()} is below ${note.getBoundingClientRect().top}`,
    );
    expect(bottom()).to.be.below(before);
    place.style.width = '1400px';
    note.style.width = '400px';
    await until(() => bottom() === before, 'there is room for both');
  });

  it('offers one’s own picture in full size too, where that is the large one', async () => {
    const { tray, client } = await mount();
    const video = (tray.getRootNode() as ShadowRoot).querySelector('video');
    if (video !== null) video.id = 'local-video';
    await tray.take();
    await tray.updateComplete;
    expect(await widthsOf(tray)).to.deep.equal([960, 960, 960]);
    press(tray, 'Full size');
    await says(tray, 'Full-size picture saved, 1280 × 720');
    expect(await widthsOf(tray, '-full'), 'the still').to.deep.equal([64, 64, 64]);
    const me = client.state.session?.participants.find(({ you }) => you)?.id;
    expect(client.pictures.saved.map(({ details }) => details.of)).to.deep.equal([me, me]);
    expect(client.calls).to.include(`pictures.requestStill ${me}`);
  });

  it('asks for the full size only of what is kept', async () => {
    const { tray, client } = await mount();
    client.set({ links: [linkOfShown(tray)] });
    client.refuseNext('pictures-full');
    await tray.take({ full: true });
    await says(tray, 'The screenshot was not saved.');
    expect(client.calls.some((call) => call.includes('requestStill'))).to.equal(false);
  });

  it('says the size of a still that was kept at the second try', async () => {
    const { tray, client } = await mount();
    client.set({ links: [linkOfShown(tray)] });
    await tray.take();
    const error = new SessionError('pictures-full');
    client.pictures.save = (_picture, _details, options) => {
      const id = options?.transfer ?? '';
      client.pictures.set({ transfers: [{ id, is: 'failed', loaded: 0, total: 1, error }] });
      return Promise.reject(error);
    };
    press(tray, 'Full size');
    await says(tray, 'Try again');
    expect(await widthsOf(tray), 'it is not kept yet').to.deep.equal([960, 960, 960]);
    press(tray, 'Try again');
    await says(tray, 'Full-size picture saved, 1280 × 720');
    expect(await widthsOf(tray, '-full'), 'the still').to.deep.equal([64, 64, 64]);
  });

  it('leaves nothing of what failed on its way when its card is taken away', async () => {
    const { tray, client } = await mount();
    const error = new SessionError('server-unreachable');
    let id = '';
    client.pictures.save = (_picture, _details, options) => {
      id = options?.transfer ?? '';
      client.pictures.set({ transfers: [{ id, is: 'failed', loaded: 0, total: 1, error }] });
      return Promise.reject(error);
    };
    await tray.take();
    await says(tray, 'Try again');
    press(tray, 'Close');
    expect(client.calls).to.include(`pictures.discard ${id}`);
  });

  it('makes room only of what is kept', async () => {
    const { tray, client } = await mount();
    client.refuseNext('pictures-full');
    for (let shot = 0; shot < 5; shot += 1) await tray.take();
    await tray.updateComplete;
    const cards = [...(tray.shadowRoot?.querySelectorAll<HTMLElement>('.card') ?? [])];
    expect(cards.map((card) => card.dataset['is'])).to.deep.equal(['saved', 'saved', 'failed']);
  });

  it('says so where there is no picture', async () => {
    const { tray, client } = await mount();
    const video = (tray.getRootNode() as ShadowRoot).querySelector('video');
    if (video !== null) video.srcObject = null;
    await aTimeout(0);
    await tray.take();
    await says(tray, 'The screenshot was not saved.');
    expect(client.calls).to.deep.equal([]);
  });
});
