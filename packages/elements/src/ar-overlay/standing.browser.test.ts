import type { DrawingOperation, InkItem, Mark } from '@fernblick/protocol';
import { expect } from '@open-wc/testing';
import { stroke, withoutWorkers } from '../testing/drawing-scene.ts';
import { until } from '../testing/until.ts';
import { frameShows, joinedOverlays, type JoinedOverlays } from '../testing/joined-overlays.ts';
import { allByName, byName } from '../testing/mount.ts';
import { errorsIn, isRed, readPainted } from '../testing/painted.ts';
import type { ArOverlay } from './ar-overlay.ts';

const SAMPLES = 12;
const CLOSE_PX = 5;
const [FROM, TO] = [new DOMPoint(0.75 * 640, 0.35 * 480), new DOMPoint(0.5 * 640, 0.6 * 480)];

/** How far the foremost red px is from where each frame has the place that the arrow points at, px of the frame. */
function tipErrors(
  { scene }: JoinedOverlays,
  overlay: ArOverlay,
  drawnOn: number,
): Promise<number[]> {
  const back = scene.poseOf(drawnOn).inverse();
  return errorsIn(overlay, SAMPLES, ({ frame, image }) => {
    const pose = scene.poseOf(frame).multiply(back);
    const [from, to] = [pose.transformPoint(FROM), pose.transformPoint(TO)];
    const scale = image.width / 640;
    let [foremost, error] = [-Infinity, Infinity];
    for (let i = 0; i < image.width * image.height; i++) {
      const [r = 0, g = 0, b = 0] = image.data.subarray(4 * i, 4 * i + 3);
      if (!isRed(r, g, b)) continue;
      const x = ((i % image.width) + 0.5) / scale;
      const y = (Math.floor(i / image.width) + 0.5) / scale;
      const ahead = (x - from.x) * (to.x - from.x) + (y - from.y) * (to.y - from.y);
      if (ahead > foremost) [foremost, error] = [ahead, Math.hypot(x - to.x, y - to.y)];
    }
    return error;
  });
}

describe('ar-overlay and what stands up', () => {
  let page: JoinedOverlays;
  let bringBack = (): void => {};
  afterEach(() => {
    bringBack();
    bringBack = () => {};
    page.close();
  });

  it('stands an arrow on the thing, and keeps its tip there in every frame, on both sides', async () => {
    page = await joinedOverlays();
    const { one, two, saw, scene } = page;
    let bars = 0;
    const watch = new MutationObserver(() => {
      bars += one.shadowRoot?.querySelectorAll('progress').length ?? 0;
    });
    watch.observe(one.shadowRoot ?? one, { subtree: true, childList: true, attributes: true });
    expect(one.standing).to.equal('waiting');
    one.color = 'red';
    byName(one, 'radio', '3D arrow').click();
    await until(() => one.standing === 'on', saw, 25_000);
    watch.disconnect();
    expect(bars).to.be.greaterThan(0);
    expect(one.shadowRoot?.querySelectorAll('progress')).to.have.length(0);
    const frame = await frameShows(page, false);
    await stroke(one, [
      [0.75, 0.35],
      [0.6, 0.5],
      [0.5, 0.6],
    ]);
    await until(() => two.marks[0]?.state === 'tracked' && two.standing === 'on', saw, 25_000);
    scene.moving = true;
    for (const overlay of [one, two]) {
      const errors = await tipErrors(page, overlay, frame);
      const close = errors.filter((error) => error <= CLOSE_PX);
      expect(close.length / errors.length, JSON.stringify(errors)).to.be.at.least(0.95);
    }
    expect(page.problems).to.deep.equal([]);
  });

  it('puts up a label by keyboard, and says so', async () => {
    page = await joinedOverlays();
    const { one, two, saw } = page;
    page.scene.moving = false;
    const surface = one.shadowRoot?.querySelector<HTMLElement>('.surface');
    if (surface == null) throw new Error('There is no surface.');
    const press = (target: EventTarget, key: string): void =>
      void target.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, composed: true }),
      );
    press(surface, '9');
    expect(one.tool).to.equal('arrow-3d');
    press(surface, '0');
    expect(one.tool).to.equal('label');
    await one.updateComplete;
    surface.focus();
    press(surface, 'Enter');
    const field = (): HTMLInputElement | null =>
      one.shadowRoot?.querySelector<HTMLInputElement>('input.writing') ?? null;
    await until(() => field() !== null && one.shadowRoot?.activeElement === field());
    const input = field();
    if (input === null) throw new Error('There is no field.');
    input.value = 'Main switch';
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    press(input, 'Enter');
    await until(() => two.marks[0]?.state === 'tracked' && two.standing === 'on', saw, 25_000);
    const said = (): string => two.shadowRoot?.querySelector('[role="status"]')?.textContent ?? '';
    await until(() => said() === 'Label 1 “Main switch” by Anna, on the object', said);
    press(surface, 'z');
    await until(() => two.marks.length === 0, saw);
    expect(page.problems).to.deep.equal([]);
  });

  it('offers no such tools without WebGL, draws them flat, and says so once', async () => {
    const { getContext } = OffscreenCanvas.prototype;
    const endWorkers = withoutWorkers();
    const { warn } = console;
    console.warn = () => {};
    OffscreenCanvas.prototype.getContext = function (
      this: OffscreenCanvas,
      ...args: readonly unknown[]
    ) {
      return args[0] === 'webgl2' ? null : (Reflect.apply(getContext, this, args) as unknown);
    } as typeof getContext;
    bringBack = () => {
      OffscreenCanvas.prototype.getContext = getContext;
      console.warn = warn;
      endWorkers();
    };
    page = await joinedOverlays();
    const { one, two, links, saw, problems } = page;
    page.scene.moving = false;
    await until(() => one.standing === 'off' && two.standing === 'off', saw);
    await one.updateComplete;
    for (const name of ['3D arrow', 'Label'])
      expect(allByName(one, 'radio', name)).to.deep.equal([]);
    expect(byName(one, 'radio', 'Pointer').getAttribute('aria-keyshortcuts')).to.equal('8');
    expect(problems).to.deep.equal([]);
    one.tool = 'arrow-3d';
    await until(() => one.tool === 'arrow');
    one.color = 'green';
    await one.updateComplete;
    await stroke(one, [
      [0.3, 0.3],
      [0.4, 0.4],
    ]);
    const items: InkItem[] = [];
    links[0].subscribe({
      item: (item) => items.push(item),
      live: () => {},
      drafters: () => {},
      reset: () => {},
    });
    await until(() => items.some(({ is }) => is === 'operation'));
    const keyframe = items.find((item) => item.is === 'keyframe');
    const author = links[0].drafters[0]?.id ?? '';
    for (const [i, y] of [0.5, 0.7].entries()) {
      const mark: Mark = {
        id: `mark-standing-${i}`,
        author,
        anchor: keyframe?.keyframe.id ?? '',
        color: 'red',
        width: 4,
        shape: { is: 'arrow-3d', from: { x: 0.7, y: y - 0.2 }, to: { x: 0.5, y } },
      };
      const operation: DrawingOperation = {
        is: 'add',
        id: `operation-standing-${i}`,
        author,
        clock: 10 + i,
        mark,
      };
      await links[0].send({ is: 'operation', operation });
    }
    await until(() => one.marks.length === 3 && two.marks.length === 3, saw);
    await until(() => readPainted(two, isRed)?.middle != null);
    await until(() => problems.length >= 2, saw);
    expect(problems.map((each) => each.split(' ')[0])).to.deep.equal([
      'standing-unavailable',
      'standing-unavailable',
    ]);
    await until(
      () => one.shadowRoot?.querySelector('.notice')?.textContent.includes('flat') === true,
    );
  });
});
