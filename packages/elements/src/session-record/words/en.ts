/** The words of `<session-record>` in English; their keys are what every other language must have. */
export const en = {
  heading: 'Video sessions',
  none: 'There has been no video session about this ticket yet.',
  connecting: 'Looking for earlier video sessions …',
  session: (when: string) => `Video session of ${when}`,
  phases: {
    requested: 'Requested',
    confirmed: 'Confirmed',
    'in-progress': 'In progress',
    done: 'Done',
    cancelled: 'Cancelled',
  },
  phase: 'State',
  duration: 'Duration',
  people: 'With',
  nobody: 'Nobody joined',
  filed: 'Marked done',
  filedBy: (outcome: string | null, name: string) =>
    outcome === null ? `by ${name}` : `${outcome} (${name})`,
  chat: 'Chat',
  notes: 'Notes and outcome',
  internal: 'Internal',
  internalHint: 'Customers see nothing of this session.',
  publicHint: 'Customers of the ticket see this session.',
};

/** What every language must say. */
export type RecordWords = typeof en;
