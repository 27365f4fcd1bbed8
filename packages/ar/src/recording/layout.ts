import type { Size } from '../drawing/mark.ts';
import type { Area } from '../drawing/trace.ts';

/** Where everything lies in the recorded picture, px; null for what is not there. */
export interface RecordingLayout {
  readonly large: Area | null;
  readonly small: Area | null;
  /** The band along the lower edge that says who, and when. */
  readonly caption: Area;
}

/** The recorded picture never changes its size: players and tracks take that badly. */
export const RECORDING_SIZE: Size = { width: 1_280, height: 720 };

// Shares of the height: enough to read on a phone, and to see a face.
const CAPTION = 0.06;
const SMALL = 0.27;
const GAP = 0.02;
/** A picture as wide as two phones side by side would cover the large one. */
const WIDEST_SMALL = 0.36;

/**
 * Lays the picture that is talked about over everything and the other one into the upper corner at the end, each whole
 * and in its own proportions; one alone is the large one.
 */
export function layRecording(
  canvas: Size,
  pictures: { readonly large: Size | null; readonly small: Size | null },
): RecordingLayout {
  const { width, height } = canvas;
  const band = Math.round(height * CAPTION);
  const caption: Area = { x: 0, y: height - band, width, height: band };
  const room: Area = { x: 0, y: 0, width, height: height - band };
  const first = pictures.large ?? pictures.small;
  const second = pictures.large === null ? null : pictures.small;
  if (first === null) return { large: null, small: null, caption };
  const large = within(first, room);
  if (second === null) return { large, small: null, caption };
  const gap = Math.round(height * GAP);
  const box = { width: width * WIDEST_SMALL, height: height * SMALL };
  const fitted = within(second, { x: 0, y: 0, ...box });
  return { large, small: { ...fitted, x: width - gap - fitted.width, y: gap }, caption };
}

/** As large as it goes, in the middle. */
function within({ width, height }: Size, room: Area): Area {
  const scale = Math.min(room.width / width, room.height / height);
  const size = {
    width: Math.max(1, Math.min(Math.round(width * scale), Math.floor(room.width))),
    height: Math.max(1, Math.min(Math.round(height * scale), Math.floor(room.height))),
  };
  return {
    x: room.x + Math.floor((room.width - size.width) / 2),
    y: room.y + Math.floor((room.height - size.height) / 2),
    ...size,
  };
}
