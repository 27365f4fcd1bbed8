/** The words of `<session-notes>` in English; their keys are what every other language must have. */
export const en = {
  heading: 'Notes',
  newer: 'These are the notes of the session that is over; there is a newer one.',
  showNewer: 'Show the newer session',
  yours: 'Your notes',
  onlyAgents: 'Only agents read this.',
  placeholder: 'What you want to remember of this session',
  loading: 'Loading notes…',
  saved: (when: string) => `Saved at ${when}`,
  saving: 'Saving…',
  waiting: 'Not saved yet. It is kept in this tab and saved by itself as soon as that is possible.',
  refused: 'Not saved. It is kept in this tab.',
  tooLong: (over: number) =>
    over === 1
      ? 'One character too many; it is not saved.'
      : `${over} characters too many; it is not saved.`,
  conflict: 'You have changed these notes in another tab meanwhile:',
  keepBoth: 'Keep both',
  dropMine: 'Use the other text',
  by: (name: string) => `Notes by ${name}`,
  filing: 'After the session',
  outcome: 'Outcome',
  choose: 'Choose…',
  noOutcome: 'No outcome',
  markDone: 'Mark done',
  chooseFirst: 'Choose an outcome first.',
  notOver: 'It can be marked done once the session is over.',
  filed: (name: string, when: string) => `Marked done by ${name}, ${when}`,
  changeOutcome: 'Change outcome',
  cancel: 'Cancel',
};

/** What every language must say. */
export type NotesWords = typeof en;
