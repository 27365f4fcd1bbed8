import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { movingScene, type MovingScene } from '../testing/drawing-scene.ts';
import { byName } from '../testing/mount.ts';
import { until } from '../testing/until.ts';
import type { ArOverlay } from './ar-overlay.ts';
import './ar-overlay.ts';

const TOUCHED_PX = 44;

describe('ar-overlay over a small picture', () => {
  let scene: MovingScene | null = null;
  afterEach(async () => {
    await sendMouse({ type: 'move', position: [0, 0] });
    scene?.close();
  });

  async function show(width: number, height: number, isNarrow = true): Promise<ArOverlay> {
    scene = movingScene();
    scene.moving = false;
    const page = await fixture<HTMLElement>(
      html`<div>
        <video id="small" muted autoplay .srcObject=${scene.stream}></video>
        <ar-overlay for="small" lang="en"></ar-overlay>
      </div>`,
    );
    const video = page.querySelector('video');
    video?.style.setProperty('width', `${width}px`);
    video?.style.setProperty('height', `${height}px`);
    const overlay = page.querySelector('ar-overlay');
    if (overlay === null) throw new Error('There is no overlay.');
    await until(
      () => overlay.tracking === 'on' && overlay.hasAttribute('data-narrow') === isNarrow,
    );
    return overlay;
  }

  /** Where the tools are not, as a share of the picture's height. */
  function freeShare(overlay: ArOverlay): number {
    const tools = overlay.shadowRoot?.querySelector('.tools');
    if (tools == null) throw new Error('There are no tools.');
    const { top, height } = overlay.getBoundingClientRect();
    return (tools.getBoundingClientRect().top - top) / height;
  }

  const shown = (overlay: ArOverlay): HTMLElement[] =>
    [...(overlay.shadowRoot?.querySelectorAll<HTMLElement>('.tools button') ?? [])].filter((each) =>
      each.checkVisibility(),
    );

  for (const [width, height] of [
    [320, 240],
    [300, 480],
    [400, 480],
    [800, 300],
  ] as const)
    it(`leaves two thirds of ${width} × ${height} free, whatever is unfolded, and all of it can be touched`, async () => {
      const overlay = await show(width, height);
      for (const fold of [null, /^Tool: Pen/, /^Colour: /, /^Width: /, /^More$/]) {
        if (fold !== null) byName(overlay, 'button', fold).click();
        await overlay.updateComplete;
        expect(freeShare(overlay), String(fold)).to.be.at.least(2 / 3);
        for (const button of shown(overlay)) {
          // What is not there yet is scrolled to, as a keyboard does.
          button.scrollIntoView({ block: 'nearest' });
          const rect = button.getBoundingClientRect();
          expect(rect.width, button.ariaLabel ?? '').to.be.at.least(TOUCHED_PX);
          expect(rect.height, button.ariaLabel ?? '').to.be.at.least(TOUCHED_PX);
          const [x, y] = [rect.left + rect.width / 2, rect.top + rect.height / 2];
          const touched = overlay.shadowRoot?.elementFromPoint(x, y) ?? null;
          expect(button === touched || button.contains(touched), button.ariaLabel ?? '').to.equal(
            true,
          );
        }
        await expect(overlay).to.be.accessible();
        if (fold !== null) byName(overlay, 'button', fold).click();
        await overlay.updateComplete;
      }
      expect(shown(overlay).map(({ ariaLabel }) => ariaLabel)).to.deep.equal([
        'Tool: Pen',
        'Colour: Red',
        'Width: Width 3 of 5',
        'Undo',
        'Delete',
        'More',
      ]);
    });

  for (const height of [470, 480, 539, 540])
    it(`cuts off none of its tools over 640 × ${height}, with the hand pointer too, in four languages`, async () => {
      const overlay = await show(640, height, false);
      for (const models of [null, '/models/'])
        for (const [lang, name] of [
          ['en', 'Drawing tools'],
          ['de', 'Zeichenwerkzeuge'],
          ['it', 'Strumenti di disegno'],
          ['ro', 'Instrumente de desen'],
        ] as const) {
          overlay.models = models;
          overlay.lang = lang;
          await until(() => {
            const switches = overlay.shadowRoot?.querySelectorAll('.actions [role="switch"]');
            return switches?.length === (models === null ? 1 : 2);
          });
          const tools = overlay.shadowRoot?.querySelector('.tools');
          await until(() => tools?.ariaLabel === name);
          await overlay.updateComplete;
          const around = overlay.getBoundingClientRect();
          const inside = tools?.getBoundingClientRect();
          const told = `${lang} ${String(models)}`;
          expect(inside?.top, told).to.be.at.least(around.top);
          expect(inside?.bottom, told).to.be.at.most(around.bottom);
        }
    });

  it('unfolds and chooses by keyboard alone, and the focus stays where it was', async () => {
    const overlay = await show(320, 240);
    const focused = (): string => overlay.shadowRoot?.activeElement?.ariaLabel ?? '';
    overlay.focus();
    await sendKeys({ press: 'Tab' });
    expect(focused()).to.equal('Tool: Pen');
    await sendKeys({ press: 'Enter' });
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'ArrowRight' });
    expect(focused()).to.equal('Arrow');
    await sendKeys({ press: 'Enter' });
    await until(() => focused() === 'Tool: Arrow', focused);
    expect(overlay.tool).to.equal('arrow');
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ press: 'ArrowRight' });
    expect(focused()).to.equal('Red');
    await sendKeys({ press: 'Escape' });
    await until(() => focused() === 'Colour: Red', focused);
    expect(shown(overlay)).to.have.length(6);
  });

  it('folds as soon as somebody draws, with the same press', async () => {
    const overlay = await show(320, 240);
    byName(overlay, 'button', /^Tool/).click();
    await overlay.updateComplete;
    const { left, top } = overlay.getBoundingClientRect();
    await sendMouse({ type: 'move', position: [Math.round(left + 60), Math.round(top + 40)] });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [Math.round(left + 160), Math.round(top + 90)] });
    await sendMouse({ type: 'up' });
    await until(() => overlay.marks[0]?.kind === 'pen');
    expect(shown(overlay)).to.have.length(6);
  });
});
