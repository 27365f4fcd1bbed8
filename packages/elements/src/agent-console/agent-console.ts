import type { SessionClient } from '@fernblick/client';
import type { CallOffer, DeskLine, ErrorCode } from '@fernblick/protocol';
import { LitElement, html, nothing, svg, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { SessionChosenEvent } from '../events.ts';
import { ClientController, type GetToken } from '../shared/client-controller.ts';
import { define } from '../shared/define.ts';
import { clock, isoDuration } from '../shared/duration.ts';
import { FocusController } from '../shared/focus-controller.ts';
import { icon } from '../shared/icon.ts';
import { TickController } from '../shared/tick-controller.ts';
import { WordsController } from '../shared/words-controller.ts';
// Whole, so that the bundle keeps the call in one file, which this element shares: pieces of it would weigh more.
import '../video-session/video-session.ts';
import { agentConsoleStyles } from './agent-console.styles.ts';
import { DeskController } from './desk-controller.ts';
import { newsOfDesk } from './desk-news.ts';
import { LinkController } from './link-controller.ts';
import { ListsController } from './lists-controller.ts';
import { NewsController } from './news-controller.ts';
import { NotificationController, type News } from './notification-controller.ts';
import { RingController } from './ring-controller.ts';
import { renderLists } from './session-lists.ts';
import { TitleController } from './title-controller.ts';
import { dictionary } from './words/dictionary.ts';
import type { ConsoleWords } from './words/en.ts';

const SECOND_MS = 1_000;
const FULL_CIRCLE = 100;

/**
 * The agent's desk: a switch that says whether calls may ring here, the calls that do, with Accept and Decline, and the
 * sessions that run, that were asked for and that are over, as far as the agent may see them. It rings softly, puts the
 * number of calls into the title of the page and, where the agent has switched that on, tells of what is new by a
 * notification of the system. Where a session is then shown is the page's to say: it hears `call-accepted` and
 * `session-chosen`, and shows a `<video-session>` for that session or its ticket.
 *
 * Where the page was opened by the link of an invitation for colleagues, which has `#invitation=` behind its address, the
 * agent is put on the list of that session, and `session-chosen` says which it is.
 *
 * It makes a client of its own from `token` or `getToken`, whose scope is the agent's portals. The switch stays as it
 * was over a reload of the tab.
 *
 * @tag agent-console
 * @fires {CallRingEvent} call-ring - A call is about to be heard; prevent the default to let it sound otherwise. Silent while a `<video-session>` of the page is in a call.
 * @fires {CallAcceptedEvent} call-accepted - The agent has taken a call; show it.
 * @fires {SessionChosenEvent} session-chosen - The agent has chosen a session in a list, or has come by an invitation; show it.
 * @fires {SessionProblemEvent} session-problem - Something went wrong; the element shows it too.
 * @fires {ClientChangedEvent} client-changed - The element has another client of its own than before.
 * @attr {string} lang - Language (en, de, it, ro); else that of the nearest ancestor with `lang`, else the browser's.
 * @csspart base - Everything.
 * @csspart offer - One call that rings.
 * @csspart session - One session in a list.
 * @csspart problem - What went wrong.
 * @cssprop --fernblick-accent - Colour of the main action and of what is switched on.
 * @cssprop --fernblick-on-accent - Colour of text on it; black or white by itself where the browser can tell.
 * @cssprop --fernblick-surface - Background of the cards.
 * @cssprop --fernblick-text - Colour of text.
 * @cssprop [--fernblick-radius=12px] - Radius of corners.
 * @cssprop [--fernblick-space=4px] - Unit of spacing.
 */
export class AgentConsole extends LitElement {
  static override readonly styles = agentConsoleStyles;

  /** Address of the Fernblick server; the page's own origin by default. */
  @property() server: string | null = null;

  /** Says who the agent is; made by the host's backend. */
  @property() token: string | null = null;

  /** Asked for a token at the start and before each one expires; goes before `token`. */
  @property({ attribute: false }) getToken: GetToken | null = null;

  /** Never rings, whatever the agent has chosen. */
  @property({ type: Boolean }) silent = false;

  readonly #words = new WordsController(this, dictionary);
  readonly #lifetime: ClientController;
  readonly #desk: DeskController;
  readonly #link: LinkController;
  readonly #ring: RingController;
  readonly #lists: ListsController;
  readonly #notifications: NotificationController;
  readonly #news: NewsController;

  constructor() {
    super();
    // A console is about all sessions, and so about none in particular.
    const host = Object.assign(this, { session: null, ticket: null });
    const redraw = (): void => this.requestUpdate();
    this.#lifetime = new ClientController(host, (client) => client.subscribe(redraw), redraw, {
      needsTarget: false,
    });
    this.#desk = new DeskController(this, () => this.client);
    this.#link = new LinkController(this, () => this.client);
    const offers = (): number => this.#desk.state.offers.length;
    this.#ring = new RingController(
      this,
      () => offers() > 0,
      () => !this.silent,
    );
    this.#lists = new ListsController(this, () => this.client);
    this.#notifications = new NotificationController(this, () => this.#whatIsNew);
    this.#news = new NewsController(this, () => this.#whatIsNew);
    this.addController(new FocusController(this));
    const runs = (): boolean => this.#lists.shown('running').lines.length > 0;
    this.addController(new TickController(this, () => offers() > 0 || runs()));
    new TitleController(this, offers);
  }

  /** The client whose desk it shows: one that the page gives, else one of its own. */
  @property({ attribute: false })
  get client(): SessionClient | null {
    return this.#lifetime.client;
  }

  set client(client: SessionClient | null) {
    this.#lifetime.give(client);
  }

  override render(): TemplateResult | typeof nothing {
    const { words } = this.#words;
    if (words === null) return nothing;
    const { offers } = this.#desk.state;
    return html`<section class="base" part="base" aria-labelledby="heading">
      <h2 id="heading" class="visually-hidden" tabindex="-1">${words.console}</h2>
      <p class="visually-hidden" role="status">${this.#news.said}</p>
      ${
        offers.length === 0
          ? nothing
          : html`<ul class="offers" aria-label=${words.offers}>
              ${repeat(
                offers,
                ({ session }) => session,
                (offer) => html`<li>${this.#renderOffer(words, offer)}</li>`,
              )}
            </ul>`
      }
      ${this.#renderHead(words)} ${this.#renderProblem(words)}
      ${renderLists({
        words,
        locale: this.#words.locale,
        now: this.#now,
        lists: this.#lists,
        choose: this.#choose,
      })}
    </section>`;
  }

  get #now(): number {
    return Date.now() + (this.client?.state.clockOffsetMs ?? 0);
  }

  /** What the agent should learn of; null before that is known. */
  get #whatIsNew(): readonly News[] | null {
    const { words, locale } = this.#words;
    if (words === null) return null;
    const { offers } = this.#desk.state;
    return newsOfDesk({ words, locale, now: this.#now, offers, lists: this.#lists });
  }

  readonly #choose = ({ session, tickets }: DeskLine): void => {
    this.dispatchEvent(new SessionChosenEvent(session, tickets[0] ?? null));
  };

  #renderHead(words: ConsoleWords): TemplateResult {
    const desk = this.#desk;
    const ring = this.#ring;
    const rings = ring.canChoose && desk.wanted && !desk.isSwitchedOff;
    const notifications = this.#notifications;
    return html`<div class="head">
      ${
        desk.isSwitchedOff || !desk.isKnown
          ? nothing
          : switchButton(words.available, desk.state.available, desk.toggle)
      }
      <span class="hint">${this.#hint(words)}</span>
      ${rings ? switchButton(words.sound, ring.on, ring.toggle) : nothing}
      ${
        notifications.canChoose
          ? switchButton(
              words.notify,
              notifications.on,
              () => void notifications.toggle(),
              words.notifyHint,
            )
          : nothing
      }
      ${notifications.isBlocked ? html`<p class="hint" role="status">${words.notifyBlocked}</p>` : nothing}
    </div>`;
  }

  #hint(words: ConsoleWords): string {
    const { isSwitchedOff, wanted, switching, state } = this.#desk;
    if (isSwitchedOff) return words.switchedOff;
    if (this.client === null || switching || wanted !== state.available) return words.connecting;
    return wanted ? words.availableHint : words.awayHint;
  }

  #renderOffer(words: ConsoleWords, offer: CallOffer): TemplateResult {
    const { by, reason, ticket, since, ringsSince, ringsUntil, session } = offer;
    const now = this.#now;
    const leftMs = Math.max(0, ringsUntil - now);
    const waitsMs = Math.max(0, now - since);
    const busy = this.#desk.isAnswering(offer);
    const name = `offer-${session}`;
    return html`<article class="card" part="offer" aria-labelledby=${name}>
      ${countdown(leftMs, leftMs / (ringsUntil - ringsSince), words)}
      <div class="card-text">
        <h2 id=${name}>${words.calls(by)}</h2>
        <p>
          ${ticket === null ? words.noTicket : words.ticket(ticket)} · ${words.waits}
          <time datetime=${isoDuration(waitsMs)}>${clock(waitsMs)}</time>
        </p>
      </div>
      ${reason === '' ? nothing : html`<blockquote class="quote">${reason}</blockquote>`}
      <div class="card-actions">
        <button
          type="button"
          class="main"
          aria-label=${words.acceptOf(by)}
          aria-disabled=${busy}
          @click=${() => this.#desk.accept(offer)}
        >
          ${words.accept}
        </button>
        <button
          type="button"
          aria-label=${words.declineOf(by)}
          aria-disabled=${busy}
          @click=${() => this.#desk.decline(offer)}
        >
          ${words.decline}
        </button>
      </div>
    </article>`;
  }

  #renderProblem(words: ConsoleWords): TemplateResult | typeof nothing {
    const atDoor = this.#link.problem;
    const problem = atDoor ?? this.#desk.problem ?? this.#lifetime.error;
    if (problem === null) return nothing;
    return html`<div class="note problem" part="problem" role="alert">
      ${icon('warning')}
      <p>
        ${atDoor === null ? failureIn(words, problem.code) : atDoorIn(words, problem.code)}
        <small class="code">${words.code(problem.code)}</small>
      </p>
      <button
        class="quiet icon-only"
        type="button"
        aria-label=${words.dismiss}
        @click=${atDoor === null ? this.#desk.dismiss : this.#link.dismiss}
      >
        ${icon('close')}
      </button>
    </div>`;
  }
}

function failureIn(words: ConsoleWords, code: ErrorCode): string {
  switch (code) {
    case 'already-answered':
      return words.taken;
    case 'session-over':
      return words.hungUp;
    case 'too-many-calls':
      return words.tooMany;
    default:
      return words.failed;
  }
}

/** Why an invitation does not bring anybody in. */
function atDoorIn(words: ConsoleWords, code: ErrorCode): string {
  switch (code) {
    case 'not-found':
    case 'not-allowed':
    case 'invalid-message':
    case 'switched-off':
      return words.linkClosed;
    case 'session-over':
      return words.linkOver;
    default:
      return words.failed;
  }
}

function switchButton(
  name: string,
  checked: boolean,
  toggle: () => void,
  hint = '',
): TemplateResult {
  return html`<button
    title=${hint}
    type="button"
    class="quiet switch"
    role="switch"
    aria-checked=${checked}
    @click=${toggle}
  >
    <span class="track"></span>${name}
  </button>`;
}

/** How long it still rings: a circle that empties, with the seconds in it. */
function countdown(leftMs: number, share: number, words: ConsoleWords): TemplateResult {
  const seconds = Math.ceil(leftMs / SECOND_MS);
  const left = Math.min(FULL_CIRCLE, share * FULL_CIRCLE);
  return html`<svg
    class="countdown"
    viewBox="0 0 40 40"
    role="img"
    aria-label=${words.left(seconds)}
  >
    ${svg`<circle cx="20" cy="20" r="17"/>
      <circle class="left" cx="20" cy="20" r="17" pathLength="100" stroke-dasharray="${left} 100"/>
      <text x="20" y="20.5">${seconds}</text>`}
  </svg>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'agent-console': AgentConsole;
  }
}

define('agent-console', AgentConsole);
