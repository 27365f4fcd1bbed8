import { createHash } from 'node:crypto';
import {
  SessionError,
  type ChatMessage,
  type IceServer,
  type ParticipantId,
  type Reply,
  type RequestOutput,
  type SessionId,
  type SessionView,
} from '@fernblick/protocol';
import {
  chatMessageFor,
  dispositionUse,
  findPerson,
  isOver,
  mayTry,
  mayWatch,
  type ChatEntry,
  type PersonCommand,
  type PersonCommandName,
  type SessionState,
} from '@fernblick/session';
import type { ChatFeed } from '../chat-feed.ts';
import type { DispositionBook } from '../disposition-book.ts';
import type { InkFeed } from '../ink-feed.ts';
import type { JournalStore } from '../journal/journal-store.ts';
import type { NumberEntry } from '../number-entry.ts';
import { requesterKey } from '../requester-key.ts';
import type { SessionCreation } from '../session-creation.ts';
import type { Sessions } from '../sessions.ts';
import type { TokenHolder, Tokens } from '../tokens.ts';
import type { Audience } from './audience.ts';
import { createCallHandlers, type CallDesk } from './call-handlers.ts';
import { createDeskHandlers, type AgentsDesk } from './desk-handlers.ts';
import { createPictureHandlers, type PictureDesk } from './picture-handlers.ts';
import type { Connection } from './connection.ts';
import type { Handlers } from './dispatcher.ts';
import { callGoesOn, holdOtherCalls } from './hold-others.ts';
import { createInvitationHandlers, type InvitationDesk } from './invitation-handlers.ts';
import type { Presence } from './presence.ts';
import { sessionsOfPage } from './sessions-of-page.ts';
import { tellMessage } from './tell-message.ts';

/** What the handlers work with. */
export interface Desk extends CallDesk, AgentsDesk, InvitationDesk, PictureDesk {
  readonly sessions: Sessions;
  readonly store: JournalStore;
  readonly audience: Audience;
  readonly presence: Presence;
  readonly tokens: Tokens;
  readonly now: () => number;
  readonly creation: SessionCreation;
  readonly ink: InkFeed;
  readonly chat: ChatFeed;
  readonly dispositions: DispositionBook;
  readonly numbers: NumberEntry;
  readonly turn: (participant: ParticipantId) => { iceServers: IceServer[]; expiresAt: number };
  /** Checks a token as the handshake does. */
  readonly verify: (token: string, connection: Connection) => Promise<TokenHolder>;
}

/** More than a page shows of one ticket; keeps the answer small. */
export const MAX_LISTED = 30;
/** A page takes answers of up to a megabyte. */
const MAX_LISTED_BYTES = 800_000;

const RECORDING_ID_LENGTH = 22;

/** Makes the function behind each request. */
export function createHandlers(desk: Desk): Handlers {
  const { sessions, audience, presence, tokens, now } = desk;

  /** Carries out a command whose input is all that the rules need. */
  const plain =
    <
      N extends Exclude<
        PersonCommandName,
        | 'session:create'
        | 'request:make'
        | 'request:confirm'
        | 'dial:make'
        | 'dial:accept'
        | 'session:invite'
        | 'invitation:make'
        | 'invitation:accept'
        | 'call:checked'
        | 'session:join'
        | 'session:file'
        | 'picture:keep'
        | 'recording:ask'
      >,
    >(
      name: N,
    ) =>
    (request: RequestOutput<N>, connection: Connection): Promise<{ view: Reply<N>['view'] }> =>
      // The parts fit by construction; a union of commands cannot express that for a generic name.
      perform(connection, request, { name, input: request, facts: {} } as unknown as PersonCommand);

  const perform = async (
    connection: Connection,
    request: { readonly session: SessionId; readonly commandId: string },
    command: PersonCommand,
  ) => {
    const { state } = await sessions.execute({
      session: request.session,
      actor: connection.holder.actor,
      tab: connection.tab,
      commandId: request.commandId,
      input: [command.name, command.input],
      command: () => command,
    });
    return { view: audience.viewFor(connection, state) };
  };

  const known = async (connection: Connection, session: SessionId): Promise<SessionState> => {
    const state = sessions.cachedState(session) ?? (await sessions.state(session));
    if (state === null || !mayWatch(state, connection.holder.actor))
      throw new SessionError('not-found');
    return state;
  };

  const listed = async (connection: Connection, ids: readonly SessionId[]) => {
    const known = await Promise.all(ids.map((id) => sessions.state(id)));
    const states = known
      .filter((state) => state !== null)
      // As it stands by now: while the others were read it may have become internal.
      .map((state) => sessions.cachedState(state.id) ?? state)
      .filter((state) => mayWatch(state, connection.holder.actor));
    const views = new Map<SessionState, SessionView>();
    let bytes = 0;
    // A page refuses a longer answer; what goes on is not what is left out.
    for (const state of states.toSorted((a, b) => Number(isOver(a)) - Number(isOver(b)))) {
      const view = audience.viewFor(connection, state);
      bytes += Buffer.byteLength(JSON.stringify(view));
      if (bytes > MAX_LISTED_BYTES) break;
      views.set(state, view);
    }
    return {
      sessions: states.flatMap((state) => views.get(state) ?? []),
      functions: [...desk.allowed(connection.holder.actor, null).functions],
    };
  };

  return {
    'session:create': async (request, connection) => {
      const { state } = await desk.creation.create(connection.holder.actor, request);
      return { view: audience.viewFor(connection, state) };
    },

    'request:make': async (request, connection) => {
      const { state } = await desk.creation.request(connection.holder.actor, request);
      return { view: audience.viewFor(connection, state) };
    },
    ...createCallHandlers(desk),
    ...createDeskHandlers(desk, known),
    ...createInvitationHandlers(desk, known),
    'request:prefer': plain('request:prefer'),
    'request:propose': plain('request:propose'),
    'request:accept': plain('request:accept'),
    'request:decline': plain('request:decline'),

    'session:list': async ({ ticket }, connection) => {
      const { role, subject, scope } = connection.holder.actor;
      if (ticket === undefined) {
        const { newest } = await desk.store.requestsOf(requesterKey(subject, null));
        return listed(connection, newest === null ? [] : [newest]);
      }
      const mayHear =
        scope.is === 'ticket'
          ? scope.ticket === ticket
          : role === 'agent' && scope.is === 'portals';
      // A token that is for something else would show nothing for ever, and the host would not learn why.
      if (scope.is === 'ticket' && !mayHear) throw new SessionError('not-authorized');
      if (mayHear) audience.listen(connection, ticket);
      const { actor } = connection.holder;
      return listed(connection, await sessionsOfPage(desk, actor, ticket, MAX_LISTED));
    },

    'session:watch': async ({ session }, connection) => {
      const { actor } = connection.holder;
      const found = await sessions.state(session);
      const isKept = found !== null && found.internal && !mayWatch(found, actor);
      if (isKept && mayWatch({ ...found, internal: false }, actor))
        audience.await(connection, session);
      const state = await known(connection, session);
      audience.watch(connection, session);
      return { view: audience.viewFor(connection, state) };
    },

    'session:unwatch': ({ session }, connection) => {
      // Who is in the call goes on hearing of it.
      if (audience.participantOf(connection, session) === null)
        audience.unwatch(connection, session);
      return {};
    },

    'session:find': ({ number }, { holder, address }) =>
      desk.numbers.enter(number, holder.actor, [
        `address ${address}`,
        `person ${holder.actor.role} ${holder.actor.subject}`,
      ]),

    'session:invite': (request, connection) =>
      perform(connection, request, {
        name: 'session:invite',
        input: request,
        facts: { participant: tokens.participantId(request.session, request) },
      }),

    'session:join': async (request, connection) => {
      const { holder, tab } = connection;
      const { actor } = holder;
      const { session } = request;
      const participant = tokens.participantId(session, actor);
      const resume = tokens.derive('resume', session, participant, request.commandId);
      const resumeHash = request.resume === undefined ? null : hash(request.resume);
      // The tab that acts is the socket's own; what the request says must not name another one.
      if (request.tab !== tab) throw new SessionError('invalid-message', { at: 'tab' });
      let comesTo: SessionState | null = null;
      const { state, repeated } = await sessions.execute({
        session,
        actor,
        tab,
        commandId: request.commandId,
        input: ['session:join', request],
        tokenUse: { jti: holder.jti, expiresAt: holder.expiresAt },
        command: async (before) => {
          const me = before === null ? null : findPerson(before, actor);
          comesTo = before;
          const sameDevice =
            me !== null &&
            (me.tab === tab || (resumeHash !== null && me.resumeHashes.includes(resumeHash)));
          if (!sameDevice && (await desk.store.isTokenUsed(holder.jti, session)))
            throw new SessionError('token-used');
          const place = audience.placeOf(session, me?.id ?? participant);
          return {
            name: 'session:join',
            input: request,
            facts: {
              participant,
              resumeHash,
              newResumeHash: hash(resume),
              otherPlaceConnected: place !== null && place !== connection,
              otherCalls: audience.otherCalls(actor, session).length,
            },
          };
        },
        // Before anybody is told, so that nobody sees a person who is here as away.
        committed: (after) => {
          const me = findPerson(after, actor);
          if (me?.presence === 'joined' && me.tab === tab)
            presence.arrive(connection, { session, participant: me.id });
        },
      });
      // The first time, the change itself has told everybody.
      if (repeated) {
        await presence.tell(session);
        comesTo = await sessions.before(session, request.commandId, actor);
      }
      const goesOn =
        !isIn(comesTo, actor) && (await holdOtherCalls(desk, actor, session, { repeated }));
      return {
        view: audience.viewFor(connection, state),
        participant: participantOf(state, actor),
        resume,
        iceServers: desk.turn(participant).iceServers,
        ...(goesOn ? { problem: callGoesOn() } : {}),
      };
    },

    'session:leave': plain('session:leave'),
    'session:end': plain('session:end'),
    'session:cancel': plain('session:cancel'),
    'session:link': plain('session:link'),
    'session:unlink': plain('session:unlink'),
    'session:visibility': plain('session:visibility'),
    'session:rate': plain('session:rate'),
    'session:file': (request, connection) =>
      perform(connection, request, {
        name: 'session:file',
        input: request,
        facts: { dispositions: desk.dispositions.choices },
      }),

    'session:attach': plain('session:attach'),
    ...createPictureHandlers(desk),
    'picture:delete': plain('picture:delete'),

    'recording:ask': (request, connection) => {
      const { role, subject } = connection.holder.actor;
      const { session, commandId } = request;
      const recording = tokens.derive('recording', session, role, subject, commandId);
      return perform(connection, request, {
        name: 'recording:ask',
        input: request,
        facts: { recording: recording.slice(0, RECORDING_ID_LENGTH) },
      });
    },
    'recording:answer': plain('recording:answer'),
    'recording:withdraw': plain('recording:withdraw'),
    'recording:pause': plain('recording:pause'),
    'recording:resume': plain('recording:resume'),
    'recording:stop': plain('recording:stop'),
    'recording:delete': plain('recording:delete'),

    'dispositions:list': async ({ session }, connection) => {
      const state = await known(connection, session);
      const { choices } = desk.dispositions;
      const allowed = desk.allowed(connection.holder.actor, state);
      return { dispositions: [...choices], use: dispositionUse(allowed, choices) };
    },
    'call:hold': plain('call:hold'),
    'call:resume': plain('call:resume'),
    'call:devices': plain('call:devices'),
    'call:checked': (request, connection) =>
      perform(connection, request, {
        name: 'call:checked',
        input: request,
        facts: { participant: tokens.participantId(request.session, connection.holder.actor) },
      }),
    'video:offer': plain('video:offer'),
    'video:accept': plain('video:accept'),
    'video:decline': plain('video:decline'),
    'video:stop': plain('video:stop'),

    'ink:allow': plain('ink:allow'),

    'ink:add': async ({ session, item }, connection) => {
      const seq = await desk.ink.add({
        session,
        actor: connection.holder.actor,
        tab: connection.tab,
        item,
        added: (state, entry) =>
          audience.tell(state, 'ink:added', { session, ...entry }, connection),
      });
      return { seq };
    },

    'ink:read': async ({ session, after }, connection) => {
      await known(connection, session);
      const page = await desk.ink.read(session, after);
      // It may have become internal while that was read.
      await known(connection, session);
      return page;
    },

    'chat:send': async ({ session, id, to, text }, connection) => {
      const { actor } = connection.holder;
      const { state, entry } = await desk.chat.write({
        session,
        actor,
        id,
        to,
        text,
        added: (seenBy, added) => tellMessage(audience, seenBy, added, connection),
      });
      return { message: readable(state, connection, entry) };
    },

    'chat:read': async ({ session, to, after }, connection) => {
      const { state, entries, more } = await desk.chat.read(
        session,
        connection.holder.actor,
        to,
        after,
      );
      // As there.
      await known(connection, session);
      return { messages: entries.map((entry) => readable(state, connection, entry)), more };
    },

    'signal:send': async (request, connection) => {
      const { session, to, envelope } = request;
      const state = await known(connection, session);
      const from = ownPlace(audience, state, connection);
      if (isOver(state)) throw new SessionError('session-over');
      const other = state.participants.find((p) => p.id === to);
      if (to === from || other?.presence !== 'joined') throw new SessionError('not-found');
      const page = audience.placeOf(session, to);
      if (page === null) throw new SessionError('other-side-away');
      page.notify('signal:received', { session, from, envelope });
      return {};
    },

    'turn:credentials': async ({ session }, connection) => {
      const state = await known(connection, session);
      if (isOver(state)) throw new SessionError('session-over');
      const { actor } = connection.holder;
      // Who is expected, or could come in, may try the relay out before the call.
      if (!mayTry(state, actor, now())) throw new SessionError('not-joined');
      return desk.turn(findPerson(state, actor)?.id ?? tokens.participantId(session, actor));
    },

    'token:renew': async ({ token }, connection) => {
      const holder = await desk.verify(token, connection);
      const { actor } = connection.holder;
      if (holder.actor.subject !== actor.subject || holder.actor.role !== actor.role)
        throw new SessionError('not-authorized');
      connection.holder = holder;
      // The new token may reach less far than the one before.
      for (const session of audience.watched(connection)) {
        const state = await sessions.state(session);
        if (state === null || !mayWatch(state, holder.actor)) presence.hide(connection, session);
      }
      return { expiresAt: Math.floor(holder.expiresAt) };
    },

    'server:ping': () => ({ time: now() }),
  };
}

/** The place this page holds. @throws SessionError `not-joined`, or `taken-over` where another page holds it */
function ownPlace(audience: Audience, state: SessionState, connection: Connection): ParticipantId {
  const mine = audience.participantOf(connection, state.id);
  if (mine !== null) return mine;
  const me = findPerson(state, connection.holder.actor);
  throw new SessionError(
    me?.presence === 'joined' && me.tab !== connection.tab ? 'taken-over' : 'not-joined',
  );
}

/** A message as this page may read it. @throws SessionError `not-found` */
function readable(state: SessionState, { holder }: Connection, entry: ChatEntry): ChatMessage {
  const message = chatMessageFor(state, holder.actor, entry);
  if (message === null) throw new SessionError('not-found');
  return message;
}

/** Not who comes anew: after a reload or a lost connection, or with the call on another page. */
function isIn(state: SessionState | null, actor: TokenHolder['actor']): boolean {
  const me = state === null ? null : findPerson(state, actor);
  return me?.presence === 'joined' || me?.presence === 'interrupted';
}

function participantOf(state: SessionState, actor: TokenHolder['actor']): ParticipantId {
  const me = findPerson(state, actor);
  if (me === null) throw new SessionError('not-joined');
  return me.id;
}

function hash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
