import { svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { svgIcon } from './svg-icon.ts';

/** Fernblick's icons: 20 px, strokes of 1.75 px, drawn for this SDK. */
const drawings = {
  microphone: svg`<rect x="7.5" y="2.5" width="5" height="9" rx="2.5"/><path d="M4.5 9.5a5.5 5.5 0 0 0 11 0M10 15v2.5M7.5 17.5h5"/>`,
  'microphone-off': svg`<path d="M12.5 8.5V5a2.5 2.5 0 0 0-4.7-1.2M7.5 7.5V9a2.5 2.5 0 0 0 3.7 2.2M4.5 9.5a5.5 5.5 0 0 0 8.7 4.5M15.5 9.5a5.5 5.5 0 0 1-.4 2M10 15v2.5M7.5 17.5h5M3 3l14 14"/>`,
  camera: svg`<rect x="2" y="5" width="11" height="10" rx="2"/><path d="M13 9l5-3v8l-5-3"/>`,
  'camera-off': svg`<path d="M8 5h3a2 2 0 0 1 2 2v2l5-3v8l-2.5-1.5M12.6 14.2A2 2 0 0 1 11 15H4a2 2 0 0 1-2-2V7a2 2 0 0 1 1.6-2M3 3l14 14"/>`,
  draw: svg`<path d="M3.5 16.5l1-4 8.8-8.8a2 2 0 0 1 3 3L7.5 15.5zM11.5 5.5l3 3"/>`,
  freeze: svg`<path d="M10 2.5v15M3.5 6.25l13 7.5M16.5 6.25l-13 7.5M7.8 3.8L10 6l2.2-2.2M7.8 16.2L10 14l2.2 2.2"/>`,
  hold: svg`<path d="M7 4.5v11M13 4.5v11"/>`,
  resume: svg`<path d="M6 4.2v11.6l9.5-5.8z"/>`,
  chat: svg`<path d="M4 3.5h12A1.5 1.5 0 0 1 17.5 5v7.5A1.5 1.5 0 0 1 16 14H9l-4 3.5V14H4a1.5 1.5 0 0 1-1.5-1.5V5A1.5 1.5 0 0 1 4 3.5zM6.5 7.5h7M6.5 10.5h4"/>`,
  more: svg`<path d="M4.5 10h.01M10 10h.01M15.5 10h.01" stroke-width="2.5"/>`,
  leave: svg`<path d="M2.5 11.8c4.4-3.7 10.6-3.7 15 0l-1.7 2.5-3.3-1v-2c-1.6-.5-3.4-.5-5 0v2l-3.3 1z"/>`,
  swap: svg`<path d="M3 7h12l-3-3M17 13H5l3 3"/>`,
  'picture-in-picture': svg`<rect x="2" y="4" width="16" height="12" rx="2"/><rect x="10" y="9.5" width="5.5" height="4" rx="1"/>`,
  'full-screen': svg`<path d="M3 7.5V4.5A1.5 1.5 0 0 1 4.5 3h3M12.5 3h3A1.5 1.5 0 0 1 17 4.5v3M17 12.5v3a1.5 1.5 0 0 1-1.5 1.5h-3M7.5 17h-3A1.5 1.5 0 0 1 3 15.5v-3"/>`,
  screenshot: svg`<path d="M3 7.5V4.5A1.5 1.5 0 0 1 4.5 3h3M12.5 3h3A1.5 1.5 0 0 1 17 4.5v3M17 12.5v3a1.5 1.5 0 0 1-1.5 1.5h-3M7.5 17h-3A1.5 1.5 0 0 1 3 15.5v-3"/><circle cx="10" cy="10" r="3"/>`,
  flip: svg`<path d="M16.5 8.5A6.8 6.8 0 0 0 4.3 6.3L3 8M3 4v4h4M3.5 11.5a6.8 6.8 0 0 0 12.2 2.2L17 12M17 16v-4h-4"/>`,
  keyboard: svg`<rect x="2" y="5" width="16" height="10" rx="2"/><path d="M5.5 8.5h.01M8.5 8.5h.01M11.5 8.5h.01M14.5 8.5h.01M6.5 12h7"/>`,
  speaker: svg`<path d="M3 8v4h3l4 3.5v-11L6 8zM13 7.5a3.5 3.5 0 0 1 0 5M15.5 5a7 7 0 0 1 0 10"/>`,
  video: svg`<rect x="2" y="4" width="16" height="12" rx="2"/><path d="M8.5 7.5v5l4-2.5z"/>`,
  close: svg`<path d="M5 5l10 10M15 5L5 15"/>`,
  plus: svg`<path d="M10 4.5v11M4.5 10h11"/>`,
  calendar: svg`<rect x="3" y="4.5" width="14" height="12.5" rx="2"/><path d="M3 8.5h14M7 2.5v4M13 2.5v4"/>`,
  check: svg`<path d="M4 10.5l4 4 8-9"/>`,
  warning: svg`<path d="M10 3L2.5 16.5h15zM10 8v4M10 14.2h.01"/>`,
  clock: svg`<circle cx="10" cy="10" r="7.5"/><path d="M10 5.5V10l3 2"/>`,
  receiving: svg`<path d="M10 3.5v13M5 11.5l5 5 5-5"/>`,
  sending: svg`<path d="M10 16.5v-13M5 8.5l5-5 5 5"/>`,
} as const satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof drawings;

/** One icon; it says nothing to a screen reader, the control around it does. */
export function icon(name: IconName): TemplateResult {
  return svgIcon(drawings[name]);
}
