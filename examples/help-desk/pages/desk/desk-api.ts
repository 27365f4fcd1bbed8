import type {
  AllSettings,
  Deliveries,
  Delivery,
  DeskEvent,
  DeskRole,
  SettingsEdit,
  SettingsReach,
  TicketRecord,
  TicketRow,
  TicketStatus,
} from '../../desk-data.ts';

const RETRY_MS = 2_000;
const ANSWER_TIMEOUT_MS = 10_000;

/** Raised where the desk refused; `missing` where there is nothing, or nothing for this person. */
export class DeskRefusal extends Error {
  readonly missing: boolean;
  /** Of Fernblick's table of errors. */
  readonly code: string | null;

  constructor(status: number, code: string | null) {
    super(`The desk answered with ${status}.`);
    this.missing = status === 404 || status === 400;
    this.code = code;
  }
}

/** The desk's backend as one person's page sees it. */
export class DeskApi {
  readonly #as: string;
  /** How many events have come. */
  #told = 0;

  constructor(role: DeskRole, id: string) {
    this.#as = `${role}:${id}`;
  }

  async tickets(): Promise<readonly TicketRow[]> {
    const { tickets } = await this.#latest<{ readonly tickets: readonly TicketRow[] }>(
      '/desk/tickets',
    );
    return tickets;
  }

  async record(ticket: string): Promise<TicketRecord> {
    return await this.#latest<TicketRecord>(`/desk/tickets/${encodeURIComponent(ticket)}`);
  }

  /** The same id sent twice is one message. */
  async send(ticket: string, id: string, text: string): Promise<void> {
    await this.#ask(`/desk/tickets/${encodeURIComponent(ticket)}/messages`, 'POST', { id, text });
  }

  async setStatus(ticket: string, status: TicketStatus): Promise<void> {
    await this.#ask(`/desk/tickets/${encodeURIComponent(ticket)}/status`, 'PUT', { status });
  }

  async link(session: string, ticket: string): Promise<void> {
    await this.#ask(`/desk/sessions/${encodeURIComponent(session)}/tickets`, 'POST', { ticket });
  }

  async unlink(session: string, ticket: string): Promise<void> {
    const path = `/desk/sessions/${encodeURIComponent(session)}/tickets`;
    await this.#ask(`${path}/${encodeURIComponent(ticket)}`, 'DELETE');
  }

  /** A new ticket that the session belongs to. */
  async createTicket(session: string): Promise<void> {
    await this.#ask('/desk/tickets', 'POST', { session });
  }

  /** A fresh token for the tags; the desk's backend mints it for whoever is logged in here. */
  async token(ticket: string, signal?: AbortSignal): Promise<string> {
    const answer = await this.#ask('/desk/token', 'POST', { ticket }, signal);
    return ((await answer.json()) as { readonly token: string }).token;
  }

  /** A fresh token for somebody who has no ticket yet. */
  async visitorToken(
    visitor: { readonly id: string; readonly name: string },
    signal?: AbortSignal,
  ): Promise<string> {
    const answer = await this.#ask('/desk/visitor-token', 'POST', visitor, signal);
    return ((await answer.json()) as { readonly token: string }).token;
  }

  /** A fresh token for the agent's console, which is about all tickets. */
  async agentToken(signal?: AbortSignal): Promise<string> {
    const answer = await this.#ask('/desk/agent-token', 'POST', {}, signal);
    return ((await answer.json()) as { readonly token: string }).token;
  }

  async settings(): Promise<AllSettings> {
    return (await (await this.#ask('/desk/settings')).json()) as AllSettings;
  }

  /** Decides only this, and answers with all that is decided now, by others too. */
  async decide(reach: SettingsReach, edit: SettingsEdit): Promise<AllSettings> {
    const answer = await this.#ask('/desk/settings', 'PATCH', { reach, edit });
    return (await answer.json()) as AllSettings;
  }

  /** What became of Fernblick's messages, the newest first; all of them, or those in one state. */
  async deliveries(state: string, after: string | null): Promise<Deliveries> {
    const answer = await this.#ask('/desk/deliveries', 'GET', undefined, undefined, {
      state,
      after: after ?? '',
    });
    return (await answer.json()) as Deliveries;
  }

  async resend(delivery: string): Promise<Delivery> {
    const path = `/desk/deliveries/${encodeURIComponent(delivery)}/resend`;
    return (await (await this.#ask(path, 'POST', {})).json()) as Delivery;
  }

  /** Everything that Fernblick keeps of the customer of a ticket, as a file. */
  async keptOf(ticket: string): Promise<Blob> {
    return await (await this.#ask(`/desk/customers/${encodeURIComponent(ticket)}/export`)).blob();
  }

  /** Has Fernblick forget the customer of a ticket; answers in how many sessions. */
  async forget(ticket: string, reason: string): Promise<number> {
    const path = `/desk/customers/${encodeURIComponent(ticket)}`;
    const answer = await this.#ask(path, 'DELETE', { reason });
    return ((await answer.json()) as { readonly sessions: number }).sessions;
  }

  /** Calls back at every event, and tells when the desk went away and when it is back. */
  listen(listener: {
    readonly event: (event: DeskEvent) => void;
    readonly there: () => void;
    readonly away: () => void;
  }): { tryNow(): void } {
    let timer = 0;
    let source: EventSource;
    const open = (): void => {
      window.clearTimeout(timer);
      source = new EventSource(this.#url('/desk/events'));
      source.addEventListener('open', listener.there);
      source.addEventListener('message', (message: MessageEvent<string>) => {
        this.#told += 1;
        listener.event(JSON.parse(message.data) as DeskEvent);
      });
      source.addEventListener('error', () => {
        // A browser gives a stream up for good after an answer that is none; so we reopen it ourselves, always.
        source.close();
        listener.away();
        timer = window.setTimeout(open, RETRY_MS);
      });
    };
    open();
    return {
      tryNow: () => {
        source.close();
        open();
      },
    };
  }

  /** What is asked as a whole: an answer that an event has overtaken would take the newest away again. */
  async #latest<T>(path: string): Promise<T> {
    for (;;) {
      const told = this.#told;
      const answer = (await (await this.#ask(path)).json()) as T;
      if (told === this.#told) return answer;
    }
  }

  async #ask(
    path: string,
    method = 'GET',
    body?: object,
    signal?: AbortSignal,
    query: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    const abort = new AbortController();
    const stop = (): void => abort.abort();
    const timer = window.setTimeout(stop, ANSWER_TIMEOUT_MS);
    signal?.addEventListener('abort', stop, { signal: abort.signal });
    if (signal?.aborted) stop();
    try {
      const answer = await fetch(this.#url(path, query), {
        method,
        signal: abort.signal,
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      if (!answer.ok) throw new DeskRefusal(answer.status, await codeOf(answer));
      return answer;
    } finally {
      window.clearTimeout(timer);
    }
  }

  #url(path: string, query: Readonly<Record<string, string>> = {}): string {
    return `${path}?${new URLSearchParams({ as: this.#as, ...query })}`;
  }
}

async function codeOf(answer: Response): Promise<string | null> {
  const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json');
  const { code = null } = isProblem === true ? ((await answer.json()) as { code?: string }) : {};
  return code;
}
