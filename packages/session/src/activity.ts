import type {
  AgentActivity,
  CancelReason,
  EndReason,
  SessionId,
  SessionPhase,
  Stars,
  TicketId,
} from '@fernblick/protocol';
import type { Actor } from './commands.ts';
import { customersOf } from './contact.ts';
import { reachesPortal } from './may-watch.ts';
import type { Allowed } from './settings.ts';
import { callBeganAt, type SessionState } from './state.ts';

/** What one agent has done in one session, as reports add it up. Plain JSON. */
export interface ActivityLine {
  readonly session: SessionId;
  readonly subject: string;
  /** Null for one at whom it only rang. */
  readonly name: string | null;
  readonly portal: string | null;
  readonly phase: SessionPhase;
  readonly reason: EndReason | CancelReason | null;
  /** When the session was made or asked for. */
  readonly createdAt: number;
  /** Null where there was no call. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** Whether they were in the call. */
  readonly joined: boolean;
  /** Time in the call up to when they last left it, in milliseconds. */
  readonly callMs: number;
  readonly heldMs: number;
  /** How often it rang here and was declined or not answered. */
  readonly missed: number;
  /** Whether it was they who marked it done. */
  readonly filed: boolean;
  /** With which outcome the session was marked done, by whomever. */
  readonly disposition: string | null;
  readonly stars: readonly Stars[];
  readonly customers: readonly string[];
  readonly tickets: readonly TicketId[];
}

/** What each agent has done in a session, for those with a place in it and those at whom it rang. */
export function activityOf(state: SessionState): readonly ActivityLine[] {
  const { filed, missed, participants, history, end } = state;
  const agents = participants.filter(({ role }) => role === 'agent');
  const subjects = new Set([
    ...agents.map(({ subject }) => subject),
    ...missed.map((agent) => agent.subject),
    ...(filed === null || filed.by.role !== 'agent' ? [] : [filed.by.subject]),
  ]);
  return [...subjects].map((subject) => {
    const here = agents.find((agent) => agent.subject === subject);
    const hasFiled = filed?.by.subject === subject && filed.by.role === 'agent';
    const startedAt = callBeganAt(state);
    const callMs = here?.joinedMs ?? 0;
    // Who waited and left before anybody came was in no call.
    const joined = callMs > 0 || (here?.presence === 'joined' && startedAt !== null);
    return {
      session: state.id,
      subject,
      name: here?.name ?? (hasFiled ? filed.by.name : null),
      portal: state.portal,
      phase: state.phase,
      reason: end?.reason ?? null,
      createdAt: history[0]?.at ?? state.updatedAt,
      startedAt,
      endedAt: end?.at ?? null,
      joined,
      callMs,
      heldMs: Math.min(state.heldMs, callMs),
      missed: missed.find((agent) => agent.subject === subject)?.count ?? 0,
      filed: hasFiled,
      disposition: filed?.disposition?.label ?? null,
      stars: state.ratings.map(({ stars }) => stars),
      customers: customersOf(state).map(({ name }) => name),
      tickets: state.tickets,
    };
  });
}

/** Whether somebody may read what others than they themselves have done. */
export function mayReadAllActivity(viewer: Actor, allowed: Allowed): boolean {
  if (viewer.scope.is === 'host') return true;
  return (
    viewer.role === 'agent' && viewer.scope.is === 'portals' && allowed.functions.has('reports')
  );
}

/** Whether a line of a report is one that somebody may read: their own, or that of an agent in their portals. */
export function mayReadActivity(line: ActivityLine, viewer: Actor, all: boolean): boolean {
  if (viewer.scope.is === 'host') return true;
  if (viewer.role !== 'agent' || viewer.scope.is !== 'portals') return false;
  if (line.subject === viewer.subject) return true;
  return all && reachesPortal(viewer, line.portal);
}

/** Adds lines up, agent by agent, in the order of their names. */
export function addUpActivity(lines: readonly ActivityLine[]): readonly AgentActivity[] {
  const agents = Map.groupBy(lines, ({ subject }) => subject);
  return [...agents]
    .map(([subject, own]) => {
      const stars = own.flatMap((line) => (line.joined ? line.stars : []));
      const sum = (read: (line: ActivityLine) => number): number =>
        own.reduce((total, line) => total + read(line), 0);
      return {
        subject,
        name: own.findLast(({ name }) => name !== null)?.name ?? subject,
        calls: sum(({ joined, startedAt }) => Number(joined && startedAt !== null)),
        callMs: sum(({ callMs }) => callMs),
        heldMs: sum(({ heldMs }) => heldMs),
        missed: sum(({ missed }) => missed),
        filed: sum(({ filed }) => Number(filed)),
        dispositions: frequencies(
          own.flatMap(({ filed, disposition }) =>
            filed && disposition !== null ? [disposition] : [],
          ),
        ),
        ratings: stars.length,
        stars:
          stars.length === 0
            ? null
            : stars.reduce<number>((total, n) => total + n, 0) / stars.length,
      };
    })
    .toSorted((a, b) => a.name.localeCompare(b.name) || a.subject.localeCompare(b.subject));
}

function frequencies(labels: readonly string[]): AgentActivity['dispositions'] {
  return [...Map.groupBy(labels, (label) => label)]
    .map(([label, all]) => ({ label, count: all.length }))
    .toSorted((a, b) => b.count - a.count || a.label.localeCompare(b.label));
}
