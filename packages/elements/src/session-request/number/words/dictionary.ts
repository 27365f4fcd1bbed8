import type { Dictionary } from '../../../shared/words-controller.ts';
import { en, type NumberWords } from './en.ts';

/** Comes with the wish to type a number; the other languages are files of their own. */
export const dictionary: Dictionary<NumberWords> = {
  en,
  load: {
    de: async () => (await import('./de.ts')).de,
    it: async () => (await import('./it.ts')).it,
    ro: async () => (await import('./ro.ts')).ro,
  },
};
