import { toSessionError, type SessionError, type SessionClient } from '@fernblick/client';
import type { RatingView, SessionView, Stars } from '@fernblick/protocol';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { define } from '../shared/define.ts';
import { FocusController } from '../shared/focus-controller.ts';
import { NearestSessionController } from '../shared/nearest-session-controller.ts';
import { WordsController } from '../shared/words-controller.ts';
import { problemNote } from '../video-session/problem-note.ts';
// Whole, so that the bundle keeps the call in one file, which this element shares: pieces of it would weigh more.
import '../video-session/video-session.ts';
import { dictionary as sessionDictionary } from '../video-session/words/dictionary.ts';
import { keepDraft, recallDraft, type RatingDraft } from './rating-draft.ts';
import { sessionRatingStyles } from './session-rating.styles.ts';
import { allStars, star, starRow } from './stars.ts';
import { dictionary } from './words/dictionary.ts';
import type { RatingWords } from './words/en.ts';

const MAX_COMMENT = 1_000;
/** From here on the rest is counted down. */
const COUNT_FROM = 800;
const nothingYet: RatingDraft = { stars: null, comment: '' };

/**
 * Asks a customer how the session was, once it is over, and shows what they said; shows agents what customers said.
 * Nothing is shown while there is nothing to ask or to show. `<video-session>` brings it up by itself after the call.
 *
 * @tag session-rating
 * @attr {string} lang - Language (en, de, it, ro); else that of the nearest ancestor with `lang`, else the browser's.
 * @csspart base - Form or thanks as a whole.
 * @cssprop --fernblick-accent - Colour of the main action.
 * @cssprop --fernblick-text - Colour of text.
 * @cssprop --fernblick-surface - Background of fields.
 */
export class SessionRating extends LitElement {
  static override readonly styles = sessionRatingStyles;

  /** Id of a `<video-session>` whose client it uses; without it, the nearest one. */
  @property() for: string | null = null;

  /** Id of one of the ticket's sessions; the present one without it. */
  @property() session: string | null = null;

  @state() private draft: RatingDraft = nothingYet;
  @state() private changing = false;
  @state() private sending = false;
  @state() private missing = false;
  @state() private problem: SessionError | null = null;

  readonly #words = new WordsController(this, dictionary);
  readonly #sessionWords = new WordsController(this, sessionDictionary);
  readonly #source = new NearestSessionController(this, () => this.for);
  /** Whose draft it holds. */
  #about: string | null = null;

  constructor() {
    super();
    // Form and thanks take each other's place, and the button that was pressed goes with its own.
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

  protected override update(changed: PropertyValues<this>): void {
    const id = this.#view?.id ?? null;
    if (id !== null && id !== this.#about) {
      this.#about = id;
      this.draft = recallDraft(id) ?? nothingYet;
      this.changing = false;
      this.problem = null;
    }
    super.update(changed);
  }

  override render(): TemplateResult | typeof nothing {
    const { words } = this.#words;
    const view = this.#view;
    if (words === null || view?.phase !== 'done') return nothing;
    const me = view.participants.find(({ you }) => you);
    if ((me?.role ?? this.client?.state.role) === 'agent') return this.#renderAll(words, view);
    if (me === undefined) return nothing;
    const given = view.ratings.find(({ by }) => by === me.id) ?? null;
    if (!view.functions.includes('ratings')) return nothing;
    return given === null || this.changing
      ? this.#renderForm(words, view, given)
      : this.#renderThanks(words, given);
  }

  get #view(): SessionView | null {
    const seen = this.client?.state;
    if (seen === undefined) return null;
    const id = this.session ?? seen.session?.id;
    return seen.session?.id === id
      ? seen.session
      : (seen.sessions.find((each) => each.id === id) ?? null);
  }

  #renderForm(words: RatingWords, view: SessionView, given: RatingView | null): TemplateResult {
    const { stars, comment } = this.draft;
    const left = MAX_COMMENT - comment.length;
    return html`<form
      part="base"
      novalidate
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        void this.#send(view.id);
      }}
    >
      <fieldset role="radiogroup" aria-label=${words.rating} aria-describedby="missing">
        <legend id="heading" tabindex="-1">${words.question}</legend>
        <div class="choices">
          ${allStars.map(
            (each) =>
              html`<label class="choice"
                ><input
                  type="radio"
                  name="stars"
                  data-stars=${each}
                  aria-label=${words.stars(each)}
                  .checked=${live(stars === each)}
                  @change=${() => this.#keep({ stars: each })}
                />${star(stars !== null && each <= stars)}</label
              >`,
          )}
        </div>
        <p id="missing" role="alert">${this.missing ? words.chooseFirst : nothing}</p>
      </fieldset>
      <label class="field"
        >${words.comment}<textarea
          aria-label=${words.comment}
          aria-describedby="hint"
          maxlength=${MAX_COMMENT}
          .value=${live(comment)}
          @input=${(event: InputEvent) =>
            this.#keep({ comment: (event.target as HTMLTextAreaElement).value })}
        ></textarea
        ><span class="hint" id="hint"
          >${comment.length < COUNT_FROM ? words.commentHint : words.left(left)}</span
        ></label
      >
      ${this.#renderProblem()}
      <div class="actions">
        <button class="main" type="submit" aria-disabled=${this.sending}>${words.send}</button>
        ${
          given === null
            ? nothing
            : html`<button
                class="quiet"
                type="button"
                @click=${() => {
                  this.changing = false;
                  this.#forget(view.id);
                }}
              >
                ${words.cancel}
              </button>`
        }
      </div>
    </form>`;
  }

  #renderThanks(words: RatingWords, given: RatingView): TemplateResult {
    const isOpen = Date.now() + (this.client?.state.clockOffsetMs ?? 0) < given.openUntil;
    return html`<div class="given" part="base">
      <p id="heading" tabindex="-1" role="status">${words.thanks}</p>
      ${starRow(given.stars, words.outOf(given.stars))}
      ${given.comment === '' ? nothing : html`<blockquote>${given.comment}</blockquote>`}
      ${
        isOpen
          ? html`<p class="hint">${words.changeUntil(this.#time(given.openUntil))}</p>
              <button
                type="button"
                @click=${() => {
                  this.changing = true;
                  this.#keep({ stars: given.stars, comment: given.comment });
                }}
              >
                ${words.change}
              </button>`
          : nothing
      }
    </div>`;
  }

  #renderAll(words: RatingWords, view: SessionView): TemplateResult | typeof nothing {
    if (view.ratings.length === 0) return nothing;
    return html`<div part="base">
      ${view.ratings.map(({ by, stars, comment }) => {
        const name = view.participants.find(({ id }) => id === by)?.name ?? '';
        return html`<div class="given">
          <p>${words.by(name)}</p>
          ${starRow(stars, words.outOf(stars))}
          ${comment === '' ? nothing : html`<blockquote>${comment}</blockquote>`}
        </div>`;
      })}
    </div>`;
  }

  #renderProblem(): TemplateResult | typeof nothing {
    const { words } = this.#sessionWords;
    if (words === null) return nothing;
    return problemNote(words, this.problem, () => {
      this.problem = null;
    });
  }

  #time(at: number): string {
    return new Intl.DateTimeFormat(this.#words.locale, {
      dateStyle: 'medium',
      timeStyle: 'short',
    }).format(at);
  }

  #keep(change: Partial<RatingDraft>): void {
    this.draft = { ...this.draft, ...change };
    this.missing = false;
    if (this.#about !== null) keepDraft(this.#about, this.draft);
  }

  #forget(session: string): void {
    keepDraft(session, null);
    this.draft = nothingYet;
  }

  async #send(session: string): Promise<void> {
    const { stars, comment } = this.draft;
    if (this.sending) return;
    if (stars === null) {
      this.missing = true;
      this.renderRoot.querySelector<HTMLInputElement>('input[type="radio"]')?.focus();
      return;
    }
    this.sending = true;
    this.problem = null;
    try {
      await this.#give(session, stars, comment);
    } catch (cause) {
      this.problem = toSessionError(cause);
    } finally {
      this.sending = false;
    }
  }

  async #give(session: string, stars: Stars, comment: string): Promise<void> {
    const { client } = this;
    if (client === null) return;
    await client.rate({ stars, comment }, { session });
    this.changing = false;
    this.#forget(session);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'session-rating': SessionRating;
  }
}

define('session-rating', SessionRating);
