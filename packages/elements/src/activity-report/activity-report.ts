import type { SessionClient } from '@fernblick/client';
import type { AgentActivity } from '@fernblick/protocol';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { ClientController, type GetToken } from '../shared/client-controller.ts';
import { define } from '../shared/define.ts';
import { clock, isoDuration } from '../shared/duration.ts';
import { FocusController } from '../shared/focus-controller.ts';
import { WordsController } from '../shared/words-controller.ts';
// Whole, so that the bundle keeps the call in one file, which this element shares: pieces of it would weigh more.
import '../video-session/video-session.ts';
import { activityReportStyles } from './activity-report.styles.ts';
import { dayOf, periodBetween, periodOf, PERIODS, type PeriodName } from './period.ts';
import { ReportController, type Wish } from './report-controller.ts';
import { dictionary } from './words/dictionary.ts';
import type { ReportWords } from './words/en.ts';

/**
 * What agents have done in a period: calls, time in them and on hold, calls that rang in vain, sessions marked done with
 * their outcomes, and ratings; as a table, and session by session as a CSV file with what agents noted. Agents see their
 * own figures, and those of colleagues in their portals where the function `reports` is on for them.
 *
 * It makes a client of its own from `token` or `getToken`, whose scope is the agent's portals.
 *
 * @tag activity-report
 * @fires {SessionProblemEvent} session-problem - Something went wrong; the element shows it too.
 * @fires {ClientChangedEvent} client-changed - The element has another client of its own than before.
 * @attr {string} lang - Language (en, de, it, ro); else that of the nearest ancestor with `lang`, else the browser's.
 * @csspart base - Everything.
 * @csspart problem - What went wrong.
 * @cssprop --fernblick-text - Colour of text.
 * @cssprop --fernblick-surface - Background of fields.
 * @cssprop [--fernblick-radius=12px] - Radius of corners.
 * @cssprop [--fernblick-space=4px] - Unit of spacing.
 */
export class ActivityReport extends LitElement {
  static override readonly styles = activityReportStyles;

  /** Address of the Fernblick server; the page's own origin by default. */
  @property() server: string | null = null;

  /** Says who the agent is; made by the host's backend. */
  @property() token: string | null = null;

  /** Asked for a token at the start and before each one expires; goes before `token`. */
  @property({ attribute: false }) getToken: GetToken | null = null;

  @state() private period: PeriodName = 'week';
  @state() private all = false;
  @state() private first = dayOf(Date.now());
  @state() private last = dayOf(Date.now());

  readonly #words = new WordsController(this, dictionary);
  readonly #lifetime: ClientController;
  readonly #report: ReportController;

  constructor() {
    super();
    // A report is about all sessions, and so about none in particular.
    const host = Object.assign(this, { session: null, ticket: null });
    const redraw = (): void => this.requestUpdate();
    this.#lifetime = new ClientController(host, (client) => client.subscribe(redraw), redraw, {
      needsTarget: false,
    });
    this.#report = new ReportController(
      this,
      () => this.client,
      () => this.#wish,
    );
    // What tries again goes with what had failed.
    this.addController(new FocusController(this));
  }

  /** The client that is asked: one that the page gives, else one of its own. */
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
    return html`<section class="base" part="base" aria-labelledby="heading">
      <h2 id="heading" tabindex="-1">${words.heading}</h2>
      ${this.#renderWish(words)} ${this.#renderProblem(words)} ${this.#renderReport(words)}
    </section>`;
  }

  get #wish(): Wish {
    const { period, first, last, all } = this;
    // By the day: a report is not another one in the next second.
    return {
      period: period === 'own' ? periodBetween(first, last) : periodOf(period, Date.now()),
      all,
    };
  }

  #renderWish(words: ReportWords): TemplateResult {
    const { agents, isExporting } = this.#report;
    const isEmpty = agents === null || agents.length === 0;
    return html`<div class="wish">
      <label class="field">
        ${words.period}
        <select @change=${this.#choosePeriod}>
          ${PERIODS.map(
            (name) =>
              html`<option value=${name} ?selected=${name === this.period}>
                ${words.periods[name]}
              </option>`,
          )}
        </select>
      </label>
      ${
        this.period === 'own'
          ? [
              this.#renderDay(words.first, this.first, (day) => (this.first = day)),
              this.#renderDay(words.last, this.last, (day) => (this.last = day)),
            ]
          : nothing
      }
      ${
        this.#report.mayAll
          ? html`<label class="check">
              <input
                type="checkbox"
                .checked=${live(this.all)}
                @change=${() => (this.all = !this.all)}
              />
              ${words.all}
            </label>`
          : nothing
      }
      <button
        type="button"
        aria-disabled=${isEmpty || isExporting}
        @click=${() => {
          if (!isEmpty) void this.#report.export(this.#fileName, this.#words.locale);
        }}
      >
        ${isExporting ? words.exporting : words.export}
      </button>
    </div>`;
  }

  get #fileName(): string {
    const { period } = this.#wish;
    const day = (at: number): string => dayOf(at);
    return period === null
      ? 'activity.csv'
      : `activity-${day(period.from)}-${day(period.until - 1)}.csv`;
  }

  #renderDay(label: string, value: string, set: (day: string) => void): TemplateResult {
    return html`<label class="field">
      ${label}
      <input
        type="date"
        required
        .value=${live(value)}
        @change=${(event: Event) => {
          // The listener sits on the field.
          set((event.currentTarget as HTMLInputElement).value);
        }}
      />
    </label>`;
  }

  readonly #choosePeriod = (event: Event): void => {
    // The options are the names of the periods.
    const name = (event.currentTarget as HTMLSelectElement).value as PeriodName;
    const { period } = this.#wish;
    if (name === 'own' && period !== null) {
      this.first = dayOf(period.from);
      this.last = dayOf(period.until - 1);
    }
    this.period = name;
  };

  #renderProblem(words: ReportWords): TemplateResult | typeof nothing {
    const error = this.#report.error ?? this.#lifetime.error;
    if (error === null) return nothing;
    const text = error.code === 'invalid-message' ? words.tooLong : words.notLoaded;
    return html`<div class="note" part="problem" role="alert">
      <p>${text} <small class="code">${words.code(error.code)}</small></p>
      <button type="button" @click=${this.#report.retry}>${words.retry}</button>
    </div>`;
  }

  #renderReport(words: ReportWords): TemplateResult | typeof nothing {
    const { agents, error } = this.#report;
    if (this.#wish.period === null)
      return html`<p class="hint" role="status">${words.noPeriod}</p>`;
    if (error !== null && agents === null) return nothing;
    if (agents === null) return html`<p class="hint" role="status">${words.loading}</p>`;
    if (agents.length === 0) return html`<p class="hint" role="status">${words.none}</p>`;
    return html`<div class="scroll" tabindex="0" role="group" aria-labelledby="heading">
      <table>
        <thead>
          <tr>
            ${Object.values(words.columns).map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${agents.map((agent) => this.#renderAgent(words, agent))}
        </tbody>
      </table>
    </div>`;
  }

  #renderAgent(words: ReportWords, agent: AgentActivity): TemplateResult {
    const { locale } = this.#words;
    const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
    const outcomes = agent.dispositions.map(
      ({ label, count }) => `${label} ${number.format(count)}`,
    );
    return html`<tr>
      <th scope="row">${agent.name}</th>
      <td>${number.format(agent.calls)}</td>
      <td><time datetime=${isoDuration(agent.callMs)}>${clock(agent.callMs)}</time></td>
      <td><time datetime=${isoDuration(agent.heldMs)}>${clock(agent.heldMs)}</time></td>
      <td>${number.format(agent.missed)}</td>
      <td>${number.format(agent.filed)}</td>
      <td>${outcomes.length === 0 ? '–' : outcomes.join(', ')}</td>
      <td>
        ${agent.stars === null ? '–' : words.stars(number.format(agent.stars), agent.ratings)}
      </td>
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'activity-report': ActivityReport;
  }
}

define('activity-report', ActivityReport);
