import { html, nothing, type TemplateResult } from 'lit';
import { distanceInWords } from '../shared/moments.ts';
import { agreedHeading, callOff } from './agreement.ts';
import { deviceCheck } from './device-check.ts';
import { card, mainButton, numberButton, problemOf, quote } from './frame.ts';
import { refusedHeading, type RequestScreen } from './screen.ts';

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
      heading: agreedHeading(session.request, screen, words),
      sentence:
        scheduledFor === null
          ? words.beginsAnyTime
          : scheduledFor > nowMs
            ? words.beginsIn(distance)
            : words.wasToBegin(distance),
      ...(check === nothing && found === null ? {} : { body: html`${check}${found}` }),
      ...(role === 'agent' ? {} : { actions: callOff(words, control.withdraw) }),
    },
    problemOf(screen),
  );
}

/** What was declined, or agreed and called off, with what the agent has written and each way to another session. */
export function refused(screen: RequestScreen): TemplateResult {
  const { words, control, number, session, state } = screen;
  const mayEnter = state.functions.includes('numbers');
  const entry = number.card(screen, mayEnter);
  if (entry !== null) return entry;
  const by = session?.history.at(-1)?.by ?? null;
  const message = session?.request?.message ?? null;
  const mayAsk = state.functions.includes('requests');
  const mayCall = state.functions.includes('dial');
  const ask = mayCall
    ? html`<button type="button" @click=${control.open}>${words.request}</button>`
    : mainButton(screen, words.request, control.open);
  return card(
    {
      icon: 'close',
      heading: refusedHeading(screen) ?? words.declinedHeading,
      ...(message === null
        ? {}
        : { sentence: by === null ? undefined : words.writes(by), body: quote(message) }),
      actions: html`${mayCall ? mainButton(screen, words.callNow, control.call) : nothing}
      ${mayAsk ? ask : nothing} ${mayEnter ? numberButton(screen) : nothing}`,
    },
    problemOf(screen),
  );
}
