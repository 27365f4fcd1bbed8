import { html, type SVGTemplateResult, type TemplateResult } from 'lit';

/** The frame of all icons: 20 px, strokes of 1.75 px. It says nothing to a screen reader, the control around it does. */
export function svgIcon(drawing: SVGTemplateResult): TemplateResult {
  return html`<svg
    class="icon"
    viewBox="0 0 20 20"
    width="20"
    height="20"
    fill="none"
    stroke="currentColor"
    stroke-width="1.75"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    ${drawing}
  </svg>`;
}
