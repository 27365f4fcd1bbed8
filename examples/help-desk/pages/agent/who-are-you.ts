import { pageAddress } from '../desk/address.ts';
import { byId, make } from '../desk/make.ts';
import type { DeskWords } from '../desk/words.ts';

/**
 * The demo's stand-in for the log-in that a colleague passes who opens an invitation from their mail: the link says
 * nothing of who that is. Resolves where the page's address does; else the choice opens the page anew, with the link's key.
 */
export async function sayWhoYouAre(words: DeskWords): Promise<void> {
  const here = new URLSearchParams(location.search);
  if (here.has('agent') || !location.hash.startsWith('#invitation=')) return;
  const people = [...byId('agent-choice', HTMLSelectElement).options];
  const dialog = make(
    'dialog',
    { class: 'who', 'aria-labelledby': 'who-title' },
    make('h2', { id: 'who-title' }, words.whoAreYou),
    make('p', {}, words.whoHint),
    ...people.map(({ value, text }) => {
      const address = pageAddress('/agent/', { ...Object.fromEntries(here), agent: value });
      return make('a', { class: 'go', href: `${address}${location.hash}` }, text);
    }),
  );
  document.body.append(dialog);
  // Who does not say it has nothing to see here.
  dialog.addEventListener('close', () => location.assign('/'));
  dialog.showModal();
  // Nothing is shown to nobody in particular: from here it goes on at another address.
  await new Promise<never>(() => undefined);
}
