import { SessionError, toSessionError } from '@fernblick/client';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { LayoutChangedEvent, SessionLayout } from '../events.ts';
import { define } from '../shared/define.ts';
import { FocusController } from '../shared/focus-controller.ts';
import { WordsController } from '../shared/words-controller.ts';
import '../session-request/session-request.ts';
import { problemNote } from '../video-session/problem-note.ts';
import '../video-session/video-session.ts';
import { dictionary as sessionDictionary } from '../video-session/words/dictionary.ts';
import { GuestPass, lookBehind, type Door } from './guest-pass.ts';
import { joinPageStyles } from './join-page.styles.ts';
import { dictionary } from './words/dictionary.ts';
import type { JoinWords } from './words/en.ts';

const DIGITS = 9;
/** The refusals behind which the door can say more. */
const closing: ReadonlySet<string> = new Set(['not-allowed', 'session-over']);

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
  /** What stands behind the # of a link that is no number's. */
  @state() private key: string | null = null;
  /** Null while it is being asked for. */
  @state() private door: Door | null = null;

  readonly #words = new WordsController(this, dictionary);
  readonly #sessionWords = new WordsController(this, sessionDictionary);

  constructor() {
    super();
    // The form goes with the button that went in, and what could not be looked up with the one that looks again.
    this.addController(new FocusController(this));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', this.#readLink);
    this.#readLink();
    const kept = GuestPass.recall();
    const isSame = this.key === null ? this.number === '' : kept?.isOf(this.key) === true;
    this.pass = isSame ? kept : null;
  }

  override disconnectedCallback(): void {
    window.removeEventListener('hashchange', this.#readLink);
    super.disconnectedCallback();
  }

  /** Another link may be opened in the same tab; in a call it changes nothing. */
  readonly #readLink = (): void => {
    // The link's number stands behind the #, so that no server and no scanner of mails ever sees or uses it.
    const key = location.hash.slice(1);
    if (key === '') return;
    this.key = key.includes('.') ? key : null;
    this.number = this.key === null ? grouped(key) : '';
    if (this.key !== null) void this.#look(this.key);
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
    if (this.pass === null) return this.key === null ? this.#renderForm() : this.#renderDoor();
    return html`<main class=${this.layout}>
      <h1 id="heading" class="visually-hidden" tabindex="-1">${words.yourSession}</h1>
      <video-session
        @layout-changed=${this.#onLayout}
        server=${new URL('../', document.baseURI).href}
        session=${this.pass.session}
        .getToken=${this.pass.token}
      >
        <session-request slot="request"></session-request>
      </video-session>
      ${
        this.layout === 'stage'
          ? nothing
          : html`<button type="button" class="quiet another" @click=${this.#startOver}>
              ${words.another}
            </button>`
      }
    </main>`;
  }

  /** What a link leads to: looking uses nothing up, only the button goes in. */
  #renderDoor(): TemplateResult | typeof nothing {
    const { words, locale } = this.#words;
    const { words: sessionWords } = this.#sessionWords;
    if (words === null || sessionWords === null) return nothing;
    const { door, problem } = this;
    const again = this.#lookAgain;
    if (door === null)
      return html`<main>
        <div class="panel" aria-busy=${problem === null}>
          <h1 id="heading" tabindex="-1">
            ${problem === null ? words.looking : words.yourSession}
          </h1>
          ${problemNote(sessionWords, problem, again)}
          ${
            problem === null
              ? nothing
              : html`<button type="button" class="main" @click=${again}>${words.tryAgain}</button>`
          }
        </div>
      </main>`;
    if (door.is !== 'open') {
      const { heading, sentence } = words.closed[door.is];
      return html`<main>
        <div class="panel">
          <h1 id="heading" tabindex="-1">${heading}</h1>
          <p>${sentence}</p>
          ${
            door.is === 'used' || door.is === 'gone'
              ? html`<button type="button" class="main" @click=${again}>${words.tryAgain}</button>`
              : nothing
          }
          <button type="button" class="quiet" @click=${this.#useNumber}>${words.haveNumber}</button>
        </div>
      </main>`;
    }
    return html`<main>
      <form novalidate @submit=${this.#onSubmit}>
        <h1 id="heading" tabindex="-1">${this.#doorHeading(words, door)}</h1>
        <p class="hint">
          ${
            door.scheduledFor === null
              ? nothing
              : words.agreedFor(
                  new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' }).format(
                    door.scheduledFor,
                  ),
                )
          }
          ${door.isOver ? words.rateIt : words.noApp}
        </p>
        ${
          door.isOver
            ? nothing
            : door.isNamed && door.name !== null
              ? html`<p>${words.asNamed(door.name)}</p>`
              : this.#renderName(words)
        }
        ${problemNote(sessionWords, problem, this.#dismiss)}
        <button class="main" aria-disabled=${this.busy}>${words.go}</button>
      </form>
    </main>`;
  }

  #doorHeading(words: JoinWords, { by, isOver }: Door): string {
    if (isOver) return words.closed.over.heading;
    return by === null ? words.yourSession : words.invitedBy(by);
  }

  #renderName(words: JoinWords): TemplateResult {
    const { name } = this.#faults;
    return html`<label class="field">
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
    </label>`;
  }

  #renderForm(): TemplateResult | typeof nothing {
    const { words } = this.#words;
    const { words: sessionWords } = this.#sessionWords;
    if (words === null || sessionWords === null) return nothing;
    const { number } = this.#faults;
    return html`<main>
      <form novalidate @submit=${this.#onSubmit}>
        <h1 id="heading" tabindex="-1">${words.heading}</h1>
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
        ${this.#renderName(words)} ${problemNote(sessionWords, this.problem, this.#dismiss)}
        <button class="main" aria-disabled=${this.busy}>${words.go}</button>
      </form>
    </main>`;
  }

  /** What is missing, once somebody has tried without. */
  get #faults(): { readonly number: boolean; readonly name: boolean } {
    const { door } = this;
    const isOwn = this.key !== null && (door?.isNamed === true || door?.isOver === true);
    return {
      number: this.key === null && this.tried && this.number.replaceAll(' ', '').length !== DIGITS,
      name: !isOwn && this.tried && this.name.trim() === '',
    };
  }

  #focusMissing(): void {
    const number = this.renderRoot.querySelector<HTMLInputElement>('input[name="number"]');
    const name = this.renderRoot.querySelector<HTMLInputElement>('input[name="name"]');
    (this.number.replaceAll(' ', '').length === DIGITS ? name : (number ?? name))?.focus();
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
      const called = this.name.trim();
      this.pass =
        this.key === null
          ? await GuestPass.enter(this.number.replaceAll(' ', ''), called)
          : await GuestPass.follow(this.key, called);
      // A reload goes back into the call, not to the form.
      history.replaceState(null, '', location.pathname);
    } catch (error) {
      const closed = error instanceof SessionError && closing.has(error.code);
      if (this.key !== null && closed) await this.#look(this.key);
      else this.problem = toSessionError(error);
    } finally {
      this.busy = false;
    }
  }

  readonly #dismiss = (): void => {
    this.problem = null;
  };

  readonly #lookAgain = (): void => {
    if (this.key !== null) void this.#look(this.key);
  };

  async #look(key: string): Promise<void> {
    this.problem = null;
    this.door = null;
    try {
      const door = await lookBehind(key);
      // Another link may have been opened meanwhile.
      if (this.key !== key) return;
      this.door = door;
      if (this.name === '') this.name = door.name ?? '';
      await this.updateComplete;
      if (door.is === 'open') this.#focusMissing();
      else this.renderRoot.querySelector<HTMLElement>('h1')?.focus();
    } catch (error) {
      if (this.key === key) this.problem = toSessionError(error);
    }
  }

  readonly #useNumber = (): void => {
    history.replaceState(null, '', location.pathname);
    this.key = null;
    this.door = null;
    this.problem = null;
    this.tried = false;
    void this.updateComplete.then(() => this.#focusMissing());
  };

  readonly #startOver = (): void => {
    this.pass?.forget();
    this.pass = null;
    this.key = null;
    this.door = null;
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
