import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shared/icon.ts';
import { deviceFields } from '../video-session/device-fields.ts';
import { deviceProblems } from '../video-session/device-problems.ts';
import { microphoneMeter, mirror } from '../video-session/preview.ts';
import type { RequestScreen } from './screen.ts';

/** Where there is time to try the devices out: while a customer writes a request, waits for the answer, or for the call. */
export function placeOfCheck({
  role,
  session,
  control,
  state,
}: RequestScreen): 'form' | 'waiting' | null {
  if (role !== 'customer' || state.status.is === 'failed') return null;
  const isForm = control.drafts.draft.mode === 'form';
  if (session?.phase === 'requested')
    return !isForm && session.request?.proposed === null ? 'waiting' : null;
  // Across the answer, so that it may come in the midst of it.
  if (session?.phase === 'confirmed') return state.status.is === 'idle' ? 'waiting' : null;
  const isFree = session === null || session.phase === 'done' || session.phase === 'cancelled';
  return isFree && isForm ? 'form' : null;
}

/** One's own picture and sound, the choice of devices, and what to do where one fails: nobody else sees or hears it. */
export function deviceCheck(screen: RequestScreen): TemplateResult | typeof nothing {
  if (placeOfCheck(screen) === null) return nothing;
  const { check, words, locale, role, state } = screen;
  const devices = {
    scene: { words: words.call, locale, role, state },
    intents: check.intents,
    level: check.level,
  };
  return html`<div class="check">
    <button type="button" class="quiet add" aria-expanded=${check.isOpen} @click=${check.toggle}>
      ${icon(check.isOpen ? 'close' : 'camera')}${check.isOpen ? words.endCheck : words.checkDevices}
    </button>
    ${
      check.isOpen
        ? html`<div class="checks" role="group" aria-label=${words.checkDevices}>
            <p class="hint">${words.call.previewSentence}</p>
            ${mirror(devices.scene, nothing)} ${deviceProblems(devices, 'preview')}
            ${microphoneMeter(devices)} ${deviceFields(devices)}
            ${check.code.drawn((code, found) => check.run && code.tries(screen, check.run, found))}
          </div>`
        : nothing
    }
  </div>`;
}
