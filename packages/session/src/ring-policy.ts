import type { DialOutcome, SessionId } from '@fernblick/protocol';
import type { Actor } from './commands.ts';
import { mayWatch, reachesPortal } from './may-watch.ts';
import { waitingDial, type Dial, type SessionState } from './state.ts';

/** How long a call rings where it rings at everybody: as long as people let a telephone ring. */
export const RING_ALL_MS = 45_000;
/** How long a call in line rings at one agent before it goes on to the next. */
export const RING_ONE_MS = 20_000;
/** How long a call waits in line; whoever has waited so long would rather be asked when it suits. */
export const QUEUE_MS = 15 * 60_000;
/** After so long a call in line comes back to an agent who has let it pass. */
export const AGAIN_AFTER_MS = 60_000;
/**
 * Where nobody else is free, it comes back sooner: a customer who is told to wait is not left with nobody being asked, and
 * whoever let it pass has a moment for what they were at.
 */
export const AGAIN_SOON_MS = 10_000;
/** How long nobody may be there: pages of agents are reloaded, and a server that was restarted finds them again. */
export const NOBODY_MS = 5_000;
/** A customer who is away for so long is not called back to a call, but keeps a request. */
export const CUSTOMER_AWAY_MS = 60_000;
/** It does not begin to ring while the customer has been away for longer than a reload takes. */
export const CUSTOMER_HERE_MS = 5_000;

/** An agent at whom calls may ring now. */
export interface DutyAgent {
  readonly actor: Actor;
  /** In how many calls they are, or are about to be. */
  readonly calls: number;
  readonly maxCalls: number;
  /** Since when they have been in none. */
  readonly idleSince: number;
}

/** A call that waits. */
export interface WaitingCall {
  readonly state: SessionState;
  /** When a page of the customer was here last. */
  readonly customerSeenAt: number;
  /** When somebody was on duty for it last. */
  readonly reachedAt: number;
}

/** One thing to do next; none of them depends on another one of the same plan. */
export type RingStep = { readonly session: SessionId } & (
  | { readonly is: 'ring'; readonly agents: readonly Actor[]; readonly until: number }
  | { readonly is: 'stop'; readonly agents: readonly string[]; readonly why: 'missed' | 'away' }
  | {
      readonly is: 'give-up';
      readonly outcome: Exclude<DialOutcome, 'answered' | 'called-off'>;
    }
);

/**
 * Who is rung, in which order, for how long. Calls take turns in the order in which they came. An agent is rung for
 * what they may see, as long as they have room for a call; of several, the one with the fewest calls, and among these
 * the one who has been idle longest. A call in line rings at one agent at a time, and an agent hears one of them at a
 * time, and comes back to who has let it pass longest ago where nobody else is free; a call that is not in line rings at
 * everybody.
 */
export function planRings(
  calls: readonly WaitingCall[],
  agents: readonly DutyAgent[],
  at: number,
): readonly RingStep[] {
  const order = [...agents].sort(byTurn);
  const ringing = new Map<string, number>();
  const waiting = calls
    .flatMap((call) => {
      const dial = waitingDial(call.state);
      return dial === null ? [] : [{ call, dial }];
    })
    .sort((a, b) => a.dial.since - b.dial.since || (a.call.state.id < b.call.state.id ? -1 : 1));
  const looked = waiting.map(({ call, dial }) => {
    const able = order.filter(({ actor }) => mayWatch(call.state, actor));
    const rest = look(call, dial, able, at);
    for (const { subject } of rest.stay) ringing.set(subject, (ringing.get(subject) ?? 0) + 1);
    return { call, dial, able, rest };
  });
  const steps: RingStep[] = [];
  for (const { call, dial, able, rest } of looked) {
    steps.push(...rest.steps);
    if (rest.isOver || at - call.customerSeenAt > CUSTOMER_HERE_MS) continue;
    const next = nextOnes(dial, able, rest, ringing, at);
    if (next.length === 0) continue;
    for (const { subject } of next) ringing.set(subject, (ringing.get(subject) ?? 0) + 1);
    const until = dial.mode === 'ring' ? dial.until : Math.min(dial.until, at + RING_ONE_MS);
    steps.push({ session: call.state.id, is: 'ring', agents: next, until });
  }
  return steps;
}

interface Looked {
  readonly steps: readonly RingStep[];
  /** The rings that go on. */
  readonly stay: Dial['rings'];
  readonly stopped: ReadonlySet<string>;
  readonly isOver: boolean;
}

/** What of a call comes to its end: its rings, or all of it. */
function look(
  { state, customerSeenAt, reachedAt }: WaitingCall,
  dial: Dial,
  able: readonly DutyAgent[],
  at: number,
): Looked {
  const session = state.id;
  const giveUp = (outcome: 'nobody-there' | 'nobody-answered' | 'customer-away'): Looked => ({
    steps: [{ session, is: 'give-up', outcome }],
    stay: [],
    stopped: new Set(),
    isOver: true,
  });
  if (at >= dial.until) return giveUp('nobody-answered');
  if (at - customerSeenAt >= CUSTOMER_AWAY_MS) return giveUp('customer-away');
  if (able.length === 0 && at - reachedAt >= NOBODY_MS) return giveUp('nobody-there');
  const here = new Set(able.map(({ actor }) => actor.subject));
  const missed = dial.rings.filter(({ until }) => until <= at).map(({ subject }) => subject);
  const away = dial.rings
    .filter(({ subject, until }) => until > at && !here.has(subject))
    .map(({ subject }) => subject);
  const stay = dial.rings.filter(({ subject, until }) => until > at && here.has(subject));
  const hasPassed = new Set([...dial.passed.map(({ subject }) => subject), ...missed]);
  const allPassed = able.length > 0 && able.every(({ actor }) => hasPassed.has(actor.subject));
  if (dial.mode === 'ring' && stay.length === 0 && allPassed) return giveUp('nobody-answered');
  const stops = [
    { session, is: 'stop', agents: missed, why: 'missed' },
    { session, is: 'stop', agents: away, why: 'away' },
  ] as const;
  return {
    steps: stops.filter(({ agents }) => agents.length > 0),
    stay,
    stopped: new Set([...missed, ...away]),
    isOver: false,
  };
}

function nextOnes(
  dial: Dial,
  able: readonly DutyAgent[],
  { stay, stopped }: Looked,
  ringing: ReadonlyMap<string, number>,
  at: number,
): readonly Actor[] {
  const inLine = dial.mode === 'queue';
  if (inLine && stay.length > 0) return [];
  const free = able.filter(({ actor: { subject }, calls, maxCalls }) => {
    const rings = ringing.get(subject) ?? 0;
    if (stopped.has(subject) || stay.some((one) => one.subject === subject)) return false;
    return calls + rings < maxCalls && (!inLine || rings === 0);
  });
  /** Who has not let it pass has done so before all others. */
  const passedAt = ({ actor }: DutyAgent): number =>
    dial.passed.find(({ subject }) => subject === actor.subject)?.at ?? Number.NEGATIVE_INFINITY;
  const hasRested =
    (restMs: number) =>
    (one: DutyAgent): boolean =>
      at - passedAt(one) >= restMs;
  if (!inLine) return free.filter(hasRested(Number.POSITIVE_INFINITY)).map(({ actor }) => actor);
  // Sorted stably: of those who let it pass at the same time it is whose turn it is.
  const next =
    free.find(hasRested(AGAIN_AFTER_MS)) ??
    free.toSorted((a, b) => passedAt(a) - passedAt(b)).find(hasRested(AGAIN_SOON_MS));
  return next === undefined ? [] : [next.actor];
}

function byTurn(a: DutyAgent, b: DutyAgent): number {
  return (
    a.calls - b.calls || a.idleSince - b.idleSince || (a.actor.subject < b.actor.subject ? -1 : 1)
  );
}

/** A call in line. */
export interface LinePlace {
  readonly state: SessionState;
  /** 1 for the one whose turn it is. */
  readonly place: number;
}

/**
 * The calls in line, those that wait longest first. Before a call are those of its own team that wait longer, and those of
 * other teams whom an agent of both would answer first: what nobody of its own will ever answer holds nobody up.
 */
export function placesInLine(
  calls: readonly SessionState[],
  agents: readonly DutyAgent[],
): readonly LinePlace[] {
  const teams = new Map<string | null, number>();
  const shared = new Map<string, boolean>();
  const isShared = (team: string | null, other: string | null): boolean => {
    const key = JSON.stringify([team, other]);
    const known =
      shared.get(key) ??
      (team === other ||
        agents.some(
          ({ actor }) =>
            // Who is at the page of one ticket is there for that alone.
            actor.scope.is === 'portals' &&
            reachesPortal(actor, team) &&
            reachesPortal(actor, other),
        ));
    shared.set(key, known);
    return known;
  };
  return calls
    .flatMap((state) => {
      const dial = waitingDial(state);
      return dial?.mode === 'queue' ? [{ state, since: dial.since }] : [];
    })
    .sort((a, b) => a.since - b.since || (a.state.id < b.state.id ? -1 : 1))
    .map(({ state }) => {
      const { portal } = state;
      let place = 1;
      for (const [team, waiting] of teams) if (isShared(portal, team)) place += waiting;
      teams.set(portal, (teams.get(portal) ?? 0) + 1);
      return { state, place };
    });
}

/**
 * About how long it will take until a call in line is answered, in milliseconds; null where nothing is known to reckon
 * with, or nobody is there.
 */
export function estimateWait(
  place: number,
  handlingMs: readonly number[],
  agents: number,
): number | null {
  if (handlingMs.length === 0 || agents === 0) return null;
  const mean = handlingMs.reduce((sum, ms) => sum + ms, 0) / handlingMs.length;
  return Math.round((mean * place) / agents);
}
