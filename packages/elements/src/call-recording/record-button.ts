import { html, nothing, render } from 'lit';
import { svgIcon } from '../shared/svg-icon.ts';
import { recordSign } from './record-sign.ts';
import type { CallRecordingWords } from './words/en.ts';

/** Whether this browser makes recordings. */
export const browserRecords = (): boolean =>
  typeof MediaRecorder === 'function' &&
  typeof AudioContext === 'function' &&
  typeof Worker === 'function';

/** How the button stands. */
export interface RecordButton {
  readonly words: CallRecordingWords;
  /** False takes it away. */
  readonly isShown: boolean;
  readonly isOn: boolean;
  readonly isBusy: boolean;
  readonly canRecord: boolean;
  /** How long it waits after somebody's no, as people read it; null where it waits for nothing. */
  readonly waits: string | null;
  /** Whether it stands in the bar however narrow that is; else it is in the panel above it there. */
  readonly isMuchUsed: boolean;
  readonly press: () => void;
}

/** The button stands in the bar of the call, between its own: the bar is there before this code is. */
export function drawRecordButton(root: Node, part: RecordButton): void {
  const { words, isShown, isOn, isBusy, canRecord, waits, isMuchUsed, press } = part;
  if (!(root instanceof ShadowRoot)) return;
  const bar = root.querySelector<HTMLElement>('.bar');
  const before = bar?.querySelector<HTMLElement>('[aria-haspopup="dialog"]') ?? null;
  if (bar === null || before === null) return;
  const hint = waits === null ? words.recordHint : words.askAgainIn(waits);
  const title = canRecord ? hint : words.unsupported;
  render(
    isShown
      ? html`<button
          type="button"
          class="tool"
          tabindex="-1"
          data-plain
          data-record
          ?data-wide=${!isMuchUsed}
          aria-pressed=${isOn}
          aria-busy=${isBusy}
          aria-disabled=${waits !== null}
          title=${title}
          ?disabled=${!canRecord}
          @click=${press}
        >
          ${svgIcon(recordSign)}<span>${words.record}</span>
        </button>`
      : nothing,
    bar,
    { renderBefore: before },
  );
  const choices = root.querySelector<HTMLElement>('.more .choices');
  if (choices === null) return;
  render(
    isShown && !isMuchUsed
      ? html`<button
          type="button"
          class="choice"
          data-narrow
          aria-pressed=${isOn}
          aria-disabled=${waits !== null}
          title=${title}
          @click=${press}
        >
          ${svgIcon(recordSign)}${words.record}
        </button>`
      : nothing,
    choices,
  );
}
