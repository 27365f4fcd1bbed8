import {
  SessionError,
  type CommandName,
  type FunctionName,
  type ParticipantView,
  type SessionView,
} from '@fernblick/protocol';
import type { SessionClientOptions } from './session-client.ts';
import type { SessionSnapshot } from './session-state.ts';
import type { ServerConnection } from './signalling/server-connection.ts';
import { TabMemory } from './signalling/tab-memory.ts';
import type { TokenKeeper } from './signalling/token-keeper.ts';
import { withView } from './view-reading.ts';

/** A command about a session that there is already, and that brings nobody in. */
export type FollowingCommand = Exclude<
  CommandName,
  'session:create' | 'request:make' | 'dial:make' | 'session:join'
>;

const isOtherHere = ({ you, presence }: ParticipantView): boolean => !you && presence === 'here';
const isOpen = ({ phase }: SessionView): boolean => phase !== 'done' && phase !== 'cancelled';
const isOwnDeclined = ({ request, end }: SessionView): boolean =>
  request?.yours === true && (end?.reason === 'declined' || end?.reason === 'called-off');

/** Finds out which session a page is about: by its id, its ticket, or the number that was read out. */
export class SessionTarget {
  readonly #options: Pick<SessionClientOptions, 'session' | 'ticket' | 'number'>;
  readonly #connection: ServerConnection;
  readonly #tokens: TokenKeeper;
  #session: string | null;
  /** The one of the ticket's sessions that the person has turned to. */
  #chosen: string | null = null;
  #listed: readonly SessionView[] = [];
  #functions: readonly FunctionName[] = [];

  constructor(
    options: Pick<SessionClientOptions, 'session' | 'ticket' | 'number'>,
    connection: ServerConnection,
    tokens: TokenKeeper,
  ) {
    this.#options = options;
    this.#connection = connection;
    this.#tokens = tokens;
    this.#session = options.session ?? null;
  }

  /** The session's id; null while there is none. */
  get session(): string | null {
    return this.#session;
  }

  get ticket(): string | null {
    return this.#options.ticket ?? null;
  }

  /** What a snapshot says of the ticket and of the viewer, while this session is the present one. */
  seen(
    present: SessionView | null,
  ): Pick<SessionSnapshot, 'sessions' | 'functions' | 'role' | 'subject'> {
    return {
      sessions: this.#listed,
      functions: present?.functions ?? this.#functions,
      role: this.#tokens.claims?.role ?? null,
      subject: this.#tokens.claims?.subject ?? null,
    };
  }

  /** The ticket's sessions with what is newer in this view; none where the page is not about a ticket. */
  withView(view: SessionView): readonly SessionView[] {
    if (this.ticket !== null) this.#listed = withView(this.#listed, view);
    return this.#listed;
  }

  /** Whether this is one of the ticket's open sessions. */
  isListed(session: string): boolean {
    return this.#listed.some((view) => view.id === session && isOpen(view));
  }

  /** Stays with this one of the ticket's sessions, as long as it is open. */
  choose(session: string): void {
    this.#chosen = session;
  }

  /** What the viewer may do outside of any session. */
  set functions(functions: readonly FunctionName[]) {
    this.#functions = functions;
  }

  /** Takes a session that this page has made itself, or found. */
  set(session: string | null): void {
    this.#session = session;
    if (session !== this.#chosen) this.#chosen = null;
  }

  /** The server need not tell of this session any more. */
  unwatch(session: string): void {
    // Where it does all the same, nobody listens.
    this.#connection.request('session:unwatch', { session }).catch(() => undefined);
  }

  /**
   * Looks again where there may be something new; on a new socket this also has the server tell about the ticket.
   * Of a ticket's open sessions it is the one that the person has turned to, else the one that this tab was in, else
   * the one in which somebody is, else the newest; one that is only asked for comes last, because nobody can join it. Where there is none, a request of one's own that
   * was declined or called off last is shown, so that its answer is read. On a page without ticket it is what one has asked for there.
   * `keep` holds on to the present session.
   */
  async find({ keep }: { readonly keep: boolean }): Promise<string | null> {
    const { session, ticket, number } = this.#options;
    const connection = this.#connection;
    if (this.#session === null && number !== undefined) {
      const found = await connection.request('session:find', { number }, { urgent: true });
      this.#session = found.session;
      // From here on with the token that is for this session; it counts from the next handshake.
      this.#tokens.replace(found.token);
      connection.reconnect();
      throw new SessionError('connection-lost');
    }
    const asks = this.#tokens.claims?.isEntry === true && session === undefined;
    if (ticket !== undefined || (asks && number === undefined)) {
      const { sessions, functions } = await connection.request(
        'session:list',
        ticket === undefined ? {} : { ticket },
        { urgent: true },
      );
      this.#listed = sessions;
      this.#functions = functions;
      const open = sessions.filter(isOpen);
      const subject = this.#tokens.claims?.subject ?? null;
      const meant =
        open.find(({ id }) => id === this.#chosen) ??
        open.find(({ id }) => new TabMemory(id, subject).read() !== null) ??
        open.find(({ participants }) => participants.some(isOtherHere)) ??
        open.find(({ request }) => request?.yours === true) ??
        open.find(({ phase }) => phase !== 'requested') ??
        open[0] ??
        sessions.slice(0, 1).find(isOwnDeclined);
      if (!keep && meant !== undefined) this.#session = meant.id;
    }
    return this.#session;
  }
}
