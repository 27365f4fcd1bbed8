/** What a tracker can refuse, and what to do then. */
export const trackingErrors = {
  'wrong-frame-size': {
    title: 'The frame does not have the size that the tracker was made for.',
    remedy: 'Pass one byte per pixel, row by row, or make a new tracker for the new size.',
  },
  'unsupported-frame-size': {
    title: 'The tracker does not work at this size.',
    remedy: 'Pass frames of at least 64 × 48 and at most 4096 × 4096 pixels, in whole numbers.',
  },
  'degenerate-region': {
    title: 'The region is not an area of the frame.',
    remedy:
      'Pass at least three points in px of the frame that span an area, part of it in the picture.',
  },
  'wrong-mask-size': {
    title: 'The mask does not have the size of the frame.',
    remedy: 'Pass one byte per pixel of the frame, row by row.',
  },
  'too-many-anchors': {
    title: 'The tracker follows as many anchors as it can.',
    remedy: 'Remove an anchor first.',
  },
  'out-of-memory': {
    title: 'There is no memory left for the tracker.',
    remedy: 'Remove anchors, or close other trackers and pages.',
  },
  'tracker-closed': {
    title: 'The tracker has been closed.',
    remedy: 'Make a new tracker.',
  },
  'simd-missing': {
    title: 'This browser does not run WebAssembly with SIMD.',
    remedy:
      'Use a current Chrome, Edge, Firefox or Safari, and allow wasm-unsafe-eval in the script-src of the page.',
  },
} as const satisfies Record<string, { readonly title: string; readonly remedy: string }>;

/** The code of a tracker's error; what programs look at. */
export type TrackingErrorCode = keyof typeof trackingErrors;

/** A tracker's refusal: looked at by `code`, never by its text. */
export class TrackingError extends Error {
  override readonly name = 'TrackingError';
  readonly code: TrackingErrorCode;

  constructor(code: TrackingErrorCode, options: { detail?: string; cause?: unknown } = {}) {
    const { title } = trackingErrors[code];
    super(
      options.detail === undefined ? title : `${title} ${options.detail}`,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.code = code;
  }

  /** What to do next, in one English sentence. */
  get remedy(): string {
    return trackingErrors[this.code].remedy;
  }
}
