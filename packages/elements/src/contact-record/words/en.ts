/** The words of `<contact-record>` in English; their keys are what every other language must have. */
export const en = {
  contact: 'Contact',
  who: (name: string) => `Contact: ${name}`,
  attached: 'About this session',
  changed: (name: string, when: string) => `Changed by ${name}, ${when}`,
  saved: (field: string) => `${field}: saved`,
  tooLong: (over: number) =>
    over === 1 ? 'One character too many' : `${over} characters too many`,
  changedMeanwhile: 'Somebody else has changed this meanwhile. It now says:',
  nothing: '(nothing)',
  keepMine: 'Keep mine',
  takeTheirs: 'Use the new one',
  keepMineOf: (field: string) => `${field}: keep mine`,
  takeTheirsOf: (field: string) => `${field}: use the new one`,
  history: 'Earlier sessions',
  none: 'No other session yet',
  loading: 'Looking…',
  more: 'Show earlier ones',
  open: (result: string, when: string) => `Open the session of ${when}: ${result}`,
  lasted: (time: string) => `${time} min`,
  agents: (names: string) => `with ${names}`,
  stars: (count: number) => `${count} of 5 stars`,
  phases: {
    requested: 'Requested',
    confirmed: 'Confirmed',
    'in-progress': 'In progress',
    done: 'Done',
    cancelled: 'Cancelled',
  },
};

/** What every language must say. */
export type ContactWords = typeof en;
