import { SessionError } from '@fernblick/client';
import { MAX_FIELD_CHARACTERS, type DataField } from '@fernblick/protocol';
import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ContactWords } from './words/en.ts';

/** One list of fields whose values can be corrected: each is sent when it is left, or with Enter. */
export class DataFieldsController implements ReactiveController {
  readonly #host: LitElement;
  readonly #id: string;
  readonly #about: () => string | null;
  readonly #send: (field: DataField, about: string) => Promise<void>;
  /** Whose fields they were when the last of them was drawn. */
  #shown: string | null = null;
  /** What was typed and is not at the server yet, by the name of its field. */
  readonly #typed = new Map<string, string>();
  #saved: string | null = null;
  #error: SessionError | null = null;

  /**
   * @param id tells the lists of one element apart
   * @param about names whose fields they are; what was typed for somebody is sent to them, whoever is shown by then
   */
  constructor(
    host: LitElement,
    id: string,
    about: () => string | null,
    send: (field: DataField, about: string) => Promise<void>,
  ) {
    this.#host = host;
    this.#id = id;
    this.#about = about;
    this.#send = send;
    host.addController(this);
  }

  /** What went wrong with the last one; what was typed is still there. */
  get error(): SessionError | null {
    return this.#error;
  }

  hostUpdate(): void {
    const about = this.#about();
    if (about === this.#shown) return;
    this.#sendAll();
    this.#shown = about;
  }

  hostDisconnected(): void {
    this.#sendAll();
    this.#shown = null;
  }

  dismiss(): void {
    this.#error = null;
    this.#host.requestUpdate();
  }

  /** Others are shown from now on: nothing that was typed is lost, and nothing of it is theirs. */
  #sendAll(): void {
    const about = this.#shown;
    const typed = [...this.#typed];
    this.#typed.clear();
    this.#saved = null;
    this.#error = null;
    if (about === null) return;
    for (const [name, value] of typed)
      if (value.trim().length <= MAX_FIELD_CHARACTERS)
        this.#send({ name, value: value.trim() }, about).catch((cause: unknown) =>
          this.#fail(cause),
        );
  }

  render(words: ContactWords, fields: readonly DataField[], mayWrite: boolean): TemplateResult {
    return html`<div class="fields" role="group">
      ${fields.map((field, index) => this.#renderField(words, field, index, mayWrite))}
      <p class="visually-hidden" role="status">
        ${this.#saved === null ? nothing : words.saved(this.#saved)}
      </p>
    </div>`;
  }

  #renderField(
    words: ContactWords,
    { name, value }: DataField,
    index: number,
    mayWrite: boolean,
  ): TemplateResult {
    const id = `${this.#id}-${index}`;
    const shown = this.#typed.get(name) ?? value;
    const over = shown.trim().length - MAX_FIELD_CHARACTERS;
    return html`<label for=${id}>${name}</label>
      <textarea
        id=${id}
        rows="1"
        ?readonly=${!mayWrite}
        aria-invalid=${over > 0}
        aria-describedby=${`${id}-fault`}
        .value=${live(shown)}
        @input=${(event: Event) => this.#type(name, event)}
        @keydown=${(event: KeyboardEvent) => this.#onKey(name, value, event)}
        @blur=${() => void this.#leave(name, value)}
      ></textarea>
      <p class="fault" id=${`${id}-fault`}>${over > 0 ? words.tooLong(over) : nothing}</p>`;
  }

  #type(name: string, event: Event): void {
    // The listener sits on the field.
    this.#typed.set(name, (event.currentTarget as HTMLTextAreaElement).value);
    this.#saved = null;
    this.#host.requestUpdate();
  }

  #onKey(name: string, value: string, event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void this.#leave(name, value);
    } else if (event.key === 'Escape' && this.#typed.delete(name)) {
      event.preventDefault();
      event.stopPropagation();
      this.#host.requestUpdate();
    }
  }

  async #leave(name: string, value: string): Promise<void> {
    const typed = this.#typed.get(name);
    const about = this.#shown;
    if (about === null || typed === undefined || typed.trim().length > MAX_FIELD_CHARACTERS) return;
    if (typed.trim() === value) {
      this.#typed.delete(name);
      this.#host.requestUpdate();
      return;
    }
    this.#error = null;
    try {
      await this.#send({ name, value: typed.trim() }, about);
      if (about === this.#shown) {
        if (this.#typed.get(name) === typed) this.#typed.delete(name);
        this.#saved = name;
      }
    } catch (cause) {
      this.#fail(cause);
    }
    this.#host.requestUpdate();
  }

  #fail(cause: unknown): void {
    this.#error =
      cause instanceof SessionError ? cause : new SessionError('server-error', { cause });
    this.#host.requestUpdate();
  }
}
