/** When a page has asked a server for its time, what that was, and when the page has heard it; each by its own clock. */
export interface TimeAnswer {
  readonly sentAt: number;
  readonly time: number;
  readonly heardAt: number;
}

/**
 * How far the server's clock is ahead, from what was thought before (null where nothing was) and one more answer. An answer
 * that was long under way says little: what was thought stays as long as it is possible, and else moves no further than it
 * must. So a busy machine does not shift the times of what is recorded on it.
 */
export function clockOffset(before: number | null, { sentAt, time, heardAt }: TimeAnswer): number {
  const least = time - heardAt;
  const most = time - sentAt;
  return Math.round(before === null ? (least + most) / 2 : Math.min(most, Math.max(least, before)));
}
