import type { RequestView } from '@fernblick/protocol';
import { html, type TemplateResult } from 'lit';
import { askFirst, confirmation } from '../shared/confirmation.ts';
import { momentInWords } from '../shared/moments.ts';
import type { RequestWords } from './words/en.ts';

/** For when a session was agreed, as a heading and as news. */
export function agreedHeading(
  { scheduledFor }: Pick<RequestView, 'scheduledFor'>,
  { nowMs, locale }: { readonly nowMs: number; readonly locale: string },
  words: RequestWords,
): string {
  return scheduledFor === null
    ? words.agreedAnyTime
    : words.agreed(momentInWords(scheduledFor, nowMs, locale));
}

/** Calls it off, once it was asked whether that is meant. */
export function callOff(
  words: RequestWords,
  confirm: (event: Event) => void,
  field?: TemplateResult,
): TemplateResult {
  return html`<button type="button" class="quiet" @click=${askFirst('call-off')}>
      ${words.callOff}</button
    >${confirmation({
      id: 'call-off',
      heading: words.callOffHeading,
      sentence: words.callOffSentence,
      action: words.callOff,
      cancel: words.cancel,
      field,
      confirm,
    })}`;
}
