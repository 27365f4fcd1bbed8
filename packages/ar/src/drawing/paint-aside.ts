import { paintLost } from './paint-lost.ts';
import { paintReticle } from './paint-reticle.ts';
import { paintSelected } from './paint-selected.ts';

/** What is painted beside marks. */
export const paintAside = { paintLost, paintReticle, paintSelected };
export type PaintAside = typeof paintAside;
