// Apart from the shapes, so that a page which only draws does not carry the checks along.

/** Points that a stroke keeps once it is finished; with them a mark fits into one channel message. */
export const MAX_STROKE_POINTS = 500;
/** Corners of a picked object's outline. */
export const MAX_OUTLINE_POINTS = 200;
/** Corners of the part of a keyframe that marks sit on; a picked object's own outline is such a part. */
export const MAX_REGION_POINTS = 64;
/** Characters of a text, a label or a pin's caption. */
export const MAX_MARK_TEXT = 280;
/** The highest number that still fits into a pin. */
export const MAX_PIN_NUMBER = 999;
/** How far a coordinate may lie outside the keyframe: by its whole width or height. */
export const COORDINATE_RANGE = { min: -1, max: 2 } as const;
/** Characters of a keyframe's picture in base64: enough for a gray VGA picture at a quality that can be found again. */
export const MAX_KEYFRAME_CHARACTERS = 44_000;
