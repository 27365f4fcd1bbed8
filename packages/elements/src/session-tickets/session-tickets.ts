import { SessionError, type SessionClient } from '@fernblick/client';
import { isErrorCode, type SessionView } from '@fernblick/protocol';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { CreateTicketEvent, LinkTicketEvent, UnlinkTicketEvent } from '../events.ts';
import { confirmation, openDialog } from '../shared/confirmation.ts';
import { define } from '../shared/define.ts';
import { FocusController } from '../shared/focus-controller.ts';
import { NearestSessionController } from '../shared/nearest-session-controller.ts';
import { removalStyles } from '../shared/removal.ts';
import { viewForAgent } from '../shared/view-for-agent.ts';
import { WordsController } from '../shared/words-controller.ts';
import { problemNote } from '../video-session/problem-note.ts';
// Whole, so that the bundle keeps the call in one file, which this element shares: pieces of it would weigh more.
import '../video-session/video-session.ts';
import { dictionary as sessionDictionary } from '../video-session/words/dictionary.ts';
import { sessionTicketsStyles } from './session-tickets.styles.ts';
import { dictionary } from './words/dictionary.ts';
import type { TicketsWords } from './words/en.ts';

const MAX_TICKETS = 20;

/**
 * For agents: the tickets that a session belongs to. They link it to one more, take one off, and, where the page can make
 * tickets, have one made for it. Customers see nothing of this element; the customer of a linked ticket sees the session.
 *
 * It does so with the agent's token, which has to reach more than one ticket, unless the page takes the wish over:
 * `event.takeOver(promise)` of `link-ticket`, `unlink-ticket` and `create-ticket`.
 *
 * It finds its session by itself: the `client` property, else the element whose id `for` names, else the nearest
 * `<video-session>`. `<session-record>` has it for each session.
 *
 * @tag session-tickets
 * @attr {string} lang - Language (en, de, it, ro); else that of the nearest ancestor with `lang`, else the browser's.
 * @fires link-ticket - The agent wants the session linked to one more ticket; cancelable.
 * @fires unlink-ticket - The agent wants a ticket taken off; cancelable.
 * @fires create-ticket - The agent wants a new ticket for the session; the page makes and links it.
 * @csspart base - Everything.
 * @csspart dialog - What is asked before a ticket is taken off.
 * @csspart problem - What went wrong with the last wish.
 * @cssprop --fernblick-accent - Colour of the focus.
 * @cssprop --fernblick-text - Colour of text.
 * @cssprop --fernblick-surface - Background of fields and dialogs.
 * @cssprop [--fernblick-radius=12px] - Radius of corners.
 * @cssprop [--fernblick-space=4px] - Unit of spacing.
 */
export class SessionTickets extends LitElement {
  static override readonly styles = [removalStyles, sessionTicketsStyles];

  /** Id of a `<video-session>` whose client it uses; without it, the nearest one. */
  @property() for: string | null = null;

  /** Id of one of the ticket's sessions; without it the present one. */
  @property() session: string | null = null;

  /** Whether the page makes tickets when asked to by `create-ticket`. */
  @property({ type: Boolean, attribute: 'creates-tickets' }) createsTickets = false;

  @state() private problem: SessionError | null = null;
  /** What a page that took a wish over says of why it cannot be. */
  @state() private refusal = '';
  @state() private news = '';
  @state() private isMissing = false;
  @state() private isBusy = false;
  /** The ticket that the agent wants to take off. */
  @state() private taking: string | null = null;

  @query('#ticket') private readonly field!: HTMLInputElement | null;

  readonly #words = new WordsController(this, dictionary);
  readonly #sessionWords = new WordsController(this, sessionDictionary);
  readonly #source = new NearestSessionController(this, () => this.for);

  constructor() {
    super();
    // The button that takes a ticket off goes with it.
    this.addController(new FocusController(this));
  }

  /** The client to ask; where the page gives none, that of the `<video-session>` which was found. */
  @property({ attribute: false })
  get client(): SessionClient | null {
    return this.#source.client;
  }

  set client(client: SessionClient | null) {
    this.#source.give(client);
  }

  override render(): TemplateResult | typeof nothing {
    const { words } = this.#words;
    const view = viewForAgent(this.client, this.session);
    if (words === null || view === null) return nothing;
    const { tickets } = view;
    const may = view.functions.includes('tickets');
    return html`<div class="base" part="base" role="group" aria-labelledby="heading">
      <h4 id="heading" tabindex="-1">${words.heading}</h4>
      ${this.#renderProblem()}
      ${
        tickets.length === 0
          ? html`<p>${words.none}</p>`
          : html`<ul>
              ${repeat(
                tickets,
                (ticket) => ticket,
                (ticket) => this.#renderTicket(words, ticket, may),
              )}
            </ul>`
      }
      <p class="news" role="status">${this.news}</p>
      ${may && tickets.length < MAX_TICKETS ? this.#renderForm(words, view) : nothing}
      ${may ? this.#renderQuestion(words, view) : nothing}
    </div>`;
  }

  #renderTicket(words: TicketsWords, ticket: string, may: boolean): TemplateResult {
    return html`<li>
      <span>${ticket}</span>
      ${
        may
          ? html`<button
              type="button"
              class="quiet"
              aria-label=${words.takeOff(ticket)}
              @click=${() => void this.#askToTake(ticket)}
            >
              ${words.take}
            </button>`
          : nothing
      }
    </li>`;
  }

  #renderForm(words: TicketsWords, view: SessionView): TemplateResult {
    const { id, internal } = view;
    return html`<form
        novalidate
        @submit=${(event: SubmitEvent) => {
          event.preventDefault();
          void this.#link(words, id);
        }}
      >
        <label for="ticket">${words.field}</label>
        <div class="row">
          <input
            id="ticket"
            maxlength="120"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            aria-describedby="fault hint"
            aria-invalid=${this.isMissing}
            @input=${() => {
              this.isMissing = false;
            }}
          />
          <button type="submit" aria-busy=${this.isBusy}>${words.link}</button>
        </div>
        <p id="fault" class="fault" role="alert">
          ${this.isMissing ? words.missing : this.refusal}
        </p>
        <p id="hint" class="hint">${internal ? words.internalHint : words.publicHint}</p>
      </form>
      ${
        this.createsTickets
          ? html`<button
              type="button"
              class="create"
              aria-busy=${this.isBusy}
              @click=${() => void this.#wish(new CreateTicketEvent(id), null, '')}
            >
              ${words.create}
            </button>`
          : nothing
      }`;
  }

  #renderQuestion(words: TicketsWords, { id }: SessionView): TemplateResult {
    const ticket = this.taking ?? '';
    return confirmation({
      id: 'take-off',
      heading: words.takeHeading(ticket),
      sentence: words.takeSentence,
      action: words.take,
      cancel: words.cancel,
      confirm: () => void this.#take(words, id, ticket),
    });
  }

  #renderProblem(): TemplateResult | typeof nothing {
    const { words } = this.#sessionWords;
    if (words === null) return nothing;
    return problemNote(words, this.problem, () => {
      this.problem = null;
    });
  }

  async #askToTake(ticket: string): Promise<void> {
    this.taking = ticket;
    await this.updateComplete;
    if (this.shadowRoot !== null) openDialog(this.shadowRoot, 'take-off');
  }

  async #take(words: TicketsWords, session: string, ticket: string): Promise<void> {
    await this.#wish(
      new UnlinkTicketEvent(session, ticket),
      (client) => client.unlinkTicket(ticket, { session }),
      words.taken(ticket),
    );
  }

  async #link(words: TicketsWords, session: string): Promise<void> {
    const ticket = this.field?.value.trim() ?? '';
    this.isMissing = ticket === '' || /\s/u.test(ticket);
    this.refusal = '';
    if (this.isMissing) {
      this.field?.focus();
      return;
    }
    const isDone = await this.#wish(
      new LinkTicketEvent(session, ticket),
      (client) => client.linkTicket(ticket, { session }),
      words.linked(ticket),
    );
    // What was typed meanwhile is something else.
    if (isDone && this.field?.value.trim() === ticket) this.field.value = '';
  }

  /** Has something done, by the page where it takes it over; one wish at a time. False where it could not be. */
  async #wish(
    event: LinkTicketEvent | UnlinkTicketEvent | CreateTicketEvent,
    own: ((client: SessionClient) => Promise<void>) | null,
    news: string,
  ): Promise<boolean> {
    const { client } = this;
    if (this.isBusy || client === null) return false;
    this.isBusy = true;
    this.problem = null;
    this.refusal = '';
    this.news = '';
    try {
      this.dispatchEvent(event);
      if (event.done !== null) await event.done;
      else if (!event.defaultPrevented) await own?.(client);
      this.news = news;
      return true;
    } catch (cause) {
      this.#refused(cause, event.done !== null);
      return false;
    } finally {
      this.isBusy = false;
    }
  }

  /** A page may bring the class of the error along from elsewhere, or words of its own. */
  #refused(cause: unknown, isOfPage: boolean): void {
    const code = cause instanceof Error && 'code' in cause ? cause.code : null;
    if (cause instanceof SessionError) this.problem = cause;
    else if (isErrorCode(code)) this.problem = new SessionError(code, { cause });
    else if (isOfPage && cause instanceof Error) this.refusal = cause.message;
    else this.problem = new SessionError('server-error', { cause });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'session-tickets': SessionTickets;
  }
}

define('session-tickets', SessionTickets);
