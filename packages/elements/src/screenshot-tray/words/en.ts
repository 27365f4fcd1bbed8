/** The words of `<screenshot-tray>` in English; their keys are what every other language must have. */
export const en = {
  tray: 'Screenshot',
  taking: 'Asking for the full-size picture …',
  saving: (percent: number) => `Saving … ${percent} %`,
  receiving: (percent: number) => `Full-size picture … ${percent} %`,
  waits: 'Not saved yet. It is tried again by itself.',
  saved: 'Screenshot saved',
  savedFull: (width: number, height: number) => `Full-size picture saved, ${width} × ${height}`,
  open: 'Open screenshot',
  withoutDrawings: 'Without drawings',
  fullSize: 'Full size',
  fullSizeHint: (name: string) => `Asks ${name}’s camera for a sharper picture.`,
  tryAgain: 'Try again',
  close: 'Close',
  download: 'Download',
  notKept: 'The screenshot was not saved.',
  fullNotThere: 'There is no full-size picture.',
};

/** What every language must say. */
export type TrayWords = typeof en;
