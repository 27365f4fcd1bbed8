import { nameOf, type RecordingKey } from './chunk-store.ts';

/**
 * Does something with what is kept of a recording that only one page of the browser may do at a time, once no other does.
 * A page that is gone does nothing any more. Where a browser has no locks it has no store that pages share either.
 */
export async function withRecording(
  key: RecordingKey,
  signal: AbortSignal,
  act: () => Promise<void>,
): Promise<void> {
  if (hasLocks()) await navigator.locks.request(lockOf(key), { signal }, act);
  else await act();
}

/** The same, but for a recording that another page is at: there nothing is done. */
export async function withIdleRecording(
  key: RecordingKey,
  act: () => Promise<void>,
): Promise<void> {
  if (hasLocks())
    await navigator.locks.request(lockOf(key), { ifAvailable: true }, async (lock) => {
      if (lock !== null) await act();
    });
}

function hasLocks(): boolean {
  return 'locks' in navigator;
}

function lockOf(key: RecordingKey): string {
  return `fernblick-recording-${nameOf(key)}`;
}
