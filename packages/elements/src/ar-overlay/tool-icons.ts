import { svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { svgIcon } from '../shared/svg-icon.ts';

/** Icons of the drawing tools: 20 px, strokes of 1.75 px, drawn for this SDK. */
const drawings = {
  pen: svg`<path d="M3.5 16.5l1-4 8.8-8.8a2 2 0 0 1 3 3L7.5 15.5zM11.5 5.5l3 3"/>`,
  arrow: svg`<path d="M4 16L15.5 4.5M8.5 4.5h7v7"/>`,
  rectangle: svg`<rect x="3" y="4.5" width="14" height="11" rx="1"/>`,
  ellipse: svg`<ellipse cx="10" cy="10" rx="7.5" ry="5.5"/>`,
  text: svg`<path d="M4 6V4h12v2M10 4v12M7.5 16h5"/>`,
  pin: svg`<path d="M10 17.5c4-4.5 5.5-7 5.5-9.5a5.5 5.5 0 0 0-11 0c0 2.5 1.5 5 5.5 9.5z"/><circle cx="10" cy="8" r="1.8"/>`,
  highlighter: svg`<path d="M7 11.5l6.5-8 3.5 3-7 7.5zM7 11.5l-1.5 3 1.5 1 3-1.5M3 17.5h10"/>`,
  pointer: svg`<circle cx="10" cy="10" r="2.5"/><path d="M10 2.5v2M10 15.5v2M2.5 10h2M15.5 10h2M4.7 4.7l1.4 1.4M13.9 13.9l1.4 1.4M15.3 4.7l-1.4 1.4M6.1 13.9l-1.4 1.4"/>`,
  pick: svg`<path d="M6 3H4.5A1.5 1.5 0 0 0 3 4.5V6M9 3h2M14 3h1.5A1.5 1.5 0 0 1 17 4.5V6M17 9v1.5M3 9v2M3 14v1.5A1.5 1.5 0 0 0 4.5 17H6M9 17h1.5M10 10l7.5 2.6-3.4 1.5-1.5 3.4z"/>`,
  'arrow-3d': svg`<path d="M5 15l1.5-6 4.5 4.5zM8.8 11.2l7-7.7M2.5 17.5h11"/>`,
  label: svg`<path d="M3 3h14v7H3zM10 10v6.5M6.5 17.5h7M6 6.5h8"/>`,
  undo: svg`<path d="M7 4L3 8l4 4M3.5 8H12a4.5 4.5 0 0 1 0 9H8"/>`,
  redo: svg`<path d="M13 4l4 4-4 4M16.5 8H8a4.5 4.5 0 0 0 0 9h4"/>`,
  delete: svg`<path d="M4 6h12M8 6V3.5h4V6M5.5 6l.8 10.5h7.4L14.5 6M8.5 9v4.5M11.5 9v4.5"/>`,
  more: svg`<path d="M4 10h.01M10 10h.01M16 10h.01" stroke-width="3"/>`,
} as const satisfies Record<string, SVGTemplateResult>;

export type ToolIcon = keyof typeof drawings;

/** One icon; it says nothing to a screen reader, the control around it does. */
export function toolIcon(name: ToolIcon): TemplateResult {
  return svgIcon(drawings[name]);
}
