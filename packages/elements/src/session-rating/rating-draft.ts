import type { Stars } from '@fernblick/protocol';
import { recall, remember } from '../shared/page-memory.ts';

/** A rating under way: survives a reload of the tab. */
export interface RatingDraft {
  readonly stars: Stars | null;
  readonly comment: string;
}

const keyOf = (session: string): string => `fernblick:rating:${session}`;

/** What this tab had begun to say of a session; null where nothing. */
export function recallDraft(session: string): RatingDraft | null {
  const kept = recall(keyOf(session), 'tab');
  if (typeof kept !== 'object' || kept === null) return null;
  const { stars, comment } = kept as Record<string, unknown>;
  const isStars = (value: unknown): value is Stars =>
    typeof value === 'number' && [1, 2, 3, 4, 5].includes(value);
  return {
    stars: isStars(stars) ? stars : null,
    comment: typeof comment === 'string' ? comment : '',
  };
}

/** Keeps a draft for this tab, or forgets it; false where the browser lets it live no longer than the page. */
export function keepDraft(session: string, draft: RatingDraft | null): boolean {
  return remember(keyOf(session), draft, 'tab');
}
