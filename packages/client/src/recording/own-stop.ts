import type { Call } from '../call.ts';
import { loggable } from '../logger.ts';
import type { Logger } from '../session-client.ts';
import type { SessionSnapshot } from '../session-state.ts';
import { youIn } from '../view-reading.ts';
import { wait } from './wait.ts';

/** A server that could not be told of a stop is told again after so long. */
export const TELL_AGAIN_MS = 2_000;
/** Who has said no tells the server too, and in their own name, where they can. */
export const TELL_FOR_OTHERS_MS = 700;

/** What this page does not record any more, and what tells the server so. */
export interface OwnStop {
  readonly recording: string;
  readonly tell: (signal?: AbortSignal) => Promise<void>;
  isTelling: boolean;
}

/** Tells the server of a stop after a while, where it does not know of it by then. */
export async function tellLater(
  stop: OwnStop,
  afterMs: number,
  {
    call: { closing },
    client,
    logger,
  }: {
    readonly call: Pick<Call, 'closing'>;
    readonly client: { readonly state: SessionSnapshot };
    readonly logger: Logger;
  },
): Promise<void> {
  stop.isTelling = true;
  await wait(afterMs, closing);
  const view = client.state.session?.recording;
  try {
    if (!closing.aborted && view?.id === stop.recording && view.state !== 'stopped')
      await stop.tell(closing);
  } catch (cause) {
    logger.log('warn', 'The server was not told that a recording is stopped', loggable(cause));
  }
  stop.isTelling = false;
}

/** True where somebody in the call says no to the recording that this page makes. */
export function isNoTo({ session }: SessionSnapshot, from: string, recording: string): boolean {
  const view = session?.recording ?? null;
  if (view === null || view.id !== recording || view.by !== youIn(session)?.id) return false;
  const isThere = session?.participants.some(({ id }) => id === from) === true;
  return isThere && view.startedAt !== null && view.state !== 'stopped';
}
