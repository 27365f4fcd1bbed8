import type { PictureMode } from '@fernblick/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { icon, type IconName } from '../shared/icon.ts';
import { deviceFields } from './device-fields.ts';
import { deviceProblems } from './device-problems.ts';
import { canInvite } from './invite.ts';
import { isInControl } from './rights.ts';
import type { Screen } from './screen.ts';
import { showKeys } from './stage-dialogs.ts';
import { canOfferVideo } from './shown-pictures.ts';

const GAP_PX = 8;
const LEAST_HEIGHT_PX = 160;

/** What is needed now and then: a panel over the bar. */
export function renderMore(screen: Screen): TemplateResult {
  const { scene, intents, invite, window } = screen;
  const { words, state } = scene;
  const video = state.session?.video.is;
  const running = state.session?.phase === 'in-progress' && state.session.hold === null;
  return html`<div
    id="more"
    class="more"
    part="more"
    popover
    role="dialog"
    aria-label=${words.more}
    @beforetoggle=${leaveMore}
    @toggle=${followMore}
    @click=${{ handleEvent: closeBeforeChoice, capture: true }}
  >
    <div class="more-column">
      ${deviceProblems(screen, 'more')} ${deviceFields(screen)} ${modeField(screen)}
      ${tonesField(screen)} ${drawingField(screen)}
    </div>
    <div class="more-column">
      <div class="choices">
        ${choice(words.swapPictures, 'swap', screen.swap)}
        ${
          state.camera.canFlip && state.camera.state === 'on'
            ? choice(words.flipCamera, 'flip', intents.flip)
            : nothing
        }
        ${
          running && video === 'on'
            ? choice(words.stopVideo, 'camera-off', () => {
                void intents.run('video', (client) => client.stopVideo());
              })
            : nothing
        }
        ${
          canOfferVideo(scene)
            ? choice(words.offerVideo, 'video', () => {
                void intents.run('video', (client) => client.offerVideo());
              })
            : nothing
        }
        ${
          window.canPictureInPicture
            ? choice(words.pictureInPicture, 'picture-in-picture', window.togglePictureInPicture)
            : nothing
        }
        ${
          window.canFullScreen
            ? choice(words.fullScreen, 'full-screen', window.toggleFullScreen)
            : nothing
        }
        ${canInvite(scene) ? choice(words.invite, 'plus', invite.open) : nothing}
        <div class="keyboard-only">
          ${choice(words.keyboard, 'keyboard', (event) => showKeys(screen, (event.currentTarget as Element).getRootNode() as ShadowRoot))}
        </div>
      </div>
      ${securityField(screen)}
    </div>
  </div>`;
}

/** Opens or closes the panel from its button, right above the bar of its stage. */
export function toggleMore(event: Event): void {
  const button = event.currentTarget as HTMLElement;
  const more = (button.getRootNode() as ShadowRoot).getElementById('more');
  const stage = button.closest('.view');
  const bar = button.closest('.bar');
  if (more === null || stage === null || bar === null) return;
  const stageBox = stage.getBoundingClientRect();
  const barBox = bar.getBoundingClientRect();
  const room = barBox.top - Math.max(0, stageBox.top) - 2 * GAP_PX;
  more.style.setProperty('--_more-left', `${stageBox.left + stageBox.width / 2}px`);
  more.style.setProperty('--_more-bottom', `${innerHeight - barBox.top + GAP_PX}px`);
  more.style.setProperty('--_more-height', `${Math.max(room, LEAST_HEIGHT_PX)}px`);
  if (typeof more.togglePopover === 'function') more.togglePopover();
  else setExpanded(more, more.toggleAttribute('data-open'));
}

function followMore(event: Event): void {
  setExpanded(event.currentTarget as HTMLElement, (event as ToggleEvent).newState === 'open');
}

/** By the Escape key too; who has gone on to something else stays there. */
function leaveMore(event: Event): void {
  const more = event.currentTarget as HTMLElement;
  const { activeElement } = more.getRootNode() as ShadowRoot;
  if ((event as ToggleEvent).newState === 'closed' && more.contains(activeElement))
    buttonOf(more)?.focus();
}

function setExpanded(more: HTMLElement, open: boolean): void {
  buttonOf(more)?.setAttribute('aria-expanded', String(open));
}

/** Before and not after: the choice may vanish with what it does, or open a dialog that gives the focus back. */
function closeBeforeChoice(event: Event): void {
  const more = event.currentTarget as HTMLElement;
  if (!(event.target as Element).closest('.choice')) return;
  if (typeof more.hidePopover === 'function') more.hidePopover();
  else setExpanded(more, more.toggleAttribute('data-open', false));
  buttonOf(more)?.focus();
}

function buttonOf(more: HTMLElement): HTMLElement | null {
  return (more.getRootNode() as ShadowRoot).querySelector('[aria-haspopup="dialog"]');
}

function choice(name: string, sign: IconName, act: (event: Event) => unknown): TemplateResult {
  return html`<button type="button" class="choice" @click=${act}>${icon(sign)}${name}</button>`;
}

function tonesField({ scene, tones }: Screen): TemplateResult | typeof nothing {
  if (!tones.canChoose) return nothing;
  return html`<label class="check">
    <input type="checkbox" .checked=${live(tones.on)} @change=${tones.toggle} />
    <span>${scene.words.tones}</span>
  </label>`;
}

/** Who has the say over the other side's drawing switches it here; pointing stays in any case. */
function drawingField({ scene, intents }: Screen): TemplateResult | typeof nothing {
  const { words, state, me, other, otherName } = scene;
  const { session } = state;
  const maySwitch = me?.role === 'customer' || isInControl(scene);
  if (session?.phase !== 'in-progress' || other === null || !maySwitch) return nothing;
  const { role } = other;
  const isOff = session.drawingOff.includes(role);
  const isLocked = session.drawingOffByHost.includes(role);
  return html`<label class="check">
    <input
      type="checkbox"
      .checked=${live(!isOff)}
      ?disabled=${isLocked}
      @change=${() => void intents.run('drawing', (client) => client.allowDrawing(role, isOff))}
    />
    <span>
      ${words.mayDraw(otherName)}
      ${isLocked ? html`<small>${words.drawingOffByHost}</small>` : nothing}
    </span>
  </label>`;
}

function securityField({ scene }: Screen): TemplateResult | typeof nothing {
  const { words, link, otherName } = scene;
  const digits = link?.securityDigits ?? null;
  if (digits === null) return nothing;
  return html`<div class="security">
    <p>${words.securityDigits} <strong dir="ltr" translate="no">${digits}</strong></p>
    <p>${words.securityHint(otherName)}</p>
  </div>`;
}

function modeField({ scene, intents }: Screen): TemplateResult {
  const { words, state } = scene;
  const mode = (value: PictureMode, name: string, hint: string): TemplateResult =>
    html`<label class="segment">
      <input
        type="radio"
        name="mode"
        .checked=${state.mode === value}
        @change=${() => void intents.run('mode', (client) => client.setMode(value))}
      />
      <span>${name} <small>${hint}</small></span>
    </label>`;
  return html`<fieldset class="segments">
    <legend>${words.picture}</legend>
    ${mode('sharp', words.sharp, words.sharpHint)} ${mode('smooth', words.smooth, words.smoothHint)}
  </fieldset>`;
}
