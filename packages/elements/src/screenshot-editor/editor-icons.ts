import { svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { svgIcon } from '../shared/svg-icon.ts';

/** Icons that only the editor has: 20 px, strokes of 1.75 px, drawn for this SDK. */
const drawings = {
  select: svg`<path d="M5 3l10.5 7-4.7 1L8.5 16z"/>`,
  crop: svg`<path d="M5.5 2v12.500H18M2 5.500h12.500V18"/>`,
  line: svg`<path d="M4 16L16 4"/>`,
  blur: svg`<path d="M4 4h4v4H4zM12 4h4v4h-4zM8 8h4v4H8zM4 12h4v4H4zM12 12h4v4h-4z" fill="currentColor" stroke-width="0.5"/>`,
  'black-out': svg`<rect x="2.5" y="6" width="15" height="8" rx="1" fill="currentColor"/>`,
  rotate: svg`<path d="M15.5 6.500A6.5 6.5 0 1 0 16.5 11M16 3v4h-4"/>`,
  copy: svg`<rect x="7" y="7" width="10" height="10" rx="1.5"/><path d="M13 4.500A1.5 1.5 0 0 0 11.5 3h-7A1.5 1.5 0 0 0 3 4.500v7A1.5 1.5 0 0 0 4.5 13"/>`,
  paste: svg`<path d="M7 4H5v13h10V4h-2M7.5 2.500h5v3h-5zM8 9.500h4M8 12.500h4"/>`,
  forward: svg`<path d="M10 16V5M5.5 9L10 4.5 14.5 9M4 2.200h12"/>`,
  back: svg`<path d="M10 4v11M5.5 11l4.5 4.5 4.5-4.500M4 17.800h12"/>`,
  'zoom-in': svg`<circle cx="8.5" cy="8.5" r="5.5"/><path d="M12.7 12.700L17 17M8.5 6v5M6 8.500h5"/>`,
  'zoom-out': svg`<circle cx="8.5" cy="8.5" r="5.5"/><path d="M12.7 12.700L17 17M6 8.500h5"/>`,
  fit: svg`<path d="M3 7V3.500h4M13 3.500h4V7M17 13v3.500h-4M7 16.500H3V13"/><rect x="6.5" y="7" width="7" height="6" rx="0.5"/>`,
  layers: svg`<path d="M10 3l7.5 4L10 11 2.5 7zM3.5 10.800L10 14.300l6.5-3.500M3.5 13.800L10 17.300l6.5-3.5"/>`,
  more: svg`<path d="M4.5 10h.01M10 10h.01M15.5 10h.01" stroke-width="2.5"/>`,
  download: svg`<path d="M10 3v10M5.5 9l4.5 4.500L14.5 9M3.5 17h13"/>`,
} as const satisfies Record<string, SVGTemplateResult>;

export type EditorIcon = keyof typeof drawings;

/** One icon; it says nothing to a screen reader, the control around it does. */
export function editorIcon(name: EditorIcon): TemplateResult {
  return svgIcon(drawings[name]);
}

/** True where the icon is one of these. */
export function isEditorIcon(name: string): name is EditorIcon {
  return Object.hasOwn(drawings, name);
}
