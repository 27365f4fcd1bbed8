import type { Dictionary } from '../../../shared/words-controller.ts';
import { en, type CallingWords } from './en.ts';

/** Comes with the first call; the other languages are files of their own. */
export const dictionary: Dictionary<CallingWords> = {
  en,
  load: {
    de: async () => (await import('./de.ts')).de,
    it: async () => (await import('./it.ts')).it,
    ro: async () => (await import('./ro.ts')).ro,
  },
};
