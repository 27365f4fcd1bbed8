/** The words of `<activity-report>` in English; their keys are what every other language must have. */
export const en = {
  heading: 'Activity',
  period: 'Period',
  periods: {
    today: 'Today',
    yesterday: 'Yesterday',
    week: 'Last 7 days',
    month: 'Last 30 days',
    own: 'Other days',
  },
  first: 'First day',
  last: 'Last day',
  all: 'All agents',
  export: 'Download as CSV',
  exporting: 'Making the file …',
  loading: 'Adding up …',
  none: 'Nothing happened in this period.',
  noPeriod: 'Choose a first day that is not after the last one.',
  tooLong: 'A report covers at most 100 days. Choose a shorter period.',
  notLoaded: 'The report could not be made.',
  retry: 'Try again',
  code: (code: string) => `Code: ${code}`,
  columns: {
    agent: 'Agent',
    calls: 'Calls',
    inCalls: 'In calls',
    onHold: 'On hold',
    missed: 'Missed',
    filed: 'Marked done',
    outcomes: 'Outcomes',
    rating: 'Rating',
  },
  stars: (mean: string, count: number) =>
    count === 1 ? `${mean} of 5 (1 rating)` : `${mean} of 5 (${count} ratings)`,
};

/** What every language must say. */
export type ReportWords = typeof en;
