import { expect } from '@open-wc/testing';
import { frameShows, joinedOverlays, type JoinedOverlays } from '../testing/joined-overlays.ts';
import { stroke } from '../testing/drawing-scene.ts';
import { until } from '../testing/until.ts';
import { errorsIn, isRed, isReddish, readPainted } from '../testing/painted.ts';
import type { ArOverlay } from './ar-overlay.ts';

const SAMPLES = 60;
const CLOSE_PX = 5;
const SHARE = 0.95;

/** How far the middle of what is red is from where each frame has it, px of the frame. */
function errorsOf(
  { scene }: JoinedOverlays,
  overlay: ArOverlay,
  truth: DOMPoint,
  samples = SAMPLES,
): Promise<number[]> {
  return errorsIn(overlay, samples, ({ frame, middle }) => {
    const at = scene.poseOf(frame).transformPoint(truth);
    return middle === null ? Infinity : Math.hypot(middle.x - at.x, middle.y - at.y);
  });
}

function shareWithin(errors: readonly number[]): number {
  return errors.filter((error) => error <= CLOSE_PX).length / errors.length;
}

describe('ar-overlay and the thing that is drawn on', () => {
  let page: JoinedOverlays;
  afterEach(() => page.close());

  /** Draws an ellipse on the first overlay while the scene rests, and returns its middle on the plane. */
  async function drawEllipse(): Promise<DOMPoint> {
    const { one, scene } = page;
    one.tool = 'ellipse';
    one.color = 'red';
    const frame = await frameShows(page, false);
    await stroke(one, [
      [0.4, 0.4],
      [0.5, 0.5],
      [0.55, 0.6],
    ]);
    await until(() => one.marks.length > 0, page.saw);
    return scene
      .poseOf(frame)
      .inverse()
      .transformPoint(new DOMPoint(0.475 * 640, 0.5 * 480));
  }

  it('shows a mark on both sides where that very frame has the thing', async () => {
    page = await joinedOverlays();
    const truth = await drawEllipse();
    await until(() => page.two.marks[0]?.state === 'tracked', page.saw);
    page.scene.moving = true;
    for (const overlay of [page.one, page.two])
      expect(shareWithin(await errorsOf(page, overlay, truth))).to.be.at.least(SHARE);
    expect(page.problems).to.deep.equal([]);
  });

  it('puts what is drawn on a picture that stands still onto the thing that has moved on', async () => {
    page = await joinedOverlays();
    const { one, two, scene } = page;
    one.tool = 'ellipse';
    one.color = 'red';
    one.frozen = true;
    await until(() => readPainted(one, isRed)?.frame != null);
    const frame = readPainted(one, isRed)?.frame ?? 0;
    // The camera goes on meanwhile, far enough to tell.
    await until(() => scene.frame > frame + 15);
    expect(readPainted(one, isRed)?.frame).to.equal(frame);
    await stroke(one, [
      [0.4, 0.4],
      [0.5, 0.5],
      [0.55, 0.6],
    ]);
    const truth = scene
      .poseOf(frame)
      .inverse()
      .transformPoint(new DOMPoint(0.475 * 640, 0.5 * 480));
    await until(() => two.marks[0]?.state === 'tracked', page.saw);
    expect(shareWithin(await errorsOf(page, two, truth, 30))).to.be.at.least(SHARE);
    expect(readPainted(one, isRed)?.frame).to.equal(frame);
    one.frozen = false;
    await until(() => (readPainted(one, isRed)?.frame ?? 0) > frame);
    expect(shareWithin(await errorsOf(page, one, truth, 30))).to.be.at.least(SHARE);
  });

  it('shows on both sides where a mark went missing, and says so once', async () => {
    page = await joinedOverlays();
    const { one, two, scene, saw } = page;
    await drawEllipse();
    await until(() => two.marks[0]?.state === 'tracked', saw);
    const said: string[] = [];
    const status = two.shadowRoot?.querySelector('[role="status"]');
    if (status == null) throw new Error('Nothing is said.');
    await until(() => status.textContent?.includes('Ellipse 1'), saw);
    const listening = new MutationObserver(() => said.push(status.textContent));
    listening.observe(status, { childList: true, characterData: true, subtree: true });
    const red = (overlay: ArOverlay) => readPainted(overlay, isReddish)?.middle ?? null;
    const see = (): string => `${JSON.stringify([one, two].map(red))} ${saw()}`;
    scene.blank = true;
    // A ring where it was, and then, because it may be anywhere, a sign in the corner.
    for (const overlay of [one, two])
      await until(() => {
        const at = overlay.marks[0]?.state === 'lost' ? red(overlay) : null;
        return at !== null && Math.hypot(at.x - 0.475 * 640, at.y - 0.5 * 480) < 12;
      }, see);
    await until(() => [one, two].every((overlay) => (red(overlay)?.x ?? 0) > 580), see);
    expect(said).to.deep.equal(['Ellipse 1 lost']);
    listening.disconnect();
  });

  it('points from the edge of the picture to a mark that the camera has left behind', async () => {
    page = await joinedOverlays();
    const { one, two, scene, saw } = page;
    two.watching = true;
    await drawEllipse();
    await until(() => two.marks[0]?.state === 'tracked', saw);
    const red = (overlay: ArOverlay) => readPainted(overlay, isRed)?.middle ?? null;
    const see = (): string => `${JSON.stringify([one, two].map(red))} ${saw()}`;
    while (scene.turned < 460) {
      const { frame } = scene;
      scene.moving = true;
      scene.turned += 10;
      await until(() => scene.frame > frame);
    }
    await until(() => [one, two].every(({ marks }) => marks[0]?.state === 'lost'), see);
    // Where there are tools, beside them.
    const tools = one.shadowRoot?.querySelector('.tools')?.getBoundingClientRect();
    const start = (tools?.right ?? 0) - one.getBoundingClientRect().left;
    const scale = one.getBoundingClientRect().width / 640;
    await until(() => (red(two)?.x ?? 640) < 40, see);
    await until(() => {
      const at = red(one)?.x ?? 640;
      return at * scale > start && at * scale < start + 40;
    }, see);
    one.act('clear-all');
    await until(() => red(one) === null && red(two) === null, see);
  });

  it('finds marks for somebody who comes later, without any clock', async () => {
    page = await joinedOverlays();
    const truth = await drawEllipse();
    await until(() => page.one.marks[0]?.state === 'tracked', page.saw);
    page.two.remove();
    page.scene.moving = true;
    const then = page.scene.frame;
    await until(() => page.scene.frame > then + 20);
    const late = document.createElement('ar-overlay');
    late.for = 'two';
    late.watching = true;
    [, late.link] = page.links;
    page.page.append(late);
    await until(
      () => late.marks[0]?.state === 'tracked',
      () => JSON.stringify(late.marks),
    );
    expect(shareWithin(await errorsOf(page, late, truth, 30))).to.be.at.least(SHARE);
  });

  it('paints nothing, and leaves the picture alone, where there are no marks', async () => {
    page = await joinedOverlays();
    const painting = (overlay: ArOverlay): boolean =>
      overlay.shadowRoot?.querySelector('.ink[data-painting]') !== null;
    expect(painting(page.one)).to.equal(false);
    await drawEllipse();
    await until(() => painting(page.one) && painting(page.two));
    page.one.act('clear-all');
    await until(() => !painting(page.one) && !painting(page.two));
  });
});
