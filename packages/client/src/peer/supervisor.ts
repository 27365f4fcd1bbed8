/**
 * Watches over the connection to one participant and decides what is done to get it back: the ladder of
 * `docs/reliability.md`. Pure: what happened comes in as an event with its time, what to do comes out as actions.
 */

// Noticing costs more than restarting: a second without bytes is long, when something is being sent.
const STALLED_AFTER_MS = 1_000;
// Where nothing is sent, path checks still come every 2.5 s; two of them missing is a fault.
const QUIET_STALLED_AFTER_MS = 6_000;
// After a path is found, a picture that can be had is there within this time.
const PICTURE_WITHIN_MS = 4_000;
// What the other side begins to send needs this long to be on its way before its absence counts.
const EXPECT_AFTER_MS = 3_000;
/** A restart needs this long to show what it can do; more often would undo the one before. */
export const RESTART_EVERY_MS = 3_500;
// Keeps a browser that cannot make connections at all from being asked in a tight loop.
const REBUILD_EVERY_MS = 1_000;
// From an offer that arrived to a connection; longer means that it hangs.
const CONNECT_WITHIN_MS = 5_000;
// A browser that has found no address of its own by then has stopped looking.
const CANDIDATES_WITHIN_MS = 3_000;
// An offer that does not arrive although both are here and the server answers.
const DELIVER_WITHIN_MS = 15_000;
// A link that held this long has proved itself; earlier failures no longer count.
const PROVEN_AFTER_MS = 10_000;
/** Rebuilds on each way before the next is tried. */
const TRIES_PER_WAY = 3;

/** Which paths a new connection may take; narrower after failures, because a direct path may look good and be dead. */
export type Way = 'any' | 'relay' | 'relay-tcp';
const ways: readonly Way[] = ['any', 'relay', 'relay-tcp'];

/** What the statistics say at one moment; counters start anew with each connection. */
export interface Pulse {
  readonly bytesReceived: number;
  readonly checksReceived: number;
  readonly framesDecoded: number;
  readonly soundPackets: number;
}

/** What the other side is sending, as far as is known. */
export type Expected = 'picture' | 'sound' | 'nothing';

export type SupervisorEvent =
  /** Time passes; `pulse` is null where there is no connection to ask. */
  | { readonly type: 'tick'; readonly pulse: Pulse | null; readonly expects: Expected }
  | { readonly type: 'ice'; readonly state: RTCIceConnectionState }
  /** A connection was made, for a new offer or on receiving one. */
  | { readonly type: 'made' }
  /** An offer or answer of ours went out, with so many of our addresses in it. */
  | { readonly type: 'described'; readonly candidates: number }
  /** The other side has our offer. */
  | { readonly type: 'offer-delivered' }
  | { readonly type: 'candidate-found' }
  | { readonly type: 'broken' }
  | { readonly type: 'server'; readonly up: boolean }
  | { readonly type: 'probed'; readonly alive: boolean }
  | { readonly type: 'other'; readonly here: boolean; readonly newPage: boolean }
  /** The other side asks for a new path or a new connection; `ageMs` ago, if it was long under way. */
  | { readonly type: 'asked'; readonly what: 'ice' | 'link'; readonly ageMs: number }
  | { readonly type: 'network-changed' };

export type SupervisorAction =
  | { readonly type: 'probe' }
  | { readonly type: 'reconnect-server' }
  | { readonly type: 'restart' }
  | { readonly type: 'rebuild'; readonly way: Way }
  | { readonly type: 'ask'; readonly what: 'ice' | 'link' };

export interface Supervision {
  readonly offering: boolean;
  readonly is: 'connecting' | 'connected' | 'reconnecting';
  readonly since: number;
  readonly serverUp: boolean;
  readonly otherHere: boolean;
  /** In the present outage the server has shown that it is alive. */
  readonly serverProven: boolean;
  readonly probing: boolean;
  /** The present connection; null where there is none or it is beyond repair. */
  readonly connection: {
    readonly madeAt: number;
    readonly ice: RTCIceConnectionState;
    /** When our newest description went out; null before. */
    readonly describedAt: number | null;
    /** True while the other side may not have our newest offer. */
    readonly undelivered: boolean;
    /** When the other side first got an offer that has not led to a connection yet. */
    readonly deliveredAt: number | null;
    readonly candidates: number;
    readonly pulse: Pulse;
    readonly bytesAt: number;
    readonly pulseAt: number;
    /** The pulse when the present outage began: back means more than that. */
    readonly before: Pulse;
    /** Since when there is a path, in this outage. */
    readonly upAt: number | null;
  } | null;
  readonly expects: Expected;
  /** Since when the other side should be sending; null where it should not. */
  readonly expectsSince: number | null;
  readonly restartedAt: number;
  readonly askedAt: number;
  /** The path may be another one: restart without waiting for a stall. */
  readonly moved: boolean;
  readonly rebuilds: number;
  readonly rebuiltAt: number;
}

const NEVER = Number.NEGATIVE_INFINITY;
const noPulse: Pulse = { bytesReceived: 0, checksReceived: 0, framesDecoded: 0, soundPackets: 0 };

const isUp = (ice: RTCIceConnectionState): boolean => ice === 'connected' || ice === 'completed';

/** Begins to watch, before there is a connection. */
export function supervise(offering: boolean, at: number): Supervision {
  return {
    offering,
    is: 'connecting',
    since: at,
    serverUp: true,
    otherHere: true,
    serverProven: true,
    probing: false,
    connection: null,
    expects: 'nothing',
    expectsSince: null,
    restartedAt: NEVER,
    askedAt: at,
    moved: false,
    rebuilds: 0,
    rebuiltAt: NEVER,
  };
}

function withConnection(
  state: Supervision,
  patch: Partial<NonNullable<Supervision['connection']>>,
): Supervision {
  return state.connection === null
    ? state
    : { ...state, connection: { ...state.connection, ...patch } };
}

function beginOutage(state: Supervision, at: number): Supervision {
  if (state.is !== 'connected') return state;
  return {
    ...withConnection(state, {
      before: state.connection?.pulse ?? noPulse,
      upAt: isUp(state.connection?.ice ?? 'new') ? at : null,
    }),
    is: 'reconnecting',
    since: at,
    serverProven: false,
  };
}

function note(state: Supervision, event: SupervisorEvent, at: number): Supervision {
  switch (event.type) {
    case 'tick':
      return notePulse(state, event, at);
    case 'ice': {
      const up = isUp(event.state);
      const next = withConnection(state, {
        ice: event.state,
        upAt: up ? (state.connection?.upAt ?? at) : null,
        ...(up ? { deliveredAt: null } : {}),
      });
      return event.state === 'failed' ? beginOutage(next, at) : next;
    }
    case 'made':
      return {
        ...state,
        is: state.is === 'connecting' ? 'connecting' : 'reconnecting',
        since: state.is === 'connected' ? at : state.since,
        restartedAt: NEVER,
        moved: false,
        connection: {
          madeAt: at,
          ice: 'new',
          describedAt: null,
          undelivered: false,
          deliveredAt: null,
          candidates: 0,
          pulse: noPulse,
          bytesAt: at,
          pulseAt: at,
          before: noPulse,
          upAt: null,
        },
      };
    case 'described':
      return withConnection(state, {
        describedAt: at,
        undelivered: state.offering,
        candidates: event.candidates,
      });
    case 'offer-delivered':
      return withConnection(state, {
        undelivered: false,
        deliveredAt: state.connection?.deliveredAt ?? at,
      });
    case 'candidate-found':
      return withConnection(state, { candidates: (state.connection?.candidates ?? 0) + 1 });
    case 'broken':
      return { ...beginOutage(state, at), connection: null };
    case 'server':
      return {
        ...withConnection(state, { deliveredAt: null }),
        serverUp: event.up,
        serverProven: event.up,
        probing: false,
      };
    case 'probed':
      return { ...state, probing: false, serverProven: state.serverProven || event.alive };
    case 'other':
      return event.newPage
        ? // The page that answered is gone, and its end of the connection with it.
          {
            ...beginOutage(state, at),
            // What the server has just told proves that it is alive.
            serverProven: state.serverUp,
            otherHere: event.here,
            connection: null,
            rebuilds: 0,
            askedAt: at,
          }
        : event.here === state.otherHere
          ? state
          : { ...withConnection(state, { deliveredAt: null }), otherHere: event.here };
    case 'asked':
      return state;
    case 'network-changed':
      return { ...state, moved: true, serverProven: false };
  }
}

function notePulse(
  state: Supervision,
  { pulse, expects }: Extract<SupervisorEvent, { type: 'tick' }>,
  at: number,
): Supervision {
  const expectsSince = expects === 'nothing' ? null : (state.expectsSince ?? at);
  const next =
    expects === state.expects && expectsSince === state.expectsSince
      ? state
      : { ...state, expects, expectsSince };
  const { connection } = next;
  if (connection === null || pulse === null) return next;
  const bytes = pulse.bytesReceived > connection.pulse.bytesReceived;
  const checks = pulse.checksReceived > connection.pulse.checksReceived;
  return withConnection(next, {
    pulse,
    bytesAt: bytes ? at : connection.bytesAt,
    pulseAt: bytes || checks ? at : connection.pulseAt,
  });
}

function isStalled({ connection, expectsSince }: Supervision, at: number): boolean {
  if (connection === null) return true;
  if (connection.ice === 'failed') return true;
  const late =
    expectsSince !== null && at - expectsSince >= EXPECT_AFTER_MS
      ? at - connection.bytesAt >= STALLED_AFTER_MS
      : at - connection.pulseAt >= QUIET_STALLED_AFTER_MS;
  return late || (connection.ice === 'disconnected' && at - connection.bytesAt >= STALLED_AFTER_MS);
}

function flows({ connection, expects }: Supervision, at: number): boolean {
  if (connection === null || !isUp(connection.ice) || connection.upAt === null) return false;
  const { pulse, before, bytesAt, pulseAt, upAt } = connection;
  if (expects === 'nothing') return at - pulseAt < QUIET_STALLED_AFTER_MS;
  if (at - bytesAt >= STALLED_AFTER_MS) return false;
  if (expects === 'picture' && pulse.framesDecoded > before.framesDecoded) return true;
  // A camera that is on may still give no picture (a phone in the pocket); then the voice is what is back.
  return (
    pulse.soundPackets > before.soundPackets &&
    (expects === 'sound' || at - upAt >= PICTURE_WITHIN_MS)
  );
}

/** Whether the connection carries what it should; changes `is` accordingly. */
function judge(state: Supervision, at: number): Supervision {
  if (state.is === 'connected') {
    if (isStalled(state, at)) return beginOutage(state, at);
    return state.rebuilds > 0 && at - state.since >= PROVEN_AFTER_MS
      ? { ...state, rebuilds: 0 }
      : state;
  }
  return flows(state, at)
    ? { ...withConnection(state, { deliveredAt: null }), is: 'connected', since: at }
    : state;
}

type Step = readonly [Supervision, ...SupervisorAction[]];

function rebuild(state: Supervision, at: number): Step {
  if (at - state.rebuiltAt < REBUILD_EVERY_MS) return [state];
  const way = ways[Math.floor(state.rebuilds / TRIES_PER_WAY) % ways.length] ?? 'any';
  return [
    // `made` follows at once; until then there is nothing to watch.
    { ...state, connection: null, rebuilds: state.rebuilds + 1, rebuiltAt: at },
    { type: 'rebuild', way },
  ];
}

function ask(state: Supervision, what: 'ice' | 'link', at: number): Step {
  if (at - state.askedAt < RESTART_EVERY_MS) return [state];
  return [
    { ...state, askedAt: at, moved: false },
    { type: 'ask', what },
  ];
}

function restart(state: Supervision, at: number): Step {
  // Another offer on top of one that has not arrived would only be later.
  if (at - state.restartedAt < RESTART_EVERY_MS || state.connection?.undelivered === true)
    return [state];
  return [{ ...state, restartedAt: at, moved: false }, { type: 'restart' }];
}

function hangs({ connection, offering }: Supervision, at: number): boolean {
  if (connection === null) return true;
  const { ice, describedAt, deliveredAt, candidates, undelivered, madeAt } = connection;
  if (deliveredAt !== null && at - deliveredAt >= CONNECT_WITHIN_MS) return true;
  if (describedAt === null) return at - madeAt >= CONNECT_WITHIN_MS;
  const sinceMs = at - describedAt;
  if (undelivered && sinceMs >= DELIVER_WITHIN_MS) return true;
  if (isUp(ice)) return false;
  if (candidates === 0 && sinceMs >= CANDIDATES_WITHIN_MS) return true;
  // The offering side's own watch comes first.
  return !offering && sinceMs >= CONNECT_WITHIN_MS + RESTART_EVERY_MS;
}

/** The next rung of the ladder, where one is due. */
function climb(state: Supervision, at: number): Step {
  if (state.is === 'connected' && !state.moved) return [state];
  if (!state.serverUp) return [state];
  // Socket first, then ICE: a restart whose signals go nowhere makes it worse.
  if (!state.serverProven)
    return state.probing ? [state] : [{ ...state, probing: true }, { type: 'probe' }];
  if (!state.otherHere) return [state];
  if (hangs(state, at)) return state.offering ? rebuild(state, at) : ask(state, 'link', at);
  // The first connection of all is given its time; only what was there can be restarted.
  if (state.is === 'connecting' && !state.moved) return [state];
  const young = state.connection !== null && at - state.connection.madeAt < RESTART_EVERY_MS;
  if (young && !state.moved) return [state];
  return state.offering ? restart(state, at) : ask(state, 'ice', at);
}

function answerAsked(
  state: Supervision,
  { what, ageMs }: Extract<SupervisorEvent, { type: 'asked' }>,
  at: number,
): Step {
  if (!state.offering) return [state];
  const { connection } = state;
  const young = connection !== null && at - connection.madeAt < RESTART_EVERY_MS;
  // What was asked before the connection came back has been answered by that.
  if (young || (state.is === 'connected' && at - ageMs <= state.since)) return [state];
  return what === 'link' || connection === null ? rebuild(state, at) : restart(state, at);
}

/** Takes in what happened, and says what to do. */
export function step(
  state: Supervision,
  event: SupervisorEvent,
  at: number,
): { readonly state: Supervision; readonly actions: readonly SupervisorAction[] } {
  const noted = judge(note(state, event, at), at);
  if (event.type === 'probed' && !event.alive && noted.serverUp)
    return { state: noted, actions: [{ type: 'reconnect-server' }] };
  const [next, ...actions] =
    event.type === 'asked' ? answerAsked(noted, event, at) : climb(noted, at);
  return { state: next, actions };
}
