import type { SessionClient } from '@fernblick/client';
import type { HistoryLine, ParticipantView, SessionView } from '@fernblick/protocol';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { SessionChosenEvent } from '../events.ts';
import { define } from '../shared/define.ts';
import { clock, isoDuration } from '../shared/duration.ts';
import { FocusController } from '../shared/focus-controller.ts';
import { NearestSessionController } from '../shared/nearest-session-controller.ts';
import { viewForAgent } from '../shared/view-for-agent.ts';
import { WordsController } from '../shared/words-controller.ts';
import { problemNote } from '../video-session/problem-note.ts';
// Whole, so that the bundle keeps the call in one file, which this element shares: pieces of it would weigh more.
import '../video-session/video-session.ts';
import { dictionary as sessionDictionary } from '../video-session/words/dictionary.ts';
import { ContactController } from './contact-controller.ts';
import { contactRecordStyles } from './contact-record.styles.ts';
import { DataFieldsController } from './data-fields.ts';
import { dictionary } from './words/dictionary.ts';
import type { ContactWords } from './words/en.ts';

/**
 * What an agent should know about the customer of a session: what the host has told about the contact and about this
 * interaction, whose values agents correct in place, and the contact's other sessions with what came of them. Fields are
 * the host's to add (`PUT /api/v1/contacts/{subject}`, `POST /api/v1/sessions/{id}/data`). Customers see nothing of it. What
 * somebody else changes meanwhile shows at once; where that is what one is typing upon, both values are shown to choose from.
 *
 * It finds its session by itself: the `client` property, else the element whose id `for` names, else the nearest
 * `<video-session>`.
 *
 * @tag contact-record
 * @fires {SessionChosenEvent} session-chosen - An agent wants to see another session of the contact; show it.
 * @attr {string} lang - Language (en, de, it, ro); else that of the nearest ancestor with `lang`, else the browser's.
 * @csspart base - Everything.
 * @csspart contact - What is known about the contact.
 * @csspart attached - What is known about the interaction.
 * @csspart history - The contact's other sessions.
 * @csspart problem - What went wrong with the last wish.
 * @cssprop --fernblick-text - Colour of text.
 * @cssprop --fernblick-surface - Background of fields.
 * @cssprop [--fernblick-radius=12px] - Radius of corners.
 * @cssprop [--fernblick-space=4px] - Unit of spacing.
 */
export class ContactRecord extends LitElement {
  static override readonly styles = contactRecordStyles;

  /** Id of a `<video-session>` whose client it uses; without it, the nearest one. */
  @property() for: string | null = null;

  /** Id of one of the ticket's sessions; without it the present one, else the newest. */
  @property() session: string | null = null;

  /** Lets agents open the other sessions: the page hears `session-chosen`, and shows that session. */
  @property({ type: Boolean, attribute: 'opens-sessions' }) opensSessions = false;

  readonly #words = new WordsController(this, dictionary);
  readonly #sessionWords = new WordsController(this, sessionDictionary);
  readonly #source = new NearestSessionController(this, () => this.for);
  readonly #contact = new ContactController(this, () => {
    const { client } = this;
    const view = this.#view;
    const participant = view === null ? undefined : this.#customer(view)?.id;
    return client === null || view === null || participant === undefined
      ? null
      : { client, session: view.id, participant };
  });
  readonly #fields = new DataFieldsController(
    this,
    'contact',
    () => {
      const view = this.#view;
      const participant = view === null ? undefined : this.#customer(view)?.id;
      return view === null || participant === undefined ? null : `${view.id} ${participant}`;
    },
    async (field, about) => {
      const [session = '', participant = ''] = about.split(' ');
      if (this.client !== null)
        await this.#contact.change(field, { client: this.client, session, participant });
    },
  );
  readonly #attached = new DataFieldsController(
    this,
    'attached',
    () => this.#view?.id ?? null,
    async (field, session) => this.client?.attach(field, { session }),
  );
  /** Who is shown stays while they can be: somebody whose line drops for a moment is not another contact. */
  #chosen: { readonly session: string; readonly participant: string } | null = null;

  constructor() {
    super();
    // What reads more goes with the last of it, and a problem with the button that takes it away.
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
    const view = this.#view;
    if (words === null || view === null) return nothing;
    const customer = this.#customer(view);
    if (customer === null && view.attached.length === 0) return nothing;
    const mayWrite = view.functions.includes('contacts');
    return html`<section
      id="heading"
      class="base"
      part="base"
      tabindex="-1"
      aria-label=${words.contact}
    >
      ${customer === null ? nothing : this.#renderContact(words, customer, mayWrite)}
      ${
        view.attached.length === 0
          ? nothing
          : html`<section part="attached" aria-labelledby="attached-heading">
              <h3 id="attached-heading">${words.attached}</h3>
              ${this.#attached.render(words, view.attached, mayWrite)}
            </section>`
      }
      ${customer === null ? nothing : this.#renderHistory(words)} ${this.#renderProblem()}
    </section>`;
  }

  get #view(): SessionView | null {
    return viewForAgent(this.client, this.session);
  }

  #customer(view: SessionView): ParticipantView | null {
    const { session, participant } = this.#chosen ?? {};
    const kept =
      session === view.id ? view.participants.find(({ id }) => id === participant) : undefined;
    const customer = kept === undefined || kept.presence === 'invited' ? customerOf(view) : kept;
    this.#chosen = customer === null ? null : { session: view.id, participant: customer.id };
    return customer;
  }

  #renderContact(
    words: ContactWords,
    { name }: ParticipantView,
    mayWrite: boolean,
  ): TemplateResult {
    const { contact } = this.#contact;
    return html`<section part="contact" aria-labelledby="contact-heading">
      <h2 id="contact-heading">${words.who(contact?.name ?? name)}</h2>
      ${
        contact === null || contact.fields.length === 0
          ? nothing
          : this.#fields.render(words, contact.fields, mayWrite)
      }
      ${
        contact?.changed === null || contact?.changed === undefined
          ? nothing
          : html`<p class="hint">
              ${words.changed(contact.changed.by, this.#when(contact.changed.at))}
            </p>`
      }
    </section>`;
  }

  #renderHistory(words: ContactWords): TemplateResult {
    const { history, isLoading, hasMore, error } = this.#contact;
    const empty = isLoading ? words.loading : error === null && !hasMore ? words.none : '';
    return html`<section part="history" aria-labelledby="history-heading">
      <h3 id="history-heading">${words.history}</h3>
      ${
        history.length === 0
          ? html`<p class="hint">${empty}</p>`
          : html`<ol>
              ${history.map((line) => this.#renderLine(words, line))}
            </ol>`
      }
      ${
        hasMore
          ? html`<button
              type="button"
              aria-disabled=${isLoading}
              @click=${() => void this.#contact.more()}
            >
              ${words.more}
            </button>`
          : nothing
      }
    </section>`;
  }

  #renderLine(words: ContactWords, line: HistoryLine): TemplateResult {
    const { at, phase, filed, durationMs, agents, stars } = line;
    const result = filed?.disposition?.label ?? words.phases[phase];
    const names = new Intl.ListFormat(this.#words.locale).format(agents);
    const facts = [
      agents.length === 0 ? null : words.agents(names),
      line.tickets.length === 0 ? null : line.tickets.join(', '),
      ...stars.map((count) => words.stars(count)),
    ].filter((fact) => fact !== null);
    return html`<li>
      ${
        this.opensSessions
          ? html`<button
              type="button"
              class="line"
              aria-label=${words.open(result, this.#when(at))}
              @click=${() => this.#choose(line)}
            >
              ${result}
            </button>`
          : html`<strong>${result}</strong>`
      }
      <span>
        <time datetime=${new Date(at).toISOString()}>${this.#when(at)}</time>
        ${
          durationMs === null
            ? nothing
            : html` ·
                <time datetime=${isoDuration(durationMs)}>${words.lasted(clock(durationMs))}</time>`
        }
      </span>
      <span>${facts.join(' · ')}</span>
    </li>`;
  }

  /** At the ticket of the session that is shown, where it belongs to that too. */
  #choose({ session, tickets }: HistoryLine): void {
    const here = this.#view?.tickets ?? [];
    const ticket = tickets.find((each) => here.includes(each)) ?? tickets[0] ?? null;
    this.dispatchEvent(new SessionChosenEvent(session, ticket));
  }

  #renderProblem(): TemplateResult | typeof nothing {
    const { words } = this.#sessionWords;
    if (words === null) return nothing;
    const error = this.#fields.error ?? this.#attached.error ?? this.#contact.error;
    return problemNote(words, error, () => {
      this.#fields.dismiss();
      this.#attached.dismiss();
      this.#contact.dismiss();
    });
  }

  #when(at: number): string {
    const style = { dateStyle: 'medium', timeStyle: 'short' } as const;
    return new Intl.DateTimeFormat(this.#words.locale, style).format(at);
  }
}

/** Whom it is about: the customer who is here, else who was, else who is expected. */
function customerOf({ participants }: SessionView): ParticipantView | null {
  const customers = participants.filter(({ role }) => role === 'customer');
  return (
    customers.find(({ presence }) => presence === 'here') ??
    customers.find(({ presence }) => presence !== 'invited') ??
    customers[0] ??
    null
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'contact-record': ContactRecord;
  }
}

define('contact-record', ContactRecord);
