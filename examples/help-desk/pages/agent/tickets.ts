import type {} from '@fernblick/elements/events.js';
import { DeskRefusal, type DeskApi } from '../desk/desk-api.ts';
import type { DeskWords } from '../desk/words.ts';

/**
 * What agents do with the tickets of a session. The tags' own tokens reach one ticket; the desk's backend knows which
 * tickets there are, makes new ones, and links them over the host API.
 */
export function setUpTickets(room: HTMLElement, api: DeskApi, words: DeskWords): void {
  room.addEventListener('link-ticket', (event) => {
    const { session, ticket } = event;
    event.takeOver(
      api.link(session, ticket).catch((error: unknown) => {
        throw error instanceof DeskRefusal && error.missing
          ? new Error(words.noTicket(ticket), { cause: error })
          : error;
      }),
    );
  });
  room.addEventListener('unlink-ticket', (event) =>
    event.takeOver(api.unlink(event.session, event.ticket)),
  );
  room.addEventListener('create-ticket', (event) =>
    event.takeOver(api.createTicket(event.session)),
  );
}
