import type { SessionError } from '@fernblick/client';
import type { ErrorCode } from '@fernblick/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shared/icon.ts';
import { dismissButton } from './problem-note.ts';
import type { DeviceScreen } from './screen.ts';

/** Errors whose words speak of “the device”, so that it must be said which one. */
const OF_ONE_DEVICE: readonly ErrorCode[] = [
  'device-busy',
  'device-constraints',
  'device-lost',
  'device-failed',
];

interface Failure {
  /** The devices, as a person reads them. */
  readonly names: readonly string[];
  readonly errors: readonly SessionError[];
}

/**
 * Cause and remedy of what keeps camera or microphone away; one note where both have the same cause. On the stage it
 * can be dismissed, and then stands beside the choice of devices under `More`.
 */
export function deviceProblems(
  { scene, intents }: DeviceScreen,
  place: 'preview' | 'stage' | 'more',
): TemplateResult | typeof nothing {
  const { words, state } = scene;
  const failures = new Map<ErrorCode, Failure>();
  for (const [name, device] of [
    [words.microphone, state.microphone],
    [words.camera, state.camera],
  ] as const) {
    if (device.error === null || device.starting || device.state === 'on') continue;
    const { error } = device;
    if (place !== 'preview' && intents.isDismissed(error) !== (place === 'more')) continue;
    const { names, errors } = failures.get(error.code) ?? { names: [], errors: [] };
    failures.set(error.code, { names: [...names, name], errors: [...errors, error] });
  }
  if (failures.size === 0) return nothing;
  return html`${[...failures].map(([code, { names, errors }]) => {
    const { title, remedy } = words.errors[code];
    return html`<div class="note device-problem" part="problem" role="status">
      ${icon('warning')}
      <p>
        ${
          OF_ONE_DEVICE.includes(code)
            ? html`<strong>${listed(names, scene.locale)}:</strong> `
            : nothing
        }<strong>${title}</strong> ${remedy} <small class="code">${words.code(code)}</small>
      </p>
      <button
        type="button"
        class="quiet"
        aria-disabled=${intents.isUnderWay('devices')}
        @click=${intents.retryDevices}
      >
        ${words.tryAgain}
      </button>
      ${
        place === 'stage'
          ? dismissButton(words, () => {
              intents.dismissDevice(errors);
            })
          : nothing
      }
    </div>`;
  })}`;
}

function listed(names: readonly string[], locale: string): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);
}
