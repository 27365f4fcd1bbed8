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
/** Poses that are told of one frame; of further anchors the receiving side finds out for itself. */
export const MAX_TOLD_POSES = 8;
/** What is added to one cell of a told pose moves no mark by a hundredth of a px. */
export const POSE_UNIT = 100_000;
/** A status is told by its place here. */
export const TOLD_STATUSES = ['lost', 'unsure', 'tracked'] as const;
/** Gray values of a signature, from left to right and from top to bottom. */
export const SIGNATURE = { width: 16, height: 12 } as const;
/** Characters of a signature in base64. */
export const SIGNATURE_CHARACTERS = (SIGNATURE.width * SIGNATURE.height * 4) / 3;

/** Names an anchor in a told pose: FNV-1a in 32 bits, which two anchors of a session practically never share. */
export function anchorNumber(anchor: string): number {
  let hash = 0x811c_9dc5;
  for (let i = 0; i < anchor.length; i++)
    hash = Math.imul(hash ^ anchor.charCodeAt(i), 0x0100_0193) >>> 0;
  return hash;
}
