import type { RecordingStop } from '@fernblick/protocol';

/** The words of `<session-recordings>` in English; their keys are what every other language must have. */
export const en = {
  heading: 'Recordings',
  storing: 'Is being recorded.',
  finishing: 'Is being finished; this takes a moment.',
  broken: 'Of what was stored, no film could be made. The stored pieces are kept.',
  empty: 'Nothing of it was stored.',
  /** Why it ended, where nobody wished it to. */
  over: {
    failed: 'It ended by itself: the browser that recorded could not go on.',
    storage: 'It ended by itself: there was no room to store more of it.',
    'consent-withdrawn': 'It was stopped: somebody has withdrawn their consent.',
    'consent-denied': 'It was stopped: not everybody agreed.',
  } satisfies Partial<Record<RecordingStop, string>>,
  missing: (seconds: number, places: number) =>
    `${seconds} s ${seconds === 1 ? 'is' : 'are'} missing ${places === 1 ? 'in one place' : places === 2 ? 'in two places' : `in ${places} places`}.`,
  play: 'Play',
  loading: 'Loading …',
  loadingPart: (percent: number) => `Loading: ${percent} %`,
  retry: 'Try again',
  player: (when: string) => `Recording of ${when}`,
  notPlayed: {
    title: 'This browser cannot play the recording.',
    remedy: 'Download it and play it with another program.',
  },
  chapters: 'Jump to',
  chapter: {
    picture: (at: string) => `Screenshot at ${at}`,
    drawing: (at: string) => `Drawing at ${at}`,
    resumed: (at: string) => `Went on at ${at}`,
  },
  megabytes: (size: string) => `${size} MB`,
  download: 'Download',
  stopDownload: 'Cancel download',
  downloadStopped: 'The download was cancelled; nothing was saved.',
  remove: 'Delete',
  removeHeading: 'Delete this recording?',
  removeSentence: 'It goes for everybody and cannot be brought back. The reason is kept.',
  removed: 'The recording was deleted.',
  reason: 'Reason',
  cancel: 'Cancel',
};

/** What every language must say. */
export type RecordingsWords = typeof en;
