import type { Size } from '../drawing/mark.ts';
import type { Area } from '../drawing/trace.ts';
import { layRecording } from './layout.ts';

/** A picture as it can be painted, with its size. */
export interface RecordedPicture {
  readonly image: CanvasImageSource;
  readonly size: Size;
}

/** Everything that is seen in a recording at one moment. */
export interface RecordedMoment {
  readonly large: RecordedPicture | null;
  readonly small: RecordedPicture | null;
  /** Who is in the call, and the date and time. */
  readonly names: string;
  readonly time: string;
}

/** What is needed of a canvas to paint a recording. */
export type RecordingContext = Pick<
  OffscreenCanvasRenderingContext2D,
  | 'fillRect'
  | 'drawImage'
  | 'fillText'
  | 'fillStyle'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
  | 'measureText'
> & { readonly canvas: Size };

const GROUND = '#0e1312';
const LETTERS = '#f2f6f5';
const EDGE = '#f2f6f5';

/** Paints one picture of a recording: the cameras, and under them who and when. */
export function paintRecording(context: RecordingContext, moment: RecordedMoment): void {
  const { width, height } = context.canvas;
  const { large, small, caption } = layRecording(context.canvas, {
    large: moment.large?.size ?? null,
    small: moment.small?.size ?? null,
  });
  context.fillStyle = GROUND;
  context.fillRect(0, 0, width, height);
  paintIn(context, moment.large ?? moment.small, large);
  if (small !== null) {
    context.fillStyle = EDGE;
    context.fillRect(small.x - 1, small.y - 1, small.width + 2, small.height + 2);
    paintIn(context, moment.small, small);
  }
  paintCaption(context, caption, moment);
}

function paintIn(
  context: RecordingContext,
  picture: RecordedPicture | null,
  area: Area | null,
): void {
  if (picture === null || area === null) return;
  context.drawImage(picture.image, area.x, area.y, area.width, area.height);
}

function paintCaption(
  context: RecordingContext,
  { x, y, width, height }: Area,
  { names, time }: RecordedMoment,
): void {
  context.fillStyle = LETTERS;
  context.font = `500 ${Math.round(height * 0.55)}px system-ui, sans-serif`;
  context.textBaseline = 'middle';
  const middle = y + height / 2;
  const gap = height * 0.5;
  context.textAlign = 'right';
  context.fillText(time, x + width - gap, middle);
  context.textAlign = 'left';
  const room = width - 3 * gap - context.measureText(time).width;
  context.fillText(names, x + gap, middle, Math.max(1, room));
}
