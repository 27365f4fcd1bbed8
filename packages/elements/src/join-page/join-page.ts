import { SessionError } from '@fernblick/client';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { LayoutChangedEvent, SessionLayout } from '../events.ts';
import { define } from '../shared/define.ts';
import { WordsController } from '../shared/words-controller.ts';
import { problemNote } from '../video-session/problem-note.ts';
import '../video-session/video-session.ts';
import { dictionary as sessionDictionary } from '../video-session/words/dictionary.ts';
import { GuestPass } from './guest-pass.ts';
import { joinPageStyles } from './join-page.styles.ts';
import { dictionary } from './words/dictionary.ts';

const DIGITS = 9;

/** `123 456 789`, as numbers are read out; what was typed around the digits is left out. */
function grouped(text: string): string {
  return text
    .replaceAll(/\D/g, '')
    .slice(0, DIGITS)
    .replaceAll(/(\d{3})(?=\d)/g, '$1 ');
}

/** What the server shows at `/join/`: a form for the number and one's name, then the call. No host's page needs it. */
export class JoinPage extends LitElement {
  static override readonly styles = joinPageStyles;

  @state() private pass: GuestPass | null = null;
  @state() private layout: SessionLayout = 'card';
  @state() private number = '';
  @state() private name = '';
  @state() private busy = false;
  /** It was sent with something missing. */
  @state() private tried = false;
  @state() private problem: SessionError | null = null;

  readonly #words = new WordsController(this, dictionary);
  readonly #sessionWords = new WordsController(this, sessionDictionary);

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', this.#readLink);
    this.#readLink();
    this.pass = this.number === '' ? GuestPass.recall() : null;
  }

  override disconnectedCallback(): void {
    window.removeEventListener('hashchange', this.#readLink);
    super.disconnectedCallback();
  }

  /** Another link may be opened in the same tab; in a call it changes nothing. */
  readonly #readLink = (): void => {
    // The link's number stands behind the #, so that no server and no scanner of mails ever sees or uses it.
    if (location.hash !== '') this.number = grouped(location.hash);
  };

  protected override updated(changed: PropertyValues): void {
    const { words } = this.#words;
    if (words === null) return;
    document.title = words.title;
    // Only where it is another: each time it is set, all elements look again.
    if (document.documentElement.lang !== this.#words.locale)
      document.documentElement.lang = this.#words.locale;
    if (changed.has('pass') && this.pass === null) this.#focusMissing();
  }

  override render(): TemplateResult | typeof nothing {
    const { words } = this.#words;
    if (words === null) return nothing;
    if (this.pass === null) return this.#renderForm();
    return html`<main class=${this.layout}>
      <video-session
        @layout-changed=${this.#onLayout}
        server=${new URL('../', document.baseURI).href}
        session=${this.pass.session}
        .getToken=${this.pass.token}
      ></video-session>
      ${
        this.layout === 'stage'
          ? nothing
          : html`<button type="button" class="quiet another" @click=${this.#startOver}>
              ${words.another}
            </button>`
      }
    </main>`;
  }

  #renderForm(): TemplateResult | typeof nothing {
    const { words } = this.#words;
    const { words: sessionWords } = this.#sessionWords;
    if (words === null || sessionWords === null) return nothing;
    const { number, name } = this.#faults;
    const dismiss = (): void => {
      this.problem = null;
    };
    return html`<main>
      <form novalidate @submit=${this.#onSubmit}>
        <h1>${words.heading}</h1>
        <p class="hint">${words.intro}</p>
        <label class="field">
          <span>${words.number}</span>
          <input
            class="number"
            name="number"
            inputmode="numeric"
            autocomplete="off"
            aria-required="true"
            aria-invalid=${number}
            aria-describedby="number-hint"
            .value=${live(this.number)}
            @input=${this.#onNumber}
          />
          <small id="number-hint" class=${number ? 'fault' : 'hint'}>
            ${number ? words.nineDigits : words.numberHint}
          </small>
        </label>
        <label class="field">
          <span>${words.name}</span>
          <input
            name="name"
            autocomplete="name"
            maxlength="80"
            aria-required="true"
            aria-invalid=${name}
            aria-describedby="name-hint"
            .value=${live(this.name)}
            @input=${this.#onName}
          />
          <small id="name-hint" class=${name ? 'fault' : 'hint'}>
            ${name ? words.nameMissing : words.nameHint}
          </small>
        </label>
        ${problemNote(sessionWords, this.problem, dismiss)}
        <button class="main" aria-disabled=${this.busy}>${words.go}</button>
      </form>
    </main>`;
  }

  /** What is missing, once somebody has tried without. */
  get #faults(): { readonly number: boolean; readonly name: boolean } {
    return {
      number: this.tried && this.number.replaceAll(' ', '').length !== DIGITS,
      name: this.tried && this.name.trim() === '',
    };
  }

  #focusMissing(): void {
    const [number, name] = this.renderRoot.querySelectorAll('input');
    (this.number.replaceAll(' ', '').length === DIGITS ? name : number)?.focus();
  }

  readonly #onLayout = (event: LayoutChangedEvent): void => {
    this.layout = event.layout;
  };

  readonly #onNumber = (event: InputEvent): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.number = grouped(event.target.value);
  };

  readonly #onName = (event: InputEvent): void => {
    if (event.target instanceof HTMLInputElement) this.name = event.target.value;
  };

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!this.busy) void this.#enter();
  };

  async #enter(): Promise<void> {
    this.tried = true;
    this.problem = null;
    const { number, name } = this.#faults;
    if (number || name) {
      this.#focusMissing();
      return;
    }
    this.busy = true;
    try {
      this.pass = await GuestPass.enter(this.number.replaceAll(' ', ''), this.name.trim());
      // A reload goes back into the call, not to the form.
      history.replaceState(null, '', location.pathname);
    } catch (error) {
      this.problem =
        error instanceof SessionError ? error : new SessionError('server-error', { cause: error });
    } finally {
      this.busy = false;
    }
  }

  readonly #startOver = (): void => {
    this.pass?.forget();
    this.pass = null;
    this.layout = 'card';
    this.number = '';
    this.tried = false;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fernblick-join': JoinPage;
  }
}

const page = new CSSStyleSheet();
page.replaceSync('body { margin: 0 }');
document.adoptedStyleSheets.push(page);
define('fernblick-join', JoinPage);
