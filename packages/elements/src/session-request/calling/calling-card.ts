import type { DialView } from '@fernblick/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { askFirst, confirmation } from '../../shared/confirmation.ts';
import { clock, isoDuration } from '../../shared/duration.ts';
import type { CardParts } from '../frame.ts';
import type { RequestScreen } from '../screen.ts';
import type { CallingWords } from './words/en.ts';

const MINUTE_MS = 60_000;

/** While a call waits: where it stands, how long it takes, and the way out. */
export function waitingParts(
  screen: RequestScreen,
  words: CallingWords,
  dial: DialView,
): CardParts {
  const { state, nowMs, session } = screen;
  const queue = state.queue?.session === session?.id ? state.queue : null;
  const waitedMs = Math.max(0, nowMs - dial.since);
  const inLine = dial.mode === 'queue' && queue !== null;
  const place = queue?.place ?? 1;
  return {
    icon: 'clock',
    heading: inLine ? words.inLine : words.ringing,
    sentence: `${dial.resumed === true ? `${words.resumed} ` : ''}${
      inLine
        ? `${place === 1 ? words.next : words.place(place)} ${waitInWords(queue?.waitMs ?? null, words)}`
        : words.ringingSentence
    }`,
    body: html`<p class="fact">
        <span class="name">${words.waiting}:</span>
        <time datetime=${isoDuration(waitedMs)}>${clock(waitedMs)}</time>
      </p>
      ${inLine ? html`<p class="hint">${words.keepsPlace}</p>` : nothing}`,
    actions: hangUp(screen, words, dial),
  };
}

/** A call has its request with it: one that was made before is not given up unasked. */
function hangUp(
  { control, session }: RequestScreen,
  words: CallingWords,
  dial: DialView,
): TemplateResult {
  const isEarlier = (session?.history[0]?.at ?? dial.since) < dial.since;
  if (!isEarlier)
    return html`<button type="button" class="danger" @click=${control.withdraw}>
      ${words.hangUp}
    </button>`;
  return html`<button type="button" class="danger" @click=${askFirst('hang-up')}>
      ${words.hangUp}</button
    >${confirmation({
      id: 'hang-up',
      heading: words.hangUpHeading,
      sentence: words.hangUpSentence,
      action: words.hangUp,
      cancel: words.cancel,
      confirm: control.withdraw,
    })}`;
}

/** What is said above the request that a call has become; null where it has become none. */
export function unansweredParts(
  words: CallingWords,
  { outcome }: DialView,
): Pick<CardParts, 'heading' | 'sentence'> | null {
  switch (outcome) {
    case 'nobody-there':
      return { heading: words.nobodyThere, sentence: words.isRequest };
    case 'nobody-answered':
      return { heading: words.nobodyAnswered, sentence: words.isRequest };
    case 'customer-away':
      return { heading: words.lostTouch, sentence: words.isRequest };
    case 'answered':
    case 'called-off':
    case null:
      return null;
  }
}

function waitInWords(waitMs: number | null, words: CallingWords): string {
  return waitMs === null ? words.soon : words.about(Math.max(1, Math.round(waitMs / MINUTE_MS)));
}
