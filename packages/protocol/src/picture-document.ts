import * as v from 'valibot';
import { MarkColor, MarkShape, MarkWidth, Point } from './drawing.ts';
import { id } from './shapes.ts';

/** Layers that a picture carries: far more than anybody draws, few enough to be painted at once. */
export const MAX_LAYERS = 1_000;
/** Px of a picture's side: what every browser's canvas takes. */
export const MAX_PICTURE_SIDE = 32_767;
/** Degrees by which a picture is straightened at most, either way; quarter turns do the rest. */
export const MAX_STRAIGHTENED = 45;
/** The form of the documents that are written today. */
export const PICTURE_DOCUMENT_VERSION = 1;

/** Names one layer; made by the editor. */
export const LayerId = id('layer id');
export type LayerId = v.InferOutput<typeof LayerId>;

const area = { from: Point, to: Point };

/** An upright area of the picture whose pixels are removed: averaged over large blocks, or black. */
export const Redaction = v.variant('is', [
  v.object({ is: v.literal('blur'), ...area }),
  v.object({ is: v.literal('black-out'), ...area }),
]);
export type Redaction = v.InferOutput<typeof Redaction>;

/** What a layer looks like: anything that can be drawn in a call, or a redaction; 0 to 1 of the uncropped picture. */
export const LayerShape = v.variant('is', [MarkShape, Redaction]);
export type LayerShape = v.InferOutput<typeof LayerShape>;

/** One thing that lies over a picture. */
export const Layer = v.object({
  id: LayerId,
  color: MarkColor,
  width: MarkWidth,
  shape: LayerShape,
});
export type Layer = v.InferOutput<typeof Layer>;

const side = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_PICTURE_SIDE));
const offset = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_PICTURE_SIDE));

/** The part of a picture that is shown, in its px, after it is straightened and before it is turned. */
export const Crop = v.object({ x: offset, y: offset, width: side, height: side });
export type Crop = v.InferOutput<typeof Crop>;

/** Everything that was done to a picture, without the picture: somebody else can go on from it. */
export const PictureDocument = v.pipe(
  v.object({
    version: v.literal(PICTURE_DOCUMENT_VERSION),
    /** Of the picture that it belongs to, in px, upright. */
    width: side,
    height: side,
    /** Quarter turns clockwise. */
    turns: v.picklist([0, 1, 2, 3]),
    /** Degrees clockwise, about the middle of the picture; not there while it is as it was taken. */
    angle: v.exactOptional(
      v.pipe(v.number(), v.minValue(-MAX_STRAIGHTENED), v.maxValue(MAX_STRAIGHTENED)),
    ),
    /** Null for the whole picture; where it is straightened, for the largest part without an empty corner. */
    crop: v.nullable(Crop),
    /** Lowest first. */
    layers: v.pipe(v.array(Layer), v.maxLength(MAX_LAYERS)),
  }),
  v.check(
    ({ width, height, crop }) =>
      crop === null || (crop.x + crop.width <= width && crop.y + crop.height <= height),
    'The crop does not lie in the picture.',
  ),
  v.check(
    ({ layers }) => new Set(layers.map(({ id }) => id)).size === layers.length,
    'Two layers have the same id.',
  ),
);
export type PictureDocument = v.InferOutput<typeof PictureDocument>;

/** Checks what claims to be a document, whoever it comes from: the document, or in one sentence what is wrong with it. */
export function readPictureDocument(
  value: unknown,
): { readonly document: PictureDocument } | { readonly fault: string } {
  const read = v.safeParse(PictureDocument, value, { abortEarly: true });
  if (read.success) return { document: read.output };
  const [issue] = read.issues;
  return { fault: `${v.getDotPath(issue) ?? 'document'}: ${issue.message}` };
}
