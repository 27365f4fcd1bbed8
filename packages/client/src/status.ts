import type { SessionError, SessionView } from '@fernblick/protocol';
import type { LinkState, SessionSnapshot, Status } from './session-state.ts';
import { isInCall, isOver } from './view-reading.ts';

/** Whether this page is in the call; the part of the status that no snapshot shows by itself. */
export type Membership =
  | { readonly is: 'none' }
  | { readonly is: 'joining' }
  | { readonly is: 'joined' }
  /** Gone on purpose; the server has yet to hear of it. */
  | { readonly is: 'left' }
  | { readonly is: 'failed'; readonly error: SessionError };

export interface StatusFacts {
  readonly membership: Membership;
  readonly session: SessionView | null;
  readonly server: SessionSnapshot['server'];
  readonly links: readonly LinkState[];
}

/** A call is between customer and agents: two agents alone in it still wait for the customer. */
function joinedStatus(facts: StatusFacts, before: Status, at: number): Status {
  const { session, server } = facts;
  const people = session?.participants ?? [];
  const me = people.find((participant) => participant.you);
  const others = people.filter((participant) => !participant.you && participant.role !== me?.role);
  const links = facts.links.filter((link) => others.some(({ id }) => id === link.participant));
  const present = others.filter(isInCall);
  if (present.length === 0) return { is: 'waiting', for: 'other-side', since: at };
  const wasLive = before.is === 'live' || before.is === 'reconnecting';
  const mediaFlows = links.some((link) => link.is === 'connected');
  if (mediaFlows && server === 'connected') return { is: 'live', since: at };
  if (!wasLive && !links.some((link) => link.is === 'reconnecting' || link.is === 'lost')) {
    if (mediaFlows) return { is: 'live', since: at };
    const here = present.some(({ presence }) => presence === 'here');
    return { is: 'waiting', for: here ? 'connection' : 'other-side', since: at };
  }
  const away = present.every(({ presence }) => presence === 'away');
  const what = server !== 'connected' ? 'server' : away ? 'other-side' : 'media';
  return { is: 'reconnecting', what, since: at, mediaFlows };
}

function statusNow(facts: StatusFacts, before: Status, at: number): Status {
  const { membership, session } = facts;
  if (membership.is === 'failed') return { is: 'failed', error: membership.error };
  if (isOver(session)) return { is: 'ended' };
  if (membership.is === 'left') return { is: 'ended' };
  if (membership.is === 'none') return { is: 'idle' };
  if (membership.is === 'joining') return { is: 'joining' };
  return joinedStatus(facts, before, at);
}

/** Where the page stands; `since` stays as long as the status says the same. */
export function statusOf(facts: StatusFacts, before: Status, at: number): Status {
  const now = statusNow(facts, before, at);
  if (now.is !== before.is || !('since' in now) || !('since' in before)) return now;
  if (now.is === 'waiting' && before.is === 'waiting' && now.for !== before.for) return now;
  return { ...now, since: before.since };
}
