import type { SessionClient } from '@fernblick/client';
import type { Role } from '@fernblick/protocol';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { ClientController, type GetToken } from '../shared/client-controller.ts';
import { define } from '../shared/define.ts';
import { FocusController } from '../shared/focus-controller.ts';
import { NearestSessionController } from '../shared/nearest-session-controller.ts';
import { TickController } from '../shared/tick-controller.ts';
import { WordsController } from '../shared/words-controller.ts';
// Whole, so that the bundle keeps the call in one file, which this element shares: pieces of it would weigh more.
import '../video-session/video-session.ts';
import type * as agents from './agent.ts';
import type * as agreed from './agreed.ts';
import { renderForCustomer } from './customer.ts';
import { CallingController } from './calling-controller.ts';
import { card, failureCard } from './frame.ts';
import { DeviceCheckController, isHidden } from './device-check-controller.ts';
import { placeOfCheck } from './device-check.ts';
import { LateCode } from '../shared/late-code.ts';
import { NewsController } from './news-controller.ts';
import { NumberController } from './number-controller.ts';
import { RequestController } from './request-controller.ts';
import type { RequestScreen } from './screen.ts';
import { sessionRequestStyles } from './session-request.styles.ts';
import { dictionary } from './words/dictionary.ts';
import type { RequestWords } from './words/en.ts';

/**
 * The customer's way to a video session, and the agent's answer: a customer says what it is about and when it suits
 * them, an agent confirms one of the times, proposes others, or declines with a message. Which of the two it shows, the
 * role in the token says. What is typed is kept in the tab until it is sent.
 *
 * Put it into a `<video-session>` (`<session-request slot="request">`), and it follows that one's session and stands
 * where there is nothing to join. Anywhere else it follows the nearest `<video-session>`, or, with a `token` or
 * `getToken` of its own, makes a client of its own. Without a ticket it asks for a session that belongs to none, with
 * the token of a page without ticket (scope `entry`).
 *
 * Where an administrator has switched it on, a customer can also call at once: the element shows the place in line and
 * about how long it takes, enters the call once an agent answers (inside a `<video-session>`), and keeps a request where
 * nobody does.
 *
 * Where there is no session, whoever was given a number on the telephone can type it: the element goes to the server's page
 * for numbers with it, in the same tab.
 *
 * @tag session-request
 * @fires {SessionRequestedEvent} session-requested - A customer has asked for a session, or has called.
 * @fires {NumberEnteredEvent} number-entered - A customer has typed a session's number; cancelable, before the page for numbers is opened.
 * @fires {SessionProblemEvent} session-problem - Something went wrong; the element shows it too.
 * @fires {ClientChangedEvent} client-changed - The element has another client of its own than before.
 * @attr {string} lang - Language (en, de, it, ro); else that of the nearest ancestor with `lang`, else the browser's.
 * @csspart base - Everything.
 * @csspart card - The card.
 * @csspart problem - What went wrong, with its remedy.
 * @csspart dialog - Confirmations.
 * @cssprop --fernblick-accent - Colour of the main action.
 * @cssprop --fernblick-on-accent - Colour of text on it; black or white by itself where the browser can tell.
 * @cssprop --fernblick-surface - Background of the card.
 * @cssprop --fernblick-text - Colour of text.
 * @cssprop --fernblick-danger - Colour of what has to be mended, and of what cannot be undone.
 * @cssprop [--fernblick-radius=12px] - Radius of corners.
 * @cssprop [--fernblick-space=4px] - Unit of spacing.
 */
export class SessionRequest extends LitElement {
  static override readonly styles = sessionRequestStyles;

  /** Id of the `<video-session>` to follow; without it, the nearest one. */
  @property() for: string | null = null;

  /** Address of the Fernblick server, for a client of its own; the page's own origin by default. */
  @property() server: string | null = null;

  /** Says who the viewer is, for a client of its own. */
  @property() token: string | null = null;

  /** Asked for a token at the start and before each one expires; goes before `token`. */
  @property({ attribute: false }) getToken: GetToken | null = null;

  /** Id of the session to show, for a client of its own; goes before `ticket`. */
  @property() session: string | null = null;

  /** The host's id of the ticket to ask for; none on a page without ticket. */
  @property() ticket: string | null = null;

  readonly #words = new WordsController(this, dictionary);
  readonly #nearest = new NearestSessionController(this, () => this.for);
  readonly #lifetime = new ClientController(
    this,
    (client) => client.subscribe(() => this.requestUpdate()),
    (error) => this.#control.report(error),
    // Without a ticket one asks for a session of none.
    { needsTarget: false },
  );
  readonly #calling = new CallingController(this);
  readonly #control = new RequestController(
    this,
    () => this.client,
    () => this.#place(),
    this.#calling.called,
    () => this.#nearest.element?.voiceFirst === true,
  );
  readonly #check: DeviceCheckController;
  readonly #number = new NumberController(this, () => this.client, this.#control.report);
  readonly #news = new NewsController();
  /** Customers, who pay for what a page loads, have nothing of it. */
  readonly #agents = new LateCode<RequestWords, typeof agents>(this, () => import('./agent.ts'));

  readonly #agreed = new LateCode<RequestWords, typeof agreed>(this, () => import('./agreed.ts'));

  constructor() {
    super();
    // The client may be that of the call around it.
    const client = (): SessionClient | null => this.client;
    const lifetime = this.#lifetime;
    this.#check = new DeviceCheckController(this, {
      get client() {
        return client();
      },
      get claimedRole() {
        return lifetime.claimedRole;
      },
      renew: () => lifetime.renew(),
    });
    this.addController(new FocusController(this));
    this.addController(
      // Times pass, of what was asked for as of what was agreed.
      new TickController(this, () => this.client?.state.session?.end === null),
    );
  }

  /** The client to follow: one that the page gives, one of its own, else that of the `<video-session>` around it. */
  @property({ attribute: false })
  get client(): SessionClient | null {
    return this.#lifetime.client ?? this.#nearest.client;
  }

  set client(client: SessionClient | null) {
    this.#lifetime.give(client);
  }

  #screen: RequestScreen | null = null;

  /** Here and not in `willUpdate`: words and client are found by controllers, which come after that. */
  protected override update(changed: PropertyValues<this>): void {
    const { words, locale } = this.#words;
    const { client } = this;
    const role = this.#role();
    this.#screen =
      words === null || client === null || role === null
        ? null
        : {
            words,
            locale,
            role,
            nowMs: Date.now() + client.state.clockOffsetMs,
            session: client.state.session,
            state: client.state,
            control: this.#control,
            check: this.#check,
            calling: this.#calling,
            number: this.#number,
            agreed: this.#agreed,
            isBelow: this.slot !== '' && this.#nearest.client === client,
          };
    if (this.#screen !== null) {
      this.#news.see(this.#screen);
      this.#check.see(this.#screen);
      // A client of its own has no stage: there the page shows one.
      this.#calling.see(this.#screen, client, this.#nearest.client === client);
    }
    this.#check.stay(this.#screen === null || isHidden(this) ? null : placeOfCheck(this.#screen));
    super.update(changed);
  }

  override render(): TemplateResult | typeof nothing {
    const { words } = this.#words;
    if (words === null) return nothing;
    return html`<div class="root" part="base">
      ${this.#screen === null ? this.#renderUnready(words) : renderFor(this.#screen, this.#again, this.#renderForAgent)}
      <p class="visually-hidden" role="status">${this.#news.said}</p>
    </div>`;
  }

  /** Whose side the viewer is on, as the token says; null until there is one. */
  #role(): Role | null {
    return this.client?.state.role ?? this.#lifetime.claimedRole;
  }

  #renderUnready(words: RequestWords): TemplateResult | typeof nothing {
    const { error } = this.#lifetime;
    if (error !== null) return failureCard(words, error, this.#again);
    if (this.client !== null || this.#nearest.element !== null) return nothing;
    return (this.token ?? this.getToken) === null
      ? card(
          { icon: 'calendar', heading: words.notSetUp, sentence: words.notSetUpSentence },
          nothing,
        )
      : nothing;
  }

  readonly #renderForAgent = (screen: RequestScreen): TemplateResult | typeof nothing =>
    this.#agents.drawn((code) => code.renderForAgent(screen)) ?? nothing;

  readonly #again = (): void => {
    this.#lifetime.renew().catch(this.#control.report);
  };

  /** What a draft is about, and whose it is: an agent answers a session, a customer asks for a ticket. */
  #place(): string {
    const { session, subject = null } = this.client?.state ?? {};
    const ticket = this.ticket ?? this.#nearest.element?.ticket ?? location.pathname;
    return this.#role() === 'agent'
      ? `agent ${subject} ${session?.id ?? ''}`
      : `customer ${subject} ${ticket}`;
  }
}

function renderFor(
  screen: RequestScreen,
  again: () => void,
  renderForAgent: (screen: RequestScreen) => TemplateResult | typeof nothing,
): TemplateResult | typeof nothing {
  const { state, words, role, session, control } = screen;
  if (state.status.is === 'failed') return failureCard(words, state.status.error, again);
  if (session === null && role === 'agent') return nothing;
  const isLooking = session === null && state.server !== 'connected';
  if (isLooking && control.drafts.draft.mode === 'rest')
    return card(
      { icon: 'clock', heading: words.connecting, sentence: words.connectingSentence },
      nothing,
    );
  return role === 'agent' ? renderForAgent(screen) : renderForCustomer(screen);
}

declare global {
  interface HTMLElementTagNameMap {
    'session-request': SessionRequest;
  }
}

define('session-request', SessionRequest);
