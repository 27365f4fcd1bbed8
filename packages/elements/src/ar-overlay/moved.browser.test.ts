import { expect, fixture, html } from '@open-wc/testing';
import type { InkReport } from '@fernblick/ar/ink';
import { movingScene, stroke, watchedWorkers } from '../testing/drawing-scene.ts';
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
