import type { LocalDevice } from '@fernblick/client';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { icon } from '../shared/icon.ts';
import { deviceFields } from './device-fields.ts';
import { deviceProblems } from './device-problems.ts';
import { problemNote } from './problem-note.ts';
import type { DeviceScreen, Screen } from './screen.ts';
import { toggleCamera, toggleMicrophone } from './stage-toolbar.ts';

/** Before the call: one's own picture and sound, the choice of devices, and what to do where one fails. */
export function renderPreview(screen: Screen): TemplateResult {
  const { scene, intents } = screen;
  const { words, state } = scene;
  const receiveOnly = isSilent(state.microphone) && isSilent(state.camera);
  return html`<section class="preview" part="preview" aria-labelledby="heading">
    <div class="preview-text">
      <h2 id="heading" tabindex="-1">${words.previewHeading}</h2>
      <p>${receiveOnly ? words.receiveOnly : words.previewSentence}</p>
    </div>
    ${ownPicture(screen)}
    <div class="preview-settings">
      <div class="preview-actions">
        <button
          type="button"
          class="main"
          aria-disabled=${intents.isUnderWay('join')}
          @click=${intents.join}
        >
          ${words.joinNow}
        </button>
        <button type="button" class="quiet" @click=${intents.closePreview}>${words.back}</button>
      </div>
      ${problemNote(words, intents.problem, intents.dismiss)} ${deviceProblems(screen, 'preview')}
      ${microphoneMeter(screen)} ${deviceFields(screen)}
    </div>
  </section>`;
}

function isSilent(device: LocalDevice): boolean {
  return device.state !== 'on' && !device.starting;
}

function ownPicture(screen: Screen): TemplateResult {
  const { scene, intents } = screen;
  const { words, state } = scene;
  const { camera } = state;
  return mirror(
    scene,
    html`<div class="mirror-controls">
        ${deviceToggle(words.microphone, 'microphone', state.microphone, () => toggleMicrophone(screen))}
        ${deviceToggle(words.camera, 'camera', camera, () => toggleCamera(screen))}
      </div>
      ${
        camera.canFlip
          ? html`<button
              type="button"
              class="round mirror-flip"
              title=${words.flipCamera}
              @click=${intents.flip}
            >
              ${icon('flip')}<span class="visually-hidden">${words.flipCamera}</span>
            </button>`
          : nothing
      }`,
  );
}

/** One's own picture, or why there is none, and what stands over it. */
export function mirror(
  scene: DeviceScreen['scene'],
  over: TemplateResult | typeof nothing,
): TemplateResult {
  const { words, state } = scene;
  const { camera } = state;
  return html`<div class="mirror" ?data-mirrored=${isMirrored(scene)}>
    <video
      part="local-video"
      aria-label=${words.ownPicture}
      autoplay
      playsinline
      .muted=${true}
      .srcObject=${live(state.localStream)}
      ?hidden=${camera.state !== 'on'}
    ></video>
    ${
      camera.state === 'on'
        ? nothing
        : html`<p class="mirror-empty">
            ${icon('camera-off')} ${camera.starting ? words.starting : words.cameraIsOff}
          </p>`
    }
    ${over}
  </div>`;
}

/**
 * One's own face looks right as in a mirror; what one shows to others, a label for example, must not be reversed.
 * Browsers often do not know where a camera looks: an agent's looks at the agent, a customer's at the problem.
 */
function isMirrored({ state, role }: DeviceScreen['scene']): boolean {
  const { facing } = state.camera;
  return facing === null ? role === 'agent' : facing === 'user';
}

function deviceToggle(
  name: string,
  kind: 'microphone' | 'camera',
  device: LocalDevice,
  toggle: () => void,
): TemplateResult {
  const on = device.state === 'on';
  return html`<button type="button" class="round" aria-pressed=${on} @click=${toggle}>
    ${icon(on ? kind : `${kind}-off`)}<span>${name}</span>
  </button>`;
}

/** How loud one's own microphone is, and whether it has been heard. */
export function microphoneMeter({ scene, level }: DeviceScreen): TemplateResult {
  const { words, state } = scene;
  const on = state.microphone.state === 'on';
  return html`<div class="meter">
    <div class="meter-bar" aria-hidden="true"><div class="level"></div></div>
    <p>${on ? (level.heard ? words.heard : words.saySomething) : words.microphoneIsOff}</p>
  </div>`;
}
