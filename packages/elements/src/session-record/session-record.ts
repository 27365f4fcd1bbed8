import { SessionError, toSessionError, type SessionClient } from '@fernblick/client';
import type { SessionView } from '@fernblick/protocol';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type * as check from '../session-request/check/check.ts';
import type { CheckWords } from '../session-request/check/words/en.ts';
import { LateCode } from '../shared/late-code.ts';
import { define } from '../shared/define.ts';
import { clock, isoDuration } from '../shared/duration.ts';
import { FocusController } from '../shared/focus-controller.ts';
import { NearestSessionController } from '../shared/nearest-session-controller.ts';
import { WordsController } from '../shared/words-controller.ts';
import '../session-rating/session-rating.ts';
import { ClientController, type GetToken } from '../shared/client-controller.ts';
import { problemNote } from '../video-session/problem-note.ts';
// Whole, so that the bundle keeps the call in one file, which this element shares: pieces of it would weigh more.
import '../video-session/video-session.ts';
import { dictionary as sessionDictionary } from '../video-session/words/dictionary.ts';
import { sessionRecordStyles } from './session-record.styles.ts';
import { dictionary } from './words/dictionary.ts';
import type { RecordWords } from './words/en.ts';

/**
 * What remains of a ticket's video sessions: when, how long and with whom, the screenshots and recordings made in them, what was
 * written in the chat, and how customers rated them. Customers rate here too; agents read and write notes, mark what is over as done, link sessions to
 * further tickets, and set a session internal, which keeps it and all it holds from the customers, or public again.
 *
 * Near a `<video-session>` it uses that one's client; alone on a page it needs `token` or `getToken`, and `ticket` or
 * `session`.
 *
 * @tag session-record
 * @attr {string} lang - Language (en, de, it, ro); else that of the nearest ancestor with `lang`, else the browser's.
 * @fires link-ticket - The agent wants a session linked to one more ticket; cancelable.
 * @fires unlink-ticket - The agent wants a ticket taken off a session; cancelable.
 * @fires create-ticket - The agent wants a new ticket for a session; the page makes and links it.
 * @fires client-changed - It has a client of its own, or has it no longer.
 * @csspart base - The list as a whole.
 * @csspart session - One session.
 * @csspart problem - What went wrong with the last wish.
 * @cssprop --fernblick-accent - Colour of what is switched on.
 * @cssprop --fernblick-text - Colour of text.
 * @cssprop --fernblick-surface - Background of each session.
 * @cssprop [--fernblick-radius=12px] - Radius of corners.
 * @cssprop [--fernblick-space=4px] - Unit of spacing.
 */
export class SessionRecord extends LitElement {
  static override readonly styles = sessionRecordStyles;

  /** Address of the Fernblick server; the page's own origin by default. */
  @property() server: string | null = null;

  /** Says who the viewer is; made by the host's backend. */
  @property() token: string | null = null;

  /** Asked for a token at the start and before each one expires; goes before `token`. */
  @property({ attribute: false }) getToken: GetToken | null = null;

  /** Id of the only session to show. */
  @property() session: string | null = null;

  /** The host's id of a ticket: all its sessions are shown. */
  @property() ticket: string | null = null;

  /**
   * Shows only what is over, and leaves the rating of the present session to the `<video-session>` that asks for it: for
   * pages of customers that have both.
   */
  @property({ type: Boolean }) earlier = false;

  /** Whether the page makes tickets for sessions when asked to by `create-ticket`. */
  @property({ type: Boolean, attribute: 'creates-tickets' }) createsTickets = false;

  /** Id of a `<video-session>` whose client it uses; without it, the nearest one. */
  @property() for: string | null = null;

  @state() private problem: SessionError | null = null;
  /** Which chats and notes are shown. */
  @state() private open: readonly string[] = [];
  /** The session whose switch waits for an answer. */
  @state() private switching: string | null = null;

  /** Sessions that have had pictures: one may be in the editor still after the last was deleted. */
  readonly #pictured = new Set<string>();
  /** Sessions that have had recordings: whoever has deleted the last one reads so. */
  readonly #recorded = new Set<string>();

  readonly #words = new WordsController(this, dictionary);
  readonly #sessionWords = new WordsController(this, sessionDictionary);
  readonly #source = new NearestSessionController(this, () => this.for);
  readonly #own = new ClientController(
    this,
    (client) => client.subscribe(() => this.requestUpdate()),
    (error) => {
      this.problem = error;
    },
  );

  /** What draws what was tried out before a call; loaded with the first that an agent sees. */
  readonly #checks = new LateCode<CheckWords, typeof check>(
    this,
    () => import('../session-request/check/check.ts'),
  );

  constructor() {
    super();
    // What shows recordings goes with the last of them.
    this.addController(new FocusController(this));
  }

  /** The client it shows the sessions of: one the page gives, its own, or that of the nearest `<video-session>`. */
  @property({ attribute: false })
  get client(): SessionClient | null {
    return this.#own.client ?? this.#source.client;
  }

  set client(client: SessionClient | null) {
    this.#source.give(client);
  }

  override render(): TemplateResult | typeof nothing {
    const { words } = this.#words;
    if (words === null) return nothing;
    const sessions = this.#sessions;
    for (const { id, pictures, recordings } of sessions) {
      if (pictures.length > 0) this.#pictured.add(id);
      if (recordings.length > 0) this.#recorded.add(id);
    }
    const isThere = this.client?.state.server === 'connected';
    // One session is a part of what the page tells of it; all those of a ticket are a place to go to.
    const label = this.session === null ? 'heading' : nothing;
    return html`<section class="base" part="base" aria-labelledby=${label}>
      <h2 id="heading" tabindex="-1">${words.heading}</h2>
      ${this.#renderProblem()}
      ${
        sessions.length > 0
          ? repeat(
              sessions,
              ({ id }) => id,
              (view) => this.#renderSession(words, view),
            )
          : html`<p>${isThere ? words.none : words.connecting}</p>`
      }
    </section>`;
  }

  get #sessions(): readonly SessionView[] {
    const { client } = this;
    if (client === null) return [];
    const { sessions, session } = client.state;
    const all = sessions.length > 0 || session === null ? sessions : [session];
    return all.filter(
      ({ id, phase }) =>
        (this.session === null || id === this.session) &&
        (!this.earlier || phase === 'done' || phase === 'cancelled'),
    );
  }

  #renderSession(words: RecordWords, view: SessionView): TemplateResult {
    const started = view.history.find(({ phase }) => phase === 'in-progress')?.at ?? null;
    const lastedMs = started === null || view.end === null ? null : view.end.at - started;
    const when = new Intl.DateTimeFormat(this.#words.locale, {
      dateStyle: 'medium',
      timeStyle: 'short',
    }).format(started ?? view.history[0]?.at ?? 0);
    const people = view.participants.filter(({ presence }) => presence !== 'invited');
    const others = people.filter(({ you }) => !you).map(({ name }) => name);
    return html`<article part="session" aria-labelledby=${`session-${view.id}`}>
      <h3 id=${`session-${view.id}`}>${words.session(when)}</h3>
      <dl>
        <dt>${words.phase}</dt>
        <dd>${words.phases[view.phase]}</dd>
        ${
          lastedMs === null
            ? nothing
            : html`<dt>${words.duration}</dt>
                <dd><time datetime=${isoDuration(lastedMs)}>${clock(lastedMs)}</time></dd>`
        }
        <dt>${words.people}</dt>
        <dd>
          ${
            others.length === 0
              ? words.nobody
              : new Intl.ListFormat(this.#words.locale).format(others)
          }
        </dd>
        ${
          view.filed === null
            ? nothing
            : html`<dt>${words.filed}</dt>
                <dd>${words.filedBy(view.filed.disposition?.label ?? null, view.filed.by)}</dd>`
        }
      </dl>
      ${this.#renderCheck(view)}
      ${
        this.#pictured.has(view.id)
          ? html`<session-pictures .client=${this.client} .session=${view.id}></session-pictures>`
          : nothing
      }
      ${
        this.#recorded.has(view.id)
          ? html`<session-recordings
              .client=${this.client}
              .session=${view.id}
            ></session-recordings>`
          : nothing
      }
      ${this.#renderChat(words, view)}
      ${
        this.#isAgent(view)
          ? html`<session-tickets
                .client=${this.client}
                .session=${view.id}
                .createsTickets=${this.createsTickets}
              ></session-tickets>
              ${this.#renderNotes(words, view)}`
          : nothing
      }
      ${this.#isAgent(view) && view.functions.includes('internal') ? this.#renderSwitch(words, view) : nothing}
      ${
        this.earlier && view.id === this.client?.state.session?.id
          ? nothing
          : html`<session-rating .client=${this.client} .session=${view.id}></session-rating>`
      }
    </article>`;
  }

  #isAgent(view: SessionView): boolean {
    const me = view.participants.find(({ you }) => you);
    return (me?.role ?? this.client?.state.role) === 'agent';
  }

  /** What was found before the call; the rules tell agents alone. */
  #renderCheck(view: SessionView): TemplateResult | null {
    if (view.checks.length === 0) return null;
    const { locale } = this.#words;
    return this.#checks.drawn(
      (code, words) =>
        html`<div class="found">
          ${code.foundBefore({ nowMs: Date.now(), locale }, view, words)}
        </div>`,
    );
  }

  /** What was written in it; read when somebody wants to. */
  #renderChat(words: RecordWords, view: SessionView): TemplateResult {
    return this.#renderFolded(
      words.chat,
      `chat of ${view.id}`,
      async () => await import('../chat-history/chat-history.ts'),
      () =>
        html`<chat-history
          .client=${this.client}
          .session=${view.id}
          .amongAgents=${this.#isAgent(view)}
        ></chat-history>`,
    );
  }

  /** What was written down about it; read when somebody wants to. */
  #renderNotes(words: RecordWords, { id }: SessionView): TemplateResult {
    return this.#renderFolded(
      words.notes,
      `notes of ${id}`,
      async () => await import('../session-notes/session-notes.ts'),
      () => html`<session-notes .client=${this.client} .session=${id}></session-notes>`,
    );
  }

  /** What is loaded and shown as soon as somebody opens it. */
  #renderFolded(
    summary: string,
    key: string,
    load: () => Promise<unknown>,
    content: () => TemplateResult,
  ): TemplateResult {
    const isOpen = this.open.includes(key);
    return html`<details
      ?open=${isOpen}
      @toggle=${(event: Event) => {
        // The listener sits on the details.
        const isShown = (event.currentTarget as HTMLDetailsElement).open;
        const others = this.open.filter((each) => each !== key);
        this.open = isShown ? [...others, key] : others;
        if (isShown)
          load().catch((cause: unknown) => {
            this.problem = new SessionError('server-unreachable', { cause });
          });
      }}
    >
      <summary>${summary}</summary>
      ${isOpen ? content() : nothing}
    </details>`;
  }

  /** What shows pictures and recordings is loaded with the first of them. */
  protected override updated(): void {
    const failed = (cause: unknown): void => {
      this.problem ??= new SessionError('server-unreachable', { cause });
    };
    if (this.#sessions.some(({ pictures }) => pictures.length > 0))
      import('../session-pictures/session-pictures.ts').catch(failed);
    if (this.#sessions.some((view) => this.#isAgent(view)))
      import('../session-tickets/session-tickets.ts').catch(failed);
    if (this.#sessions.some(({ recordings }) => recordings.length > 0))
      import('../session-recordings/session-recordings.ts').catch(failed);
  }

  #renderSwitch(words: RecordWords, { id, internal }: SessionView): TemplateResult {
    return html`<label class="switch">
      <input
        type="checkbox"
        role="switch"
        aria-label=${words.internal}
        aria-describedby=${`hint-${id}`}
        aria-busy=${this.switching === id}
        .checked=${live(internal)}
        @change=${() => void this.#setInternal(id, !internal)}
      />
      <span>${words.internal}</span>
      <small id=${`hint-${id}`}>${internal ? words.internalHint : words.publicHint}</small>
    </label>`;
  }

  #renderProblem(): TemplateResult | typeof nothing {
    const { words } = this.#sessionWords;
    if (words === null) return nothing;
    return problemNote(words, this.problem ?? this.#own.error, () => {
      this.problem = null;
    });
  }

  async #setInternal(session: string, internal: boolean): Promise<void> {
    if (this.switching !== null) return;
    this.switching = session;
    this.problem = null;
    try {
      await this.client?.setInternal(internal, { session });
    } catch (cause) {
      this.problem = toSessionError(cause);
    } finally {
      this.switching = null;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'session-record': SessionRecord;
  }
}

define('session-record', SessionRecord);
