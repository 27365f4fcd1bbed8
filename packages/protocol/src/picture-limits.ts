/** Largest file of a picture, in bytes: a photo of 50 megapixels in good quality. */
export const MAX_PICTURE_BYTES = 25_000_000;
/** Largest editor document that is kept with a picture, in bytes of JSON. */
export const MAX_DOCUMENT_BYTES = 1_000_000;
/** Smallest and largest side of a picture, in px: less shows nothing, more no browser paints. */
export const PICTURE_SIDES_PX = { least: 2, most: 16_384 } as const;
