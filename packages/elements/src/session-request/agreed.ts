import { html, nothing, type TemplateResult } from 'lit';
import { askFirst, confirmation } from '../shared/confirmation.ts';
import { distanceInWords, momentInWords } from '../shared/moments.ts';
import { deviceCheck } from './device-check.ts';
import { card, problemOf } from './frame.ts';
import type { RequestScreen } from './screen.ts';

export { dictionary } from './words/dictionary.ts';

/**
 * What was agreed, the same for both sides; a customer can call it off here, and try the devices out until it begins.
 *
 * @param found for agents: what the customer has found who tried everything out
 */
export function agreed(
  screen: RequestScreen,
  found: TemplateResult | null = null,
): TemplateResult | typeof nothing {
  const { words, control, nowMs, locale, role, session } = screen;
  if (session === null || session.request === null) return nothing;
  const { scheduledFor } = session.request;
  const check = deviceCheck(screen);
  const distance = distanceInWords(scheduledFor ?? nowMs, nowMs, locale);
  return card(
    {
      icon: 'check',
      heading:
        scheduledFor === null
          ? words.agreedAnyTime
          : words.agreed(momentInWords(scheduledFor, nowMs, locale)),
      sentence:
        scheduledFor === null
          ? words.beginsAnyTime
          : scheduledFor > nowMs
            ? words.beginsIn(distance)
            : words.wasToBegin(distance),
      ...(check === nothing && found === null ? {} : { body: html`${check}${found}` }),
      ...(role === 'agent'
        ? {}
        : {
            actions: html`<button type="button" class="quiet" @click=${askFirst('call-off')}>
                ${words.callOff}</button
              >${confirmation({
                id: 'call-off',
                heading: words.callOffHeading,
                sentence: words.callOffSentence,
                action: words.callOff,
                cancel: words.cancel,
                confirm: control.withdraw,
              })}`,
          }),
    },
    problemOf(screen),
  );
}
