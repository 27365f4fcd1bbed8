import type { DialView, RequestView } from '@fernblick/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { askFirst, confirmation } from '../shared/confirmation.ts';
import { capital, momentInWords } from '../shared/moments.ts';
import { deviceCheck } from './device-check.ts';
import { choiceField, textField, timeFields } from './fields.ts';
import { card, form, mainButton, numberButton, problemOf, quote } from './frame.ts';
import { momentsInWords, openRequest, refusedHeading, type RequestScreen } from './screen.ts';

/** What a customer sees; nothing while a call goes on. */
export function renderForCustomer(screen: RequestScreen): TemplateResult | typeof nothing {
  const { session, control, words } = screen;
  const isForm = control.drafts.draft.mode === 'form';
  switch (session?.phase) {
    case 'in-progress':
      return nothing;
    case 'confirmed':
      if (screen.isBelow || session.request === null) return checkAlone(screen);
      return screen.agreed.drawn((code) => code.agreed(screen)) ?? nothing;
    case 'requested': {
      const request = openRequest(screen);
      if (request === null)
        return card(
          {
            icon: 'calendar',
            heading: words.othersRequest,
            sentence: words.othersRequestSentence,
          },
          nothing,
        );
      const waiting = request.dial?.outcome === null ? callWaits(screen, request.dial) : null;
      if (waiting !== null) return waiting;
      if (isForm) return askForm(screen, words.timesHeading);
      return request.proposed === null ? sent(screen, request) : proposed(screen, request.proposed);
    }
    case 'cancelled':
    case 'done':
    case undefined:
      // What was typed is kept for when it is on again.
      if (isForm && mayAsk(screen)) return askForm(screen, words.formHeading);
      return refusedHeading(screen) === null
        ? rest(screen)
        : (screen.agreed.drawn((code) => code.refused(screen)) ?? nothing);
  }
}

/**
 * All else the call says. Whoever had the focus in what went away finds it here while they try something out, else in the
 * card of the call where that stands above: with what can be done now.
 */
function checkAlone(screen: RequestScreen): TemplateResult | typeof nothing {
  const check = deviceCheck(screen);
  const index = screen.isBelow && !screen.check.isOpen ? nothing : -1;
  return check === nothing
    ? nothing
    : html`<section class="card" part="card" aria-labelledby="heading">
        <h2 id="heading" class="visually-hidden" tabindex=${index}>${screen.words.checkDevices}</h2>
        <div class="body">${check}</div>
      </section>`;
}

/** Nothing where administrators do not let customers ask. */
function rest(screen: RequestScreen): TemplateResult | typeof nothing {
  const { words, control, number, state } = screen;
  const mayCall = mayDial(screen);
  const mayEnter = state.functions.includes('numbers');
  const entry = number.card(screen, mayEnter);
  if (entry !== null) return entry;
  if (!mayAsk(screen) && !mayCall && !mayEnter) return nothing;
  return card(
    {
      icon: 'video',
      heading: words.videoSession,
      sentence: mayCall
        ? words.callSentence
        : html`${words.restSentence} ${mayAsk(screen) ? words.askSentence : nothing}`,
      actions: html`${mayCall ? mainButton(screen, words.callNow, control.call) : nothing}
      ${
        !mayAsk(screen)
          ? nothing
          : mayCall
            ? html`<button type="button" @click=${control.open}>${words.request}</button>`
            : mainButton(screen, words.request, control.open)
      }
      ${mayEnter ? numberButton(screen) : nothing}`,
    },
    problemOf(screen),
  );
}

/** The form: a reason where none was given yet, and the times. */
function askForm(screen: RequestScreen, heading: string): TemplateResult {
  const { words, control, nowMs } = screen;
  const { draft } = control.drafts;
  const isAsked = openRequest(screen) !== null;
  const choose = (anyTime: boolean) => () => control.drafts.change({ anyTime });
  return form(
    control.send,
    card(
      {
        icon: 'calendar',
        heading,
        body: html`${
            isAsked
              ? nothing
              : textField(screen, {
                  name: 'reason',
                  label: words.reason,
                  hint: words.reasonHint,
                  mistake: control.mistakes(nowMs).reason ? words.reasonMissing : null,
                })
          }
          <fieldset>
            <legend>${words.when}</legend>
            ${choiceField({
              group: 'when',
              label: words.anyTime,
              checked: draft.anyTime,
              choose: choose(true),
            })}
            ${choiceField({
              group: 'when',
              label: words.certainTimes,
              checked: !draft.anyTime,
              choose: choose(false),
            })}
            ${draft.anyTime ? nothing : html`<div class="times">${timeFields(screen)}</div>`}
          </fieldset>
          ${deviceCheck(screen)}`,
        actions: html`${mainButton(screen, isAsked ? words.sendTimes : words.send)}
          ${!isAsked && mayDial(screen) ? callButton(screen) : nothing}
          <button type="button" class="quiet" @click=${control.back}>${words.back}</button>`,
      },
      problemOf(screen),
    ),
  );
}

function sent(screen: RequestScreen, request: RequestView): TemplateResult {
  const { words, control } = screen;
  const dial = request.dial;
  const unanswered =
    dial === null
      ? null
      : screen.calling.code.drawn((code, calling) => code.unansweredParts(calling, dial));
  const times =
    request.preferred.length === 0 ? words.anyTime : momentsInWords(request.preferred, screen);
  return card(
    {
      icon: 'check',
      heading: words.sentHeading,
      sentence: words.sentSentence,
      ...unanswered,
      body: html`${request.reason === '' ? nothing : quote(request.reason)}
        <p class="fact"><span class="name">${words.yourTimes}:</span> ${times}</p>
        ${deviceCheck(screen)}`,
      actions: html`${mayDial(screen) ? callButton(screen) : nothing}
        <button type="button" @click=${control.open}>${words.otherTimes}</button>
        ${withdrawal(screen)}`,
    },
    problemOf(screen),
  );
}

/** A call that waits for an answer; null for the moment until what draws it has come. */
function callWaits(screen: RequestScreen, dial: DialView): TemplateResult | null {
  const parts = screen.calling.code.drawn((code, words) => code.waitingParts(screen, words, dial));
  if (parts === null) return null;
  return card({ ...parts, body: html`${parts.body} ${deviceCheck(screen)}` }, problemOf(screen));
}

function callButton({ words, control }: RequestScreen): TemplateResult {
  return html`<button type="button" @click=${control.call}>${words.callNow}</button>`;
}

function proposed(
  screen: RequestScreen,
  { by, times, message }: NonNullable<RequestView['proposed']>,
): TemplateResult {
  const { words, control, nowMs, locale } = screen;
  const options = times.filter((at) => at > nowMs);
  const { choice } = control.drafts.draft;
  // What was chosen of an earlier offer counts no more.
  const wanted = times.find((at) => String(at) === choice) ?? times[0];
  // Where it has passed meanwhile, another one has to be chosen: nobody agrees to what they did not see chosen.
  const chosen = options.find((at) => at === wanted);
  return card(
    {
      icon: 'calendar',
      heading: words.proposedHeading(by),
      // Where all have passed there is nothing to choose.
      sentence:
        options.length === 0
          ? undefined
          : times.length === 1
            ? words.proposedSentence
            : words.proposedSeveral,
      body: html`${message === null ? nothing : quote(message)}
      ${
        times.length === 1 && options.length === 1
          ? html`<p class="when">${capital(momentsInWords(times, screen), locale)}</p>`
          : html`<fieldset>
              <legend class="visually-hidden">${words.chooseTime}</legend>
              ${times.map((at) =>
                choiceField({
                  group: 'offer',
                  label: capital(momentInWords(at, nowMs, locale), locale),
                  hint: at > nowMs ? undefined : words.hasPassed,
                  checked: at === chosen,
                  disabled: at <= nowMs,
                  choose: () => control.drafts.change({ choice: String(at) }),
                }),
              )}
            </fieldset>`
      }`,
      actions: html`${
          options.length === 0
            ? nothing
            : mainButton(screen, words.accept, () => control.accept(chosen))
        }
        <button type="button" @click=${control.open}>${words.otherTimes}</button>
        ${withdrawal(screen)}`,
    },
    problemOf(screen),
  );
}

function mayAsk({ state }: RequestScreen): boolean {
  return state.functions.includes('requests');
}

function mayDial({ state }: RequestScreen): boolean {
  return state.functions.includes('dial');
}

function withdrawal({ words, control }: RequestScreen): TemplateResult {
  return html`<button type="button" class="quiet" @click=${askFirst('withdraw')}>
      ${words.withdraw}</button
    >${confirmation({
      id: 'withdraw',
      heading: words.withdrawHeading,
      sentence: words.withdrawSentence,
      action: words.withdraw,
      cancel: words.cancel,
      confirm: control.withdraw,
    })}`;
}
