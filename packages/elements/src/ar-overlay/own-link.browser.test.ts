import { expect, fixture, html } from '@open-wc/testing';
import type { InkItem, InkLive } from '@fernblick/protocol';
import { joinedLinks, movingScene, stroke } from '../testing/drawing-scene.ts';
import { joinedOverlays, type JoinedOverlays } from '../testing/joined-overlays.ts';
import { until } from '../testing/until.ts';

const point = { x: 0.4, y: 0.4 };

/** An operation that adds a mark with what is wrong with it. */
function adds(number: number, wrong: Readonly<Record<string, unknown>>): unknown {
  const mark = {
    id: `bad-mark-${number}`,
    author: 'participant-customer',
    anchor: 'bad-anchor',
    color: 'red',
    width: 3,
    shape: { is: 'arrow', from: point, to: point },
    ...wrong,
  };
  const stamp = { id: `bad-operation-${number}`, author: 'participant-customer', clock: number };
  return { is: 'operation', operation: { ...stamp, is: 'add', mark } };
}

describe('ar-overlay over a link of the page’s own', () => {
  let page: JoinedOverlays;
  beforeEach(async () => {
    page = await joinedOverlays();
    page.scene.moving = false;
  });
  afterEach(() => page.close());

  it('leaves out what is no ink, says so once, and goes on with everything else', async () => {
    const { one, two, links, saw } = page;
    // What another version sends, or a page that has made a mistake: not what the type says.
    const bad = [
      adds(1, { shape: { is: 'spiral', from: point, to: point } }),
      adds(2, { color: 'mauve' }),
      adds(3, { shape: undefined }),
      adds(4, { shape: { is: 'arrow', from: point } }),
      { is: 'keyframe', keyframe: { id: 'bad-anchor' } },
      null,
    ] as InkItem[];
    for (const item of bad) await links[1].send(item);
    for (const live of [{ is: 'stroke', mark: 'bad-mark-9', points: [[NaN]] }, { is: 'spiral' }])
      links[1].stream(live as InkLive);
    await until(() => page.problems.length >= 2, saw);
    for (const [i, overlay] of [one, two].entries())
      await stroke(overlay, [
        [0.3 + 0.3 * i, 0.3],
        [0.4 + 0.3 * i, 0.5],
      ]);
    const areTracked = ({ marks }: typeof one) =>
      marks.length === 2 && marks.every(({ state }) => state === 'tracked');
    await until(() => areTracked(one) && areTracked(two), saw);
    // Each side, which has its own back too, has said it once.
    expect(page.problems.map((each) => each.split(' ')[0])).to.deep.equal([
      'unusable-ink',
      'unusable-ink',
    ]);
    expect(page.problems[0]).to.contain('operation.mark.shape.is');
    // What tells it may still be loading.
    const notice = (): string => one.shadowRoot?.querySelector('.notice')?.textContent ?? '';
    await until(() => notice().includes('cannot be shown'), notice);
  });
});

it('looks at the picture as soon as the other side has a tool in the hand, before there is ink', async () => {
  const scene = movingScene();
  const [links, idle] = [joinedLinks(), joinedLinks()];
  const page = await fixture(
    html`<div>
      <video id="seen" muted autoplay .srcObject=${scene.stream}></video>
      <ar-overlay for="seen" lang="en" .link=${links[0]}></ar-overlay>
      <ar-overlay for="seen" lang="en" watching .link=${links[1]}></ar-overlay>
      <ar-overlay for="seen" lang="en" watching .link=${idle[0]}></ar-overlay>
    </div>`,
  );
  const [draws, watches, alone] = [...page.querySelectorAll('ar-overlay')];
  await until(
    () => watches?.tracking === 'on',
    () => `${draws?.tracking} ${watches?.tracking}`,
  );
  expect(watches?.marks).to.have.length(0);
  // Who only watches tells nobody to expect anything, and where nobody is about to draw nothing is loaded.
  expect([...links[1].streamed, ...idle[0].streamed]).to.deep.equal([]);
  expect(alone?.tracking).to.equal('waiting');
  scene.close();
});
