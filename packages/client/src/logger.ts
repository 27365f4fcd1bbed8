import type { Logger } from './session-client.ts';

/** What a client logs to when its page gave it nothing: nowhere. */
export const silentLogger: Logger = { log: () => undefined };

/** What may be logged of an error: its kind and code, never its text, which may carry names or addresses. */
export function loggable(error: unknown): object {
  if (!(error instanceof Error)) return { error: typeof error };
  const code: unknown = 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? { error: error.name, code } : { error: error.name };
}
