import type { PictureErrorCode } from '@fernblick/ar/editing';
import type { LayerShape, MarkColor } from '@fernblick/protocol';
import type { EditorTool } from '../editor-tool.ts';

const tools: Readonly<Record<EditorTool, string>> = {
  select: 'Select',
  crop: 'Crop',
  pen: 'Pen',
  arrow: 'Arrow',
  line: 'Line',
  rectangle: 'Rectangle',
  ellipse: 'Ellipse',
  highlighter: 'Highlighter',
  text: 'Text',
  pin: 'Pin',
  blur: 'Blur',
  'black-out': 'Black out',
};

const colors: Readonly<Record<MarkColor, string>> = {
  red: 'Red',
  yellow: 'Yellow',
  green: 'Green',
  blue: 'Blue',
  pink: 'Pink',
  white: 'White',
};

const kinds: Readonly<Record<LayerShape['is'], (ordinal: number) => string>> = {
  pen: (n) => `Stroke ${n}`,
  highlighter: (n) => `Highlight ${n}`,
  line: (n) => `Line ${n}`,
  arrow: (n) => `Arrow ${n}`,
  'arrow-3d': (n) => `3D arrow ${n}`,
  rectangle: (n) => `Rectangle ${n}`,
  ellipse: (n) => `Ellipse ${n}`,
  text: (n) => `Text ${n}`,
  label: (n) => `Label ${n}`,
  pin: (n) => `Pin ${n}`,
  outline: (n) => `Outline ${n}`,
  blur: (n) => `Blurred area ${n}`,
  'black-out': (n) => `Blacked out area ${n}`,
};

const problems: Readonly<Record<PictureErrorCode, string>> = {
  'not-a-picture':
    'This file is not a picture that can be opened. Use PNG, JPEG, WebP, GIF, AVIF or BMP.',
  'picture-damaged': 'This picture is damaged. Load it again, or make a new one.',
  'picture-too-large': 'This picture is too large to open here. Make it smaller first.',
  'picture-unreachable': 'The picture could not be loaded. Check your connection and try again.',
  'document-unusable': 'What was drawn earlier cannot be read. The picture is shown without it.',
  'document-of-another-picture':
    'What was drawn earlier belongs to another picture. The picture is shown without it.',
  'too-many-layers': 'There is no room for more. Delete something first.',
  'no-picture': 'No picture yet.',
  'clipboard-refused':
    'The browser keeps the clipboard from this page. Allow it, use Ctrl+V, or download the picture.',
  'nothing-to-paste': 'The clipboard holds no picture and no text.',
  'text-too-long': 'This text is too long for a picture. Copy a shorter part.',
  'picture-in-the-way':
    'Another picture is open here. Download or save it, then paste into an empty editor.',
  'not-encoded': 'This browser cannot write the picture that way. Crop it or download it as PNG.',
};

/** The words of `<screenshot-editor>` in English; their keys and parameters are what every other language must have. */
export const en = {
  tools,
  colors,
  kinds,
  problems,
  drawingTools: 'Drawing tools',
  actions: 'Actions',
  tool: 'Tool',
  color: 'Colour',
  width: 'Width',
  widthOf: (step: number) => `Width ${step} of 5`,
  undo: 'Undo',
  redo: 'Redo',
  rotate: 'Rotate',
  delete: 'Delete',
  copy: 'Copy',
  paste: 'Paste',
  forward: 'Bring forward',
  back: 'Send back',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Fit to window',
  more: 'More',
  layers: 'Layers',
  quoted: (name: string, text: string) => `${name} “${text}”`,
  noLayers: 'Nothing drawn yet.',
  details: 'Position and size',
  left: 'Left',
  top: 'Top',
  wide: 'Width',
  tall: 'Height',
  wholePicture: 'Whole picture',
  turnBy: 'Rotate by (°)',
  angle: 'Straighten (°)',
  download: 'Download',
  save: 'Save',
  fileName: 'picture',
  caption: 'Caption',
  picture: 'Picture',
  surfaceHint:
    'Enter places a shape in the middle. Arrow keys move what is selected, with Ctrl by ten; with Shift they change its size. Q and E turn it, with Shift by 15 degrees. Comma and full stop select another layer, Escape lets go.',
  cropHint:
    'Arrow keys move the part that stays, with Shift they change its size. Q and E straighten the picture.',
  opening: 'Opening the picture…',
  exporting: 'Writing the picture…',
  opened: (width: number, height: number) => `Picture open, ${width} by ${height} pixels`,
  added: (layer: string) => `${layer} added`,
  removed: (layer: string) => `${layer} deleted`,
  selected: (layer: string) => `${layer} selected`,
  nothingSelected: 'Nothing selected',
  at: (x: number, y: number, width: number, height: number) =>
    `Left ${x}, top ${y}${width || height ? `, ${width} by ${height}` : ''}`,
  copied: (layer: string) => `${layer} copied`,
  rotated: 'Rotated',
  straightened: (degrees: number) => `Straightened by ${degrees} degrees`,
  zoomed: (percent: number) => `Zoom ${percent} %`,
  saved: 'Saved',
};

/** What every language must say. */
export type EditorWords = typeof en;
