import { expect, fixture, html } from '@open-wc/testing';
import './ar-overlay.ts';
import type { ArOverlay } from './ar-overlay.ts';
import { joinedLinks, movingScene, stroke, until } from '../testing/drawing-scene.ts';

describe('ar-overlay', () => {
  it('shows on the other side what is drawn, where that very frame has it', async () => {
    const scene = movingScene();
    const [agent, customer] = joinedLinks();
    const page = await fixture<HTMLElement>(
      html`<div>
        <video id="one" muted autoplay .srcObject=${scene.stream}></video>
        <video id="two" muted autoplay .srcObject=${scene.stream}></video>
        <ar-overlay for="one" lang="en" .link=${agent}></ar-overlay>
        <ar-overlay for="two" lang="en" watching .link=${customer}></ar-overlay>
      </div>`,
    );
    const [one, two] = [...page.querySelectorAll<ArOverlay>('ar-overlay')];
    if (one === undefined || two === undefined) throw new Error('no overlays');
    await until(() => one.renderRoot.querySelector('.tools') !== null);
    const problems: string[] = [];
    page.addEventListener('drawing-problem', (event) => problems.push(`${event.code} ${event.detail}`));
    await until(() => one.tracking === 'on', () => JSON.stringify(problems));
    await stroke(one, [
      [0.4, 0.4],
      [0.5, 0.45],
      [0.6, 0.5],
    ]);
    await until(() => two.marks.length === 1, () => JSON.stringify([one.marks, two.marks, problems, agent.streamed, [...one.renderRoot.querySelectorAll('.surface, canvas')].map((e) => e.outerHTML.slice(0,200) + JSON.stringify(e.getBoundingClientRect()))]));
    await until(() => two.marks[0]?.state === 'tracked', () => JSON.stringify([two.marks, problems]));
    await until(() => one.marks[0]?.state === 'tracked', () => JSON.stringify([one.marks, problems]));
    expect(problems).to.deep.equal([]);
    scene.close();
  });
});
