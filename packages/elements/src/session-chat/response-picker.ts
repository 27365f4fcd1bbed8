import type { SessionClient } from '@fernblick/client';
import type { StandardResponse } from '@fernblick/protocol';
import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ChatWords } from './words/en.ts';

/** Typing pauses for so long before it is looked up. */
const PAUSE_MS = 150;

/** Looks standard responses up by words, and hands the chosen one to where one writes. */
export class ResponsePicker {
  readonly #host: LitElement;
  readonly #client: () => SessionClient | null;
  readonly #take: (text: string) => void;
  #isOpen = false;
  #query = '';
  #found: readonly StandardResponse[] | null = null;
  #more = false;
  #failed = false;
  #active = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  /** What was found is not yet for what was typed. */
  #isLooking = false;
  /** Enter was pressed meanwhile: the first one is meant of what will be found. */
  #isChosen = false;

  constructor(host: LitElement, client: () => SessionClient | null, take: (text: string) => void) {
    this.#host = host;
    this.#client = client;
    this.#take = take;
  }

  /** For agents, where administrators let them. */
  get isOffered(): boolean {
    const client = this.#client();
    return client?.chat.state.agents != null && client.state.functions.includes('responses');
  }

  readonly toggle = (): void => {
    if (this.#isOpen) this.#close();
    else void this.#open();
  };

  /** What opens it, beside the field. */
  renderButton(words: ChatWords, icon: TemplateResult): TemplateResult | typeof nothing {
    if (!this.isOffered) return nothing;
    return html`<button
      type="button"
      class="quiet icon-only responses-button"
      aria-label=${words.responses}
      title=${words.responses}
      aria-expanded=${this.#isOpen}
      @click=${this.toggle}
    >
      ${icon}
    </button>`;
  }

  /** The search and what it found; nothing while it is closed. */
  render(words: ChatWords): TemplateResult | typeof nothing {
    if (!this.#isOpen || !this.isOffered) return nothing;
    const found = this.#found ?? [];
    return html`<div class="responses" part="responses" @keydown=${this.#onKeydown}>
      <input
        class="search"
        role="combobox"
        aria-label=${words.searchResponses}
        placeholder=${words.searchResponses}
        aria-controls="responses"
        aria-expanded="true"
        aria-autocomplete="list"
        aria-activedescendant=${found.length === 0 ? nothing : `response-${this.#active}`}
        .value=${live(this.#query)}
        @input=${this.#onInput}
      />
      <ul id="responses" role="listbox" aria-label=${words.responses}>
        ${found.map(
          ({ title, text }, i) =>
            html`<li
              id="response-${i}"
              role="option"
              aria-selected=${i === this.#active}
              @click=${() => this.#choose(i)}
            >
              <b>${title}</b>
              <span>${text}</span>
            </li>`,
        )}
      </ul>
      <p role="status">${this.#note(words)}</p>
    </div>`;
  }

  #note(words: ChatWords): string | typeof nothing {
    if (this.#failed) return words.responsesFailed;
    if (this.#found?.length === 0)
      return this.#query.trim() === '' ? words.noResponses : words.noneFound;
    return this.#more ? words.moreFound : nothing;
  }

  async #open(): Promise<void> {
    this.#isOpen = true;
    this.#query = '';
    this.#found = null;
    this.#host.requestUpdate();
    void this.#look();
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLInputElement>('.search')?.focus();
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.#isChosen = false;
    this.#isOpen = false;
    this.#host.requestUpdate();
    this.#host.renderRoot.querySelector('textarea')?.focus();
  }

  #choose(at: number): void {
    const text = this.#found?.[at]?.text;
    if (text === undefined) return;
    this.#close();
    this.#take(text);
  }

  async #look(): Promise<void> {
    this.#asked += 1;
    const turn = this.#asked;
    this.#isLooking = true;
    try {
      const found = await this.#client()?.findResponses(this.#query);
      if (turn !== this.#asked) return;
      this.#found = found?.responses ?? [];
      this.#more = found?.more ?? false;
      this.#failed = false;
    } catch {
      // Said in the list; the next letter tries again.
      if (turn !== this.#asked) return;
      this.#found = null;
      this.#failed = true;
    }
    this.#active = 0;
    this.#isLooking = false;
    if (this.#isChosen) this.#choose(0);
    this.#isChosen = false;
    this.#host.requestUpdate();
  }

  readonly #onInput = (event: InputEvent): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.#query = event.target.value;
    this.#isLooking = true;
    this.#isChosen = false;
    // An answer that is still to come is to what stood there before.
    this.#asked += 1;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), PAUSE_MS);
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const count = this.#found?.length ?? 0;
    if (event.isComposing) return;
    if (event.key === 'Escape') this.#close();
    else if (event.key === 'Enter' && this.#isLooking) this.#isChosen = true;
    else if (event.key === 'Enter') this.#choose(this.#active);
    else if (event.key === 'ArrowDown' && count > 0) this.#active = (this.#active + 1) % count;
    else if (event.key === 'ArrowUp' && count > 0)
      this.#active = (this.#active + count - 1) % count;
    else return;
    event.preventDefault();
    // Not also the chat’s own Escape.
    event.stopPropagation();
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() =>
      this.#host.renderRoot
        .querySelector(`#response-${this.#active}`)
        ?.scrollIntoView({ block: 'nearest' }),
    );
  };
}
