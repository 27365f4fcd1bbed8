import type { Dictionary } from '../../shared/words-controller.ts';
import { en, type ToldWords } from './told-en.ts';

/** What is told once there is something to tell; apart from the words of the tools, which are there from the start. */
export const told: Dictionary<ToldWords> = {
  en,
  load: {
    de: async () => (await import('./told-de.ts')).de,
    it: async () => (await import('./told-it.ts')).it,
    ro: async () => (await import('./told-ro.ts')).ro,
  },
};
