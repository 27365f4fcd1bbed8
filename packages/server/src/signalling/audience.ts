import {
  SessionError,
  type Notice,
  type NoticeName,
  type ParticipantId,
  type SessionId,
  type SessionView,
  type TicketId,
} from '@fernblick/protocol';
import {
  deskNews,
  mayWatch,
  view,
  type Actor,
  type Allowed,
  type Connections,
  type SessionState,
  type Place,
} from '@fernblick/session';
import type { Change } from '../sessions.ts';
import type { Connection } from './connection.ts';

// A page watches one session, a busy desk a few dozen; beyond this somebody is only filling our memory.
const MAX_WATCHED = 200;

/** What this server knows of one session's listeners; gone with the last of them. */
interface House {
  readonly watchers: Set<Connection>;
  /** The page that holds each participant's place. */
  readonly places: Map<ParticipantId, Connection>;
  /** When the page of a participant who still has a place was lost. */
  readonly lostAt: Map<ParticipantId, number>;
}

/** A place whose page was lost. */
export interface LostPlace {
  readonly session: SessionId;
  readonly participant: ParticipantId;
}

/**
 * Who hears what: the pages that watch a session, the page behind each participant, and the pages that listed a
 * ticket. Kept in memory only; states reach a page through `view` alone.
 */
export class Audience {
  readonly #houses = new Map<SessionId, House>();
  readonly #tickets = new Map<TicketId, Set<Connection>>();
  readonly #sessionsOf = new Map<Connection, Set<SessionId>>();
  /** The agents' pages that show lists of sessions. */
  readonly #desks = new Set<Connection>();
  readonly #ticketsOf = new Map<Connection, Set<TicketId>>();
  /** The pages that would watch a session which is kept from them. */
  readonly #awaiting = new Map<SessionId, Set<Connection>>();
  /** By recording: when a piece was stored last, while pieces come in. */
  readonly #storedAt = new Map<string, number>();
  readonly #allowed: (actor: Actor, session: Place | null) => Allowed;

  /** @param allowed what administrators let somebody do in a session of this portal */
  constructor(allowed: (actor: Actor, session: Place | null) => Allowed) {
    this.#allowed = allowed;
  }

  /** @throws SessionError `too-many-requests` beyond what one page may watch */
  watch(connection: Connection, session: SessionId): void {
    remember(this.#sessionsOf, connection, session);
    this.#house(session).watchers.add(connection);
  }

  unwatch(connection: Connection, session: SessionId): void {
    this.#forgetAwaiting(connection, session);
    this.#sessionsOf.get(connection)?.delete(session);
    this.#houses.get(session)?.watchers.delete(connection);
    this.#tidy(session);
  }

  /** Lets a page watch a session as soon as it may see it; until then it is told nothing. */
  await(connection: Connection, session: SessionId): void {
    const awaiting = this.#awaiting.get(session) ?? new Set();
    this.#awaiting.set(session, awaiting.add(connection));
  }

  /** @throws SessionError `too-many-requests` beyond what one page may list */
  listen(connection: Connection, ticket: TicketId): void {
    remember(this.#ticketsOf, connection, ticket);
    const listeners = this.#tickets.get(ticket) ?? new Set();
    this.#tickets.set(ticket, listeners.add(connection));
  }

  /** Tells an agent's page from now on what changes in the lists of their desk. */
  listenAtDesk(connection: Connection): void {
    this.#desks.add(connection);
  }

  /** The tickets that a page has listed. */
  get listenedTickets(): readonly TicketId[] {
    return [...this.#tickets.keys()];
  }

  watched(connection: Connection): readonly SessionId[] {
    return [...(this.#sessionsOf.get(connection) ?? [])];
  }

  /** Gives a participant's place to this page; a page that held it before is told. */
  takePlace(connection: Connection, session: SessionId, participant: ParticipantId): void {
    this.watch(connection, session);
    const { places, lostAt } = this.#house(session);
    const before = places.get(participant);
    places.set(participant, connection);
    lostAt.delete(participant);
    if (before !== undefined && before !== connection)
      before.notify('session:taken-over', { session });
  }

  /** The page that holds this place now. */
  placeOf(session: SessionId, participant: ParticipantId): Connection | null {
    return this.#houses.get(session)?.places.get(participant) ?? null;
  }

  /** The place this page holds in a session. */
  participantOf(connection: Connection, session: SessionId): ParticipantId | null {
    for (const [participant, holder] of this.#houses.get(session)?.places ?? [])
      if (holder === connection) return participant;
    return null;
  }

  /** Says since when a place has no page, where nobody saw the page go (after a restart). */
  markLost({ session, participant }: LostPlace, at: number): void {
    this.#house(session).lostAt.set(participant, at);
  }

  /** Says when a piece of a recording was stored, or null once none comes in. */
  markStored(recording: string, at: number | null): void {
    if (at === null) this.#storedAt.delete(recording);
    else this.#storedAt.set(recording, at);
  }

  /** Who is here, as `view` wants to know it. */
  connections(session: SessionId): Connections {
    const house = this.#houses.get(session);
    return {
      has: (participant) => house?.places.has(participant) ?? false,
      lostAt: (participant) => house?.lostAt.get(participant),
      storedAt: (recording) => this.#storedAt.get(recording),
    };
  }

  /** What this page may know of the session. @throws SessionError `not-found` */
  viewFor(connection: Connection, state: SessionState): SessionView {
    const seen = this.#view(state, connection.holder.actor);
    if (seen === null) throw new SessionError('not-found');
    return seen;
  }

  /** Forgets a page that is gone. @returns the places it held */
  drop(connection: Connection, at: number): readonly LostPlace[] {
    const lost: LostPlace[] = [];
    for (const session of this.watched(connection)) {
      const participant = this.participantOf(connection, session);
      if (participant !== null) {
        const house = this.#house(session);
        house.places.delete(participant);
        house.lostAt.set(participant, at);
        lost.push({ session, participant });
      }
      this.unwatch(connection, session);
    }
    for (const ticket of this.#ticketsOf.get(connection) ?? []) {
      this.#tickets.get(ticket)?.delete(connection);
      if (this.#tickets.get(ticket)?.size === 0) this.#tickets.delete(ticket);
    }
    for (const session of this.#awaiting.keys()) this.#forgetAwaiting(connection, session);
    this.#sessionsOf.delete(connection);
    this.#desks.delete(connection);
    this.#ticketsOf.delete(connection);
    return lost;
  }

  /** Tells a change to everyone whose view of the session it changed: who watches it, and who has it in a list. */
  publish(change: Change): void {
    const { before, after } = change;
    this.#showAgain(after);
    const house = this.#houses.get(after.id);
    if (house !== undefined) this.#freePlaces(house, after);
    for (const connection of this.#audienceOf(after)) {
      const { actor } = connection.holder;
      const now = this.#view(after, actor);
      // What is hidden from a viewer must not show by the mere arrival of a notice either.
      const then = before === null ? null : this.#view(before, actor);
      if (now === null) this.#hideIfWatched(connection, after.id);
      else if (then?.seq !== now.seq) connection.notify('session:changed', { view: now });
    }
    this.#tidy(after.id);
    this.#tellDesks(change);
    // Whoever may know of it neither before nor now has the same list, and must not learn that it was linked or taken off.
    const isListed = (state: SessionState | null, ticket: string, viewer: Actor): boolean =>
      state !== null && state.tickets.includes(ticket) && mayWatch(state, viewer);
    for (const ticket of new Set([...(before?.tickets ?? []), ...after.tickets]))
      for (const connection of this.#tickets.get(ticket) ?? []) {
        const { actor } = connection.holder;
        if (isListed(before, ticket, actor) !== isListed(after, ticket, actor))
          connection.notify('ticket:changed', { ticket });
      }
  }

  /** Tells everyone who shows a session that what they have of it is not true any more: they have to ask again. */
  replaced({
    before,
    after,
  }: {
    readonly before: SessionState;
    readonly after: SessionState;
  }): void {
    this.hideFromAll(after.id);
    for (const connection of this.#showAgain(after))
      connection.notify('session:changed', { view: this.viewFor(connection, after) });
    this.#tellLists(after);
    this.#tellDesks({ before, after, entries: [] });
  }

  /** Takes a session that is deleted from every page and every list. */
  gone(state: SessionState): void {
    this.hideFromAll(state.id);
    this.#awaiting.delete(state.id);
    this.#tellLists(state);
    for (const connection of this.#desks)
      if (mayWatch(state, connection.holder.actor))
        connection.notify('desk:changed', { session: state.id, line: null });
  }

  /** Ends what every page hears of a session. */
  hideFromAll(session: SessionId): void {
    for (const connection of [...(this.#houses.get(session)?.watchers ?? [])])
      this.hide(connection, session);
  }

  /** The sessions that somebody hears of. */
  get heard(): readonly SessionId[] {
    return [...this.#houses.keys()];
  }

  /** The other sessions in which a person holds a place with a page of theirs. */
  otherCalls(
    { subject, role }: Pick<Actor, 'subject' | 'role'>,
    except: SessionId,
  ): readonly SessionId[] {
    return [...this.#houses]
      .filter(([session]) => session !== except)
      .filter(([, { places }]) =>
        [...places.values()].some(
          ({ holder: { actor } }) => actor.subject === subject && actor.role === role,
        ),
      )
      .map(([session]) => session);
  }

  /** In how many sessions each agent holds a place with a page of theirs, by subject. */
  callsOfAgents(): ReadonlyMap<string, number> {
    const calls = new Map<string, number>();
    for (const { places } of this.#houses.values())
      for (const { holder } of places.values()) {
        const { role, subject } = holder.actor;
        if (role === 'agent') calls.set(subject, (calls.get(subject) ?? 0) + 1);
      }
    return calls;
  }

  /** The pages of one person that hear of a session. */
  pagesOf(session: SessionId, person: Pick<Actor, 'role' | 'subject'>): readonly Connection[] {
    return [...(this.#houses.get(session)?.watchers ?? [])].filter(
      ({ holder: { actor } }) => actor.role === person.role && actor.subject === person.subject,
    );
  }

  /** Tells the same people what they may see now: somebody's page came or went, or rights have changed. */
  publishPresence(state: SessionState): void {
    this.#showAgain(state);
    for (const connection of this.#audienceOf(state)) {
      const now = this.#view(state, connection.holder.actor);
      if (now === null) this.#hideIfWatched(connection, state.id);
      else connection.notify('session:changed', { view: now });
    }
  }

  /** Tells something else than a change to every page that hears of the session and may see it, except one. */
  tell<N extends NoticeName>(
    state: SessionState,
    name: N,
    notice: Notice<N>,
    except: Connection,
  ): void {
    this.tellEach(state, name, (viewer) => (mayWatch(state, viewer) ? notice : null), except);
  }

  /** Tells each page that hears of the session what its viewer may know; nothing where that is null. */
  tellEach<N extends NoticeName>(
    state: SessionState,
    name: N,
    noticeFor: (viewer: Actor) => Notice<N> | null,
    except: Connection | null,
  ): void {
    for (const connection of this.#houses.get(state.id)?.watchers ?? []) {
      if (connection === except) continue;
      const notice = noticeFor(connection.holder.actor);
      if (notice !== null) connection.notify(name, notice);
    }
  }

  /** Ends what this page hears of a session, and says so. */
  hide(connection: Connection, session: SessionId): void {
    const participant = this.participantOf(connection, session);
    if (participant !== null) this.#houses.get(session)?.places.delete(participant);
    this.unwatch(connection, session);
    this.await(connection, session);
    connection.notify('session:hidden', { session });
  }

  /** The pages that show a session: those that watch it, and those that have listed a ticket of it. */
  #audienceOf({ id, tickets }: SessionState): ReadonlySet<Connection> {
    const listeners = tickets.flatMap((ticket) => [...(this.#tickets.get(ticket) ?? [])]);
    return new Set([...(this.#houses.get(id)?.watchers ?? []), ...listeners]);
  }

  /** The pages that may see it again watch it from here on, like any other. */
  #showAgain(state: SessionState): readonly Connection[] {
    const shown = [...(this.#awaiting.get(state.id) ?? [])].filter(
      (connection) =>
        mayWatch(state, connection.holder.actor) && this.watched(connection).length < MAX_WATCHED,
    );
    for (const connection of shown) {
      this.#forgetAwaiting(connection, state.id);
      this.watch(connection, state.id);
    }
    return shown;
  }

  #forgetAwaiting(connection: Connection, session: SessionId): void {
    const awaiting = this.#awaiting.get(session);
    awaiting?.delete(connection);
    if (awaiting?.size === 0) this.#awaiting.delete(session);
  }

  /** Whoever has only listed it is told by its ticket that the list is another one. */
  #hideIfWatched(connection: Connection, session: SessionId): void {
    if (this.#houses.get(session)?.watchers.has(connection) === true)
      this.hide(connection, session);
  }

  #view(state: SessionState, actor: Actor): SessionView | null {
    return view(state, actor, this.connections(state.id), this.#allowed(actor, state));
  }

  /** Pages that have listed a ticket of this session, and may know of it, are to list it again. */
  #tellLists(state: SessionState): void {
    for (const ticket of state.tickets)
      for (const connection of this.#tickets.get(ticket) ?? [])
        if (mayWatch(state, connection.holder.actor))
          connection.notify('ticket:changed', { ticket });
  }

  #tellDesks({ before, after }: Change): void {
    if (this.#desks.size === 0) return;
    const newsFor = deskNews(before, after);
    for (const connection of this.#desks) {
      const line = newsFor(connection.holder.actor);
      if (line !== undefined) connection.notify('desk:changed', { session: after.id, line });
    }
  }

  /** Whoever has left on purpose or for good holds no place any more. */
  #freePlaces(house: House, state: SessionState): void {
    const joined = new Set(
      state.participants.filter((p) => p.presence === 'joined').map((p) => p.id),
    );
    for (const id of house.places.keys()) if (!joined.has(id)) house.places.delete(id);
    for (const id of house.lostAt.keys()) if (!joined.has(id)) house.lostAt.delete(id);
  }

  #house(session: SessionId): House {
    const house = this.#houses.get(session) ?? {
      watchers: new Set(),
      places: new Map(),
      lostAt: new Map(),
    };
    this.#houses.set(session, house);
    return house;
  }

  #tidy(session: SessionId): void {
    const house = this.#houses.get(session);
    if (house?.watchers.size === 0 && house.lostAt.size === 0) this.#houses.delete(session);
  }
}

function remember<T>(map: Map<Connection, Set<T>>, connection: Connection, item: T): void {
  const items = map.get(connection) ?? new Set();
  if (items.size >= MAX_WATCHED && !items.has(item)) throw new SessionError('too-many-requests');
  map.set(connection, items.add(item));
}
