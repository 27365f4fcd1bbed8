import { isErrorCode, SessionError } from '@fernblick/protocol';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type {
  AllSettings,
  Deliveries,
  Delivery,
  SettingsEdit,
  SettingsReach,
  TicketFacts,
} from '../desk-data.ts';
import { customerOf, team, type Person } from './people.ts';
import type { seedDispositions, seedResponses } from './seed.ts';
import { wantedEvents } from './webhooks.ts';

const ANSWER_TIMEOUT_MS = 5_000;
/** By whom agents read that what the desk knows was told. */
const SERVICE = { subject: 'nordlicht', name: 'Nordlicht Service' };

/** What the desk's pages get for their tags. */
export interface Token {
  readonly token: string;
  readonly expiresAt: number;
}

interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
  readonly events?: readonly string[];
}

/**
 * The desk as a host of Fernblick: everything it asks goes over the host API with the API key, as it would where the
 * server runs elsewhere. The key stays in this process; pages only ever see tokens.
 */
export class FernblickHost {
  readonly #server: string;
  readonly #apiKey: string;

  constructor(server: string, apiKey: string) {
    this.#server = server;
    this.#apiKey = apiKey;
  }

  /** A token for one person and one ticket, or for an agent and all tickets. */
  async mintToken(person: Person, ticket: string | null): Promise<Token> {
    const { subject, name, role } = person;
    const scope = ticket === null ? { portals: ['*', team.portal] } : { ticket };
    // What a customer asks for goes to the team, too; it lets them see nothing more.
    const portals = ticket === null ? [] : [team.portal];
    return await this.#mint({ subject, name, role, portals, scope });
  }

  /** A token for somebody without a ticket, who may ask the team for a session and call it. */
  mintVisitorToken({ id, name }: { readonly id: string; readonly name: string }): Promise<Token> {
    const [subject, portals] = [`visitor-${id}`, [team.portal]];
    return this.#mint({ subject, name, role: 'customer', portals, scope: { entry: true } });
  }

  /**
   * Makes sure that Fernblick tells this desk what happens, and returns the secret its messages are signed with. A
   * webhook of an earlier start is used on, because messages may be waiting for it.
   */
  async subscribe(url: string, memory: string): Promise<string> {
    const kept = existsSync(memory)
      ? // Written below, so it has this form.
        (JSON.parse(readFileSync(memory, 'utf8')) as Pick<Webhook, 'id' | 'secret'>)
      : null;
    if (kept !== null) {
      const answer = await this.#ask('GET', '/api/v1/webhooks');
      const { webhooks } = (await answer.json()) as { readonly webhooks: readonly Webhook[] };
      const present = webhooks.find(({ id }) => id === kept.id);
      const wants = present?.events ?? [];
      // An older desk may have asked for less.
      if (present?.url === url && wantedEvents.every((event) => wants.includes(event)))
        return kept.secret;
      if (present !== undefined) await this.#ask('DELETE', `/api/v1/webhooks/${kept.id}`);
    }
    const answer = await this.#ask('POST', '/api/v1/webhooks', { url, events: wantedEvents });
    const { id, secret } = (await answer.json()) as Webhook;
    writeFileSync(memory, JSON.stringify({ id, url, secret }), { mode: 0o600 });
    return secret;
  }

  /** Puts standard responses into a library that is still empty; what others have changed stays. */
  async seedResponses(responses: typeof seedResponses): Promise<void> {
    const answer = await this.#ask('GET', '/api/v1/standard-responses');
    const { responses: present } = (await answer.json()) as {
      readonly responses: readonly object[];
    };
    if (present.length > 0) return;
    for (const { id, title, text } of responses)
      await this.#ask('PUT', `/api/v1/standard-responses/${id}`, { title, text });
  }

  /** Tells what agents should know beside a session: of its customer once, of the device each time. */
  async introduce(session: string, ticket: TicketFacts): Promise<void> {
    const contact = contactPath(customerOf(ticket.id));
    if (!(await this.#has(contact)))
      await this.#ask('PUT', contact, {
        name: ticket.customer,
        fields: [
          { name: 'City', value: ticket.city },
          { name: 'Telephone', value: '' },
          { name: 'Best reached', value: 'Weekdays after 17:00' },
        ],
        // Agents read it beside the fields until one of them has corrected something.
        by: { name: SERVICE.name },
      });
    const answer = await this.#ask('GET', `/api/v1/sessions/${session}`);
    const { attached } = (await answer.json()) as { attached: readonly { name: string }[] };
    for (const [name, value] of [
      ['Device', ticket.device],
      ['Serial number', ''],
    ])
      // What is there already, agents may have corrected.
      if (!attached.some((field) => field.name === name))
        await this.#ask('POST', `/api/v1/sessions/${session}/data`, { name, value, by: SERVICE });
  }

  /** The tickets of a session, as Fernblick has them. */
  async ticketsOf(session: string): Promise<readonly string[]> {
    const answer = await this.#ask('GET', pathOf(session));
    return ((await answer.json()) as { readonly tickets: readonly string[] }).tickets;
  }

  /** @throws SessionError such as `already-linked` */
  async link(session: string, ticket: string, by: Person): Promise<void> {
    await this.#ask('POST', `${pathOf(session)}/tickets`, { ticket, by: authorOf(by) });
  }

  /** @throws SessionError such as `not-linked` */
  async unlink(session: string, ticket: string, by: Person): Promise<void> {
    const path = `${pathOf(session)}/tickets/${encodeURIComponent(ticket)}`;
    await this.#ask('DELETE', path, { by: authorOf(by) });
  }

  /** Writes into the chat of a session what this person has written in the ticket; the same id writes it once. */
  async write(
    session: string,
    { subject, name, role }: Person,
    message: { readonly id: string; readonly text: string },
  ): Promise<void> {
    const from = { subject, name, role };
    await this.#ask('POST', `${pathOf(session)}/chat`, { ...message, from });
  }

  /** Puts disposition codes into a list that is still empty. */
  async seedDispositions(dispositions: typeof seedDispositions): Promise<void> {
    const answer = await this.#ask('GET', '/api/v1/dispositions');
    const { dispositions: present } = (await answer.json()) as {
      readonly dispositions: readonly object[];
    };
    if (present.length > 0) return;
    for (const { code, label } of dispositions)
      await this.#ask('PUT', `/api/v1/dispositions/${code}`, { label });
  }

  /** What can be switched and what was decided, for the administrator's page. */
  async settings(): Promise<Omit<AllSettings, 'team' | 'agents'>> {
    const [all, history] = await Promise.all([
      this.#ask('GET', '/api/v1/settings'),
      this.#ask('GET', '/api/v1/settings/history'),
    ]);
    const { functions, decided } = (await all.json()) as Pick<AllSettings, 'functions' | 'decided'>;
    const { changes } = (await history.json()) as Pick<AllSettings, 'changes'>;
    return { functions, decided, changes };
  }

  /** Decides some of what there is for everybody, a portal or one agent; Fernblick checks what is decided. */
  async decide(reach: SettingsReach, edit: SettingsEdit, by: string): Promise<void> {
    const path = reach.is === 'host' ? 'host' : `${reach.is}s/${encodeURIComponent(reach.name)}`;
    await this.#ask('PATCH', `/api/v1/settings/${path}`, { ...edit, by: { name: by } });
  }

  /** What became of the messages to this desk and to whoever else hears them; `query` chooses and goes on. */
  async deliveries(query: URLSearchParams): Promise<Deliveries> {
    const answer = await this.#ask('GET', `/api/v1/webhooks/deliveries?${query}`);
    return (await answer.json()) as Deliveries;
  }

  /** The same message under the same id; the desk writes its line only once. */
  async resend(delivery: string): Promise<Delivery> {
    const path = `/api/v1/webhooks/deliveries/${encodeURIComponent(delivery)}/resend`;
    return (await (await this.#ask('POST', path, {})).json()) as Delivery;
  }

  /** Everything that Fernblick keeps of a customer; null where it keeps nothing. */
  async export(customer: string, by: Person): Promise<Response | null> {
    const query = new URLSearchParams({ by: by.subject, name: by.name });
    const path = `${contactPath(customer)}/export?${query}`;
    const answer = await this.#send('GET', path);
    return answer.status === 404 ? null : await this.#checked(answer, `GET ${path}`);
  }

  /** Has Fernblick forget a customer; in how many sessions, or null where there was nothing. */
  async forget(customer: string, reason: string, by: Person): Promise<number | null> {
    const path = contactPath(customer);
    const answer = await this.#send('DELETE', path, { reason, by: authorOf(by) });
    if (answer.status === 404) return null;
    const done = await this.#checked(answer, `DELETE ${path}`);
    return ((await done.json()) as { readonly sessions: number }).sessions;
  }

  async #has(path: string): Promise<boolean> {
    const answer = await this.#send('GET', path);
    if (!answer.ok && answer.status !== 404)
      throw new Error(`Fernblick answered GET ${path} with ${answer.status}.`);
    return answer.ok;
  }

  async #mint(contents: object): Promise<Token> {
    const answer = await this.#ask('POST', '/api/v1/tokens', contents);
    return (await answer.json()) as Token;
  }

  async #ask(method: string, path: string, body?: object): Promise<Response> {
    return await this.#checked(await this.#send(method, path, body), `${method} ${path}`);
  }

  async #checked(answer: Response, what: string): Promise<Response> {
    if (answer.ok) return answer;
    const text = await answer.text();
    const cause = new Error(`Fernblick answered ${what} with ${answer.status}: ${text}`);
    // What the rules refuse or cannot read, the page is told as they said it.
    const { code } = [400, 409].includes(answer.status)
      ? (JSON.parse(text) as { code?: unknown })
      : {};
    throw isErrorCode(code) ? new SessionError(code, { cause }) : cause;
  }

  #send(method: string, path: string, body?: object): Promise<Response> {
    return fetch(new URL(path, this.#server), {
      method,
      headers: {
        authorization: `Bearer ${this.#apiKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    });
  }
}

function pathOf(session: string): string {
  return `/api/v1/sessions/${encodeURIComponent(session)}`;
}

function contactPath(customer: string): string {
  return `/api/v1/contacts/${encodeURIComponent(customer)}`;
}

function authorOf({ subject, name }: Person): Pick<Person, 'subject' | 'name'> {
  return { subject, name };
}
