import { SessionError, type Reply, type RequestInput } from '@fernblick/protocol';
import { UNNOTICED_MS } from './signalling/pending-requests.ts';
import type { ServerConnection } from './signalling/server-connection.ts';

// Whoever wants in goes on wanting while the server is away; going out calls it off.
const JOIN_MS = 10 * 60_000;

/** Asks for one's place in the call; `message` and `resume` are asked anew for each try. */
export async function askToJoin(
  connection: ServerConnection,
  message: () => RequestInput<'session:join'>,
  options: { readonly resume: () => string | undefined; readonly signal: AbortSignal | undefined },
): Promise<Reply<'session:join'>> {
  const ask = (): Promise<Reply<'session:join'>> => {
    const resume = options.resume();
    return connection.request(
      'session:join',
      { ...message(), ...(resume === undefined ? {} : { resume }) },
      { signal: options.signal, awayMs: JOIN_MS, answerMs: UNNOTICED_MS },
    );
  };
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof SessionError) || error.code !== 'token-used') throw error;
    // A token is good for one place; this tab was there with it, and somebody else has been since.
    await connection.renewToken();
    return await ask();
  }
}
