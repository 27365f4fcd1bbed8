import type { RequestInput } from '@fernblick/protocol';
import { loggable } from '../logger.ts';
import type { Logger } from '../session-client.ts';
import type { ServerConnection } from './server-connection.ts';

const WITHIN_MS = 5_000;

/** Hands a signal to the server, once and only now: what gets lost, the envelope sends again. */
export async function postSignal(
  connection: ServerConnection,
  signal: RequestInput<'signal:send'>,
  logger: Logger,
): Promise<void> {
  if (!connection.ready) return;
  try {
    await connection.request('signal:send', signal, { urgent: true, answerMs: WITHIN_MS });
  } catch (error) {
    logger.log('debug', 'A signal was not delivered', loggable(error));
  }
}
