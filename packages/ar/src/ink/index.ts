export { randomId } from '../random-id.ts';
export { InkHost, type InkHostOptions } from './ink-host.ts';
export type {
  HeldTool,
  InkAction,
  InkCommand,
  InkCommands,
  InkProblemCode,
  InkReport,
  InkReports,
  InkState,
  InkStill,
  InkTapeAnswer,
  InkTaped,
  InkTaker,
  PictureBox,
  ToldMark,
  WetLine,
  WetPen,
  Writing,
} from './messages.ts';
export type { FramePicture } from './pictures.ts';
export type { ToolKey } from '../drawing/tools/reticle.ts';
export type { ToolName } from '../drawing/tools/tool.ts';
export { project, scaleAt } from '../homography.ts';
export { COLOR_NAMES, MARK_COLORS, strokeWidth } from '../drawing/mark.ts';
