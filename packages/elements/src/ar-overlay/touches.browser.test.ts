import { expect, fixture, html } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import type { InkItem } from '@fernblick/protocol';
import { joinedLinks, movingScene, type MovingScene } from '../testing/drawing-scene.ts';
import { until } from '../testing/until.ts';
import type { ArOverlay } from './ar-overlay.ts';
import './ar-overlay.ts';

interface Place {
  readonly x: number;
  readonly y: number;
}

const [WIDTH, HEIGHT] = [640, 480];
/** A line is cleaned of what trembles, and begins where the finger has moved a little. */
const NEAR_PX = 2;

describe('ar-overlay and two fingers', () => {
  let scene: MovingScene | null = null;
  let overlay: ArOverlay;
  const items: InkItem[] = [];

  beforeEach(async () => {
    scene = movingScene();
    scene.moving = false;
    items.length = 0;
    const [link] = joinedLinks();
    link.subscribe({ item: (item) => items.push(item), live: () => {}, drafters: () => {} });
    const page = await fixture<HTMLElement>(
      html`<div>
        <video id="touched" muted autoplay .srcObject=${scene.stream}></video>
        <ar-overlay for="touched" lang="en" .link=${link}></ar-overlay>
      </div>`,
    );
    page.querySelector('video')?.style.setProperty('width', `${WIDTH}px`);
    const found = page.querySelector('ar-overlay');
    if (found === null) throw new Error('There is no overlay.');
    overlay = found;
    await until(() => overlay.tracking === 'on');
  });
  afterEach(() => scene?.close());

  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...places: readonly Place[]) => {
    const { left, top } = overlay.getBoundingClientRect();
    const points = places.map(({ x, y }, id) => ({ id, x: left + x, y: top + y }));
    return executeServerCommand('touch', { type, points });
  };

  /** The strokes that were kept, px of the frame. */
  const strokes = (): Place[][] =>
    items.flatMap((item) =>
      item.is === 'operation' &&
      item.operation.is === 'add' &&
      item.operation.mark.shape.is === 'pen'
        ? [item.operation.mark.shape.points.map(([x, y]) => ({ x: x * WIDTH, y: y * HEIGHT }))]
        : [],
    );

  async function draw(from: Place, to: Place): Promise<{ first: Place; last: Place }> {
    const count = strokes().length;
    await touch('touchStart', from);
    for (let i = 1; i <= 8; i++)
      await touch('touchMove', {
        x: from.x + ((to.x - from.x) * i) / 8,
        y: from.y + ((to.y - from.y) * i) / 8,
      });
    await touch('touchEnd');
    await until(
      () => strokes().length > count,
      () => JSON.stringify(items),
    );
    const stroke = strokes().at(-1) ?? [];
    const [first, last] = [stroke[0], stroke.at(-1)];
    if (first === undefined || last === undefined) throw new Error('There is no stroke.');
    return { first, last };
  }

  function near(place: Place, expected: Place): void {
    const apart = Math.hypot(place.x - expected.x, place.y - expected.y);
    expect(apart, `${JSON.stringify(place)}, not ${JSON.stringify(expected)}`).to.be.below(NEAR_PX);
  }

  it('draws with one finger where it is', async () => {
    const { first, last } = await draw({ x: 240, y: 180 }, { x: 400, y: 260 });
    near(first, { x: 240, y: 180 });
    near(last, { x: 400, y: 260 });
  });

  it('draws nothing with two, but enlarges and moves the picture, and draws then where the finger is', async () => {
    // Twice as far apart about (320, 240), one finger after the other, as fingers come down.
    await touch('touchStart', { x: 280, y: 240 });
    await touch('touchStart', { x: 280, y: 240 }, { x: 360, y: 240 });
    for (let i = 1; i <= 10; i++)
      await touch('touchMove', { x: 280 - 4 * i, y: 240 }, { x: 360 + 4 * i, y: 240 });
    // Both to the right and down: the picture goes along.
    for (let i = 1; i <= 10; i++)
      await touch(
        'touchMove',
        { x: 240 + 5 * i, y: 240 + 3 * i },
        { x: 400 + 5 * i, y: 240 + 3 * i },
      );
    await touch('touchEnd', { x: 290, y: 270 });
    await touch('touchEnd');
    await until(() => overlay.shadowRoot?.querySelector('.ink[data-painting]') != null);
    expect(items).to.deep.equal([]);
    expect(overlay.marks).to.deep.equal([]);
    // What was at (320, 240) is at (370, 270) now, and everything twice as far from there.
    const inFrame = ({ x, y }: Place): Place => ({
      x: 320 + (x - 370) / 2,
      y: 240 + (y - 270) / 2,
    });
    const [from, to] = [
      { x: 260, y: 200 },
      { x: 420, y: 300 },
    ];
    const { first, last } = await draw(from, to);
    near(first, inFrame(from));
    near(last, inFrame(to));
  });
});
