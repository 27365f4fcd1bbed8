import type { SessionError } from '@fernblick/client';
import { html, nothing, type TemplateResult } from 'lit';
import { icon, type IconName } from '../shared/icon.ts';
import type { RequestScreen } from './screen.ts';
import type { RequestWords } from './words/en.ts';

/** What one state of the card shows. */
export interface CardParts {
  readonly icon: IconName;
  readonly heading: string;
  readonly sentence?: string | TemplateResult | undefined;
  readonly body?: TemplateResult;
  readonly actions?: TemplateResult;
}

/** One heading, one sentence, what belongs to it, and what can be done. */
export function card(parts: CardParts, after: TemplateResult | typeof nothing): TemplateResult {
  const { heading, sentence, body, actions } = parts;
  return html`<section class="card" part="card" aria-labelledby="heading">
    <div class="card-icon">${icon(parts.icon)}</div>
    <div class="card-text">
      <h2 id="heading" tabindex="-1">${heading}</h2>
      ${sentence === undefined ? nothing : html`<p>${sentence}</p>`}
    </div>
    ${body === undefined ? nothing : html`<div class="body">${body}</div>`}
    ${actions === undefined ? nothing : html`<div class="card-actions">${actions}</div>`} ${after}
  </section>`;
}

/** What went wrong with the last wish: cause, remedy, and the code for the support. */
export function problemOf({ words, control }: RequestScreen): TemplateResult | typeof nothing {
  const { problem } = control;
  if (problem === null) return nothing;
  return html`<div class="note problem" part="problem" role="alert">
    ${icon('warning')}
    <p>${errorWords(words, problem)}</p>
    <button
      class="quiet icon-only"
      type="button"
      aria-label=${words.dismiss}
      @click=${control.dismiss}
    >
      ${icon('close')}
    </button>
  </div>`;
}

/** The card where nothing can be asked: what is wrong and what to do. */
export function failureCard(
  words: RequestWords,
  error: SessionError,
  tryAgain: () => void,
): TemplateResult {
  const { title, remedy } = words.errors[error.code];
  return card(
    {
      icon: 'warning',
      heading: title,
      sentence: html`${remedy} <small class="code">${words.code(error.code)}</small>`,
      actions: html`<button type="button" class="main" @click=${tryAgain}>
        ${words.tryAgain}
      </button>`,
    },
    nothing,
  );
}

/** The button that does what the card is about; says so while it is being done. */
export function mainButton(
  { words, control }: RequestScreen,
  name: string,
  act?: () => void,
): TemplateResult {
  return html`<button
    type=${act === undefined ? 'submit' : 'button'}
    class="main"
    aria-disabled=${control.busy}
    @click=${act ?? nothing}
  >
    ${control.busy ? words.sending : name}
  </button>`;
}

/** A form of the card: `Enter` sends it, nothing is checked but by ourselves. */
export function form(submit: () => void, content: TemplateResult): TemplateResult {
  const send = (event: Event): void => {
    event.preventDefault();
    submit();
  };
  return html`<form novalidate @submit=${send}>${content}</form>`;
}

/** What somebody wrote, in their own lines. */
export function quote(text: string): TemplateResult {
  return html`<blockquote class="quote">${text}</blockquote>`;
}

function errorWords(words: RequestWords, error: SessionError): TemplateResult {
  const { title, remedy } = words.errors[error.code];
  return html`<strong>${title}</strong> ${remedy}
    <small class="code">${words.code(error.code)}</small>`;
}

/** Leads whoever was given a number to its field. */
export function numberButton({ words, number }: RequestScreen): TemplateResult {
  return html`<button type="button" class="quiet" @click=${number.open}>
    ${words.haveNumber}
  </button>`;
}
