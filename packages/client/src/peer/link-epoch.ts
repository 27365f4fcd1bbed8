import { randomId } from '../random-id.ts';

const DIGITS = 5;
const RANDOM_CHARACTERS = 8;
const base36 = (count: number): string => count.toString(36).padStart(DIGITS, '0');

/**
 * Names a link so that later ones sort after earlier ones, without a clock: first by the join that brought this page
 * in (counted by the server), then by this page's own count.
 */
export function linkEpoch(pageEpoch: number, count: number): string {
  return `${base36(pageEpoch)}-${base36(count)}-${randomId().slice(0, RANDOM_CHARACTERS)}`;
}

/** True where the link was made by the page that joined with this epoch. */
export function isLinkOfPage(link: string, pageEpoch: number): boolean {
  return link.startsWith(`${base36(pageEpoch)}-`);
}
