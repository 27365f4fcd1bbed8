import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { PictureView } from '@fernblick/protocol';
import { FakeSessionClient, sessionView } from '../testing/fake-session-client.ts';
import { pictureOf } from '../testing/fake-pictures.ts';
import type { SessionPicturesElement } from './session-pictures.ts';
import './session-pictures.ts';

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

/** The editor is loaded when it is first wanted. */
const PATIENT = { timeout: 20_000 };

const MANY = [
  pictureOf({ id: 'picture-1', by: 'Maria Rossi', role: 'customer' }),
  pictureOf({ id: 'picture-2', full: true, bytes: 9_000_000, width: 4_000, height: 3_000 }),
  pictureOf({ id: 'picture-3', parent: 'picture-1', hasDocument: true }),
];

describe('session-pictures', () => {
  it('shows each with author, time and kind, versions beside what they are made from', async () => {
    const { element, client } = await mount('customer', MANY);
    const texts = all(element, 'li').map((item) => item.textContent ?? '');
    expect(texts.map((text) => /Edited|Full size|Maria/.exec(text)?.[0])).to.deep.equal([
      'Maria',
      'Edited',
      'Full size',
    ]);
    await waitUntil(() => all(element, 'li img').length === 2);
    expect(
      client.calls.filter((call) => call.includes('picture-2')),
      'what is large waits until somebody opens it',
    ).to.deep.equal([]);
    await expect(element).to.be.accessible();
  });

  it('opens one large, and lets customers delete none', async () => {
    const { element } = await mount('customer', MANY);
    all(element, 'li button')[2]?.click();
    await waitUntil(() => all(element, 'dialog[open] img').length === 1);
    expect(named(element, 'Download') === undefined, 'a link, and no button').to.equal(true);
    expect(all(element, 'dialog[open] a')[0]?.getAttribute('download')).to.match(/\.jpg$/);
    expect(named(element, 'Delete') === undefined).to.equal(true);
  });

  it('lets an agent delete one with a reason, and closes it where it is hidden meanwhile', async () => {
    const { element, client, view } = await mount('agent', MANY);
    all(element, 'li button')[0]?.click();
    await waitUntil(() => named(element, 'Delete') !== undefined);
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
    await waitUntil(() => client.calls.includes('pictures.remove picture-1 A face is on it.'));
    await waitUntil(() => all(element, 'dialog[open]').length === 0);
    all(element, 'li button')[0]?.click();
    await waitUntil(() => all(element, 'dialog[open]').length === 1);
    client.set({ session: { ...view, seq: 2, pictures: [] } });
    await waitUntil(() => all(element, 'dialog[open]').length === 0);
  });

  it('keeps what is edited as a version beside the original', async function () {
    this.timeout(60_000);
    const { element, client } = await mount('customer', [pictureOf({ id: 'picture-1' })]);
    all(element, 'li button')[0]?.click();
    await waitUntil(() => named(element, 'Edit') !== undefined);
    named(element, 'Edit')?.click();
    await waitUntil(
      () => all(element, '#editor[open] screenshot-editor').length === 1,
      element.shadowRoot?.textContent ?? '',
      PATIENT,
    );
    const [editor] = all(element, 'screenshot-editor');
    const save = (): HTMLElement | undefined =>
      [...(editor?.shadowRoot?.querySelectorAll('button') ?? [])].find(
        (button) => button.textContent?.trim() === 'Save',
      );
    await waitUntil(
      () => save() !== undefined && !save()?.matches(':disabled'),
      'nothing to save',
      PATIENT,
    );
    await waitUntil(() => {
      save()?.click();
      return client.pictures.saved.length === 1;
    });
    expect(client.pictures.saved[0]?.details.parent).to.equal('picture-1');
    expect(client.pictures.saved[0]?.details.document).to.include({ width: 64, height: 36 });
    await waitUntil(() => all(element, 'dialog[open]').length === 0);
  });
});
