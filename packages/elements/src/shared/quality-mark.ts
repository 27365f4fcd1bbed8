import type { Quality } from '@fernblick/protocol';
import { html, svg, type TemplateResult } from 'lit';

const FULL_BARS: Readonly<Record<Quality, number>> = { good: 3, fair: 2, poor: 1, lost: 0 };

/** Three bars that fill with the quality; the word stands beside them. */
export function qualityMark(quality: Quality): TemplateResult {
  return html`<svg
    class="bars"
    viewBox="0 0 14 12"
    width="14"
    height="12"
    fill="currentColor"
    stroke="currentColor"
    aria-hidden="true"
  >
    ${[0, 1, 2].map(
      (bar) =>
        svg`<rect
          x=${bar * 5 + 0.5}
          y=${8.5 - bar * 4}
          width="3"
          height=${3 + bar * 4}
          fill-opacity=${bar < FULL_BARS[quality] ? 1 : 0}
        />`,
    )}
  </svg>`;
}
