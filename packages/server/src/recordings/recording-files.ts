/** Written once the page that records has said how many pieces there are, and that nothing more comes. */
export const FINISHED = 'finished.json';

/** What a recording may have beside its pieces, by the last word of its address. */
export const FILES = {
  webm: { file: 'recording.webm', type: 'video/webm' },
  mp4: { file: 'recording.mp4', type: 'video/mp4' },
  poster: { file: 'poster.jpg', type: 'image/jpeg' },
  manifest: { file: 'manifest.json', type: 'application/json' },
  signature: { file: 'manifest.sig', type: 'text/plain' },
} as const;
