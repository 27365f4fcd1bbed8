import { SessionError, toSessionError } from '@fernblick/client';
import { MAX_FIELD_CHARACTERS, type DataField } from '@fernblick/protocol';
import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ContactWords } from './words/en.ts';

/** A correction, with what the field held when it was begun. */
export interface FieldChange extends DataField {
  readonly expected: string;
}

/** What was typed and is not at the server yet, and upon what. */
interface Draft {
  readonly text: string;
  readonly base: string;
  /** What of it was sent last: where the field holds that now, nobody else has changed it. */
  readonly sent?: string;
}

/**
 * One list of fields whose values can be corrected: each is sent when it is left, or with Enter. Where somebody else has
 * changed one meanwhile, both values are shown until one of them is chosen.
 */
export class DataFieldsController implements ReactiveController {
  readonly #host: LitElement;
  readonly #id: string;
  readonly #about: () => string | null;
  readonly #send: (field: FieldChange, about: string) => Promise<void>;
  /** Whose fields they were when the last of them was drawn. */
  #shown: string | null = null;
  /** By whose fields they are, and by the name of the field: what could not be sent is there when they are shown again. */
  readonly #drafts = new Map<string, Map<string, Draft>>();
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
    send: (field: FieldChange, about: string) => Promise<void>,
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
    this.#saved = null;
    this.#error = null;
    if (about === null) return;
    for (const [name, draft] of this.#drafts.get(about) ?? [])
      if (draft.text.trim().length <= MAX_FIELD_CHARACTERS)
        this.#sendDraft(about, name, draft).catch((cause: unknown) => this.#fail(cause));
  }

  async #sendDraft(about: string, name: string, draft: Draft): Promise<void> {
    const value = draft.text.trim();
    const sending = { ...draft, sent: value };
    this.#drafts.get(about)?.set(name, sending);
    await this.#send({ name, value, expected: draft.base }, about);
    const now = this.#drafts.get(about)?.get(name);
    if (now === sending) this.#forget(about, name);
    // More was typed meanwhile.
    else if (now?.sent === value) this.#drafts.get(about)?.set(name, { ...now, base: value });
  }

  #forget(about: string, name: string): boolean {
    const drafts = this.#drafts.get(about);
    const was = drafts?.delete(name) ?? false;
    if (drafts?.size === 0) this.#drafts.delete(about);
    return was;
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
    const draft = this.#draft(name);
    const shown = draft?.text ?? value;
    const over = shown.trim().length - MAX_FIELD_CHARACTERS;
    const conflict = draft !== undefined && isDisputed(draft, value);
    return html`<label for=${id}>${name}</label>
      <textarea
        id=${id}
        rows="1"
        ?readonly=${!mayWrite}
        aria-invalid=${over > 0}
        aria-describedby=${`${id}-fault`}
        .value=${live(shown)}
        @input=${(event: Event) => this.#type(name, value, event)}
        @keydown=${(event: KeyboardEvent) => this.#onKey(name, value, event)}
        @blur=${() => void this.#leave(name, value)}
      ></textarea>
      <p class="fault" id=${`${id}-fault`}>${over > 0 ? words.tooLong(over) : nothing}</p>
      ${conflict ? this.#renderConflict(words, { name, value }, draft, id) : nothing}`;
  }

  #renderConflict(
    words: ContactWords,
    { name, value }: DataField,
    draft: Draft,
    id: string,
  ): TemplateResult {
    const choose = (action: () => void): void => {
      action();
      // The button goes away with the question.
      this.#host.renderRoot.querySelector<HTMLElement>(`#${id}`)?.focus();
    };
    return html`<div class="conflict" role="group" aria-label=${name}>
      <div role="alert">
        <p>${words.changedMeanwhile}</p>
        <blockquote>${value === '' ? words.nothing : value}</blockquote>
      </div>
      <p class="row">
        <button
          type="button"
          aria-label=${words.keepMineOf(name)}
          @click=${() =>
            choose(() => {
              this.#keep(name, { text: draft.text, base: value });
              void this.#leave(name, value);
            })}
        >
          ${words.keepMine}
        </button>
        <button
          type="button"
          aria-label=${words.takeTheirsOf(name)}
          @click=${() => choose(() => this.#takeBack(name))}
        >
          ${words.takeTheirs}
        </button>
      </p>
    </div>`;
  }

  #draft(name: string): Draft | undefined {
    return this.#shown === null ? undefined : this.#drafts.get(this.#shown)?.get(name);
  }

  #keep(name: string, draft: Draft): void {
    if (this.#shown === null) return;
    const drafts = this.#drafts.get(this.#shown) ?? new Map<string, Draft>();
    this.#drafts.set(this.#shown, drafts.set(name, draft));
  }

  #takeBack(name: string): boolean {
    const was = this.#shown !== null && this.#forget(this.#shown, name);
    if (was) this.#host.requestUpdate();
    return was;
  }

  #type(name: string, value: string, event: Event): void {
    // The listener sits on the field.
    const text = (event.currentTarget as HTMLTextAreaElement).value;
    this.#keep(name, { base: value, ...this.#draft(name), text });
    this.#saved = null;
    this.#host.requestUpdate();
  }

  #onKey(name: string, value: string, event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void this.#leave(name, value);
    } else if (event.key === 'Escape' && this.#takeBack(name)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  async #leave(name: string, value: string): Promise<void> {
    const draft = this.#draft(name);
    const about = this.#shown;
    if (about === null || draft === undefined) return;
    const text = draft.text.trim();
    if (text.length > MAX_FIELD_CHARACTERS) return;
    // Nothing was changed, or somebody else has changed it to the same.
    if (text === value || text === draft.base) {
      this.#takeBack(name);
      return;
    }
    if (isDisputed(draft, value)) return;
    this.#error = null;
    try {
      await this.#sendDraft(about, name, draft);
      if (about === this.#shown) this.#saved = name;
    } catch (cause) {
      // Both values are shown by now, with what can be done.
      const isShown = cause instanceof SessionError && cause.code === 'field-changed';
      if (!isShown || about !== this.#shown) this.#fail(cause);
    }
    this.#host.requestUpdate();
  }

  #fail(cause: unknown): void {
    this.#error = toSessionError(cause);
    this.#host.requestUpdate();
  }
}

/** True where somebody else has changed the value upon which something else was typed. */
function isDisputed({ text, base, sent }: Draft, value: string): boolean {
  return ![base, sent, text.trim()].includes(value) && text.trim() !== base;
}
