import { expect, fixture, html } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import { joinedOverlays, type JoinedOverlays } from '../testing/joined-overlays.ts';
import {
  stroke,
  watchedWorkers,
  withoutWorkers,
  withUnloadableWorkers,
} from '../testing/drawing-scene.ts';
import { until } from '../testing/until.ts';
import './ar-overlay.ts';

describe('ar-overlay in trouble', () => {
  let page: JoinedOverlays | null = null;
  let bringBack = (): void => {};
  afterEach(() => {
    bringBack();
    page?.close();
    page = null;
  });

  it('goes on with all marks after its worker has died, and again when the next one fails', async () => {
    const { workers, end } = watchedWorkers();
    bringBack = end;
    page = await joinedOverlays();
    const { one, two, saw } = page;
    await stroke(one, [
      [0.3, 0.3],
      [0.5, 0.5],
    ]);
    await until(() => one.marks[0]?.state === 'tracked' && two.marks.length === 1, saw);
    for (const worker of workers) worker.terminate();
    const ours = page;
    await until(() => ours.problems.length >= 2, saw, 60_000);
    await until(() => one.marks[0]?.state === 'tracked' && one.tracking === 'on', saw, 60_000);
    await stroke(one, [
      [0.6, 0.3],
      [0.7, 0.5],
    ]);
    await until(() => two.marks.length === 2, saw);
    const before = workers.length;
    for (const worker of workers.slice(-2)) worker.dispatchEvent(new ErrorEvent('error'));
    // The new canvas is painted on once the new worker is at work.
    const isAtWork = (overlay: Element): boolean =>
      overlay.shadowRoot?.querySelector('.ink[data-painting]') != null;
    await until(() => workers.length === before + 2 && isAtWork(one) && isAtWork(two), saw, 60_000);
    await stroke(one, [
      [0.6, 0.6],
      [0.7, 0.8],
    ]);
    await until(() => one.marks.length === 3 && two.marks.length === 3, saw);
  }).timeout(160_000);

  it('keeps marks while the picture is away, and finds them in the next one', async () => {
    page = await joinedOverlays();
    const { one, page: root, saw } = page;
    await stroke(one, [
      [0.3, 0.3],
      [0.5, 0.5],
    ]);
    await until(() => one.marks[0]?.state === 'tracked', saw);
    const video = root.querySelector('video');
    if (video === null) throw new Error('There is no video.');
    video.remove();
    await until(() => one.shadowRoot?.querySelector('.ink[data-painting]') === null);
    expect(one.marks).to.have.length(1);
    root.prepend(video);
    await video.play();
    await until(() => one.shadowRoot?.querySelector('.ink[data-painting]') !== null);
    await until(() => one.marks[0]?.state === 'tracked', saw);
    expect(page.problems).to.deep.equal([]);
  });

  it('shows no picture any more once the page has taken it from the video, and all marks in the next one', async () => {
    page = await joinedOverlays();
    const { one, page: root, scene, saw } = page;
    await stroke(one, [
      [0.3, 0.3],
      [0.5, 0.5],
    ]);
    const isPainting = (): boolean => one.shadowRoot?.querySelector('.ink[data-painting]') != null;
    await until(() => one.marks[0]?.state === 'tracked' && isPainting(), saw);
    const video = root.querySelector('video');
    if (video === null) throw new Error('There is no video.');
    video.srcObject = null;
    await until(() => !isPainting(), saw);
    expect(one.marks).to.have.length(1);
    video.srcObject = scene.stream;
    await until(() => isPainting() && one.marks[0]?.state === 'tracked', saw);
    expect(page.problems).to.deep.equal([]);
  });

  it('presses nothing by what is written where its field did not load, and loads it with the next one', async () => {
    await executeServerCommand('put-out-of-reach', ['*writing-controller*']);
    page = await joinedOverlays();
    const { one, problems, saw } = page;
    await stroke(one, [
      [0.3, 0.3],
      [0.5, 0.5],
    ]);
    one.tool = 'pin';
    await until(() => problems.some((each) => each.startsWith('engine-failed')), saw);
    await stroke(one, [[0.5, 0.7]]);
    await until(() => one.marks.length === 2, saw);
    for (const key of ['z', 'z'])
      one.shadowRoot
        ?.querySelector('.surface')
        ?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
    await executeServerCommand('put-out-of-reach', []);
    await stroke(one, [[0.7, 0.7]]);
    await until(() => one.marks.length === 3, saw);
    await until(() => one.shadowRoot?.activeElement?.matches('.writing') === true, saw);
  });

  const warned: unknown[] = [];
  for (const [name, without] of [
    ['it may not have a worker', withoutWorkers],
    ['its worker cannot be loaded', withUnloadableWorkers],
  ] as const)
    it(`runs in the page where ${name}, and says so once for all`, async () => {
      const { warn } = console;
      console.warn = (...words: unknown[]) => warned.push(words[0]);
      bringBack = without();
      try {
        page = await joinedOverlays();
        const { one, two, saw } = page;
        await stroke(one, [
          [0.3, 0.3],
          [0.5, 0.5],
        ]);
        await until(
          () => one.marks[0]?.state === 'tracked' && two.marks[0]?.state === 'tracked',
          saw,
        );
        expect(warned).to.have.length(1);
        expect(String(warned[0])).to.contain('in the page');
        expect(page.problems).to.deep.equal([]);
      } finally {
        console.warn = warn;
      }
    });

  it('draws on a still picture, on which every mark is certain', async () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [320, 240];
    canvas.getContext('2d')?.fillRect(20, 20, 200, 100);
    const root = await fixture<HTMLElement>(
      html`<ar-overlay lang="en"><img alt="A device" src=${canvas.toDataURL()} /></ar-overlay>`,
    );
    const [overlay] = [root as HTMLElementTagNameMap['ar-overlay']];
    await until(() => overlay.tracking === 'on');
    await stroke(overlay, [
      [0.3, 0.3],
      [0.5, 0.5],
    ]);
    await until(() => overlay.marks[0]?.state === 'tracked');
  });

  /** The same server by another name, which allows this page nothing. */
  const elsewhere = (path: string): string => {
    const { host, port } = new URL(location.href);
    return `http://${host.startsWith('localhost') ? '127.0.0.1' : 'localhost'}:${port}${path}`;
  };
  const film = elsewhere('/packages/elements/src/testing/media/film.webm');
  const still = elsewhere('/docs/tracking/tilt.jpg');
  for (const [name, picture] of [
    ['video', html`<video src=${film} muted autoplay loop></video>`],
    ['picture', html`<img alt="A device" src=${still} />`],
  ] as const)
    it(`says once that a ${name} of another origin cannot be read, and what that means`, async () => {
      const overlay = await fixture<HTMLElementTagNameMap['ar-overlay']>(
        html`<ar-overlay lang="en">${picture}</ar-overlay>`,
      );
      const problems: string[] = [];
      overlay.addEventListener('drawing-problem', ({ code }) => problems.push(code));
      const video = overlay.querySelector('video');
      const image = overlay.querySelector('img');
      await until(() => (video?.videoWidth ?? 0) > 0 || (image?.naturalWidth ?? 0) > 0);
      await until(() => problems.length > 0);
      await until(
        () =>
          overlay.shadowRoot?.querySelector('.notice')?.textContent.includes('be read') === true,
      );
      for (let i = 0; video !== null && i < 5; i++)
        await new Promise((next) => video.requestVideoFrameCallback(next));
      // Each time it is looked at anew.
      image?.dispatchEvent(new Event('load'));
      await until(() => overlay.shadowRoot?.querySelector('.notice') === null);
      expect(problems).to.deep.equal(['unreadable-picture']);
    });
});
