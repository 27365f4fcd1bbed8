import { SessionError } from '@fernblick/protocol';
import { deferred } from './deferred.ts';

/**
 * Waits for a promise, or no longer than until the signal is aborted; what was begun goes on.
 * @throws SessionError `cancelled`
 */
export async function abortable<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (signal === undefined) return await promise;
  const aborted = deferred<never>();
  const abort = (): void => aborted.reject(new SessionError('cancelled', { cause: signal.reason }));
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort);
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** A controller that is aborted when one of the signals is, or on its own. */
export function followingController(
  ...signals: readonly (AbortSignal | undefined)[]
): AbortController {
  const controller = new AbortController();
  for (const signal of signals) {
    const abort = (): void => controller.abort(signal?.reason);
    if (signal?.aborted === true) abort();
    signal?.addEventListener('abort', abort, { signal: controller.signal });
  }
  return controller;
}
