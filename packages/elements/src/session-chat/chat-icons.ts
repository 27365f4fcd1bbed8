import { svg, type SVGTemplateResult } from 'lit';
import { svgIcon } from '../shared/svg-icon.ts';

/** Icons of the chat, drawn for this SDK: in a file of their own, so that nobody else loads them. */
const drawings = {
  lock: svg`<rect x="4.5" y="9" width="11" height="8" rx="1.5"/><path d="M7 9V6.500a3 3 0 0 1 6 0V9"/>`,
  close: svg`<path d="M5 5l10 10M15 5L5 15"/>`,
  responses: svg`<path d="M4 4.500h12v9H9l-3.500 3v-3H4zM7 7.500h6M7 10.500h4"/>`,
  warning: svg`<path d="M10 3L2.5 16.500h15zM10 8v4M10 14.200h.01"/>`,
} as const satisfies Record<string, SVGTemplateResult>;

/** One icon of the chat; it says nothing to a screen reader, the control around it does. */
export function chatIcon(name: keyof typeof drawings): ReturnType<typeof svgIcon> {
  return svgIcon(drawings[name]);
}
