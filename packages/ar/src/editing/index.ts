export * from './editing.ts';
export * from './export-picture.ts';
export * from './frame.ts';
export * from './layer.ts';
export * from './open-picture.ts';
export * from './paint-layers.ts';
export * from './picture-error.ts';
export * from './picture-file.ts';
export * from './read-document.ts';
export * from './redaction.ts';
export {
  LINE_HEIGHT,
  pinDisc,
  projectMark,
  type Lettering,
  type MarkTraces,
  type Trace,
} from '../drawing/trace.ts';
export { MARK_COLORS } from '../drawing/mark.ts';
export { OUTLINE, FONT } from '../drawing/brush.ts';
export { compose, project, type Homography } from '../homography.ts';
export { randomId } from '../random-id.ts';
export * from '../drawing/tools/pan-zoom.ts';
export * from '../drawing/tools/stroke.ts';
