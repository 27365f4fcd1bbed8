import { paintLost } from './paint-lost.ts';
import { paintSelected } from './paint-selected.ts';

/** What is painted beside marks: it comes with the first one, apart from what paints marks. */
export const paintAside = { paintLost, paintSelected };
export type PaintAside = typeof paintAside;
