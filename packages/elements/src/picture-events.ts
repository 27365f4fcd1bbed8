import type { PictureErrorCode } from '@fernblick/ar/editing';
import type { PictureDocument } from '@fernblick/protocol';

const travels = { bubbles: true, composed: true } as const;

/** A picture is open in the editor and can be drawn on. */
export class PictureOpenedEvent extends Event {
  static readonly type = 'picture-opened';
  constructor() {
    super(PictureOpenedEvent.type, travels);
  }
}

/**
 * Somebody wants the picture in the editor kept. It counts as kept at once, unless the page calls `preventDefault()`; then
 * it calls `markSaved()` on the editor once it is stored.
 */
export class PictureSaveEvent extends Event {
  static readonly type = 'picture-save';
  /** What was done to it, to go on from later. */
  readonly document: PictureDocument;
  /** The picture as it is to be seen, at full resolution. */
  readonly blob: Blob;
  constructor(document: PictureDocument, blob: Blob) {
    super(PictureSaveEvent.type, { ...travels, cancelable: true });
    this.document = document;
    this.blob = blob;
  }
}

/** Something cannot be done with a picture; the editor shows it too, with its remedy. Look at `code`. */
export class PictureProblemEvent extends Event {
  static readonly type = 'picture-problem';
  readonly code: PictureErrorCode;
  readonly detail: string;
  constructor(code: PictureErrorCode, detail: string) {
    super(PictureProblemEvent.type, travels);
    this.code = code;
    this.detail = detail;
  }
}

declare global {
  interface HTMLElementEventMap {
    'picture-opened': PictureOpenedEvent;
    'picture-save': PictureSaveEvent;
    'picture-problem': PictureProblemEvent;
  }
  interface DocumentEventMap {
    'picture-opened': PictureOpenedEvent;
    'picture-save': PictureSaveEvent;
    'picture-problem': PictureProblemEvent;
  }
}
