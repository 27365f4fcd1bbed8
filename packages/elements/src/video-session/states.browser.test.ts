import { expect } from '@open-wc/testing';
import { mountState, states } from '../testing/mount.ts';

const LANGUAGES = ['en', 'de'] as const;
const SCHEMES = ['light', 'dark'] as const;

describe('every state of video-session', () => {
  afterEach(() => {
    document.documentElement.style.removeProperty('color-scheme');
    document.body.style.removeProperty('background');
  });

  for (const name of Object.keys(states)) {
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
