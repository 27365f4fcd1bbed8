import type { DeviceChoice } from '@fernblick/client';
import { html, nothing, type TemplateResult } from 'lit';
import type { RememberedDevices } from './device-memory.ts';
import type { DeviceScreen } from './screen.ts';

/** Choice of microphone, camera and speaker, for the preview and the call alike; what there is none of is left out. */
export function deviceFields(screen: DeviceScreen): TemplateResult {
  const { words, state } = screen.scene;
  return html`${deviceField(screen, 'microphoneId', words.microphone, state.microphones, state.microphone.deviceId)}
  ${deviceField(screen, 'cameraId', words.camera, state.cameras, state.camera.deviceId)}
  ${
    state.speaker.canChoose
      ? deviceField(screen, 'speakerId', words.speaker, state.speakers, state.speaker.deviceId)
      : nothing
  }`;
}

function deviceField(
  { scene, intents }: DeviceScreen,
  key: 'microphoneId' | 'cameraId' | 'speakerId',
  label: string,
  choices: readonly DeviceChoice[],
  chosen: string | null,
): TemplateResult | typeof nothing {
  // Before permission browsers list devices without ids: nothing to choose from.
  const known = choices.filter((choice) => choice.deviceId !== '');
  if (known.length === 0) return nothing;
  const choose = (event: Event): void => {
    const choice: RememberedDevices = { [key]: (event.currentTarget as HTMLSelectElement).value };
    intents.choose(choice);
  };
  return html`<label class="field">
    <span>${label}</span>
    <select @change=${choose}>
      ${
        known.some((choice) => choice.deviceId === chosen)
          ? nothing
          : html`<option value="" selected disabled>${scene.words.systemChoice}</option>`
      }
      ${known.map(
        (choice, index) =>
          html`<option value=${choice.deviceId} .selected=${choice.deviceId === chosen}>
            ${choice.label === '' ? scene.words.unnamedDevice(index + 1) : choice.label}
          </option>`,
      )}
    </select>
  </label>`;
}
