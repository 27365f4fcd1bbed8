import type { CallOffer, DeskLine } from '@fernblick/protocol';
import { momentInWords } from '../shared/moments.ts';
import type { ListsController } from './lists-controller.ts';
import type { News } from './notification-controller.ts';
import type { ConsoleWords } from './words/en.ts';

/** What the news is made from. */
export interface NewsParts {
  readonly words: ConsoleWords;
  readonly locale: string;
  /** The server's time. */
  readonly now: number;
  readonly offers: readonly CallOffer[];
  readonly lists: ListsController;
}

/** Calls that ring, requests that wait for an answer, and what customers have answered; null before that is known. */
export function newsOfDesk(parts: NewsParts): readonly News[] | null {
  const { words, offers, lists } = parts;
  const waiting = lists.shown('requests');
  if (!waiting.isKnown && waiting.error === null) return null;
  const calls = offers.map(({ session, by, ticket }) => ({
    id: `call-${session}`,
    title: words.calls(by),
    text: ticket === null ? words.noTicket : words.ticket(ticket),
  }));
  const told = waiting.lines.filter(({ session }) => !lists.wasLookedUp(session));
  const requests = told
    .filter(({ phase, request }) => phase === 'requested' && request?.calling === false)
    .map((line) => ({
      id: `request-${line.session}`,
      title: words.newRequest(customerOf(words, line)),
      text: ticketOf(words, line),
    }));
  const answers = [...told, ...lists.withdrawn].flatMap((line) => answerOf(parts, line));
  return [...calls, ...requests, ...answers];
}

/** What a customer has answered to an agent; nothing where the next word is an agent's. */
function answerOf({ words, locale, now }: NewsParts, line: DeskLine): readonly News[] {
  const { session, request } = line;
  const answered = request?.answered ?? null;
  if (request === null || answered === null) return [];
  const { as, at } = answered;
  const titles = {
    'other-times': words.otherTimesOf,
    accepted: words.acceptedBy,
    withdrawn: words.withdrawnBy,
  } as const;
  const ticket = ticketOf(words, line);
  const text =
    as === 'accepted' && request.scheduledFor !== null
      ? `${ticket}, ${words.agreed(momentInWords(request.scheduledFor, now, locale))}`
      : ticket;
  return [{ id: `answer-${session}-${at}`, title: titles[as](customerOf(words, line)), text }];
}

function customerOf(words: ConsoleWords, { customers: [name] }: DeskLine): string {
  return name ?? words.noCustomer;
}

function ticketOf(words: ConsoleWords, { tickets: [ticket] }: DeskLine): string {
  return ticket === undefined ? words.noTicket : words.ticket(ticket);
}
