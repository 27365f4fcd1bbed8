import type { ToldMark } from '@fernblick/ar/ink';
import type { DrawingProblemCode } from '../../events.ts';

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
  'unreadable-picture':
    'This picture cannot be read, so that it cannot be drawn on here. It is the page’s owner who can change that.',
  'unusable-ink':
    'Something that the other side drew cannot be shown here. Everything else goes on; reload both pages, so that both are of the same version.',
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

/** What `<ar-overlay>` tells in English; what it tells is what every other language must be able to tell. */
export const en = {
  kinds,
  problems,
  you: 'you',
  somebody: 'somebody',
  drawingIsOff: 'Drawing is switched off for you. You can still point.',
  notFollowing: 'Not following the object',
  frozen: 'Your picture stands still',
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
  quoted: (mark: string, text: string) => `${mark} “${text}”`,
};

/** What every language must be able to tell. */
export type ToldWords = typeof en;
