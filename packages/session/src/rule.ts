import type { ErrorCode } from '@fernblick/protocol';
import type { Actor } from './commands.ts';
import type { SessionEvent } from './events.ts';
import type { Allowed } from './settings.ts';
import { isOver, type Participant, type SessionState } from './state.ts';

/** What a rule answers: what happens (perhaps nothing), or why it may not. */
export type Verdict = readonly SessionEvent[] | ErrorCode;

/** What a rule looks at: the session, and who asks, from where and when. */
export interface Situation {
  readonly state: SessionState;
  readonly actor: Actor;
  /** The asking person's own place in the session; null if they have none. */
  readonly me: Participant | null;
  /** The tab that asks; null where it is not a page that asks. */
  readonly tab: string | null;
  readonly at: number;
  /** What administrators let this person do here. */
  readonly allowed: Allowed;
}

/** A situation in which the asking person is joined. */
export interface JoinedSituation extends Situation {
  readonly me: Participant;
}

type Rule<S extends Situation, C> = (situation: S, command: C) => Verdict;

/** A rule for those who are joined, asked from the very page that holds their place. */
export function whileJoined<C>(rule: Rule<JoinedSituation, C>): Rule<Situation, C> {
  return (situation, command) => {
    const { state, me, tab } = situation;
    if (isOver(state)) return 'session-over';
    if (me?.presence !== 'joined') return 'not-joined';
    if (tab !== null && tab !== me.tab) return 'taken-over';
    return rule({ ...situation, me }, command);
  };
}

/** A rule for those who are joined while the call runs. */
export function inCall<C>(rule: Rule<JoinedSituation, C>): Rule<Situation, C> {
  return whileJoined((situation, command) =>
    situation.state.phase === 'in-progress' ? rule(situation, command) : 'session-not-running',
  );
}

/** A rule for the agent in control while the call runs. */
export function inControl<C>(rule: Rule<JoinedSituation, C>): Rule<Situation, C> {
  return inCall((situation, command) =>
    situation.state.inControl === situation.me.id ? rule(situation, command) : 'not-allowed',
  );
}
