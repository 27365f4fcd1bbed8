import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

/** Icons of the drawing tools: 20 px, strokes of 1.75 px, drawn for this SDK. */
const drawings = {
  pen: svg`<path d="M3.5 16.5l1-4 8.800-8.800a2 2 0 0 1 3 3L7.5 15.5zM11.5 5.5l3 3"/>`,
  arrow: svg`<path d="M4 16L15.5 4.5M8.5 4.500h7v7"/>`,
  rectangle: svg`<rect x="3" y="4.5" width="14" height="11" rx="1"/>`,
  ellipse: svg`<ellipse cx="10" cy="10" rx="7.500" ry="5.5"/>`,
  text: svg`<path d="M4 6V4h12v2M10 4v12M7.5 16h5"/>`,
  pin: svg`<path d="M10 17.5c4-4.500 5.5-7 5.5-9.500a5.500 5.500 0 0 0-11 0c0 2.500 1.500 5 5.500 9.500z"/><circle cx="10" cy="8" r="1.800"/>`,
  highlighter: svg`<path d="M7 11.500l6.500-8 3.500 3-7 7.500zM7 11.500l-1.500 3 1.500 1 3-1.500M3 17.500h10"/>`,
  pointer: svg`<circle cx="10" cy="10" r="2.500"/><path d="M10 2.500v2M10 15.500v2M2.500 10h2M15.500 10h2M4.700 4.700l1.400 1.400M13.900 13.900l1.400 1.400M15.300 4.700l-1.400 1.400M6.100 13.900l-1.400 1.400"/>`,
  pick: svg`<path d="M6 3H4.500A1.500 1.500 0 0 0 3 4.500V6M9 3h2M14 3h1.500A1.500 1.500 0 0 1 17 4.500V6M17 9v1.500M3 9v2M3 14v1.500A1.500 1.500 0 0 0 4.500 17H6M9 17h1.500M10 10l7.500 2.600-3.400 1.500-1.500 3.400z"/>`,
  'arrow-3d': svg`<path d="M5 15l1.500-6 4.500 4.500zM8.800 11.200l7-7.700M2.500 17.500h11"/>`,
  label: svg`<path d="M3 3h14v7H3zM10 10v6.500M6.500 17.500h7M6 6.500h8"/>`,
  undo: svg`<path d="M7 4L3 8l4 4M3.500 8H12a4.500 4.500 0 0 1 0 9H8"/>`,
  redo: svg`<path d="M13 4l4 4-4 4M16.500 8H8a4.500 4.500 0 0 0 0 9h4"/>`,
  delete: svg`<path d="M4 6h12M8 6V3.500h4V6M5.500 6l.8 10.500h7.400L14.500 6M8.500 9v4.500M11.500 9v4.500"/>`,
} as const satisfies Record<string, SVGTemplateResult>;

export type ToolIcon = keyof typeof drawings;

/** One icon; it says nothing to a screen reader, the control around it does. */
export function toolIcon(name: ToolIcon): TemplateResult {
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
    ${drawings[name]}
  </svg>`;
}
