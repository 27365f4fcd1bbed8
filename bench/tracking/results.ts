import { join } from 'node:path';
import { root } from '../../scripts/root.ts';
import type { FilmResult, Route } from './measure.ts';

/** Where the last run left every record, for the report. */
export const resultsFile = join(root, 'test-results/tracking.json');

export interface Results {
  /** When it was measured, ISO 8601. */
  readonly at: string;
  /** Name of the folder of photographs; null for pictures drawn by script. */
  readonly photographs: string | null;
  readonly pictureCount: number;
  /** Mean peak signal-to-noise ratio of what arrived, in dB, by route. */
  readonly quality: Partial<Record<Route, number>>;
  readonly films: readonly FilmResult[];
}
