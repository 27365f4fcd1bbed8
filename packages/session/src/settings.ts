import {
  functionNames,
  functions,
  type DispositionUse,
  type FunctionName,
  type Settings,
} from '@fernblick/protocol';
import type { Actor } from './commands.ts';
import { isOver, type SessionState } from './state.ts';

/** In how many calls an agent can be at once where nobody has decided. */
const DEFAULT_MAX_SESSIONS = 5;

/** All that administrators have decided: for everybody, for portals by name, for agents by subject. */
export interface Decided {
  readonly host: Settings;
  readonly portals: Readonly<Record<string, Settings>>;
  readonly agents: Readonly<Record<string, Settings>>;
}

/** What holds for one person in one session, or outside of any. */
export interface Allowed {
  readonly functions: ReadonlySet<FunctionName>;
  readonly maxSessions: number;
  /** Whether a session that is marked done gets a disposition. */
  readonly dispositions: DispositionUse;
}

/** What leads to another session: whoever has come by a link or a number is let into one, and goes to the door for another. */
const toAnother: readonly FunctionName[] = ['requests', 'dial', 'numbers'];

function isBeyond({ role, scope }: Actor, name: FunctionName): boolean {
  return role === 'customer' && scope.is === 'session' && toAnother.includes(name);
}

/**
 * What holds for a whole call, whoever looks at it: every call of this agent is recorded, or none. It is decided for the
 * agent in control, whose page records.
 */
const ofTheCall: readonly FunctionName[] = ['auto-recording'];

/**
 * What is about an agent's work and not about the session that they do it in: in a session of no portal it holds as decided
 * for their own, or such sessions would be a way around it.
 */
const ofTheAgent: readonly FunctionName[] = ['sessions'];

/**
 * What an agent of several teams does outside of a session for each of them: it is on where it is for one, or for everybody,
 * and they may hold sessions there.
 */
const ofAnyTeam: readonly FunctionName[] = ['dial'];

/** What begins another session: where one is over, it holds as outside of any, because that is where the next one is made. */
const ofTheNext: readonly FunctionName[] = ['sessions', 'requests', 'dial', 'queue', 'numbers'];

/** Where something is asked for: what is decided depends on the portal of the session, and on who is in control there. */
export type Place = Pick<SessionState, 'portal' | 'phase' | 'inControl' | 'participants'>;

/** Nobody has decided anything. */
export const nothingDecided: Decided = { host: {}, portals: {}, agents: {} };

/**
 * What holds for a person: the narrowest decision wins, that for the agent before that of the portal before that for
 * everybody. The portal is the session's, so that in a session both sides have the same; outside of a session it is the
 * person's own, where there is only one. An agent of several can be called where one of them is.
 * @param session null outside of any
 */
export function allowedFor(decided: Decided, actor: Actor, session: Place | null): Allowed {
  const own = actor.portals.filter((name) => name !== '*');
  const ownOne = own.length === 1 ? own[0] : undefined;
  const here = session === null ? ownOne : (session.portal ?? undefined);
  const atWork = here ?? (actor.role === 'agent' ? ownOne : undefined);
  const me = actor.role === 'agent' ? actor.subject : undefined;
  const inControl = session?.participants.find(({ id }) => id === session.inControl)?.subject;
  const first = <T>(
    read: (layer: Settings) => T | undefined,
    {
      agent = me,
      portal = here,
    }: { readonly agent?: string | undefined; readonly portal?: string | undefined } = {},
  ): T | undefined =>
    [
      agent === undefined ? undefined : decided.agents[agent],
      portal === undefined ? undefined : decided.portals[portal],
      decided.host,
    ]
      .map((layer) => layer && read(layer))
      .find((value) => value !== undefined);
  const isOnFor = (name: FunctionName, portal: string | undefined): boolean =>
    first((layer) => layer.functions?.[name], {
      agent: ofTheCall.includes(name) ? (inControl ?? me) : me,
      portal,
    }) ?? functions[name].byDefault;
  const teams = actor.portals.includes('*') ? Object.keys(decided.portals) : own;
  const hasSeveral = actor.portals.includes('*') || own.length > 1;
  const isOfSeveral = session === null && me !== undefined && hasSeveral;
  const next = session !== null && isOver(session) ? allowedFor(decided, actor, null) : null;
  const isOn = (name: FunctionName): boolean => {
    if (isBeyond(actor, name)) return false;
    if (next !== null && ofTheNext.includes(name)) return next.functions.has(name);
    if (isOfSeveral && ofAnyTeam.includes(name))
      return [undefined, ...teams].some((team) => isOnFor(name, team) && isOnFor('sessions', team));
    return isOnFor(name, ofTheAgent.includes(name) ? atWork : here);
  };
  return {
    functions: new Set(functionNames.filter(isOn)),
    maxSessions: first((layer) => layer.maxSessions, { portal: atWork }) ?? DEFAULT_MAX_SESSIONS,
    dispositions: first((layer) => layer.dispositions) ?? 'optional',
  };
}
