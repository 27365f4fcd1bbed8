import type { InkCommand, Writing } from '@fernblick/ar/ink';
import { MAX_MARK_TEXT } from '@fernblick/protocol';
import { html, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { ref } from 'lit/directives/ref.js';
import type { OverlayWords } from './words/en.ts';

/** The field stays so far from the edges of the picture, CSS px. */
const EDGE = 8;

/** The field in which a text is written, where it will stand. */
export function renderWriting(
  words: OverlayWords,
  writing: Writing,
  post: (command: InkCommand & { readonly is: 'write' | 'written' | 'key' }) => void,
): TemplateResult {
  let isOver = false;
  const finish = (keep: boolean): void => {
    if (isOver) return;
    isOver = true;
    if (keep) post({ is: 'written' });
    else post({ is: 'key', key: 'Escape', fine: false });
  };
  return html`${keyed(
    writing.mark,
    html`<input
      class="writing"
      part="text"
      type="text"
      maxlength=${MAX_MARK_TEXT}
      autocomplete="off"
      aria-label=${writing.kind === 'pin' ? words.caption : words.text}
      placeholder=${writing.kind === 'pin' ? words.caption : words.text}
      ${ref((field) => {
        if (!(field instanceof HTMLInputElement)) return;
        // Through the object model: a strict policy allows no style attributes.
        // It is not in the page before this update is over.
        queueMicrotask(() => {
          const room = field.parentElement?.clientWidth ?? 0;
          const left = Math.max(EDGE, Math.min(writing.x, room - field.offsetWidth - EDGE));
          field.style.setProperty('left', `${left}px`);
          field.style.setProperty('top', `${writing.y}px`);
          if (field.dataset['ready'] !== undefined) return;
          field.dataset['ready'] = '';
          field.focus({ preventScroll: true });
        });
      })}
      @input=${(event: InputEvent) => {
        if (event.target instanceof HTMLInputElement)
          post({ is: 'write', text: event.target.value });
      }}
      @keydown=${(event: KeyboardEvent) => {
        event.stopPropagation();
        if (event.isComposing) return;
        if (event.key === 'Enter') finish(true);
        if (event.key === 'Escape') finish(false);
      }}
      @blur=${() => finish(true)}
    />`,
  )}`;
}
