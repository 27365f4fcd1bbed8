import { expect, fixture, html } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import { until } from '../testing/until.ts';
import '../ar-overlay/ar-overlay.ts';
import '../screenshot-editor/screenshot-editor.ts';

describe('forced colours', () => {
  before(() => executeServerCommand('force-colors', true));
  after(() => executeServerCommand('force-colors', false));

  for (const tag of ['ar-overlay', 'screenshot-editor'] as const)
    it(`shows how wide each width of <${tag}> is`, async () => {
      expect(matchMedia('(forced-colors: active)').matches).to.equal(true);
      const element = await fixture<HTMLElement>(
        tag === 'ar-overlay'
          ? html`<ar-overlay lang="en"></ar-overlay>`
          : html`<screenshot-editor lang="en"></screenshot-editor>`,
      );
      const widths = (): Element[] => [...(element.shadowRoot?.querySelectorAll('.step') ?? [])];
      await until(() => widths().length === 5);
      for (const width of widths()) {
        const dot = getComputedStyle(width, '::before');
        const isBorder = dot.borderTopWidth !== '0px';
        const ground = getComputedStyle(width).backgroundColor;
        expect(isBorder ? dot.borderTopColor : dot.backgroundColor).not.to.equal(ground);
      }
    });
});
