import type { TicketNote, TicketSystem } from './ticket-note.ts';

const ANSWER_TIMEOUT_MS = 10_000;

/** What is looked at in Zammad's answers; there is much more in them. */
interface Found {
  readonly tickets?: readonly number[];
  readonly assets?: {
    readonly Ticket?: Readonly<Record<string, { readonly id: number; readonly number: string }>>;
  };
}
interface Article {
  readonly subject: string | null;
}

/** How Zammad is reached. */
export interface ZammadOptions {
  /** Such as `https://support.example`. */
  readonly url: string;
  /** An access token of a user with the permission `ticket.agent`. */
  readonly token: string;
}

/**
 * Writes notes into tickets of Zammad, by their number, as internal articles. Written after Zammad's documentation of its
 * REST API, and tested against the answers that stand there.
 */
export class Zammad implements TicketSystem {
  readonly #url: string;
  readonly #token: string;

  constructor({ url, token }: ZammadOptions) {
    this.#url = url.replace(/\/$/, '');
    this.#token = token;
  }

  async add(ticket: string, note: TicketNote): Promise<void> {
    const ticketId = await this.#idOf(ticket);
    if (ticketId === null) {
      // Trying again would not make it appear.
      console.warn(`Zammad knows no ticket ${ticket}.`);
      return;
    }
    const subject = `${note.subject} [${note.id}]`;
    // Written before an answer that got lost: Zammad itself would take it twice.
    const articles = (await this.#ask(
      'GET',
      `/ticket_articles/by_ticket/${ticketId}`,
    )) as readonly Article[];
    if (articles.some((article) => article.subject === subject)) return;
    await this.#ask('POST', '/ticket_articles', {
      ticket_id: ticketId,
      subject,
      body: note.text,
      content_type: 'text/plain',
      type: 'note',
      internal: true,
    });
  }

  async #idOf(number: string): Promise<number | null> {
    const query = new URLSearchParams({ query: number, limit: '10' });
    const { assets } = (await this.#ask('GET', `/tickets/search?${query}`)) as Found;
    // The search finds everything in which the number stands.
    const tickets = Object.values(assets?.Ticket ?? {});
    return tickets.find((ticket) => ticket.number === number)?.id ?? null;
  }

  async #ask(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
    const answer = await fetch(`${this.#url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Token token=${this.#token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    });
    if (!answer.ok) throw new Error(`Zammad answered ${answer.status} to ${method} ${path}`);
    return answer.json();
  }
}
