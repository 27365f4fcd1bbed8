import { createHash } from 'node:crypto';
import { SessionError, type SessionId } from '@fernblick/protocol';
import {
  activityOf,
  awaitedSince,
  contactsOf,
  decide,
  evolve,
  forgetContact,
  isOver,
  placesOf,
  replay,
  waitingDial,
  type ActivityLine,
  type Actor,
  type Allowed,
  type Command,
  type JournalEntry,
  type Person,
  type SessionState,
  type Place,
} from '@fernblick/session';
import type {
  Append,
  JournalStore,
  KnownCommand,
  SessionSummary,
} from './journal/journal-store.ts';
import type { OutboxMessage } from './journal/delivery-store.ts';
import { HeldStops, stopsRecording } from './held-stops.ts';
import type { MailOrder } from './mail/mail-store.ts';
import { requesterKey } from './requester-key.ts';
import type { StopFile } from './stop-file.ts';

/** A command with all that decides about it. */
export interface Order {
  readonly session: SessionId;
  readonly actor: Actor | 'server';
  readonly tab?: string;
  /** Null for the server's own commands. */
  readonly commandId: string | null;
  /** The input as it was asked, before facts were added: the same id must come with the same input. */
  readonly input: unknown;
  /** Made anew at every attempt, because its facts may depend on the state. */
  readonly command: (state: SessionState | null) => Command | Promise<Command>;
  readonly tokenUse?: Append['tokenUse'];
  /** Called once the change is on disk (or was there already), before anybody is told. */
  readonly committed?: (state: SessionState) => void;
}

/** What a command led to. */
export interface Outcome {
  /** The state right after the command; the same at every repetition. */
  readonly state: SessionState;
  /** True where this very command had been carried out before. */
  readonly repeated: boolean;
}

/** A change, as those who must hear of it need it. */
export interface Change {
  readonly before: SessionState | null;
  readonly after: SessionState;
  readonly entries: readonly JournalEntry[];
}

/** Whom to forget in a session, and on whose word. */
export interface EraseOrder {
  readonly erasure: string;
  readonly subject: string;
  readonly alias: string;
  readonly by: Person;
  readonly reason: string;
  /** What a message for a host says of the session as it is now. */
  readonly redact: (body: string, after: SessionState) => string;
}

/** A session with somebody and without them. */
export interface Erased {
  readonly before: SessionState;
  readonly after: SessionState;
}

/** What `Sessions` asks of the rest of the server. */
export interface SessionsOptions {
  readonly store: JournalStore;
  readonly now: () => number;
  readonly cacheSize: number;
  /** What administrators let somebody do in a session of this portal. */
  readonly allowed: (actor: Actor, session: Place | null) => Allowed;
  /** Messages to hosts that must be kept together with the change. */
  readonly outbox: (change: Change) => readonly OutboxMessage[];
  /** E-mails that must be kept together with the change. */
  readonly mails: (change: Change) => readonly MailOrder[];
  readonly onChange: (change: Change) => void;
  /** A stop of a recording counts, and will be written as soon as that is possible. */
  readonly onHeld: (cause: SessionError) => void;
  /** One that a server before this one has kept cannot be carried out. */
  readonly onUnusableStop: (cause: unknown) => void;
  /** Where such stops outlast this server. */
  readonly stopFile: StopFile;
}

interface Cached {
  readonly state: SessionState;
  /** By actor and command id; null until somebody gives one: whoever only looks needs none. */
  readonly commands: Map<string, KnownCommand> | null;
}

/** What the rules have made of a command. */
interface Decided {
  readonly events: readonly JournalEntry['event'][];
  readonly at: number;
  readonly command: Command;
  /** True where it stops a recording: it counts even if it cannot be written. */
  readonly isStop: boolean;
}

// Only another process writing the same session can lose us a round; it will not do so for ever.
const MAX_ROUNDS = 8;

/**
 * Carries out commands: one at a time for each session, decided on its present state, written to the journal, then
 * told. States are kept in memory and rebuilt from the journal when they are not.
 */
export class Sessions {
  readonly #options: SessionsOptions;
  readonly #cache = new Map<SessionId, Cached>();
  readonly #queues = new Map<SessionId, Promise<unknown>>();
  readonly #held: HeldStops;

  constructor(options: SessionsOptions) {
    this.#options = options;
    this.#held = new HeldStops(
      (session) => this.#inTurn(session, () => this.#writeHeld(session)),
      options.stopFile,
    );
  }

  /** Takes up the stops that a server before this one could not write; before anybody comes. */
  async restore(): Promise<void> {
    await this.#held.takeUp(async ({ command, at, ...order }) => {
      try {
        await this.#inTurn(order.session, () =>
          this.#carryOut({ ...order, command: () => command }, at),
        );
        return true;
      } catch (cause) {
        if (isUnwritable(cause)) return false;
        // What is over already needs no stop; anything else must not keep the server from starting.
        if (!(cause instanceof SessionError)) this.#options.onUnusableStop(cause);
        return true;
      }
    });
  }

  /** The present state; null where there is no such session. */
  async state(session: SessionId): Promise<SessionState | null> {
    const held = this.#held.get(session);
    if (held !== undefined) return held.after;
    const cached = this.#cache.get(session);
    if (cached !== undefined) return this.#touch(session, cached).state;
    // Read in turn with the commands, so that an older state never replaces a newer one in memory.
    return this.#inTurn(session, () => this.#present(session));
  }

  /** The present state if it is in memory. */
  cachedState(session: SessionId): SessionState | null {
    return this.#held.get(session)?.after ?? this.#cache.get(session)?.state ?? null;
  }

  /** @throws SessionError with the code of the refusal, `command-id-reused` or `storage-unavailable` */
  execute(order: Order): Promise<Outcome> {
    return this.#inTurn(order.session, () => this.#execute(order));
  }

  /** Does something in turn with the session's commands, so that none of them comes in between. */
  withState<T>(session: SessionId, action: (state: SessionState | null) => Promise<T>): Promise<T> {
    return this.#inTurn(session, async () => action(await this.#present(session)));
  }

  /**
   * Forgets a customer of a session that is over, in turn with its commands.
   * @returns the session before and after; null where there is no such session
   * @throws SessionError `session-running` where it is not over
   */
  erase(session: SessionId, order: EraseOrder): Promise<Erased | null> {
    return this.#inTurn(session, async () => {
      for (let round = 0; round < MAX_ROUNDS; round += 1) {
        const stored = await this.#options.store.read(session);
        const was = stored === null ? null : replay(stored.entries);
        if (stored === null || was === null) return null;
        const erased = await this.#erase(was, stored.entries, order);
        if (erased !== null) return erased;
      }
      throw new SessionError('storage-unavailable', { detail: 'The session changes too fast.' });
    });
  }

  /** Null where another process was faster. */
  async #erase(
    was: SessionState,
    before: readonly JournalEntry[],
    { erasure, subject, alias, by, reason, redact }: EraseOrder,
  ): Promise<Erased | null> {
    const at = Math.max(this.#options.now(), was.updatedAt);
    const command = { name: 'erase-contact', facts: { erasure, by, reason } } as const;
    const decision = decide(was, command, { actor: 'server', at });
    if (!decision.ok) throw new SessionError(decision.error);
    const expectedSeq = was.seq.all;
    const added = decision.events.map((event, index) => ({
      ...{ seq: expectedSeq + index + 1, at, by, commandId: null, event },
    }));
    const entries = forgetContact([...before, ...added], { subject, alias });
    const after = replay(entries);
    const places = placesOf(was, subject);
    if (after === null) throw new SessionError('not-found');
    const change: Change = { before: was, after, entries: entries.slice(before.length) };
    const written = await this.#options.store.erasures.rewrite({
      ...{ erasure, session: was.id, subject, expectedSeq, entries, places, at },
      activity: activityOf(after),
      asked: places.includes(was.request?.participant ?? ''),
      outbox: this.#options.outbox(change),
      redact: (body) => redact(body, after),
    });
    if (!written) return null;
    this.#touch(was.id, { state: after, commands: new Map() });
    return { before: was, after };
  }

  /**
   * Deletes a session that is over and has not changed since then, in turn with its commands.
   * @returns what it was; null where it is kept
   */
  remove(session: SessionId, before: number): Promise<SessionState | null> {
    return this.#inTurn(session, async () => {
      const state = (await this.#load(session))?.state ?? null;
      if (state === null || !isOver(state)) return null;
      if (!(await this.#options.store.retention.removeSession(session, before))) return null;
      this.#cache.delete(session);
      return state;
    });
  }

  /** What a session was before a command that somebody gave; as it is now where that has changed nothing. */
  async before(
    session: SessionId,
    commandId: string,
    { subject }: Pick<Actor, 'subject'>,
  ): Promise<SessionState | null> {
    const { entries = [] } = (await this.#options.store.read(session)) ?? {};
    const isOf = (entry: JournalEntry): boolean =>
      entry.commandId === commandId && entry.by?.subject === subject;
    const first = entries.find(isOf)?.seq ?? Infinity;
    return replay(entries.filter(({ seq }) => seq < first));
  }

  /** Resolves when every command that has begun is finished. */
  async drained(): Promise<void> {
    this.#held.close();
    while (this.#queues.size > 0) await Promise.allSettled(this.#queues.values());
  }

  async #execute(order: Order): Promise<Outcome> {
    const held = this.#held.get(order.session);
    try {
      await this.#writeHeld(order.session);
    } catch (cause) {
      if (held === undefined) throw cause;
      if (held.order.commandId === order.commandId) return { state: held.after, repeated: true };
      const repeated = await this.#repeated(order, await this.#loadToChange(order.session));
      if (repeated !== null) return repeated;
      // What would have to be written after it waits like it; what needs no word in the journal is answered all the same.
      const decision = await this.#decide(order, held.after, this.#options.now());
      if (decision.events.length > 0) throw cause;
      return { state: held.after, repeated: false };
    }
    return await this.#carryOut(order, this.#options.now());
  }

  /** @throws SessionError with the code of the refusal */
  async #decide(order: Order, state: SessionState | null, at: number): Promise<Decided> {
    const command = await order.command(state);
    const decision = decide(state, command, {
      actor: order.actor,
      at,
      ...(order.tab === undefined ? {} : { tab: order.tab }),
      ...(order.actor === 'server' ? {} : { allowed: this.#options.allowed(order.actor, state) }),
    });
    if (!decision.ok) throw new SessionError(decision.error);
    const { events } = decision;
    return { events, at, command, isStop: stopsRecording(command, events) };
  }

  /** Writes a stop that waits for it, with its own time. @throws SessionError where that is still not possible */
  async #writeHeld(session: SessionId): Promise<void> {
    const held = this.#held.get(session);
    if (held === undefined) return;
    try {
      await this.#carryOut(held.order, held.at);
    } catch (cause) {
      if (isUnwritable(cause)) throw cause;
      // Another process has ended the recording meanwhile.
    }
    this.#held.forget(session);
  }

  async #carryOut(order: Order, at: number): Promise<Outcome> {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const cached = await this.#loadToChange(order.session);
      const repeated = await this.#repeated(order, cached);
      if (repeated !== null) return repeated;
      const decided = await this.#decide(order, cached?.state ?? null, at);
      const after = await this.#commit(order, cached, identify(order), decided);
      if (after !== null) return { state: after, repeated: false };
      this.#cache.delete(order.session);
    }
    throw new SessionError('storage-unavailable', { detail: 'The session changes too fast.' });
  }

  /** Null where another process was faster. */
  async #commit(
    order: Order,
    cached: Cached | null,
    known: Omit<KnownCommand, 'seq'> | null,
    { events, at, command, isStop }: Decided,
  ): Promise<SessionState | null> {
    const before = cached?.state ?? null;
    const expectedSeq = before?.seq.all ?? 0;
    if (events.length === 0 && (known === null || before === null)) return before;
    const by = order.actor === 'server' ? null : personOf(order.actor);
    const entries = events.map((event, index) => ({
      seq: expectedSeq + index + 1,
      at,
      by,
      commandId: order.commandId,
      event,
    }));
    let after = before;
    for (const { event, seq } of entries) after = evolve(after, event, seq);
    if (after === null) throw new SessionError('not-found');
    const change: Change = { before, after, entries };
    const append = {
      session: order.session,
      expectedSeq,
      entries,
      command: known,
      summary: summarise(after),
      activity: newActivity(before, after),
      outbox: entries.length === 0 ? [] : this.#options.outbox(change),
      mails: entries.length === 0 ? [] : this.#options.mails(change),
      tokenUse: order.tokenUse ?? null,
      at,
    };
    try {
      if (!(await this.#options.store.append(append))) return null;
    } catch (cause) {
      if (!isStop || !isUnwritable(cause) || this.#held.get(order.session) !== undefined)
        throw cause;
      this.#held.keep({ order, command, at, after });
      this.#options.onHeld(cause);
      this.#options.onChange(change);
      return after;
    }
    const commands = cached?.commands ?? new Map<string, KnownCommand>();
    if (known !== null) commands.set(keyOf(known), { ...known, seq: after.seq.all });
    this.#touch(order.session, { state: after, commands });
    order.committed?.(after);
    if (entries.length > 0) this.#options.onChange(change);
    return after;
  }

  /** What a command that was carried out already has come to; null where it is none. */
  async #repeated(order: Order, cached: Cached | null): Promise<Outcome | null> {
    const known = identify(order);
    const before = known === null ? undefined : cached?.commands?.get(keyOf(known));
    if (known === null || before === undefined) return null;
    if (before.hash !== known.hash) throw new SessionError('command-id-reused');
    const present = cached?.state ?? null;
    const stored = await this.#options.store.read(order.session);
    const state = replay((stored?.entries ?? []).filter((entry) => entry.seq <= before.seq));
    if (state === null || present === null) throw new SessionError('not-found');
    order.committed?.(present);
    return { state, repeated: true };
  }

  /** What counts now, with a stop that is not written yet. */
  async #present(session: SessionId): Promise<SessionState | null> {
    const journalled = (await this.#load(session))?.state ?? null;
    return this.#held.get(session)?.after ?? journalled;
  }

  async #load(session: SessionId): Promise<Cached | null> {
    const cached = this.#cache.get(session);
    if (cached !== undefined) return cached;
    const events = await this.#options.store.events(session);
    const state = events === null ? null : replay(events);
    return state === null ? null : this.#touch(session, { state, commands: null });
  }

  /** The same with the commands that were carried out. */
  async #loadToChange(session: SessionId): Promise<Cached | null> {
    const cached = await this.#load(session);
    if (cached === null || cached.commands !== null) return cached;
    const commands = await this.#options.store.commands(session);
    return this.#touch(session, {
      state: cached.state,
      commands: new Map(commands.map((command) => [keyOf(command), command])),
    });
  }

  /** Puts a session at the young end of the memory, and forgets what is at the old end. */
  #touch(session: SessionId, cached: Cached): Cached {
    this.#cache.delete(session);
    this.#cache.set(session, cached);
    const oldest = this.#cache.keys().next().value;
    if (this.#cache.size > this.#options.cacheSize && oldest !== undefined)
      this.#cache.delete(oldest);
    return cached;
  }

  async #inTurn<T>(session: SessionId, action: () => Promise<T>): Promise<T> {
    const before = this.#queues.get(session) ?? Promise.resolve();
    // Whether the one before failed is its own caller's business.
    const turn = before.then(action, action);
    this.#queues.set(session, turn);
    try {
      return await turn;
    } finally {
      if (this.#queues.get(session) === turn) this.#queues.delete(session);
    }
  }
}

function isUnwritable(cause: unknown): cause is SessionError {
  return cause instanceof SessionError && cause.code === 'storage-unavailable';
}

function identify(order: Order): Omit<KnownCommand, 'seq'> | null {
  if (order.commandId === null || order.actor === 'server') return null;
  const { role, subject } = order.actor;
  return {
    commandId: order.commandId,
    actor: `${role} ${subject}`,
    hash: createHash('sha256').update(JSON.stringify(order.input)).digest('base64url'),
  };
}

function keyOf({ actor, commandId }: Omit<KnownCommand, 'seq'>): string {
  return `${commandId} ${actor}`;
}

function personOf({ subject, name, role }: Actor): JournalEntry['by'] {
  return { subject, name, role };
}

function requesterOf({ request, participants }: SessionState): string | null {
  const asking = participants.find(({ id }) => id === request?.participant);
  return request === null || asking === undefined
    ? null
    : requesterKey(asking.subject, request.ticket);
}

/** What agents have done, as far as it is not what they had done before. */
function newActivity(before: SessionState | null, after: SessionState): readonly ActivityLine[] {
  const known = new Set(
    (before === null ? [] : activityOf(before)).map((line) => JSON.stringify(line)),
  );
  return activityOf(after).filter((line) => !known.has(JSON.stringify(line)));
}

function summarise(state: SessionState): SessionSummary {
  return {
    phase: state.phase,
    portal: state.portal,
    tickets: state.tickets,
    number: state.number,
    joined: state.participants.filter((p) => p.presence === 'joined').length,
    requester: requesterOf(state),
    contacts: [...new Set(contactsOf(state).map(({ subject }) => subject))],
    dialledAt: waitingDial(state)?.since ?? null,
    awaitedSince: awaitedSince(state),
    createdAt: state.history[0]?.at ?? state.updatedAt,
  };
}
