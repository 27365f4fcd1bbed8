import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { asRole, mount, mountState, states } from '../testing/mount.ts';
import type { StrictPageReport } from '../testing/strict-page.ts';

const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "media-src 'self' blob:",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html fernblick',
].join('; ');

describe('video-session in a host page', () => {
  it('breaks no rule of the strict policy in any state and while drawing, Trusted Types included', async () => {
    const script = new URL('../testing/strict-page.ts', import.meta.url).href;
    const frame = document.createElement('iframe');
    frame.srcdoc = `<!doctype html><html lang="en"><head>
      <meta http-equiv="Content-Security-Policy" content="${POLICY}">
      <script type="module" src="${script}"></script></head><body></body></html>`;
    const answered = oneEvent(window, 'message');
    document.body.append(frame);
    const event: Event & { readonly data?: StrictPageReport } = await answered;
    frame.remove();
    expect(event.data?.violations).to.deep.equal([]);
    expect(event.data?.styled).to.equal(true);
    expect(event.data?.shown).to.equal(Object.keys(states).length);
  });

  it('takes on the colours, corners and font of the page', async () => {
    const page = await fixture(html`<div></div>`);
    page.setAttribute(
      'style',
      'font-family: Georgia; --fernblick-accent: rgb(120, 20, 90); --fernblick-surface: rgb(250, 240, 230); --fernblick-radius: 0px',
    );
    const { call } = await mount(asRole('agent'));
    page.append(call);
    const style = (selector: string): CSSStyleDeclaration => {
      const element = call.shadowRoot?.querySelector(selector);
      if (element == null) throw new Error(`no ${selector}`);
      return getComputedStyle(element);
    };
    expect(style('.main').backgroundColor).to.equal('rgb(120, 20, 90)');
    expect(style('.main').fontFamily).to.equal('Georgia');
    expect(style('.card').backgroundColor).to.equal('rgb(250, 240, 230)');
    expect(style('.card').borderRadius).to.equal('0px');
  });

  it('keeps text legible on any accent, in light and dark', async () => {
    for (const scheme of ['light', 'dark'])
      for (const accent of ['#ffd400', '#0b2a6b', '#8a8a8a', '#c2185b', '#00e5ff'])
        for (const name of ['agent-none', 'agent-hold']) {
          const { call } = await mountState(name);
          call.style.setProperty('--fernblick-accent', accent);
          document.documentElement.style.setProperty('color-scheme', scheme);
          await expect(call).to.be.accessible();
          call.remove();
        }
    document.documentElement.style.removeProperty('color-scheme');
  });

  it('lets the page style its parts', async () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('video-session::part(toolbar) { opacity: 0.5 }');
    document.adoptedStyleSheets.push(sheet);
    const { call } = await mountState('agent-live');
    const bar = call.shadowRoot?.querySelector('.bar');
    expect(bar && getComputedStyle(bar).opacity).to.equal('0.5');
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
  });

  it('follows the page between light and dark, while the stage stays dark', async () => {
    const card = (await mountState('agent-none')).call;
    const live = (await mountState('agent-live')).call;
    const background = (call: Element, selector: string): string => {
      const element = call.shadowRoot?.querySelector(selector);
      return element == null ? '' : getComputedStyle(element).backgroundColor;
    };
    document.documentElement.style.setProperty('color-scheme', 'light');
    const light = [background(card, '.card'), background(live, '.stage')];
    document.documentElement.style.setProperty('color-scheme', 'dark');
    const dark = [background(card, '.card'), background(live, '.stage')];
    document.documentElement.style.removeProperty('color-scheme');
    expect(dark[0]).not.to.equal(light[0]);
    expect(dark[1]).to.equal(light[1]);
  });

  for (const width of [280, 390, 620, 900])
    it(`fits ${width} px in every state, in German and from right to left`, async () => {
      const page = await fixture<HTMLElement>(html`<div></div>`);
      page.style.setProperty('inline-size', `${width}px`);
      for (const dir of ['ltr', 'rtl'])
        for (const name of Object.keys(states)) {
          const { call } = await mountState(name, 'de');
          page.dir = dir;
          page.append(call);
          // On a narrow window the stage would cover the page, however wide its place is.
          const root = call.shadowRoot?.querySelector<HTMLElement>('.root');
          root?.style.setProperty('position', 'relative');
          const inside = root?.getBoundingClientRect();
          for (const element of call.shadowRoot?.querySelectorAll('button, h2, p, select') ?? []) {
            if (!element.checkVisibility() || element.closest('[popover], dialog') !== null)
              continue;
            const box = element.getBoundingClientRect();
            // What is only for screen readers has next to no size.
            if (inside === undefined || box.width <= 1) continue;
            const what = `${name} ${dir}: ${element.textContent?.trim()}`;
            expect(box.left, what).to.be.at.least(inside.left - 1);
            expect(box.right, what).to.be.at.most(inside.right + 1);
            expect(element.scrollWidth, what).to.be.at.most(element.clientWidth + 1);
          }
          call.remove();
        }
    });
});
