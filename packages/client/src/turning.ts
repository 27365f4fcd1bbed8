import { SessionError } from '@fernblick/protocol';
import { loggable } from './logger.ts';
import type { Logger } from './session-client.ts';
import type { SessionTarget } from './session-target.ts';

/** Turns a page from one session of its ticket to another. */
export interface Turning {
  /** The ticket has a session more or less: a newer open one replaces one that this page is not in. */
  lookAgain(): Promise<void>;
  /**
   * Turns to another open session of the ticket, and stays with it; `leave` goes out of the call before.
   * @throws SessionError `not-found` where there is no such session, or it is over
   */
  to(session: string, leave: () => Promise<void>): Promise<void>;
}

/**
 * @param find Looks which session the page is about by now.
 * @param turn Follows this session from now on.
 */
export function turningOf(
  target: SessionTarget,
  find: () => Promise<string | null>,
  turn: (session: string) => Promise<void>,
  logger: Logger,
): Turning {
  const look = async (): Promise<void> => {
    const before = target.session;
    const id = await find();
    if (id === null || id === before) return;
    if (before !== null) target.unwatch(before);
    await turn(id);
  };
  return {
    // On the next socket the ticket is looked at in any case.
    lookAgain: () =>
      look().catch((error: unknown) =>
        logger.log('warn', 'The ticket could not be listed', loggable(error)),
      ),
    to: async (session, leave) => {
      if (target.session !== session && target.isListed(session)) {
        await leave();
        target.choose(session);
        await look();
      }
      // Also where it was over by the time the list came.
      if (target.session !== session) throw new SessionError('not-found');
    },
  };
}
