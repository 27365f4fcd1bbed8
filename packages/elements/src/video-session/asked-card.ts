import type { CancelReason, RequestView } from '@fernblick/protocol';
import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { agreedHeading, callOff } from '../session-request/agreement.ts';
import type * as check from '../session-request/check/check.ts';
import type { CheckWords } from '../session-request/check/words/en.ts';
import { LateCode } from '../shared/late-code.ts';
import type { RequestWords } from '../session-request/words/en.ts';
import { askFirst, confirmation } from '../shared/confirmation.ts';
import { distanceInWords } from '../shared/moments.ts';
import type { CardParts } from './card.ts';
import { canCancel } from './rights.ts';
import type { Scene } from './scene.ts';
import type { Screen } from './screen.ts';

type Checks = LateCode<CheckWords, typeof check>;

/** What draws the findings of a check before the call; loaded for the first agent who has some. */
export function lateChecks(host: LitElement): Checks {
  return new LateCode(host, async () => {
    const code = await import('../session-request/check/check.ts');
    code.dress(host);
    return code;
  });
}

export { agreedHeading } from '../session-request/agreement.ts';
export { dictionary } from '../session-request/words/dictionary.ts';

/** What the card shows otherwise than for a session that nobody had to ask for, nor has tried anything out for. */
export function partsOf(screen: Screen, words: RequestWords, checks: Checks): Partial<CardParts> {
  const { session } = screen.scene.state;
  if (session?.phase === 'requested') return requestedParts(screen.scene, words);
  const below = found(screen.scene, checks);
  return {
    ...(session?.request == null ? {} : agreedParts(screen, session.request, words)),
    ...(below === null ? {} : { below }),
  };
}

/** Asked for and not confirmed: nobody can join. The answer is given in a `<session-request>`. */
function requestedParts({ role, state }: Scene, words: RequestWords): CardParts {
  const request = state.session?.request ?? null;
  // Somebody who calls is waiting now: it is told as what it is.
  const isCall = request?.dial?.outcome === null;
  return role === 'agent' && request !== null
    ? {
        icon: isCall ? 'video' : 'calendar',
        heading: isCall ? words.callsHeading(request.by) : words.askedHeading(request.by),
        sentence: request.reason,
      }
    : {
        icon: 'calendar',
        heading: words.othersRequest,
        sentence: words.othersRequestSentence,
      };
}

/** What was agreed, instead of when it was opened, and how either side calls it off. */
function agreedParts(
  screen: Screen,
  request: RequestView,
  words: RequestWords,
): Partial<CardParts> {
  const { other } = screen.scene;
  const isThere = other?.presence === 'here';
  return {
    heading: agreedHeading(request, screen.scene, words),
    ...(isThere
      ? {}
      : {
          sentence: [
            beginning(request, screen.scene, words),
            agreeing(request, screen.scene, words),
          ].join(' '),
          second: wayBack(screen, request, words),
        }),
  };
}

/** For agents: what the customer has found who tried everything out before the call. */
function found(scene: Scene, checks: Checks): TemplateResult | null {
  const { session } = scene.state;
  if (scene.role !== 'agent' || session == null || session.checks.length === 0) return null;
  return checks.drawn(
    (code, words) => html`<div class="card-below">${code.foundBefore(scene, session, words)}</div>`,
  );
}

function beginning(
  { scheduledFor }: RequestView,
  { nowMs, locale }: Scene,
  words: RequestWords,
): string {
  if (scheduledFor === null) return words.beginsAnyTime;
  const distance = distanceInWords(scheduledFor, nowMs, locale);
  return scheduledFor > nowMs ? words.beginsIn(distance) : words.wasToBegin(distance);
}

/** Of two agents who answer at once, one has to see that it was the other. */
function agreeing(request: RequestView, { state, me }: Scene, words: RequestWords): string {
  const by = state.session?.history.find(({ phase }) => phase === 'confirmed')?.by ?? null;
  const isOwn = by === (request.yours ? request.by : me?.name);
  return by === null || isOwn ? '' : words.confirmedBy(by);
}

function wayBack(
  { scene, intents }: Screen,
  { yours, scheduledFor }: RequestView,
  words: RequestWords,
): TemplateResult | undefined {
  if (scene.state.session?.phase !== 'confirmed' || (!yours && !canCancel(scene))) return undefined;
  const cancel = (reason: CancelReason) => (event: Event) =>
    void handOver(
      event,
      intents.run('finish', (client) => client.cancel(reason)),
    );
  const isMissed = !yours && scheduledFor !== null && scene.nowMs > scheduledFor;
  return html`${
    isMissed
      ? html`<button type="button" class="quiet" @click=${askFirst('no-show')}>
            ${words.didNotCome}</button
          >${confirmation({
            id: 'no-show',
            heading: words.didNotComeHeading,
            sentence: words.didNotComeSentence,
            action: words.didNotCome,
            cancel: words.cancel,
            confirm: cancel('no-show'),
          })}`
      : nothing
  }${
    yours
      ? callOff(words, cancel('withdrawn'))
      : callOff(
          words,
          (event) => {
            const message = messageIn(event);
            const said = message === '' ? {} : { message };
            void intents.run('finish', (client) => client.cancel('called-off', said));
          },
          messageField(words),
        )
  }`;
}

/** What takes the place of the card, where a customer has called off what was agreed, takes the focus, too. */
async function handOver({ currentTarget }: Event, isDone: Promise<void>): Promise<void> {
  // The button stands in the card of the call.
  const { host } = (currentTarget as Element).getRootNode() as ShadowRoot;
  await isDone;
  const request = host.querySelector('session-request');
  await (host as LitElement).updateComplete;
  await request?.updateComplete;
  // Nobody is taken away from where they are by now; and where it is not shown, this does nothing.
  if (document.activeElement !== document.body) return;
  request?.shadowRoot?.querySelector<HTMLElement>('#heading')?.focus();
}

/** As where a request is declined; may be left out. */
function messageField(words: RequestWords): TemplateResult {
  return html`<div class="field">
    <label for="call-off-message">${words.message}</label>
    <textarea
      id="call-off-message"
      rows="3"
      maxlength="1000"
      aria-describedby="call-off-hint"
    ></textarea>
    <p id="call-off-hint" class="hint">${words.messageHint}</p>
  </div>`;
}

function messageIn({ currentTarget }: Event): string {
  const dialog = (currentTarget as Element).closest('dialog');
  return dialog?.querySelector('textarea')?.value.trim() ?? '';
}
