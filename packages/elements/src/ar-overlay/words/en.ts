import type { ToldMark, ToolName } from '@fernblick/ar/ink';
import type { MarkColor } from '@fernblick/protocol';
import type { DrawingProblemCode } from '../../events.ts';

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

const kinds: Readonly<Record<ToldMark['kind'], (ordinal: number) => string>> = {
  pen: (n) => `Line ${n}`,
  highlighter: (n) => `Highlight ${n}`,
  line: (n) => `Straight line ${n}`,
  arrow: (n) => `Arrow ${n}`,
  'arrow-3d': (n) => `3D arrow ${n}`,
  rectangle: (n) => `Rectangle ${n}`,
  ellipse: (n) => `Ellipse ${n}`,
  text: (n) => `Text ${n}`,
  label: (n) => `Label ${n}`,
  pin: (n) => `Pin ${n}`,
  outline: (n) => `Object ${n}`,
};

const problems: Readonly<Record<DrawingProblemCode, string>> = {
  'tracking-unavailable':
    'This browser cannot follow objects. Drawings stay where they are while the picture moves.',
  'standing-unavailable':
    'This browser cannot draw in three dimensions. 3D arrows and labels are drawn flat.',
  'wrong-frame': 'A picture could not be read.',
  'unusable-keyframe': 'One drawing could not be placed in the picture.',
  'unmapped-picture':
    'This picture is tilted or cut on the page, so that it cannot be drawn on here. It is the page’s owner who can show it flat.',
  'not-sent': 'This could not be sent to the other side, and was taken back.',
  'not-allowed': 'You may not do this in the drawing.',
  'nothing-picked': 'Nothing stands out there. Draw a line round the object to pick it.',
  'model-missing':
    'What recognises objects and hands is not on this page. Draw and pick without it; it is the page’s owner who can add it.',
  'model-unusable':
    'What recognises objects and hands is damaged. Draw and pick without it; it is the page’s owner who can replace it.',
  'vision-unavailable':
    'This browser cannot recognise objects and hands here. Draw and pick without it, or try another browser.',
  'engine-failed': 'Drawing was interrupted. What was drawn is still there.',
};

/** The words of `<ar-overlay>` in English; their keys and parameters are what every other language must have. */
export const en = {
  tools,
  colors,
  kinds,
  problems,
  you: 'you',
  somebody: 'somebody',
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
  surface: 'Drawing surface',
  surfaceHint:
    'Arrow keys move the cross hairs, Enter begins and ends a mark, Escape drops it. Plus and minus change the size. Comma and full stop select a mark, which arrow keys then move and plus and minus resize; Escape lets it go.',
  text: 'Text',
  caption: 'Caption',
  drawingIsOff: 'Drawing is switched off for you. You can still point.',
  notFollowing: 'Not following the object',
  frozen: 'Your picture stands still',
  straighten: 'Straighten',
  handPointer: 'Hand pointer',
  loadingModel: (share: number | null) =>
    share === null ? 'Getting ready…' : `Getting ready: ${Math.round(share * 100)} %`,
  picking: 'Looking for the object…',
  coarse: 'Outlined roughly, by colour and edges',
  loadingStanding: 'Getting 3D drawing ready',
  added: (mark: string, name: string) => `${mark} by ${name}`,
  onObject: 'on the object',
  unsure: 'not sure where',
  waiting: 'looking for its place',
  lost: (mark: string) => `${mark} lost`,
  found: (mark: string) => `${mark} found again`,
  removed: (mark: string) => `${mark} removed`,
  removedMany: (count: number) => `${count} marks removed`,
  selected: (mark: string) => `${mark} selected`,
};

/** What every language must say. */
export type OverlayWords = typeof en;
