import type { SessionSnapshot } from '@fernblick/client';
import type { VideoSession } from '@fernblick/elements/video-session.js';
import { pageAddress } from '../desk/address.ts';
import { byId, make } from '../desk/make.ts';
import type { DeskWords } from '../desk/words.ts';

/** What belongs to a ticket alone: its conversation, its facts and its customer's page. */
const OF_A_TICKET = [
  'ticket-status-field',
  'ticket-priority',
  'log',
  'composer',
  'facts',
  'customer-page',
];

/**
 * The workspace of a session that came without a ticket: the same call, notes and records as in a ticket, and who is in
 * it where a ticket's subject stands. Once the session belongs to a ticket, that one is a link away.
 */
export function setUpLoneSession(options: {
  readonly room: HTMLElement;
  readonly video: VideoSession;
  readonly words: DeskWords;
  readonly agent: string;
}): void {
  const { room, video, words, agent } = options;
  room.dataset['about'] = 'session';
  for (const id of OF_A_TICKET) byId(id, HTMLElement).remove();
  byId('details-title', HTMLElement).textContent = words.sessionDetails;
  const show = (tickets: readonly string[], names: readonly string[]): void => {
    const [ticket] = tickets;
    const title = ticket === undefined ? words.withoutTicket : words.ofTicket(ticket);
    const people = names.join(', ');
    document.title = `${people === '' ? '' : `${people} · `}${title} · Nordlicht Service`;
    byId('ticket-subject', HTMLElement).textContent = title;
    byId('ticket-who', HTMLElement).textContent = people;
    // In a tab of its own, so that looking at the ticket never ends the call.
    byId('ticket-id', HTMLElement).replaceChildren(
      ...tickets.map((id) =>
        make('a', { href: pageAddress('/agent/', { agent, ticket: id }), target: '_blank' }, id),
      ),
    );
  };
  let shown = '';
  const look = ({ session }: Pick<SessionSnapshot, 'session'>): void => {
    const others = (session?.participants ?? []).filter(({ role }) => role === 'customer');
    const now = [session?.tickets ?? [], others.map(({ name }) => name)] as const;
    // Only what is new: a link that is drawn anew loses the focus.
    if (JSON.stringify(now) === shown) return;
    shown = JSON.stringify(now);
    show(...now);
  };
  look({ session: null });
  video.addEventListener('client-changed', ({ client }) => client?.subscribe(look));
}
