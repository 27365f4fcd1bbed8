import type { SessionError } from '@fernblick/client';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shared/icon.ts';
import type { SessionWords } from './words/en.ts';

/** What went wrong with the last wish: cause, remedy, and the code for the support, small and selectable. */
export function problemNote(
  words: SessionWords,
  error: SessionError | null,
  dismiss: () => void,
): TemplateResult | typeof nothing {
  if (error === null) return nothing;
  const { title, remedy } = words.errors[error.code];
  return html`<div class="note problem" part="problem" role="alert">
    ${icon('warning')}
    <p><strong>${title}</strong> ${remedy} <small class="code">${words.code(error.code)}</small></p>
    ${dismissButton(words, dismiss)}
  </div>`;
}

/** Takes a note away. */
export function dismissButton(words: SessionWords, dismiss: () => void): TemplateResult {
  return html`<button
    class="quiet icon-only"
    type="button"
    @click=${dismiss}
    aria-label=${words.dismiss}
  >
    ${icon('close')}
  </button>`;
}
