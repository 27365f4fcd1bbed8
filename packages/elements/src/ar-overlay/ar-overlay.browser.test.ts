import { expect } from '@open-wc/testing';
import { frameShows, joinedOverlays, type JoinedOverlays } from '../testing/joined-overlays.ts';
import { stroke, until } from '../testing/drawing-scene.ts';
import { isRed, readPainted } from '../testing/painted.ts';

describe('ar-overlay and the thing that is drawn on', () => {
  let page: JoinedOverlays;
  afterEach(() => page.close());

  it('shows a mark on both sides where that very frame has the thing', async () => {
    page = await joinedOverlays();
    const { one, two, scene } = page;
    one.tool = 'ellipse';
    one.color = 'red';
    const frame = await frameShows(page, false);
    await stroke(one, [
      [0.4, 0.4],
      [0.5, 0.5],
      [0.55, 0.6],
    ]);
    await until(() => two.marks[0]?.state === 'tracked', page.saw);
    const truth = scene.poseOf(frame).inverse().transformPoint(new DOMPoint(0.475 * 640, 0.5 * 480));
    scene.moving = true;
    for (const overlay of [one, two]) {
      const errors: number[] = [];
      const seen = new Set<number>();
      await until(() => {
        const painted = readPainted(overlay, isRed);
        if (painted?.frame == null || seen.has(painted.frame)) return false;
        seen.add(painted.frame);
        const { middle } = painted;
        const at = scene.poseOf(painted.frame).transformPoint(truth);
        errors.push(middle === null ? Infinity : Math.hypot(middle.x - at.x, middle.y - at.y));
        return errors.length >= 60;
      }, () => `${errors.length} samples`, 20_000);
      const within = errors.filter((error) => error <= 5).length / errors.length;
      console.log(overlay === one ? 'author' : 'other', within, Math.max(...errors), errors.toSorted((a,b)=>a-b)[30], seen.size, [...seen].slice(0,10).join());
      expect(within).to.be.at.least(0.95);
    }
    expect(page.problems).to.deep.equal([]);
  });
});
