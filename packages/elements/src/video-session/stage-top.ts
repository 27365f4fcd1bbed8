import type { Quality } from '@fernblick/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { clock, isoDuration } from '../shared/duration.ts';
import { icon } from '../shared/icon.ts';
import { qualityMark } from '../shared/quality-mark.ts';
import { causeOf, withoutWords } from './other-devices.ts';
import type { Scene } from './scene.ts';
import type { Screen } from './screen.ts';
import { showsLocal } from './shown-pictures.ts';

/** Who is there, for how long, and how well it goes in both directions. */
export function renderTop({ scene }: Screen, withHeading: boolean): TemplateResult {
  const { words, other, otherName, link } = scene;
  return html`<header class="top" part="top">
    <div class="who">
      ${
        withHeading
          ? html`<h2 id="heading" class="name" tabindex="-1">
              <span class="visually-hidden">${words.callWith(otherName)}</span
              ><span aria-hidden="true">${otherName}</span>
            </h2>`
          : html`<span class="name">${otherName}</span>`
      }
      ${
        other !== null && other.microphone !== 'on' && withHeading
          ? html`<span class="muted" role="img" aria-label=${mutedWords(scene)}
              >${icon('microphone-off')}</span
            >`
          : nothing
      }
      ${timer(scene)}
    </div>
    ${
      withHeading && scene.role === 'customer' && showsLocal(scene)
        ? html`<p class="seen">${words.watches(otherName)}</p>`
        : nothing
    }
    ${withHeading ? without(scene) : nothing}
    <div class="quality">
      ${quality('receiving', link?.receiving ?? null, scene)}
      ${quality('sending', link?.sending ?? null, scene)}
    </div>
  </header>`;
}

function mutedWords({ words, other, otherName }: Scene): string {
  const cause = causeOf(other?.microphone ?? 'off');
  return cause === null ? words.mutedOther(otherName) : words.without[cause].microphone(otherName);
}

/** For the agent, who has to help without: where the place of the picture does not say it. */
function without(scene: Scene): TemplateResult | typeof nothing {
  const sentence = withoutWords(scene);
  const saidInPlace = causeOf(scene.other?.camera ?? 'off') !== null && !scene.ownLarge;
  return scene.role !== 'agent' || sentence === null || saidInPlace
    ? nothing
    : html`<p class="seen">${icon('warning')}${sentence}</p>`;
}

function timer({ state, nowMs, words }: Scene): TemplateResult | typeof nothing {
  const started = state.session?.history.find((entry) => entry.phase === 'in-progress');
  if (started === undefined) return nothing;
  const ms = nowMs - started.at;
  return html`<time
    class="timer"
    role="timer"
    aria-live="off"
    datetime=${isoDuration(ms)}
    aria-label=${words.inTheCall(clock(ms))}
    >${clock(ms)}</time
  >`;
}

function quality(
  direction: 'receiving' | 'sending',
  is: Quality | null,
  { words }: Scene,
): TemplateResult | typeof nothing {
  if (is === null) return nothing;
  const label = words[direction](words.quality[is]);
  return html`<span class="quality-of" data-quality=${is} title=${label}>
    ${icon(direction)}${qualityMark(is)}<span aria-hidden="true">${words.quality[is]}</span
    ><span class="visually-hidden">${label}</span>
  </span>`;
}
