import { paintAside } from '../drawing/paint-aside.ts';
import { MarkGrip } from './mark-grip.ts';

/** What marks need once they are there: it comes with the first thing that is painted, apart from what draws. */
export const aside = { ...paintAside, MarkGrip };
export type Aside = typeof aside;
