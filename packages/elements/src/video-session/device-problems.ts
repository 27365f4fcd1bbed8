import type { ErrorCode } from '@fernblick/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shared/icon.ts';
import type { Screen } from './screen.ts';

/** Errors whose words speak of “the device”, so that it must be said which one. */
const OF_ONE_DEVICE: readonly ErrorCode[] = [
  'device-busy',
  'device-constraints',
  'device-lost',
  'device-failed',
];

/** Cause and remedy of what keeps camera or microphone away; one note where both have the same cause. */
export function deviceProblems({ scene, intents }: Screen): TemplateResult | typeof nothing {
  const { words, state } = scene;
  const failures = new Map<ErrorCode, string[]>();
  for (const [name, device] of [
    [words.microphone, state.microphone],
    [words.camera, state.camera],
  ] as const) {
    if (device.error === null || device.starting || device.state === 'on') continue;
    const { code } = device.error;
    failures.set(code, [...(failures.get(code) ?? []), name]);
  }
  if (failures.size === 0) return nothing;
  return html`${[...failures].map(([code, names]) => {
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
    </div>`;
  })}`;
}

function listed(names: readonly string[], locale: string): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);
}
