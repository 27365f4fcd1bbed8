import { expect } from '@open-wc/testing';
import { joinedOverlays, type JoinedOverlays } from '../testing/joined-overlays.ts';
import { until } from '../testing/until.ts';

describe('ar-overlay that is hidden for a while', () => {
  let page: JoinedOverlays;
  before(async () => {
    page = await joinedOverlays();
    page.scene.moving = false;
  });
  after(() => page.close());

  it('goes on with the stroke under way where the hand is', async () => {
    const { one, saw, problems } = page;
    const surface = one.shadowRoot?.querySelector<HTMLElement>('.surface');
    if (surface == null) throw new Error('There is no surface.');
    surface.setPointerCapture = () => {};
    const rect = surface.getBoundingClientRect();
    const hand = (type: string, x: number): void => {
      const [clientX, clientY] = [rect.left + x * rect.width, rect.top + 0.5 * rect.height];
      surface.dispatchEvent(new PointerEvent(type, { pointerId: 1, clientX, clientY, button: 0 }));
    };
    one.tool = 'arrow';
    await one.updateComplete;
    hand('pointerdown', 0.3);
    hand('pointermove', 0.35);
    // As a call is veiled while it connects again; the page may be measured meanwhile.
    one.style.setProperty('display', 'none');
    one.style.setProperty('width', '100%');
    window.dispatchEvent(new Event('resize'));
    hand('pointermove', 0.5);
    one.style.removeProperty('display');
    one.style.setProperty('width', `${rect.width}px`);
    hand('pointermove', 0.6);
    hand('pointerup', 0.6);
    await until(() => one.marks.length === 1, saw);
    expect(problems).to.deep.equal([]);
  });
});
