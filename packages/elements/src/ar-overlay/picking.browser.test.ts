import { expect } from '@open-wc/testing';
import { joinedOverlays, frameShows, type JoinedOverlays } from '../testing/joined-overlays.ts';
import { stroke } from '../testing/drawing-scene.ts';
import { until } from '../testing/until.ts';
import { byName } from '../testing/mount.ts';

/** A line round a place, 0 to 1 of the picture. */
function circle(x: number, y: number, r: number): [number, number][] {
  return Array.from({ length: 14 }, (_, i) => {
    const angle = (2 * Math.PI * i) / 13;
    return [x + r * Math.cos(angle), y + r * 1.3 * Math.sin(angle)];
  });
}

describe('ar-overlay and the object that is picked', () => {
  let page: JoinedOverlays;
  beforeEach(async () => {
    page = await joinedOverlays();
    await frameShows(page, false);
  });
  afterEach(() => page.close());

  it('outlines it on both sides, follows it, says that it is rough, and takes it back', async () => {
    const { one, two, saw } = page;
    byName(one, 'radio', 'Pick object').click();
    await one.updateComplete;
    await stroke(one, circle(0.5, 0.5, 0.16));
    await until(() => one.marks[0]?.state === 'tracked' && two.marks[0]?.state === 'tracked', saw);
    expect(one.marks.map(({ kind }) => kind)).to.deep.equal(['outline']);
    const notice = one.shadowRoot?.querySelector('.notice')?.textContent;
    expect(notice).to.contain('roughly');
    // Its author is told; whoever looks on sees what was meant.
    expect(two.shadowRoot?.querySelectorAll('.notice')).to.have.length(0);
    const said = (overlay: typeof one) =>
      overlay.shadowRoot?.querySelector('[role="status"]')?.textContent;
    await until(
      () => said(two) === 'Object 1 by Anna, on the object',
      () => String(said(two)),
    );
    expect(said(one)).to.equal(
      'Object 1 by you, on the object. Outlined roughly, by colour and edges',
    );
    // What comes next is not rough, however fresh that word is: another mark, and the outline itself brought back.
    byName(one, 'button', 'Undo').click();
    await until(() => said(one) === 'Object 1 removed');
    byName(one, 'button', 'Redo').click();
    await until(
      () => said(one) === 'Object 1 by you, on the object',
      () => String(said(one)),
    );
    await until(() => two.marks[0]?.state === 'tracked', saw);
    page.scene.moving = true;
    const from = page.scene.frame;
    await until(() => page.scene.frame > from + 40, saw, 20_000);
    expect([one.marks[0]?.state, two.marks[0]?.state]).to.deep.equal(['tracked', 'tracked']);
    byName(one, 'button', 'Undo').click();
    await until(() => one.marks.length === 0 && two.marks.length === 0, saw);
    expect(page.problems).to.deep.equal([]);
  });

  it('is picked by key, and says aloud where nothing stands out', async () => {
    const { one, problems } = page;
    const key = byName(one, 'radio', 'Pick object').getAttribute('aria-keyshortcuts');
    expect(one.pressKey(String(key))).to.equal(true);
    await one.updateComplete;
    expect(byName(one, 'radio', 'Pick object').ariaChecked).to.equal('true');
    page.scene.blank = true;
    await frameShows(page, true);
    await stroke(one, [[0.5, 0.5]]);
    await until(() => problems.some((each) => each.startsWith('nothing-picked')), page.saw);
    await until(
      () =>
        one.shadowRoot?.querySelector('[role="status"]')?.textContent?.includes('line') === true,
    );
    expect(one.marks).to.deep.equal([]);
  });
});
