import type { RecordingView } from '@fernblick/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import type { CallRecordingWords } from './words/en.ts';

/** Whoever closes the question finds it again in the bar. */
const later = ({ currentTarget }: Event): void =>
  (currentTarget as HTMLElement).closest('dialog')?.close();

/** The question to everybody; `yours` where this page makes the recording. */
export function drawQuestion(
  words: CallRecordingWords,
  view: RecordingView | null,
  yours: boolean,
  isBusy: boolean,
  answer: (yes: boolean) => () => void,
): TemplateResult {
  return html`<dialog part="dialog" aria-labelledby="question" aria-describedby="details">
    <h2 id="question" tabindex="-1" autofocus>${words.heading}</h2>
    <div id="details">
      <p>${words.asks(view?.askedBy ?? '')}</p>
      <p>${words.what}</p>
      <p>${words.who}</p>
      ${yours ? html`<p>${words.yours}</p>` : nothing}
      <p>${words.free}</p>
    </div>
    <div class="answers">
      <button type="button" aria-busy=${isBusy} @click=${answer(false)}>${words.no}</button>
      <button type="button" aria-busy=${isBusy} @click=${answer(true)}>${words.yes}</button>
    </div>
    <div class="later">
      <button type="button" class="quiet" @click=${later}>${words.later}</button>
    </div>
  </dialog>`;
}
