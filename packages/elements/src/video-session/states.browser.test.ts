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
