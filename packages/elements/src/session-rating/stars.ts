import type { Stars } from '@fernblick/protocol';
import { html, svg, type TemplateResult } from 'lit';

/** All that can be given, worst first. */
export const allStars: readonly Stars[] = [1, 2, 3, 4, 5];

/** One star, filled or not; the words beside it say what it stands for. */
export function star(isFull: boolean): TemplateResult {
  return html`<svg
    class="star"
    viewBox="0 0 20 20"
    width="20"
    height="20"
    aria-hidden="true"
    data-full=${isFull}
  >
    ${svg`<path d="M10 2.2l2.400 4.900 5.400.8-3.900 3.800.9 5.400-4.800-2.500-4.800 2.500.9-5.400L2.200 7.900l5.400-.8z"/>`}
  </svg>`;
}

/** Five stars in a row, read out as one sentence. */
export function starRow(given: Stars, label: string): TemplateResult {
  return html`<span class="row" role="img" aria-label=${label}
    >${allStars.map((each) => star(each <= given))}</span
  >`;
}
