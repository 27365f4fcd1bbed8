import type { Dictionary } from '../../shared/words-controller.ts';
import { en, type ChoiceWords } from './en.ts';

/** English at once; the other languages are files of their own, loaded when they are wanted. */
export const dictionary: Dictionary<ChoiceWords> = {
  en,
  load: {
    de: async () => (await import('./de.ts')).de,
    it: async () => (await import('./it.ts')).it,
    ro: async () => (await import('./ro.ts')).ro,
  },
};
