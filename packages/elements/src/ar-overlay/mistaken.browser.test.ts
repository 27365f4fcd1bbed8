import { expect, fixture, html } from '@open-wc/testing';
import { movingScene, stroke } from '../testing/drawing-scene.ts';
import { until } from '../testing/until.ts';
import './ar-overlay.ts';

it('draws as it does by itself where the page names a tool, a colour and a width that there are not', async () => {
  const scene = movingScene();
  const page = await fixture<HTMLElement>(
    html`<div>
      <video id="seen" muted autoplay .srcObject=${scene.stream}></video>
      <ar-overlay for="seen" lang="en" tool="circle" color="orange" width="nine"></ar-overlay>
    </div>`,
  );
  const overlay = page.querySelector('ar-overlay');
  if (overlay === null) throw new Error('There is no overlay.');
  const problems: string[] = [];
  overlay.addEventListener('drawing-problem', ({ code, detail }) =>
    problems.push(`${code} ${detail}`),
  );
  await until(() => overlay.tracking === 'on');
  expect([overlay.tool, overlay.color, overlay.width]).to.deep.equal(['pen', null, 3]);
  await stroke(overlay, [
    [0.3, 0.3],
    [0.5, 0.5],
  ]);
  await until(
    () => overlay.marks[0]?.state === 'tracked',
    () => JSON.stringify([overlay.marks, problems]),
  );
  expect(problems).to.deep.equal([]);
  scene.close();
});
