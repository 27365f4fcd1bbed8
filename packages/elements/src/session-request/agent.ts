import type { RequestView } from '@fernblick/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { capital, momentInWords } from '../shared/moments.ts';
import { agreed } from './agreed.ts';
import { choiceField, textField, timeFields } from './fields.ts';
import { card, form, mainButton, problemOf, quote } from './frame.ts';
import { isSameTime, momentInZone } from './other-zone.ts';
import { isCalling, momentsInWords, openRequest, type RequestScreen } from './screen.ts';

export { dictionary } from './words/dictionary.ts';

/**
 * What an agent sees: a request that waits for an answer, and what was agreed; where nobody asks, what was found by those who
 * have tried everything out, and else nothing.
 */
export function renderForAgent(screen: RequestScreen): TemplateResult | typeof nothing {
  const { session, control } = screen;
  if (session?.phase === 'confirmed')
    return session.request === null ? foundAlone(screen) : agreed(screen, checked(screen));
  const request = openRequest(screen);
  if (request === null) return nothing;
  switch (control.drafts.draft.mode) {
    case 'propose':
      return proposeForm(screen, request);
    case 'decline':
      return declineForm(screen, request);
    case 'rest':
    case 'form':
      return isCalling(request) ? callForm(screen, request) : answerForm(screen, request);
  }
}

/** Whoever may not hold sessions agrees to none, and can still say no, or offer times at which a colleague will be there. */
function mayHold({ state }: RequestScreen): boolean {
  return state.functions.includes('sessions');
}

/** Somebody waits at this moment: there is nothing to plan, and `<agent-console>` rings for it where calls ring. */
function callForm(screen: RequestScreen, request: RequestView): TemplateResult {
  const { words, control } = screen;
  const can = mayHold(screen);
  return form(
    can ? control.takeCall : control.openDecline,
    card(
      {
        icon: 'video',
        heading: words.callsHeading(request.by),
        sentence: can ? words.callsSentence : words.mayNotHold,
        body: html`${request.reason === '' ? nothing : quote(request.reason)} ${checked(screen)}`,
        actions: html`${can ? mainButton(screen, words.takeCall) : nothing}
          <button type="button" class="quiet" @click=${control.openDecline}>
            ${words.decline}
          </button>`,
      },
      problemOf(screen),
    ),
  );
}

function answerForm(screen: RequestScreen, request: RequestView): TemplateResult {
  const { words, control, nowMs, locale, session } = screen;
  const asked = session?.history[0]?.at ?? nowMs;
  const chosen = chosenOf(screen, request);
  const can = mayHold(screen);
  return form(
    () => (can ? control.confirm(chosen) : control.openProposal()),
    card(
      {
        icon: 'calendar',
        heading: words.askedHeading(request.by),
        sentence: words.askedAt(momentInWords(asked, nowMs, locale)),
        body: html`${request.reason === '' ? nothing : quote(request.reason)}
        ${offer(screen, request)} ${checked(screen)}
        ${can ? choices(screen, request, chosen) : html`<p class="note">${words.mayNotHold}</p>`}`,
        actions: html`${can ? mainButton(screen, words.confirm) : nothing}
          <button type="button" @click=${control.openProposal}>${words.propose}</button>
          <button type="button" class="quiet" @click=${control.openDecline}>
            ${words.decline}
          </button>`,
      },
      problemOf(screen),
    ),
  );
}

/** The times to agree to. */
function choices(screen: RequestScreen, request: RequestView, chosen: string): TemplateResult {
  const { words, control } = screen;
  const { preferred, by } = request;
  return html`<fieldset>
    <legend>${preferred.length === 0 ? words.anyTimeWanted(by) : words.chooseTime}</legend>
    ${preferred.map((at) => timeChoice(screen, request, at, chosen))}
    ${choiceField({
      group: 'time',
      label: words.now,
      hint: words.nowHint,
      checked: chosen === 'now',
      choose: () => control.drafts.change({ choice: 'now' }),
    })}
    ${
      preferred.length > 0
        ? nothing
        : html`${choiceField({
            group: 'time',
            label: words.later,
            checked: chosen === 'other',
            choose: () => control.drafts.change({ choice: 'other' }),
          })}
          ${chosen === 'other' ? html`<div class="times">${timeFields(screen, 1)}</div>` : nothing}`
    }
  </fieldset>`;
}

/**
 * What was chosen; empty where that is gone, so that nobody agrees to what they did not choose. Where nothing was chosen
 * yet, the customer's first choice that is still to come, else now.
 */
function chosenOf({ control, nowMs }: RequestScreen, { preferred }: RequestView): string {
  const times = preferred.filter((at) => at > nowMs).map(String);
  const { choice } = control.drafts.draft;
  const can = [...times, 'now', ...(preferred.length === 0 ? ['other'] : [])];
  if (choice === null) return times[0] ?? 'now';
  return can.includes(choice) ? choice : '';
}

function timeChoice(
  { words, control, nowMs, locale }: RequestScreen,
  { zone }: RequestView,
  at: number,
  chosen: string,
): TemplateResult {
  const there = isSameTime(at, zone) ? null : momentInZone(at, zone, locale);
  return choiceField({
    group: 'time',
    label: capital(momentInWords(at, nowMs, locale), locale),
    hint: at <= nowMs ? words.hasPassed : there === null ? undefined : words.thereAt(there, zone),
    checked: chosen === String(at),
    disabled: at <= nowMs,
    choose: () => control.drafts.change({ choice: String(at) }),
  });
}

/** What the customer has found who tried everything out. */
function checked(screen: RequestScreen): TemplateResult | null {
  const { session } = screen;
  if (session === null || session.checks.length === 0) return null;
  return screen.check.code.drawn((code, words) => code.foundBefore(screen, session, words));
}

/** For a session that nobody had to ask for; inside a call its card says it. */
function foundAlone(screen: RequestScreen): TemplateResult | typeof nothing {
  const found = screen.isBelow ? null : checked(screen);
  return found === null
    ? nothing
    : card({ icon: 'video', heading: screen.words.videoSession, body: found }, nothing);
}

/** What has been offered already and waits for the customer. */
function offer(
  screen: RequestScreen,
  { by, proposed }: RequestView,
): TemplateResult | typeof nothing {
  if (proposed === null) return nothing;
  const times = momentsInWords(proposed.times, screen);
  return html`<p class="note">${screen.words.waitingForAnswer(proposed.by, by, times)}</p>`;
}

/** While another answer is being written the customer may call: that can be taken without giving the answer up first. */
function ringing(screen: RequestScreen, request: RequestView): TemplateResult | typeof nothing {
  if (!isCalling(request) || !mayHold(screen)) return nothing;
  const { words, control } = screen;
  return html`<div class="note">
    <p>${words.callsHeading(request.by)}</p>
    <button type="button" class="main" @click=${control.takeCall}>${words.takeCall}</button>
  </div>`;
}

function proposeForm(screen: RequestScreen, request: RequestView): TemplateResult {
  const { words, control } = screen;
  const { by, preferred } = request;
  return form(
    control.propose,
    card(
      {
        icon: 'calendar',
        heading: words.proposeHeading,
        sentence:
          preferred.length === 0
            ? words.anyTimeWanted(by)
            : words.wishes(by, momentsInWords(preferred, screen)),
        body: html`${ringing(screen, request)}
          <div class="times">${timeFields(screen)}</div>
          ${textField(screen, {
            name: 'message',
            label: words.message,
            hint: words.messageHint,
            mistake: null,
          })}`,
        actions: html`${mainButton(screen, words.sendProposal)}
          <button type="button" class="quiet" @click=${control.back}>${words.back}</button>`,
      },
      problemOf(screen),
    ),
  );
}

function declineForm(screen: RequestScreen, request: RequestView): TemplateResult {
  const { words, control, nowMs } = screen;
  return form(
    control.decline,
    card(
      {
        icon: 'close',
        heading: words.declineHeading,
        sentence: words.declineSentence,
        body: html`${ringing(screen, request)}
        ${request.reason === '' ? nothing : quote(request.reason)}
        ${textField(screen, {
          name: 'message',
          label: words.message,
          hint: '',
          mistake: control.mistakes(nowMs).message ? words.messageMissing : null,
        })}`,
        actions: html`${mainButton(screen, words.declineRequest)}
          <button type="button" class="quiet" @click=${control.back}>${words.back}</button>`,
      },
      problemOf(screen),
    ),
  );
}
