import { expect, fixture, html } from '@open-wc/testing';
import { FakeSessionClient, sessionView } from '../testing/fake-session-client.ts';
import { until } from '../testing/until.ts';
import type { RecordingFilm } from './recording-film.ts';
import './recording-film.ts';

/** A minute of a test card and a tone, of which nothing was recorded from 0:30 to 0:33. */
const FILM = new URL('../testing/media/film.webm', import.meta.url);

async function mount({ cut = 0 } = {}) {
  const client = new FakeSessionClient({ session: sessionView({ me: 'customer' }) });
  const film = await (await fetch(FILM)).blob();
  client.recording.film = film.slice(0, film.size - cut, 'video/webm');
  const element = await fixture<RecordingFilm>(
    html`<recording-film
      lang="en"
      .client=${client}
      session="session-1"
      recording="recording-1"
      name="Recording of today"
    ></recording-film>`,
  );
  const video = element.shadowRoot?.querySelector('video');
  if (video == null) throw new Error('There is no player.');
  video.muted = true;
  return { element, client, video, size: film.size };
}

/** The bytes that were asked for, in their order. */
const readOf = ({ calls }: FakeSessionClient): readonly (readonly [number, number])[] =>
  calls
    .filter((call) => call.startsWith('recording.readPart'))
    .map((call) => {
      const [, from, to] = /(\d+)-(\d+)$/.exec(call) ?? [];
      return [Number(from), Number(to)];
    });

const said = (element: RecordingFilm): string =>
  element.shadowRoot?.querySelector('[role="alert"]')?.textContent ?? '';

function pressRetry(element: RecordingFilm): void {
  element.shadowRoot?.querySelector<HTMLElement>('.problem button')?.click();
}

describe('recording-film', () => {
  it('plays the end without what lies before it, and then the beginning', async () => {
    const { element, client, video, size } = await mount();
    element.jump(57_000);
    await until(() => video.currentTime > 57.2);
    const read = readOf(client);
    const bytes = read.reduce((sum, [from, to]) => sum + to - from, 0);
    expect(bytes).to.be.lessThan(size / 3);
    expect(read.every(([from, to]) => to <= 8_192 || from > size / 2)).to.equal(true);
    element.jump(0);
    await until(() => video.currentTime > 0.2 && video.currentTime < 10);
    element.jump(59_000);
    await until(() => video.ended);
    expect(element.shadowRoot?.querySelector('.waiting')?.textContent).to.equal('');
  });

  it('goes on behind a time of which nothing was recorded', async () => {
    const { element, video } = await mount();
    element.jump(29_500);
    await until(() => video.currentTime > 33.2);
  });

  it('says why nothing comes, and goes on where somebody tries again', async () => {
    const { element, client, video } = await mount();
    element.jump(0);
    await until(() => video.currentTime > 0.1);
    client.refuseNext('storage-unavailable');
    element.jump(45_000);
    await until(() => said(element) !== '');
    expect(said(element)).to.contain('storage-unavailable');
    await expect(element).to.be.accessible();
    pressRetry(element);
    await until(() => video.currentTime > 45.2);
    expect(said(element)).to.equal('');
    expect(element.shadowRoot?.activeElement === video).to.equal(true);
  });

  it('keeps nothing of what its viewer may not see any more', async () => {
    const { element, client, video } = await mount();
    element.jump(0);
    await until(() => video.currentTime > 0.1);
    client.refuseNext('not-found');
    element.jump(45_000);
    await until(() => said(element) !== '');
    expect([video.readyState, video.buffered.length]).to.deep.equal([0, 0]);
  });

  it('fetches a file that has no list of its clusters as a whole', async () => {
    const { client, video } = await mount({ cut: 300 });
    await until(() => video.currentTime > 0.2);
    expect(client.calls.at(-1)).to.equal('recording.read session-1 recording-1');
  });

  it('goes on where it was after it was moved within the page', async () => {
    const { element, video } = await mount();
    element.jump(20_000);
    await until(() => video.currentTime > 20.2);
    video.currentTime = 40;
    await until(() => video.currentTime > 40.2);
    const elsewhere = await fixture<HTMLElement>(html`<div></div>`);
    elsewhere.append(element);
    await until(() => video.readyState > 1 && !video.seeking && !video.paused);
    expect(video.currentTime).to.be.within(40.2, 45);
  });
});
