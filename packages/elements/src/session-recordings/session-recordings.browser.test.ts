import { expect, fixture, html } from '@open-wc/testing';
import type { RecordedView, Role } from '@fernblick/protocol';
import { recordedOf } from '../testing/fake-recording.ts';
import { FakeSessionClient, sessionView } from '../testing/fake-session-client.ts';
import type { SessionRecordings } from './session-recordings.ts';
import './session-recordings.ts';
import { until } from '../testing/until.ts';

async function mount(
  me: Role,
  recordings: RecordedView[],
): Promise<{ element: SessionRecordings; client: FakeSessionClient }> {
  const client = new FakeSessionClient({ session: { ...sessionView({ me }), recordings } });
  const element = await fixture<SessionRecordings>(
    html`<session-recordings lang="en" .client=${client}></session-recordings>`,
  );
  return { element, client };
}

const buttonsOf = (element: SessionRecordings): readonly string[] =>
  [...(element.shadowRoot?.querySelectorAll('li button, li a') ?? [])].map(
    (each) => each.textContent?.trim() ?? '',
  );

const toldIn = (element: SessionRecordings): string =>
  element.shadowRoot?.querySelector('.told')?.textContent ?? '';

function press(element: SessionRecordings, name: string): void {
  const found = [...(element.shadowRoot?.querySelectorAll('button') ?? [])].find(
    (button) => button.textContent?.trim() === name,
  );
  if (found === undefined) throw new Error(`There is no button ${name}.`);
  found.click();
}

describe('session-recordings', () => {
  const playerOf = (element: SessionRecordings) =>
    element.shadowRoot?.querySelector('recording-film')?.shadowRoot?.querySelector('video') ?? null;

  it('plays what somebody asks for, from any of its marks on, also before it was begun', async () => {
    const { element, client } = await mount('customer', [recordedOf()]);
    const film = new URL('../testing/media/film.webm', import.meta.url);
    client.recording.film = await (await fetch(film)).blob();
    expect(buttonsOf(element)).to.deep.equal(['Play', 'Screenshot at 0:12', 'Download']);
    await expect(element).to.be.accessible();
    press(element, 'Screenshot at 0:12');
    await until(() => (playerOf(element)?.readyState ?? 0) > 1);
    // It waits there where a browser wants to be asked before it plays sound.
    expect(playerOf(element)?.currentTime).to.be.within(12, 14);
    expect(buttonsOf(element)).to.deep.equal(['Screenshot at 0:12', 'Download']);
    await expect(element).to.be.accessible();
  });

  it('puts the focus into the player that takes the place of what was pressed', async () => {
    const { element } = await mount('customer', [recordedOf()]);
    element.lang = 'de';
    await until(() => buttonsOf(element).includes('Abspielen'));
    const play = element.shadowRoot?.querySelector<HTMLElement>('button.main');
    play?.focus();
    play?.click();
    const film = () => element.shadowRoot?.querySelector('recording-film');
    await until(() => film()?.shadowRoot?.activeElement != null);
    expect(film()?.shadowRoot?.activeElement === playerOf(element)).to.equal(true);
  });

  it('hands over the whole file, and says meanwhile how much of it is there', async () => {
    const { element, client } = await mount('customer', [recordedOf()]);
    press(element, 'Download');
    await element.updateComplete;
    expect(element.shadowRoot?.querySelector('label.loading')?.textContent).to.contain(
      'Loading: 0 %',
    );
    expect(buttonsOf(element)).to.include('Cancel download');
    // As the page shows it, which here is two hours ahead.
    const { getTimezoneOffset } = Date.prototype;
    Object.assign(Date.prototype, { getTimezoneOffset: () => -120 });
    const name = new Promise<string>((resolve) => {
      const click = HTMLAnchorElement.prototype.click;
      HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement): void {
        HTMLAnchorElement.prototype.click = click;
        resolve(this.download);
      };
    });
    expect(await name).to.equal('recording-2026-05-04T11-00-00-000.webm');
    Object.assign(Date.prototype, { getTimezoneOffset });
    const session = client.state.session?.id ?? '';
    expect(client.calls).to.deep.equal([`recording.read ${session} recording-1`]);
    await until(() => buttonsOf(element).includes('Download'));
  });

  it('ends a download with a press, keeps nothing of it, and gives the focus back', async () => {
    const { element, client } = await mount('customer', [recordedOf()]);
    const { click } = HTMLAnchorElement.prototype;
    const kept: string[] = [];
    client.recording.waits = true;
    const active = (): string => element.shadowRoot?.activeElement?.id ?? '';
    const start = element.shadowRoot?.querySelector<HTMLElement>('#download-recording-1');
    start?.focus();
    press(element, 'Download');
    await until(() => element.shadowRoot?.querySelector('progress')?.value === 50);
    await until(() => active() === 'stop-recording-1');
    await expect(element).to.be.accessible();
    HTMLAnchorElement.prototype.click = function (): void {
      kept.push(this.download);
    };
    try {
      press(element, 'Cancel download');
      await until(() => active() === 'download-recording-1');
    } finally {
      HTMLAnchorElement.prototype.click = click;
    }
    expect(kept).to.deep.equal([]);
    expect(element.shadowRoot?.querySelector('.told')?.textContent).to.equal(
      'The download was cancelled; nothing was saved.',
    );
    expect(element.shadowRoot?.querySelector('[role="alert"]') === null).to.equal(true);
    // It can be had again, as a whole.
    client.recording.waits = false;
    press(element, 'Download');
    await until(() => buttonsOf(element).includes('Download'));
    expect(client.calls.length).to.equal(2);
  });

  it('says why one ended where nobody wished it to, and how much is missing in it', async () => {
    const { element } = await mount('customer', [
      recordedOf({ id: 'a', reason: 'failed', gaps: 2, missingMs: 3_200 }),
      recordedOf({ id: 'b', reason: 'ended', gaps: 1, missingMs: 1_100 }),
      recordedOf({ id: 'c', reason: 'storage' }),
      recordedOf({ id: 'd', reason: 'stopped' }),
      recordedOf({ id: 'e', reason: 'ended' }),
    ]);
    const said = (): readonly (string | null)[] =>
      [...(element.shadowRoot?.querySelectorAll('li') ?? [])].map(
        (each) => each.querySelector('.faults')?.textContent?.replace(/\s+/g, ' ').trim() ?? null,
      );
    expect(said()).to.deep.equal([
      'It ended by itself: the browser that recorded could not go on. 3 s are missing in two places.',
      '1 s is missing in one place.',
      'It ended by itself: there was no room to store more of it.',
      null,
      null,
    ]);
    await expect(element).to.be.accessible();
    element.lang = 'ro';
    await until(() => said()[1] === 'Lipsește 1 s într-un loc.');
  });

  it('says of those that are not ready what becomes of them, and offers nothing else', async () => {
    const { element } = await mount('customer', [
      recordedOf({ id: 'a', state: 'storing', durationMs: null, size: 0, chapters: [] }),
      recordedOf({ id: 'b', state: 'finishing', durationMs: null, size: 0, chapters: [] }),
      recordedOf({ id: 'c', state: 'broken', durationMs: null, size: 0, chapters: [] }),
      recordedOf({ id: 'd', state: 'empty', durationMs: null, size: 0, chapters: [] }),
    ]);
    const said = [...(element.shadowRoot?.querySelectorAll('li [role="status"]') ?? [])];
    expect(said.map(({ textContent }) => textContent)).to.deep.equal([
      'Is being recorded.',
      'Is being finished; this takes a moment.',
      'Of what was stored, no film could be made. The stored pieces are kept.',
      'Nothing of it was stored.',
    ]);
    expect(buttonsOf(element)).to.deep.equal([]);
  });

  it('lets agents delete one, with a reason', async () => {
    const { element, client } = await mount('agent', [recordedOf()]);
    element.shadowRoot?.querySelector<HTMLElement>('button.quiet')?.focus();
    press(element, 'Delete');
    await until(() => element.shadowRoot?.querySelector('dialog')?.open === true);
    const reason = element.shadowRoot?.querySelector('input');
    const form = element.shadowRoot?.querySelector('form');
    if (reason == null || form == null) throw new Error('There is no reason to give.');
    reason.value = 'Shows a document';
    form.requestSubmit();
    await until(() => client.calls.length > 0);
    expect(client.calls).to.deep.equal(['recording.remove recording-1 Shows a document']);
    await until(() => element.shadowRoot?.querySelector('dialog')?.open === false);
    client.setSession({ recordings: [recordedOf({ id: 'recording-2' })] });
    await element.updateComplete;
    expect(element.shadowRoot?.activeElement?.id, 'nobody falls out').to.equal('heading');
    expect(toldIn(element)).to.equal('The recording was deleted.');
    client.setSession({ recordings: [] });
    await until(() => element.shadowRoot?.querySelector('li') === null);
    expect(toldIn(element), 'also of the last one').to.equal('The recording was deleted.');
    expect(element.shadowRoot?.activeElement?.id).to.equal('heading');
    await expect(element).to.be.accessible();
  });

  it('say to whoever watches one, or is about to, that somebody else has deleted it', async () => {
    const { element, client } = await mount('customer', [recordedOf(), recordedOf({ id: 'two' })]);
    press(element, 'Play');
    await until(() => element.shadowRoot?.querySelector('recording-film') != null);
    client.setSession({ recordings: [recordedOf({ id: 'two' })] });
    await element.updateComplete;
    expect(toldIn(element)).to.equal('The recording was deleted.');

    const other = await mount('customer', [recordedOf()]);
    other.element.shadowRoot?.querySelector<HTMLElement>('button.main')?.focus();
    other.client.setSession({ recordings: [] });
    await other.element.updateComplete;
    expect(toldIn(other.element)).to.equal('The recording was deleted.');
    expect(other.element.shadowRoot?.activeElement?.id, 'nobody falls out').to.equal('heading');
  });

  it('say nothing more where the last one is deleted by somebody else', async () => {
    const { element, client } = await mount('customer', [recordedOf()]);
    client.setSession({ recordings: [] });
    await until(() => element.shadowRoot?.querySelector('section') === null);
  });
});
