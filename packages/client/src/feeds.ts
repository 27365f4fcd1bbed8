import type { InkLive, Notice, QueuePlace, SessionView } from '@fernblick/protocol';
import type { CallParts } from './call-parts.ts';
import type { Emitter } from './emitter.ts';
import { Ink } from './ink.ts';
import { Invitations } from './invitations.ts';
import { LiveAgentDesk } from './live-agent-desk.ts';
import { LazyChat } from './lazy-chat.ts';
import { Notes } from './notes.ts';
import type { SessionMoments } from './session-client.ts';
import type { ServerConnection } from './signalling/server-connection.ts';
import type { TokenKeeper } from './signalling/token-keeper.ts';

/** What the server tells of a feed. */
export type FeedNotice =
  | { readonly name: 'ink:added'; readonly notice: Notice<'ink:added'> }
  | { readonly name: 'chat:added'; readonly notice: Notice<'chat:added'> }
  | { readonly name: 'note:changed'; readonly notice: Notice<'note:changed'> }
  | { readonly name: 'contact:changed'; readonly notice: Notice<'contact:changed'> }
  | { readonly name: 'dispositions:changed'; readonly notice: Notice<'dispositions:changed'> }
  | { readonly name: 'agent:ping'; readonly notice: Notice<'agent:ping'> }
  | { readonly name: 'agent:offers'; readonly notice: Notice<'agent:offers'> }
  | { readonly name: 'desk:changed'; readonly notice: Notice<'desk:changed'> }
  | { readonly name: 'queue:place'; readonly notice: Notice<'queue:place'> };

/** What a page has beside its view, and what comes back after every reconnect: its drawing, its chat and its notepads. */
export class Feeds {
  readonly ink: Ink;
  readonly chat: LazyChat;
  readonly notes: Notes;
  readonly desk: LiveAgentDesk;
  readonly invitations: Invitations;
  readonly #moments: Emitter<SessionMoments>;
  readonly #placed: (queue: QueuePlace) => void;

  constructor(
    connection: ServerConnection,
    tokens: TokenKeeper,
    session: () => string | null,
    out: {
      /** Sends what is being drawn to the other pages. */
      readonly stream: (live: InkLive) => void;
      /** The call's place in line is another one. */
      readonly placed: (queue: QueuePlace) => void;
    },
    { logger, moments }: Pick<CallParts, 'logger' | 'moments'>,
  ) {
    this.#moments = moments;
    this.ink = new Ink(connection, out.stream, logger);
    this.chat = new LazyChat({ connection, claims: () => tokens.claims, logger });
    this.notes = new Notes({
      connection,
      session,
      subject: () => tokens.claims?.subject ?? null,
      logger,
    });
    this.desk = new LiveAgentDesk(connection, logger);
    this.invitations = new Invitations(connection, session);
    this.#placed = out.placed;
  }

  /** Takes in a view of the session, and whether this page is in the call. */
  look(view: SessionView | null, joined: boolean): void {
    this.ink.look(view, joined);
    this.chat.look(view);
  }

  /** After a new socket is up: whatever was added meanwhile was not told. */
  serverChanged(isConnected: boolean): void {
    this.desk.serverChanged(isConnected);
    if (!isConnected) return;
    this.ink.catchUp();
    this.chat.catchUp();
  }

  /** Something is in a feed. */
  added(said: FeedNotice): void {
    switch (said.name) {
      case 'chat:added':
        return this.chat.added(said.notice.session, said.notice.message);
      case 'ink:added':
        return this.ink.added(said.notice.session, said.notice.seq, said.notice.item);
      case 'note:changed':
        return this.notes.changed(said.notice.session, said.notice.note);
      case 'contact:changed':
        return this.#moments.emit('contact-changed', said.notice);
      case 'dispositions:changed':
        return this.#moments.emit('dispositions-changed', {});
      case 'agent:ping':
        return this.desk.pinged();
      case 'agent:offers':
        return this.desk.offered(said.notice.offers);
      case 'desk:changed':
        return this.desk.changed(said.notice);
      case 'queue:place':
        return this.#placed(said.notice);
    }
  }

  close(): void {
    this.ink.close();
    this.chat.close();
    this.notes.close();
    this.desk.close();
  }
}
