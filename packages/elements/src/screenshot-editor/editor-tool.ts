import type { Redaction } from '@fernblick/protocol';

/** What a hand works with. */
export type EditorTool =
  | 'select'
  | 'crop'
  | 'pen'
  | 'arrow'
  | 'line'
  | 'rectangle'
  | 'ellipse'
  | 'highlighter'
  | 'text'
  | 'pin'
  | Redaction['is'];

/** Tools in the order in which they are shown and have their keys. */
export const EDITOR_TOOLS: readonly EditorTool[] = [
  'select',
  'crop',
  'pen',
  'arrow',
  'line',
  'rectangle',
  'ellipse',
  'highlighter',
  'text',
  'pin',
  'blur',
  'black-out',
];

// The overlay's tools have digits too.
const KEYS = '1234567890bk';

/** The key of a tool, as it is shown. */
export function keyOf(tool: EditorTool): string {
  return KEYS.charAt(EDITOR_TOOLS.indexOf(tool)).toUpperCase();
}

/** The tool that a key takes in the hand. */
export function toolOfKey(key: string): EditorTool | undefined {
  return key.length === 1 ? EDITOR_TOOLS[KEYS.indexOf(key.toLowerCase())] : undefined;
}
