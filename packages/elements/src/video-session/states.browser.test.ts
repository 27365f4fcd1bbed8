import { expect } from '@open-wc/testing';
import { mountState, states } from '../testing/mount.ts';

const LANGUAGES = ['en', 'de'] as const;
const SCHEMES = ['light', 'dark'] as const;

/** What on the way up from a picture makes showing it expensive without a graphics card. */
function costly(video: HTMLVideoElement, top: Element): readonly string[] {
  const found: string[] = [];
  for (let at: Element | null = video; at !== null && at !== top; at = at.parentElement) {
    const { overflowX, borderTopLeftRadius, filter, clipPath, maskImage } = getComputedStyle(at);
    const clips = at === video || overflowX !== 'visible';
    if (clips && borderTopLeftRadius !== '0px') found.push(`${at.className}: round`);
    if (filter !== 'none') found.push(`${at.className}: ${filter}`);
    if (clipPath !== 'none' || maskImage !== 'none') found.push(`${at.className}: cut out`);
  }
  return found;
}

/** The shortest way between two words that stand beside each other in the bar, px; what says it with the least room. */
function narrowest(call: HTMLElement): { readonly px: number; readonly between: string } {
  const words = [...(call.shadowRoot?.querySelectorAll('.bar .tool span') ?? [])]
    .map((word) => {
      const range = document.createRange();
      range.selectNodeContents(word);
      return {
        text: word.textContent,
        seen: word.clientWidth > 1,
        box: range.getBoundingClientRect(),
      };
    })
    .filter(({ seen, box }) => seen && box.width > 0);
  return words.slice(1).reduce(
    (least, { text, box }, i) => {
      const before = words[i];
      const px = box.left - (before?.box.right ?? 0);
      return px < least.px ? { px, between: `${before?.text} ${text}` } : least;
    },
    { px: Infinity, between: '' },
  );
}

describe('the bar of a call', () => {
  for (const lang of ['en', 'de', 'it', 'ro'])
    it(`keeps its words apart at every width of a customer's call (${lang})`, async () => {
      const { call } = await mountState('customer-live', lang);
      for (let width = 360; width <= 1_000; width += 20) {
        call.style.setProperty('inline-size', `${width}px`);
        const { px, between } = narrowest(call);
        expect(px, `${between} at ${width} px`).to.be.at.least(3);
      }
    });
});

describe('every state of video-session', () => {
  afterEach(() => {
    document.documentElement.style.removeProperty('color-scheme');
    document.body.style.removeProperty('background');
  });

  for (const name of Object.keys(states)) {
    it(`${name}: shows its pictures without rounding, filtering or cutting them`, async () => {
      const { call } = await mountState(name);
      for (const video of call.shadowRoot?.querySelectorAll('video') ?? [])
        expect(costly(video, call)).to.deep.equal([]);
      call.remove();
    });

    it(`${name}: one heading, and nothing that axe finds, in light and dark, English and German`, async () => {
      for (const scheme of SCHEMES) {
        document.documentElement.style.setProperty('color-scheme', scheme);
        document.body.style.setProperty('background', 'Canvas');
        for (const lang of LANGUAGES) {
          const { call } = await mountState(name, lang);
          expect(call.shadowRoot?.querySelectorAll('h2')).to.have.length(1);
          await expect(call).to.be.accessible();
          call.remove();
        }
      }
    });
  }
});
