/** The words for a ticket's other open sessions in English; their keys are what every other language must have. */
export const en = {
  heading: (count: number) =>
    count === 1 ? 'Another video session is open' : `${count} other video sessions are open`,
  requested: (by: string, when: string) => `Requested by ${by} on ${when}`,
  agreed: (when: string) => `Agreed for ${when}`,
  opened: (when: string) => `Opened on ${when}`,
  openedBy: (by: string, when: string) => `Opened by ${by} on ${when}`,
  running: (when: string) => `Running since ${when}`,
  isThere: (names: string, count: number) =>
    count === 1 ? `${names} is there.` : `${names} are there.`,
  goTo: 'Go to this session',
};

/** What every language must say. */
export type ChoiceWords = typeof en;
