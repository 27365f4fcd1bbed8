import type { InkLive, Notice, SessionView } from '@fernblick/protocol';
import { Ink } from './ink.ts';
import { LazyChat } from './lazy-chat.ts';
import { Notes } from './notes.ts';
import type { Logger } from './session-client.ts';
import type { ServerConnection } from './signalling/server-connection.ts';
import type { TokenKeeper } from './signalling/token-keeper.ts';

/** What the server tells of a feed. */
export type FeedNotice =
  | { readonly name: 'ink:added'; readonly notice: Notice<'ink:added'> }
  | { readonly name: 'chat:added'; readonly notice: Notice<'chat:added'> }
  | { readonly name: 'note:changed'; readonly notice: Notice<'note:changed'> };

/** What a session has beside its view, and what comes back after every reconnect: its drawing, its chat and its notepads. */
export class Feeds {
  readonly ink: Ink;
  readonly chat: LazyChat;
  readonly notes: Notes;

  constructor(
    connection: ServerConnection,
    tokens: TokenKeeper,
    session: () => string | null,
    stream: (live: InkLive) => void,
    logger: Logger,
  ) {
    this.ink = new Ink(connection, stream, logger);
    this.chat = new LazyChat({ connection, claims: () => tokens.claims, logger });
    this.notes = new Notes({
      connection,
      session,
      subject: () => tokens.claims?.subject ?? null,
      logger,
    });
  }

  /** Takes in a view of the session, and whether this page is in the call. */
  look(view: SessionView | null, joined: boolean): void {
    this.ink.look(view, joined);
    this.chat.look(view);
  }

  /** A new socket is up: whatever was added meanwhile was not told. */
  catchUp(): void {
    this.ink.catchUp();
    this.chat.catchUp();
  }

  /** Something is in a feed. */
  added(said: FeedNotice): void {
    if (said.name === 'note:changed') this.notes.changed(said.notice.session, said.notice.note);
    else if (said.name === 'chat:added') this.chat.added(said.notice.session, said.notice.message);
    else this.ink.added(said.notice.session, said.notice.seq, said.notice.item);
  }

  close(): void {
    this.ink.close();
    this.chat.close();
    this.notes.close();
  }
}
