import type { CancelReason, EndReason, Quality } from '@fernblick/protocol';

const quality: Readonly<Record<Quality, string>> = {
  good: 'Good',
  fair: 'Fair',
  poor: 'Poor',
  lost: 'Lost',
};

/** The words of `<session-status-bar>` in English; their keys are what every other language must have. */
export const en = {
  progress: 'Session progress',
  requested: 'Requested',
  confirmed: 'Confirmed',
  by: (name: string) => `by ${name}`,
  scheduledFor: (when: string) => `for ${when}`,
  inProgress: 'In progress',
  done: 'Done',
  cancelled: 'Cancelled',
  completed: 'completed',
  duration: 'Duration',
  onHold: 'On hold',
  quality,
  qualityLabel: (word: string) => `Connection: ${word}`,
  reasons: {
    declined: 'declined',
    'called-off': 'called off',
    'no-show': 'nobody came',
    withdrawn: 'withdrawn',
    'created-by-mistake': 'made by mistake',
    'connection-lost': 'connection lost',
    'no-answer': 'no answer',
  } as Readonly<Partial<Record<EndReason | CancelReason, string>>>,
  internal: 'Internal',
  publicAgain: 'Public again',
  recording: 'Recording',
  rated: (stars: number) => `Rated ${stars} of 5`,
  filed: 'Marked done',
};

/** What every language must say. */
export type StatusWords = typeof en;
