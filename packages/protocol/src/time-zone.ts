// An offset such as "+01:00" is no zone: it does not know when summer begins.
const NAME = /^[A-Za-z][A-Za-z0-9_+/-]*$/;

/** Whether there is a time zone of this name in the IANA database, as this machine has it; the one place that decides. */
export function isTimeZone(name: string): boolean {
  if (!NAME.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
