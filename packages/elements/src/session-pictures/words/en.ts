/** The words of `<session-pictures>` in English; their keys are what every other language must have. */
export const en = {
  heading: 'Screenshots',
  of: (name: string, when: string) => `Screenshot by ${name}, ${when}`,
  edited: 'Edited',
  drawings: 'With drawings',
  full: 'Full size',
  size: (width: number, height: number) => `${width} × ${height}`,
  loading: 'Loading …',
  show: 'Show',
  download: 'Download',
  edit: 'Edit',
  remove: 'Delete',
  removeHeading: 'Delete this screenshot?',
  removeSentence: 'It goes for everybody and cannot be brought back. The reason is kept.',
  removed: 'The screenshot was deleted.',
  reason: 'Reason',
  cancel: 'Cancel',
  close: 'Close',
  saving: 'Saving the edited version …',
  unchanged: 'Nothing was changed; there is no new version.',
  discardHeading: 'Close without saving?',
  discardSentence: 'What you have drawn since you last saved is lost.',
  discard: 'Close without saving',
};

/** What every language must say. */
export type PicturesWords = typeof en;
