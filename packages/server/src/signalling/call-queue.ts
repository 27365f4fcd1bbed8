import { MAX_OFFERS, type CallOffer, type QueuePlace, type SessionId } from '@fernblick/protocol';
import {
  callBeganAt,
  callOffer,
  CUSTOMER_HERE_MS,
  estimateWait,
  findRequester,
  mayWatch,
  placesInLine,
  planRings,
  waitingDial,
  type Actor,
  type Allowed,
  type DutyAgent,
  type RingStep,
  type ServerCommand,
  type SessionState,
  type Place,
} from '@fernblick/session';
import type { Logger } from 'pino';
import type { Change, Sessions } from '../sessions.ts';
import type { Audience } from './audience.ts';
import type { Connection } from './connection.ts';
import { DutyBook } from './duty-book.ts';

const TICK_MS = 250;
/** A tick so late is no busy moment any more. */
const SLEPT_MS = 1_500;
/** After a start the pages come back by themselves; until then nobody is missing. */
const BACK_WITHIN_MS = 15_000;
/** So long an agent who has accepted may take to join, before the call rings on at others. */
const JOIN_WITHIN_MS = 60_000;
/** The wait is reckoned from so many calls that are over. */
const REMEMBERED_CALLS = 20;
const MINUTE_MS = 60_000;

interface Waiting {
  readonly state: SessionState;
  readonly customerSeenAt: number;
  readonly reachedAt: number;
}

interface Taking {
  readonly subject: string;
  readonly session: SessionId;
}

/** A call that waits, with its place where it stands in line. */
export interface WaitingHere {
  readonly state: SessionState;
  readonly place: QueuePlace | null;
}

/** What the queue works with. */
export interface CallQueueOptions {
  readonly sessions: Sessions;
  readonly audience: Audience;
  readonly allowed: (actor: Actor, session: Place | null) => Allowed;
  readonly log: Logger;
  readonly now: () => number;
}

/**
 * The calls that wait and the agents who are there. Who is rung says the policy, what that leads to stands in each
 * session's journal; here is only what is about this moment, made anew from journal and pages after a start.
 */
export class CallQueue {
  readonly #options: CallQueueOptions;
  readonly #duty: DutyBook;
  readonly #calls = new Map<SessionId, Waiting>();
  /** Calls that somebody has accepted and not joined yet. */
  readonly #accepted = new Map<SessionId, { readonly subject: string; readonly at: number }>();
  /** Calls that somebody is about to accept. */
  readonly #taking = new Set<Taking>();
  readonly #handlingMs: number[] = [];
  /** What each page was told last. */
  readonly #told = new WeakMap<Connection, string>();
  readonly #startedAt: number;
  #timer: NodeJS.Timeout | null = null;
  #running = false;
  #again = false;
  #closed = false;

  constructor(options: CallQueueOptions) {
    this.#options = options;
    this.#duty = new DutyBook(options.now);
    this.#startedAt = options.now();
  }

  /**
   * Takes a call, or tries to: from the first moment on it counts as one of this agent's, so that two at once do not both
   * find room for one.
   * @param attempt is told in how many other sessions the agent is, or is about to be
   */
  async take<T>(
    { subject, role }: Actor,
    session: SessionId,
    attempt: (otherCalls: number) => Promise<T>,
  ): Promise<T> {
    // Refused by the rules; hosts may number customers and agents alike.
    if (role !== 'agent') return await attempt(0);
    const taking = { subject, session };
    const mine = [...this.#taken(), ...this.#taking]
      .filter((one) => one.subject === subject && one.session !== session)
      .map((one) => one.session);
    const joined = this.#options.audience.otherCalls({ subject, role }, session);
    this.#taking.add(taking);
    try {
      return await attempt(new Set([...mine, ...joined]).size);
    } finally {
      this.#taking.delete(taking);
    }
  }

  /** Takes up the calls that waited when the server went down. */
  async restore(sessions: readonly SessionId[]): Promise<void> {
    for (const session of sessions) {
      try {
        const state = await this.#options.sessions.state(session);
        if (state !== null && !this.#calls.has(session)) this.#see(state);
      } catch (error) {
        // One that cannot be read must not keep the others waiting.
        this.#options.log.error({ err: error, session }, 'a waiting call could not be taken up');
      }
    }
    this.kick();
  }

  start(): void {
    let tickedAt = performance.now();
    this.#timer = setInterval(() => {
      const sleptMs = performance.now() - tickedAt - TICK_MS;
      tickedAt = performance.now();
      if (sleptMs > SLEPT_MS) this.#forgive(sleptMs);
      this.#duty.ping();
      if (this.#calls.size + this.#accepted.size > 0) this.kick();
    }, TICK_MS);
    this.#timer.unref();
  }

  /** This machine has slept: nobody could be here meanwhile, and nobody shall have been missing. */
  #forgive(ms: number): void {
    for (const [session, call] of this.#calls)
      this.#calls.set(session, {
        ...call,
        customerSeenAt: call.customerSeenAt + ms,
        reachedAt: call.reachedAt + ms,
      });
    for (const [session, { subject, at }] of this.#accepted)
      this.#accepted.set(session, { subject, at: at + ms });
  }

  close(): void {
    this.#closed = true;
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  /** An agent's page says whether calls may ring there. @returns those that ring at this agent now */
  setAvailable(page: Connection, available: boolean): readonly CallOffer[] {
    this.#duty.set(page, available);
    this.kick();
    const offers = available ? this.#offersFor(page.holder.actor) : [];
    this.#told.set(page, JSON.stringify(offers));
    return offers;
  }

  /** An agent's page has answered a ping. */
  answered(page: Connection): void {
    if (this.#duty.answered(page)) this.kick();
  }

  /** A page is gone. */
  drop(page: Connection): void {
    this.#duty.drop(page);
    if (this.#calls.size > 0) this.kick();
  }

  /** Something has happened in a session. */
  changed({ before, after, entries }: Change): void {
    const waited = before !== null && waitingDial(before) !== null;
    this.#see(after);
    const by = entries[0]?.by ?? null;
    // Agreed for another time instead: nobody is about to join.
    const isForNow = after.phase === 'confirmed' && after.request?.scheduledFor === null;
    if (waited && isForNow && by?.role === 'agent')
      this.#accepted.set(after.id, { subject: by.subject, at: this.#options.now() });
    const accepted = this.#accepted.get(after.id);
    if (
      accepted !== undefined &&
      (after.phase !== 'confirmed' || isJoined(after, accepted.subject))
    )
      this.#accepted.delete(after.id);
    if (before?.phase === 'in-progress' && after.phase === 'done') this.#remember(after);
    for (const { subject, role, presence } of before?.participants ?? [])
      if (role === 'agent' && presence === 'joined' && !isJoined(after, subject))
        this.#duty.idle(subject);
    if (waited || this.#calls.has(after.id)) this.kick();
  }

  /** Looks whom to ring now; what comes in meanwhile is looked at right after. */
  kick(): void {
    this.#again = true;
    if (this.#running || this.#closed) return;
    this.#running = true;
    void this.#run();
  }

  async #run(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      try {
        await this.#turn();
      } catch (error) {
        // The next tick tries again.
        this.#options.log.error({ err: error }, 'a call could not be rung on');
      }
    }
    this.#running = false;
  }

  async #turn(): Promise<void> {
    const { allowed, sessions, now } = this.#options;
    const at = now();
    const agents = this.#calls.size === 0 ? [] : this.#duty.agents(this.#callsOfAgents(), allowed);
    for (const [session, call] of this.#calls) {
      const isHere = this.#pagesOf(call.state).length > 0;
      const isReached = agents.some(({ actor }) => mayWatch(call.state, actor));
      this.#calls.set(session, {
        state: call.state,
        customerSeenAt: isHere ? at : call.customerSeenAt,
        reachedAt: isReached ? at : call.reachedAt,
      });
    }
    const steps = planRings([...this.#calls.values()], agents, at);
    // Each call is a journal of its own: one after the other would let the last ones wait for all others.
    const late = [...this.#accepted].filter(([, taken]) => at - taken.at >= JOIN_WITHIN_MS);
    const execute = (session: SessionId, command: ServerCommand): Promise<unknown> =>
      sessions.execute({
        session,
        actor: 'server',
        commandId: null,
        input: null,
        command: () => command,
      });
    const done = await Promise.allSettled([
      ...steps.map((step) => execute(step.session, commandOf(step))),
      ...late.map(async ([session]) => {
        await execute(session, { name: 'resume-dial', facts: {} });
        this.#accepted.delete(session);
      }),
    ]);
    for (const one of done)
      if (one.status === 'rejected')
        this.#options.log.error({ err: one.reason }, 'a call could not be rung on');
    for (const page of this.#duty.pages) this.#tellOffers(page);
    this.#tellPlaces(agents);
  }

  #see(state: SessionState): void {
    const dial = waitingDial(state);
    if (dial === null) {
      this.#calls.delete(state.id);
      return;
    }
    const before = this.#calls.get(state.id);
    if (before !== undefined && waitingDial(before.state)?.since === dial.since) {
      this.#calls.set(state.id, { ...before, state });
      return;
    }
    const now = this.#options.now();
    // Whoever has waited since before the start is given time to come back, and so are the agents.
    const isOld = dial.since < this.#startedAt;
    this.#calls.set(state.id, {
      state,
      customerSeenAt: isOld ? this.#startedAt - CUSTOMER_HERE_MS - 1 : now,
      reachedAt: isOld ? this.#startedAt + BACK_WITHIN_MS : now,
    });
  }

  #remember(state: SessionState): void {
    const startedAt = callBeganAt(state);
    if (startedAt === null || state.end === null) return;
    this.#handlingMs.push(state.end.at - startedAt);
    if (this.#handlingMs.length > REMEMBERED_CALLS) this.#handlingMs.shift();
  }

  #callsOfAgents(): ReadonlyMap<string, number> {
    const calls = new Map(this.#options.audience.callsOfAgents());
    for (const { subject } of this.#taken()) calls.set(subject, (calls.get(subject) ?? 0) + 1);
    return calls;
  }

  /** The calls that agents have taken and will join in a moment. */
  #taken(): readonly Taking[] {
    return [...this.#accepted].map(([session, { subject }]) => ({ session, subject }));
  }

  #pagesOf(state: SessionState): readonly Connection[] {
    const requester = findRequester(state);
    return requester === null ? [] : this.#options.audience.pagesOf(state.id, requester);
  }

  #offersFor(actor: Actor): readonly CallOffer[] {
    const offers: CallOffer[] = [];
    for (const { state } of this.#calls.values()) {
      const offer = callOffer(state, actor);
      if (offer !== null) offers.push(offer);
    }
    return offers.sort((a, b) => a.since - b.since).slice(0, MAX_OFFERS);
  }

  #tellOffers(page: Connection): void {
    const offers = this.#offersFor(page.holder.actor);
    if (this.#isNews(page, JSON.stringify(offers)))
      page.notify('agent:offers', { offers: [...offers] });
  }

  /** What waits at this moment and who is there for it, the longest waiting first. */
  overview(): { readonly calls: readonly WaitingHere[]; readonly agents: readonly DutyAgent[] } {
    const agents = this.#duty.agents(this.#callsOfAgents(), this.#options.allowed);
    const places = new Map(this.#places(agents).map(({ told }) => [told.session, told]));
    const calls = [...this.#calls.values()].map(({ state }) => ({
      state,
      place: places.get(state.id) ?? null,
    }));
    const since = ({ state }: WaitingHere): number => waitingDial(state)?.since ?? 0;
    return { calls: calls.sort((a, b) => since(a) - since(b)), agents };
  }

  #places(agents: readonly DutyAgent[]): readonly { state: SessionState; told: QueuePlace }[] {
    const calls = [...this.#calls.values()].map(({ state }) => state);
    return placesInLine(calls, agents).map(({ state, place }) => {
      const able = agents.filter(({ actor }) => mayWatch(state, actor)).length;
      const isRinging = (waitingDial(state)?.rings.length ?? 0) > 0;
      const wait = isRinging ? null : estimateWait(place, this.#handlingMs, able);
      // Nobody knows it better, and it need not be told at every second.
      const waitMs = wait === null ? null : Math.ceil(wait / MINUTE_MS) * MINUTE_MS;
      return { state, told: { session: state.id, place, waitMs } };
    });
  }

  #tellPlaces(agents: readonly DutyAgent[]): void {
    for (const { state, told } of this.#places(agents))
      for (const page of this.#pagesOf(state))
        if (this.#isNews(page, JSON.stringify(told))) page.notify('queue:place', told);
  }

  #isNews(page: Connection, text: string): boolean {
    if ((this.#told.get(page) ?? '[]') === text) return false;
    this.#told.set(page, text);
    return true;
  }
}

function commandOf(step: RingStep): ServerCommand {
  switch (step.is) {
    case 'ring':
      return { name: 'ring-agents', facts: { agents: step.agents, until: step.until } };
    case 'stop':
      return { name: 'stop-rings', facts: { agents: step.agents, why: step.why } };
    case 'give-up':
      return { name: 'give-up-dial', facts: { outcome: step.outcome } };
  }
}

function isJoined({ participants }: SessionState, subject: string): boolean {
  return participants.some(
    (one) => one.role === 'agent' && one.subject === subject && one.presence === 'joined',
  );
}
