import type { SessionView } from '@fernblick/protocol';
import type { SessionSnapshot } from '../session-state.ts';
import { youIn } from '../view-reading.ts';

/** The session of the page and those before it. */
export function sessionsOf({ session, sessions }: SessionSnapshot): readonly SessionView[] {
  const others = sessions.filter(({ id }) => id !== session?.id);
  return session === null ? others : [session, ...others];
}

/** The recordings of which the server may want something, and how each stands: one that is over wants its rest. */
export function unfinishedOf(state: SessionSnapshot): string {
  return sessionsOf(state)
    .flatMap((session) => [
      `${session.id} ${youIn(session)?.id}`,
      ...session.recordings
        .filter((one) => one.state !== 'ready')
        .map((one) => `${one.id}:${one.state}`),
    ])
    .join(' ');
}
