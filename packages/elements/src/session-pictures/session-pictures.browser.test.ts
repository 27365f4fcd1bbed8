import { aTimeout, expect, fixture, html, oneEvent } from '@open-wc/testing';
import { SessionError, type PictureView } from '@fernblick/protocol';
import { FakeSessionClient, sessionView } from '../testing/fake-session-client.ts';
import { pictureOf } from '../testing/fake-pictures.ts';
import { PictureSaveEvent } from '../picture-events.ts';
import { ScreenshotEditor } from '../screenshot-editor/screenshot-editor.ts';
import type { SessionPicturesElement } from './session-pictures.ts';
import './session-pictures.ts';
import { until } from '../testing/until.ts';

async function mount(me: 'agent' | 'customer', pictures: readonly PictureView[]) {
  const view = sessionView({ me, phase: 'done', pictures: [...pictures] });
  const client = new FakeSessionClient({ session: view, role: me });
  const element = await fixture<SessionPicturesElement>(
    html`<session-pictures lang="en" .client=${client}></session-pictures>`,
  );
  return { element, client, view };
}

const all = (element: SessionPicturesElement, what: string): readonly HTMLElement[] => [
  ...(element.shadowRoot?.querySelectorAll<HTMLElement>(what) ?? []),
];
const named = (element: SessionPicturesElement, name: string): HTMLElement | undefined =>
  all(element, 'dialog[open] button').find((button) => button.textContent?.trim() === name);

const toldIn = (element: SessionPicturesElement): string =>
  all(element, '.told')[0]?.textContent ?? '';

const MANY = [
  pictureOf({ id: 'picture-1', by: 'Maria Rossi', role: 'customer' }),
  pictureOf({ id: 'picture-2', full: true, bytes: 9_000_000, width: 4_000, height: 3_000 }),
  pictureOf({ id: 'picture-3', parent: 'picture-1', hasDocument: true }),
];

/** Opens the only picture in the editor. */
async function edit() {
  const mounted = await mount('customer', [pictureOf({ id: 'picture-1' })]);
  const { element } = mounted;
  all(element, 'li button')[0]?.click();
  await until(() => named(element, 'Edit') !== undefined);
  named(element, 'Edit')?.click();
  await until(
    () => all(element, '#editor[open] screenshot-editor').length === 1,
    element.shadowRoot?.textContent ?? '',
  );
  const [editor] = all(element, 'screenshot-editor');
  if (!(editor instanceof ScreenshotEditor)) throw new Error('There is no editor.');
  const button = (): HTMLElement | undefined =>
    [...(editor.shadowRoot?.querySelectorAll('button') ?? [])].find(
      (each) => each.textContent?.trim() === 'Save',
    );
  await until(
    () => button() !== undefined && button()?.matches(':disabled') === false,
    'nothing to save',
  );
  // Until the picture lies on its stage there is no place for a key to draw at.
  await until(
    () => (editor.shadowRoot?.querySelector('.sheet')?.clientWidth ?? 0) > 0,
    'the picture never shows',
  );
  await editor.updateComplete;
  /** A shape of usual size in the middle. */
  const draw = async (): Promise<void> => {
    editor.tool = 'arrow';
    await editor.updateComplete;
    editor.shadowRoot
      ?.querySelector('.stage')
      ?.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true }),
      );
    await until(() => editor.isDirty, 'nothing was drawn');
  };
  return { ...mounted, editor, draw, save: () => button()?.click() };
}

describe('session-pictures', () => {
  it('shows each with author, time and kind, versions beside what they are made from', async () => {
    const { element, client } = await mount('customer', MANY);
    const texts = all(element, 'li').map((item) => item.textContent ?? '');
    expect(texts.map((text) => /Edited|Full size|Maria/.exec(text)?.[0])).to.deep.equal([
      'Maria',
      'Edited',
      'Full size',
    ]);
    await until(() => all(element, 'li img').length === 2);
    expect(
      client.calls.filter((call) => call.includes('picture-2')),
      'what is large waits until somebody opens it',
    ).to.deep.equal([]);
    await expect(element).to.be.accessible();
  });

  it('names each so that no two are alike, also of one person in one minute', async () => {
    const [first] = MANY;
    const alike = MANY.map((picture) => ({ ...picture, by: 'Anna', at: first?.at ?? 0 }));
    const { element } = await mount('customer', alike);
    const names = all(element, 'li button').map(
      (button) => button.getAttribute('aria-label') ?? '',
    );
    expect(names.map((name) => name.replace(/^.*?(?: · |$)/, ''))).to.deep.equal([
      '1/2',
      'Edited',
      '2/2',
    ]);
    expect(names.every((name) => name.startsWith('Screenshot by Anna, '))).to.equal(true);
  });

  it('opens one large, and lets customers delete none', async () => {
    const { element } = await mount('customer', MANY);
    all(element, 'li button')[2]?.click();
    await until(() => all(element, 'dialog[open] img').length === 1);
    expect(named(element, 'Download') === undefined, 'a link, and no button').to.equal(true);
    expect(all(element, 'dialog[open] a')[0]?.getAttribute('download')).to.match(/\d-full\.jpg$/);
    expect(named(element, 'Delete') === undefined).to.equal(true);
  });

  it('lets an agent delete one with a reason, and closes it where it is hidden meanwhile', async () => {
    const { element, client, view } = await mount('agent', MANY);
    all(element, 'li button')[0]?.focus();
    all(element, 'li button')[0]?.click();
    await until(() => named(element, 'Delete') !== undefined);
    named(element, 'Delete')?.click();
    const reason = all(element, 'input')[0];
    if (!(reason instanceof HTMLInputElement)) throw new Error('There is no field.');
    const remove = all(element, 'dialog#removal button.danger')[0];
    remove?.click();
    expect(
      client.calls.some((call) => call.includes('remove')),
      'not without',
    ).to.equal(false);
    reason.value = 'A face is on it.';
    remove?.click();
    await until(() => client.calls.includes('pictures.remove picture-1 A face is on it.'));
    await until(() => all(element, 'dialog[open]').length === 0);
    client.set({ session: { ...view, pictures: MANY.slice(1) } });
    await element.updateComplete;
    expect(element.shadowRoot?.activeElement?.id, 'what was open is gone').to.equal('heading');
    all(element, 'li button')[0]?.focus();
    all(element, 'li button')[0]?.click();
    await until(() => all(element, 'dialog[open]').length === 1);
    client.set({ session: { ...view, seq: 2, pictures: [] } });
    await until(() => all(element, 'dialog[open]').length === 0);
    expect(toldIn(element), 'also where somebody else has').to.equal('The screenshot was deleted.');
    expect(element.shadowRoot?.activeElement?.id, 'nobody falls out').to.equal('heading');
  });

  it('says nothing of what was hidden, or deleted while nobody looked', async () => {
    const { element, client, view } = await mount('customer', MANY);
    client.set({ session: { ...view, seq: 2, pictures: MANY.slice(0, 2) } });
    await element.updateComplete;
    expect(toldIn(element)).to.equal('');
    all(element, 'li button')[0]?.click();
    await until(() => all(element, 'dialog[open]').length === 1);
    client.set({ session: null });
    await element.updateComplete;
    client.set({ session: { ...view, seq: 3, pictures: MANY.slice(1, 2) } });
    await until(() => all(element, 'li').length === 1);
    expect(toldIn(element)).to.equal('');
  });

  it('says to whoever has deleted one that it is gone, also the last, and keeps the focus', async () => {
    const { element, client, view } = await mount('agent', [pictureOf({ id: 'picture-1' })]);
    const [thumbnail] = all(element, 'li button');
    thumbnail?.focus();
    thumbnail?.click();
    await until(() => named(element, 'Delete') !== undefined);
    named(element, 'Delete')?.click();
    const [reason] = all(element, 'input');
    if (!(reason instanceof HTMLInputElement)) throw new Error('There is no field.');
    reason.value = 'A face is on it.';
    all(element, 'dialog#removal button.danger')[0]?.click();
    await until(() => all(element, 'dialog[open]').length === 0);
    client.set({ session: { ...view, seq: 2, pictures: [] } });
    await until(() => all(element, 'li').length === 0);
    expect(toldIn(element)).to.equal('The screenshot was deleted.');
    expect(element.shadowRoot?.activeElement?.id).to.equal('heading');
    await expect(element).to.be.accessible();
  });

  it('opens at the second try what could not be loaded at the first', async () => {
    const view = sessionView({ me: 'agent', phase: 'done', pictures: [pictureOf()] });
    const client = new FakeSessionClient({ session: view, role: 'agent' });
    client.refuseNext('server-unreachable');
    const element = await fixture<SessionPicturesElement>(
      html`<session-pictures lang="en" .client=${client}></session-pictures>`,
    );
    await until(() => all(element, '[role="alert"]').length > 0);
    expect(all(element, 'img').length).to.equal(0);
    all(element, 'li button')[0]?.click();
    await until(() => all(element, 'dialog[open] img').length === 1);
  });

  it('keeps what is edited as a version beside the original', async function () {
    this.timeout(60_000);
    const { element, client, save, draw } = await edit();
    await draw();
    save();
    await until(() => client.pictures.saved.length === 1);
    expect(client.pictures.saved[0]?.details.parent).to.equal('picture-1');
    expect(client.pictures.saved[0]?.details.document).to.include({ width: 64, height: 36 });
    await until(() => all(element, 'dialog[open]').length === 0);
  });

  it('keeps no second version of what is as it was, and says so', async function () {
    this.timeout(60_000);
    const { element, client, editor, save, draw } = await edit();
    await draw();
    editor.shadowRoot
      ?.querySelector('.stage')
      ?.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Delete', bubbles: true, composed: true }),
      );
    await until(() => editor.document?.layers.length === 0, 'nothing was deleted');
    save();
    await until(() => all(element, 'dialog[open]').length === 0);
    expect(client.pictures.saved.length).to.equal(0);
    expect(toldIn(element)).to.equal('Nothing was changed; there is no new version.');
  });

  it('stays open where something was drawn while it was kept, or the picture is deleted', async function () {
    this.timeout(60_000);
    const { element, client, editor, save, draw } = await edit();
    const kept = Promise.withResolvers<PictureView>();
    client.pictures.save = () => kept.promise;
    await draw();
    save();
    await until(() => all(element, '#editor [role="status"]')[0]?.textContent !== '');
    await draw();
    kept.resolve(pictureOf());
    await until(() => all(element, '#editor [role="status"]')[0]?.textContent === '');
    expect([editor.isDirty, all(element, '#editor[open]').length]).to.deep.equal([true, 1]);
    client.setSession({ pictures: [] });
    await element.updateComplete;
    expect(all(element, '#editor[open]').length).to.equal(1);
    client.set({ session: null });
    await until(() => all(element, 'dialog').length === 0);
  });

  it('keeps of a large picture what it was when it was saved, and nothing that was done since', async function () {
    this.timeout(60_000);
    const { client, editor } = await edit();
    const bare = editor.document;
    if (bare === null) throw new Error('There is no document.');
    const shape = { is: 'black-out', from: { x: 0, y: 0 }, to: { x: 1, y: 1 } } as const;
    const layer = { id: 'layer-0001', color: 'red', width: 3, shape } as const;
    const blacked = { ...bare, layers: [layer] };
    expect(editor.document?.layers, 'taken back since').to.deep.equal([]);
    editor.dispatchEvent(new PictureSaveEvent(blacked, new Blob([new Uint8Array(5_000_000)])));
    await until(() => client.pictures.saved.length === 1, 'nothing was kept');
    const [kept] = client.pictures.saved;
    expect(kept?.details.document).to.deep.equal(blacked);
    expect(kept?.picture.type).to.equal('image/jpeg');
    const bitmap = await createImageBitmap(kept?.picture ?? new Blob());
    const context = new OffscreenCanvas(1, 1).getContext('2d');
    context?.drawImage(bitmap, 0, 0, 1, 1);
    const [r = 255, g = 255, b = 255] = context?.getImageData(0, 0, 1, 1).data ?? [];
    expect(Math.max(r, g, b), 'it is black').to.be.below(16);
  });

  it('says within the editor what went wrong, and keeps no file of it', async function () {
    this.timeout(60_000);
    const { element, client, save, draw } = await edit();
    await draw();
    const error = new SessionError('pictures-full');
    client.pictures.save = () => {
      client.pictures.set({
        transfers: [{ id: 'transfer-1', is: 'failed', loaded: 0, total: 1, error }],
      });
      return Promise.reject(error);
    };
    save();
    await until(() => all(element, '#editor[open] [role="alert"]').length === 1);
    expect(client.calls).to.include('pictures.discard transfer-1');
  });

  it('asks before what is not kept goes, also where the browser closes it without asking', async function () {
    this.timeout(60_000);
    const { element, draw } = await edit();
    const leaves = (): boolean => dispatchEvent(new Event('beforeunload', { cancelable: true }));
    expect(leaves(), 'nothing was drawn yet').to.equal(true);
    await draw();
    expect(leaves(), 'nor does the page go without a question').to.equal(false);
    const [dialog] = all(element, '#editor');
    if (!(dialog instanceof HTMLDialogElement)) throw new Error('There is no dialog.');
    // As the second Escape does.
    dialog.close();
    await until(() => all(element, '#discard[open]').length === 1);
    expect(dialog.open).to.equal(true);
    all(element, '#discard button.danger')[0]?.click();
    await until(() => all(element, 'dialog[open]').length === 0);
  });

  it('shows the picture that was wanted last, however late another arrives', async function () {
    this.timeout(60_000);
    const pictures = [pictureOf({ id: 'picture-1' }), pictureOf({ id: 'picture-2' })];
    const { element, client } = await mount('agent', pictures);
    await until(() => all(element, 'li img').length === 2);
    const read = client.pictures.read.bind(client.pictures);
    const late = Promise.withResolvers<Blob>();
    client.pictures.read = (id, options) => (id === 'picture-1' ? late.promise : read(id, options));
    for (const index of [0, 1]) {
      all(element, 'li button')[index]?.click();
      await until(() => named(element, 'Edit') !== undefined);
      const [large] = all(element, '#large');
      if (large === undefined) throw new Error('There is no dialog.');
      const closed = oneEvent(large, 'close');
      named(element, 'Edit')?.click();
      await closed;
    }
    await until(() => all(element, '#editor[open]').length === 1, 'not open');
    const image = (): Blob | null =>
      element.shadowRoot?.querySelector('screenshot-editor')?.image ?? null;
    const wanted = image();
    late.resolve(new Blob());
    await aTimeout(0);
    await element.updateComplete;
    expect(image() === wanted).to.equal(true);
  });

  it('leaves what is in the editor alone when the keeping of an earlier one comes to its end', async function () {
    this.timeout(60_000);
    const { element, client, save, draw } = await edit();
    await draw();
    const kept = Promise.withResolvers<PictureView>();
    client.pictures.save = () => kept.promise;
    save();
    await until(() => all(element, '#editor [role="status"]')[0]?.textContent !== '');
    named(element, 'Close')?.click();
    await until(() => all(element, '#discard[open]').length === 1);
    all(element, '#discard button.danger')[0]?.click();
    await until(() => all(element, 'dialog[open]').length === 0);
    all(element, 'li button')[0]?.click();
    await until(() => named(element, 'Edit') !== undefined);
    named(element, 'Edit')?.click();
    await until(() => all(element, '#editor[open]').length === 1);
    kept.resolve(pictureOf());
    await aTimeout(0);
    await element.updateComplete;
    expect(all(element, '#editor[open]').length).to.equal(1);
  });
});
