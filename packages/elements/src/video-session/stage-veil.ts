import { html, nothing, type TemplateResult } from 'lit';
import { clock, isoDuration } from '../shared/duration.ts';
import { renderInvite } from './invite.ts';
import { canHold } from './rights.ts';
import { besideWords, waitingWords, type Scene } from './scene.ts';
import type { Screen } from './screen.ts';

/** Why the call is not simply running; null while it is. */
export type Veil =
  'joining' | 'waiting' | 'connecting' | 'reconnecting-media' | 'reconnecting-other' | 'hold';

/** What lies over the pictures. A server that is away while sound and picture flow is a notice, not a veil. */
export function veilOf({ state }: Scene): Veil | null {
  const { status } = state;
  if (status.is === 'joining') return 'joining';
  if (status.is === 'waiting') return status.for === 'other-side' ? 'waiting' : 'connecting';
  if (status.is === 'reconnecting' && !status.mediaFlows)
    return status.what === 'other-side' ? 'reconnecting-other' : 'reconnecting-media';
  return state.session?.hold == null ? null : 'hold';
}

/** One heading, one sentence and at most one action over the dimmed picture. */
export function renderVeil(screen: Screen, veil: Veil): TemplateResult {
  const { scene, intents } = screen;
  const { heading, sentence } = veilWords(scene, veil);
  const hold = scene.state.session?.hold ?? null;
  return html`<div class="veil" part="veil" data-veil=${veil}>
    <h2 id="heading" tabindex="-1">${heading}</h2>
    <p>${sentence}</p>
    ${
      veil === 'hold' && hold !== null
        ? html`<p class="held">${holdTime(scene, hold.since)}</p>`
        : nothing
    }
    ${
      veil === 'hold' && canHold(scene)
        ? html`<button
            type="button"
            class="main"
            aria-disabled=${intents.isUnderWay('hold')}
            @click=${() => void intents.run('hold', (client) => client.resume())}
          >
            ${scene.words.resume}
          </button>`
        : nothing
    }
    ${veil === 'hold' ? nothing : html`<div class="progress" aria-hidden="true"></div>`}
    ${veil === 'waiting' ? renderInvite(screen) : nothing}
  </div>`;
}

function holdTime(scene: Scene, since: number): TemplateResult {
  const ms = scene.nowMs - since;
  return html`<time datetime=${isoDuration(ms)} aria-label=${scene.words.heldFor(clock(ms))}
    >${clock(ms)}</time
  >`;
}

function veilWords(
  scene: Scene,
  veil: Veil,
): { readonly heading: string; readonly sentence: string } {
  const { words, otherName } = scene;
  switch (veil) {
    case 'joining':
      return { heading: words.joining, sentence: words.joiningSentence };
    case 'waiting':
      return {
        heading: waitingWords(scene),
        sentence: besideWords(scene) ?? words.waitingSentence,
      };
    case 'connecting':
      return { heading: words.connectingTo(otherName), sentence: words.connectingToSentence };
    case 'reconnecting-media':
      return { heading: words.reconnecting, sentence: words.reconnectingMedia };
    case 'reconnecting-other':
      return { heading: words.reconnecting, sentence: words.reconnectingOther(otherName) };
    case 'hold':
      return {
        heading: words.onHold,
        sentence:
          scene.role === 'agent' ? words.onHoldAgent(otherName) : words.onHoldCustomer(otherName),
      };
  }
}
