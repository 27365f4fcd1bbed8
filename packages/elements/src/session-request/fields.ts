import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { icon } from '../shared/icon.ts';
import { ownZoneInWords } from '../shared/moments.ts';
import { MAX_TIMES, toLocalValue } from './local-times.ts';
import type { RequestScreen } from './screen.ts';

const MAX_TEXT = 1_000;
/** From here on one is told how much room is left. */
const TELL_LEFT = 200;
const STEP_S = 300;

/** A field for a few lines of text, with what has to be mended in it. */
export function textField(
  { words, control }: RequestScreen,
  field: {
    readonly name: 'reason' | 'message';
    readonly label: string;
    readonly hint: string;
    readonly mistake: string | null;
  },
): TemplateResult {
  const { name, label, hint, mistake } = field;
  const value = control.drafts.draft[name];
  const left = MAX_TEXT - value.length;
  return html`<div class="field">
    <label for=${name}>${label}</label>
    <textarea
      id=${name}
      rows="3"
      maxlength=${MAX_TEXT}
      aria-describedby="${name}-hint"
      aria-invalid=${mistake !== null}
      .value=${live(value)}
      @input=${(event: InputEvent) =>
        control.drafts.change({ [name]: (event.target as HTMLTextAreaElement).value })}
    ></textarea>
    <p id="${name}-hint" class="hint">
      ${mistake === null ? nothing : mistakeLine(mistake)}
      ${left <= TELL_LEFT ? words.charactersLeft(left) : hint}
    </p>
  </div>`;
}

/** Up to three fields for day and time, and in whose time zone they are. */
export function timeFields(screen: RequestScreen, atMost = MAX_TIMES): TemplateResult {
  const { words, control, locale } = screen;
  const { times } = control.drafts.draft;
  const shown = times.slice(0, atMost);
  return html`${shown.map((value, index) => timeField(screen, value, index, shown.length))}
    ${
      shown.length < atMost
        ? html`<button
            type="button"
            class="quiet add"
            @click=${() => control.drafts.change({ times: [...times, ''] })}
          >
            ${icon('plus')}${words.addTime}
          </button>`
        : nothing
    }
    <p class="hint">${words.zone(ownZoneInWords(locale))}</p>`;
}

function timeField(
  screen: RequestScreen,
  value: string,
  index: number,
  count: number,
): TemplateResult {
  const { words, control, nowMs } = screen;
  const { drafts } = control;
  const { times } = drafts.draft;
  const mistake = control.mistakes(nowMs).times[index] ?? null;
  const isOnly = count === 1 && screen.role === 'agent';
  const name = isOnly ? words.dayAndTime : words.choice(index + 1);
  const set = (event: Event): void =>
    drafts.change({ times: times.with(index, (event.target as HTMLInputElement).value) });
  return html`<div class="field">
    <label for="time-${index}">${name}</label>
    <div class="time">
      <input
        id="time-${index}"
        type="datetime-local"
        step=${STEP_S}
        min=${toLocalValue(Math.ceil(nowMs / (STEP_S * 1_000)) * STEP_S * 1_000)}
        aria-invalid=${mistake !== null}
        aria-describedby=${mistake === null ? nothing : `time-${index}-mistake`}
        .value=${live(value)}
        @input=${set}
      />
      ${
        count > 1
          ? html`<button
              type="button"
              class="quiet icon-only"
              aria-label=${words.removeTime(name)}
              @click=${() => drafts.change({ times: times.toSpliced(index, 1) })}
            >
              ${icon('close')}
            </button>`
          : nothing
      }
    </div>
    ${
      mistake === null
        ? nothing
        : html`<p id="time-${index}-mistake" class="hint">${mistakeLine(words[mistake])}</p>`
    }
  </div>`;
}

/** One of several that exclude each other. */
export function choiceField(choice: {
  readonly group: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly choose: () => void;
}): TemplateResult {
  const { group, label, hint, checked, disabled = false, choose } = choice;
  return html`<label class="choice">
    <input
      type="radio"
      name=${group}
      .checked=${live(checked)}
      ?disabled=${disabled}
      @change=${choose}
    />
    <span>${label}${hint === undefined ? nothing : html`<span class="hint">${hint}</span>`}</span>
  </label>`;
}

function mistakeLine(mistake: string): TemplateResult {
  return html`<span class="mistake">${icon('warning')}${mistake}</span>`;
}
