import { SessionError, type ErrorCode, type SessionId } from '@fernblick/protocol';
import type { Actor, Allowed, SessionState, Place } from '@fernblick/session';
import type { JournalStore } from './journal/journal-store.ts';
import type { Sessions } from './sessions.ts';

/** What a feed needs that is kept beside the sessions' journals. */
export interface FeedParts {
  readonly sessions: Sessions;
  readonly store: JournalStore;
  readonly now: () => number;
  /** What the settings let somebody do in a portal; null for a session that is in none. */
  readonly allowed: (actor: Actor, session: Place | null) => Allowed;
}

/**
 * The session as it stands, for somebody who wants to read what is kept beside it.
 * @throws SessionError `not-found` where there is no such session, else with the code of the refusal
 */
export async function stateToRead(
  sessions: Sessions,
  session: SessionId,
  whyNot: (state: SessionState) => ErrorCode | null,
): Promise<SessionState> {
  const state = sessions.cachedState(session) ?? (await sessions.state(session));
  const refusal = state === null ? 'not-found' : whyNot(state);
  if (state === null || refusal !== null) throw new SessionError(refusal ?? 'not-found');
  return state;
}
