/** Times that somebody would like, as the server wants them: in the zone of this browser where they name none. */
export function preferredTimes(
  times: readonly number[],
  zone: string = new Intl.DateTimeFormat().resolvedOptions().timeZone,
): { readonly preferred: number[]; readonly zone: string } {
  return { preferred: [...times], zone };
}
