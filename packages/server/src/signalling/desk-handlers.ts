import { SessionError, type Note, type RequestOutput, type SessionId } from '@fernblick/protocol';
import {
  noteFor,
  type Actor,
  type Allowed,
  type NoteEntry,
  type SessionState,
  type Place,
} from '@fernblick/session';
import type { ContactBook } from '../contact-book.ts';
import type { DeskBook, ReportQuestion } from '../desk-book.ts';
import type { NoteFeed } from '../note-feed.ts';
import type { ResponseBook } from '../response-book.ts';
import type { Audience } from './audience.ts';
import type { Connection } from './connection.ts';
import type { ContactReaders } from './contact-readers.ts';
import type { Handlers } from './dispatcher.ts';

/** What the handlers of the agents' desk work with. */
export interface AgentsDesk {
  readonly audience: Audience;
  readonly contacts: ContactBook;
  readonly contactReaders: ContactReaders;
  readonly lists: DeskBook;
  readonly notes: NoteFeed;
  readonly responses: ResponseBook;
  /** What administrators let somebody do in a session of this portal, or outside of any. */
  readonly allowed: (actor: Actor, session: Place | null) => Allowed;
}

type DeskRequest =
  | `contact:${'read' | 'change' | 'history'}`
  | `activity:${'read' | 'export'}`
  | 'desk:list'
  | 'note:write'
  | 'notes:read'
  | 'responses:find';

/** Makes the functions behind what agents ask beside the call: lists, reports, contacts, notepads, responses. */
export function createDeskHandlers(
  desk: AgentsDesk,
  known: (connection: Connection, session: SessionId) => Promise<SessionState>,
): Pick<Handlers, DeskRequest> {
  const { audience } = desk;
  return {
    'contact:read': async ({ session, participant }, connection) => {
      const question = { session, participant, actor: connection.holder.actor };
      // Before it is read: what changes meanwhile is told twice rather than not at all.
      const subject = await desk.contacts.subjectOf(question);
      desk.contactReaders.listen(connection, { session, participant, subject });
      return { contact: await desk.contacts.read(question) };
    },

    'contact:change': async ({ session, participant, ...change }, { holder: { actor } }) => ({
      contact: await desk.contacts.change({ session, participant, actor }, change),
    }),

    'contact:history': async ({ session, participant, after }, { holder: { actor } }) => {
      const { sessions: lines, next } = await desk.contacts.history(
        { session, participant, actor },
        after ?? null,
      );
      return { sessions: [...lines], next };
    },

    'desk:list': async ({ list, mine, after }, connection) => {
      // Before it is read: what changes meanwhile is told twice rather than not at all.
      audience.listenAtDesk(connection);
      const { lines, next } = await desk.lists.list(connection.holder.actor, {
        list,
        mine,
        after: after ?? null,
      });
      return { lines: [...lines], next };
    },

    'activity:read': async (period, { holder: { actor } }) => {
      const { agents, mayAll } = await desk.lists.report(actor, questionOf(period, actor));
      return { agents: [...agents], mayAll };
    },

    'activity:export': ({ period, after, separator }, { holder: { actor } }) =>
      desk.lists.export(actor, questionOf(period, actor), after ?? null, separator),

    'note:write': async ({ session, text, version }, connection) => {
      const { actor } = connection.holder;
      const { state, entry } = await desk.notes.write({
        session,
        actor,
        text,
        version,
        changed: (seenBy, written) =>
          audience.tellEach(
            seenBy,
            'note:changed',
            (viewer) => {
              const note = noteFor(seenBy, viewer, written);
              return note === null ? null : { session, note };
            },
            connection,
          ),
      });
      return { note: readableNote(state, connection, entry) };
    },

    'notes:read': async ({ session, after }, connection) => {
      const { state, entries, more } = await desk.notes.read(
        session,
        connection.holder.actor,
        after,
      );
      return { notes: entries.map((entry) => readableNote(state, connection, entry)), more };
    },

    'responses:find': async ({ query, session }, connection) => {
      const place = session === undefined ? null : await known(connection, session);
      if (!desk.allowed(connection.holder.actor, place).functions.has('responses'))
        throw new SessionError('switched-off');
      const { responses, more } = desk.responses.find(query);
      return { responses: [...responses], more };
    },
  };
}

function questionOf(
  { from, until, all }: RequestOutput<'activity:read'>,
  { subject }: Actor,
): ReportQuestion {
  return { from, until, agent: all ? null : subject };
}

/** A notepad as this page may read it. @throws SessionError `not-found` */
function readableNote(state: SessionState, { holder }: Connection, entry: NoteEntry): Note {
  const note = noteFor(state, holder.actor, entry);
  if (note === null) throw new SessionError('not-found');
  return note;
}
