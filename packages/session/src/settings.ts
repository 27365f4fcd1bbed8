import {
  functionNames,
  functions,
  type DispositionUse,
  type FunctionName,
  type Settings,
} from '@fernblick/protocol';
import type { Actor } from './commands.ts';

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

/** Whoever has come by a link or a number is let into one session, and cannot ask for another. */
function isBeyond({ role, scope }: Actor, name: FunctionName): boolean {
  return role === 'customer' && scope.is === 'session' && (name === 'requests' || name === 'dial');
}

/** Nobody has decided anything. */
export const nothingDecided: Decided = { host: {}, portals: {}, agents: {} };

/**
 * What holds for a person: the narrowest decision wins, that for the agent before that of the portal before that for
 * everybody. The portal is the session's; outside of a session it is the agent's own, where there is only one.
 */
export function allowedFor(decided: Decided, actor: Actor, portal: string | null): Allowed {
  const own = actor.portals.filter((name) => name !== '*');
  const place = portal ?? (own.length === 1 ? own[0] : undefined);
  const layers = [
    actor.role === 'agent' ? decided.agents[actor.subject] : undefined,
    place === undefined ? undefined : decided.portals[place],
    decided.host,
  ].filter((layer) => layer !== undefined);
  const first = <T>(read: (layer: Settings) => T | undefined): T | undefined =>
    layers.map(read).find((value) => value !== undefined);
  const isOn = (name: FunctionName): boolean =>
    !isBeyond(actor, name) &&
    (first((layer) => layer.functions?.[name]) ?? functions[name].byDefault);
  return {
    functions: new Set(functionNames.filter(isOn)),
    maxSessions: first((layer) => layer.maxSessions) ?? DEFAULT_MAX_SESSIONS,
    dispositions: first((layer) => layer.dispositions) ?? 'optional',
  };
}
