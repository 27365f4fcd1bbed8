import {
  SessionError,
  type Notice,
  type NoticeName,
  type ParticipantId,
  type SessionId,
  type SessionView,
  type TicketId,
} from '@fernblick/protocol';
import { mayWatch, view, type Connections, type SessionState } from '@fernblick/session';
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
  readonly #ticketsOf = new Map<Connection, Set<TicketId>>();

  /** @throws SessionError `too-many-requests` beyond what one page may watch */
  watch(connection: Connection, session: SessionId): void {
    remember(this.#sessionsOf, connection, session);
    this.#house(session).watchers.add(connection);
  }

  unwatch(connection: Connection, session: SessionId): void {
    this.#sessionsOf.get(connection)?.delete(session);
    this.#houses.get(session)?.watchers.delete(connection);
    this.#tidy(session);
  }

  /** @throws SessionError `too-many-requests` beyond what one page may list */
  listen(connection: Connection, ticket: TicketId): void {
    remember(this.#ticketsOf, connection, ticket);
    const listeners = this.#tickets.get(ticket) ?? new Set();
    this.#tickets.set(ticket, listeners.add(connection));
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

  /** Who is here, as `view` wants to know it. */
  connections(session: SessionId): Connections {
    const house = this.#houses.get(session);
    return {
      has: (participant) => house?.places.has(participant) ?? false,
      lostAt: (participant) => house?.lostAt.get(participant),
    };
  }

  /** What this page may know of the session. @throws SessionError `not-found` */
  viewFor(connection: Connection, state: SessionState): SessionView {
    const seen = view(state, connection.holder.actor, this.connections(state.id));
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
    this.#sessionsOf.delete(connection);
    this.#ticketsOf.delete(connection);
    return lost;
  }

  /** Tells a change to everyone whose view of the session it changed. */
  publish(change: Change): void {
    const { before, after } = change;
    const house = this.#houses.get(after.id);
    if (house !== undefined) {
      this.#freePlaces(house, after);
      const connections = this.connections(after.id);
      for (const connection of [...house.watchers]) {
        const { actor } = connection.holder;
        const now = view(after, actor, connections);
        // What is hidden from a viewer must not show by the mere arrival of a notice either.
        const then = before === null ? null : view(before, actor, connections);
        if (now === null) this.hide(connection, after.id);
        else if (then?.seq !== now.seq) connection.notify('session:changed', { view: now });
      }
    }
    this.#tidy(after.id);
    const tickets = new Set([...(before?.tickets ?? []), ...after.tickets]);
    for (const ticket of tickets)
      if ((before?.tickets.includes(ticket) ?? false) !== after.tickets.includes(ticket))
        for (const connection of this.#tickets.get(ticket) ?? [])
          connection.notify('ticket:changed', { ticket });
  }

  /** Tells everyone who watches that somebody's page came or went. */
  publishPresence(state: SessionState): void {
    const connections = this.connections(state.id);
    for (const connection of [...(this.#houses.get(state.id)?.watchers ?? [])]) {
      const now = view(state, connection.holder.actor, connections);
      if (now === null) this.hide(connection, state.id);
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
    for (const connection of this.#houses.get(state.id)?.watchers ?? [])
      if (connection !== except && mayWatch(state, connection.holder.actor))
        connection.notify(name, notice);
  }

  /** Ends what this page hears of a session, and says so. */
  hide(connection: Connection, session: SessionId): void {
    const participant = this.participantOf(connection, session);
    if (participant !== null) this.#houses.get(session)?.places.delete(participant);
    this.unwatch(connection, session);
    connection.notify('session:hidden', { session });
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
