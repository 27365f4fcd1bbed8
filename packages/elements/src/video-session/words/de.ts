import type { SessionWords } from './en.ts';
import { en } from './en.ts';
export const de: SessionWords = en;
