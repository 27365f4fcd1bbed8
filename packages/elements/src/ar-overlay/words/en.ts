import type { ToolName } from '@fernblick/ar/ink';
import type { MarkColor } from '@fernblick/protocol';

/** The tools that a toolbar offers. */
export type OfferedTool = Extract<
  ToolName,
  | 'pen'
  | 'arrow'
  | 'rectangle'
  | 'ellipse'
  | 'text'
  | 'pin'
  | 'highlighter'
  | 'pointer'
  | 'pick'
  | 'arrow-3d'
  | 'label'
>;

const tools: Readonly<Record<OfferedTool, string>> = {
  pen: 'Pen',
  arrow: 'Arrow',
  rectangle: 'Rectangle',
  ellipse: 'Ellipse',
  text: 'Text',
  pin: 'Pin',
  highlighter: 'Highlighter',
  pointer: 'Pointer',
  pick: 'Pick object',
  'arrow-3d': '3D arrow',
  label: 'Label',
};

const colors: Readonly<Record<MarkColor, string>> = {
  red: 'Red',
  yellow: 'Yellow',
  green: 'Green',
  blue: 'Blue',
  pink: 'Pink',
  white: 'White',
};

/** The words of `<ar-overlay>` in English; their keys and parameters are what every other language must have. */
export const en = {
  tools,
  colors,
  drawingTools: 'Drawing tools',
  tool: 'Tool',
  color: 'Colour',
  width: 'Width',
  widthOf: (step: number) => `Width ${step} of 5`,
  undo: 'Undo',
  redo: 'Redo',
  delete: 'Delete',
  deleteHint: 'Tap a mark to select it, then delete it.',
  clearMine: 'Clear mine',
  clearAll: 'Clear all',
  more: 'More',
  surface: 'Drawing surface',
  surfaceHint:
    'Arrow keys move the cross hairs, Enter begins and ends a mark, Escape drops it. Plus and minus change the size. Comma and full stop select a mark, which arrow keys then move and plus and minus resize; Escape lets it go.',
  text: 'Text',
  caption: 'Caption',
  straighten: 'Straighten',
  handPointer: 'Hand pointer',
};

/** What every language must say. */
export type OverlayWords = typeof en;
