import { expect, fixture, html } from '@open-wc/testing';
import type { InkReport } from '@fernblick/ar/ink';
import { movingScene, stroke, watchedWorkers } from '../testing/drawing-scene.ts';
import { isRed, readPainted } from '../testing/painted.ts';
import { until } from '../testing/until.ts';
import './ar-overlay.ts';

it('keeps what was drawn alone while the page takes it to another place, and what can be undone', async () => {
  const scene = movingScene();
  const { workers, end } = watchedWorkers();
  const page = await fixture<HTMLElement>(
    html`<div>
      <video id="seen" muted autoplay .srcObject=${scene.stream}></video>
      <ar-overlay for="seen" lang="en"></ar-overlay>
    </div>`,
  );
  const overlay = page.querySelector('ar-overlay');
  if (overlay === null) throw new Error('There is no overlay.');
  const saw = (): string => JSON.stringify([overlay.marks, overlay.tracking]);
  await until(() => overlay.tracking === 'on', saw);
  let kept = 0;
  workers[0]?.addEventListener('message', ({ data }: MessageEvent<InkReport>) => {
    if (data.is === 'send' && data.item.is === 'operation') kept += 1;
  });
  for (const x of [0.3, 0.6])
    await stroke(overlay, [
      [x, 0.3],
      [x + 0.1, 0.5],
    ]);
  await until(() => overlay.marks.length === 2 && kept === 2, saw);
  overlay.remove();
  expect(overlay.marks).to.have.length(0);
  page.prepend(overlay);
  await until(
    () => overlay.marks.length === 2 && overlay.marks.every(({ state }) => state === 'tracked'),
    saw,
  );
  overlay.act('undo');
  await until(() => overlay.marks.length === 1, saw);
  end();
  scene.close();
});

it('stops the other picture that the page turns it to, and shows nothing of the one before', async () => {
  const [one, two] = [movingScene(), movingScene()];
  one.moving = false;
  const page = await fixture<HTMLElement>(
    html`<div>
      <video id="one" muted autoplay .srcObject=${one.stream}></video>
      <video id="two" muted autoplay .srcObject=${two.stream}></video>
      <ar-overlay for="one" lang="en" frozen></ar-overlay>
    </div>`,
  );
  const overlay = page.querySelector('ar-overlay');
  const video = page.querySelector<HTMLVideoElement>('#two');
  if (overlay === null || video === null) throw new Error('There is nothing.');
  const shown = (): number => readPainted(overlay, isRed)?.frame ?? -1;
  await until(() => shown() === one.frame);
  await until(() => two.frame > one.frame + 10);
  overlay.for = 'two';
  await until(
    () => shown() > one.frame + 10,
    () => String(shown()),
  );
  const frame = shown();
  for (let i = 0; i < 10; i++) await new Promise((next) => video.requestVideoFrameCallback(next));
  expect(shown()).to.equal(frame);
  one.close();
  two.close();
});
