import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { card, form, mainButton } from '../frame.ts';
import { NumberEnteredEvent } from '../number-entered-event.ts';
import type { RequestScreen } from '../screen.ts';
import { icon } from '../../shared/icon.ts';
import type { NumberWords } from './words/en.ts';

const DIGITS = 9;

/** The field for a number that somebody was given on the telephone. */
export class NumberEntry {
  readonly #host: LitElement;
  readonly #close: () => void;
  #number = '';
  /** A mistake is told once somebody has tried, not while they type. */
  #tried = false;

  constructor(host: LitElement, close: () => void) {
    this.#host = host;
    this.#close = close;
    void this.#focus();
  }

  card(screen: RequestScreen, words: NumberWords, serverUrl: string): TemplateResult {
    const isWrong = this.#tried && this.#digits.length !== DIGITS;
    return form(
      () => this.#enter(serverUrl),
      card(
        {
          icon: 'keyboard',
          heading: words.heading,
          sentence: words.sentence,
          body: html`<div class="field">
            <label for="number">${words.number}</label>
            <input
              id="number"
              inputmode="numeric"
              autocomplete="off"
              aria-required="true"
              aria-invalid=${isWrong}
              aria-describedby="number-hint"
              .value=${live(this.#number)}
              @input=${(event: InputEvent) => this.#typed(event.target as HTMLInputElement)}
            />
            <p id="number-hint" class="hint">
              ${
                isWrong
                  ? html`<span class="mistake">${icon('warning')}${words.nineDigits}</span>`
                  : words.numberHint
              }
            </p>
          </div>`,
          actions: html`${mainButton(screen, words.go)}
            <button type="button" class="quiet" @click=${this.#close}>
              ${screen.words.back}
            </button>`,
        },
        nothing,
      ),
    );
  }

  get #digits(): string {
    return this.#number.replaceAll(' ', '');
  }

  /** Grouped as it is read out, like on the server's page; what was typed around the digits is left out. */
  #typed(field: HTMLInputElement): void {
    this.#number = field.value
      .replaceAll(/\D/g, '')
      .slice(0, DIGITS)
      .replaceAll(/(\d{3})(?=\d)/g, '$1 ');
    this.#host.requestUpdate();
  }

  #enter(serverUrl: string): void {
    const number = this.#digits;
    this.#tried = true;
    this.#host.requestUpdate();
    if (number.length !== DIGITS) void this.#focus();
    else if (this.#host.dispatchEvent(new NumberEnteredEvent(number)))
      // Behind the #, so that it stands in no server's log.
      location.assign(`${serverUrl}join/#${number}`);
  }

  async #focus(): Promise<void> {
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>('#number')?.focus();
  }
}
