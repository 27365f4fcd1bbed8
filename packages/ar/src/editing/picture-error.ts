/** What can go wrong with a picture, and what to do about it; elements say it in the reader's language. */
export const pictureErrors = {
  'not-a-picture': 'Use a PNG, JPEG, WebP, GIF, AVIF or BMP file.',
  'picture-damaged': 'The file is cut short or broken: fetch or make it again.',
  'picture-too-large': 'Make the picture smaller first; the limits are in docs/screenshots.md.',
  'picture-unreachable':
    'Check the address, and that its server and the policy of the page allow it.',
  'document-unusable': 'Hand in what the document property gave, unchanged.',
  'document-of-another-picture': 'Hand in the picture that the document was made for.',
  'too-many-layers': 'Delete layers that are no longer needed.',
  'no-picture': 'Set src or image, and wait for the picture-opened event.',
  'clipboard-refused':
    'It takes a press, a secure page and, in a frame, allow="clipboard-read; clipboard-write".',
  'nothing-to-paste': 'Copy a picture or a text first.',
  'text-too-long': 'Copy a shorter part of it.',
  'picture-in-the-way': 'Paste the picture into an empty editor.',
  'not-encoded': 'Export as PNG, or crop the picture; this browser cannot write it in that way.',
} as const;

/** The code of what went wrong with a picture; what programs look at. */
export type PictureErrorCode = keyof typeof pictureErrors;

/** Something that cannot be done with a picture. Look at `code`. */
export class PictureError extends Error {
  override readonly name = 'PictureError';
  readonly code: PictureErrorCode;

  constructor(code: PictureErrorCode, detail = '', cause?: unknown) {
    super([detail, pictureErrors[code]].filter(Boolean).join(' '), { cause });
    this.code = code;
  }
}
