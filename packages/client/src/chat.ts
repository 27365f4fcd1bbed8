import {
  chatSend,
  checkMessage,
  SessionError,
  toSessionError,
  type ChatMessage,
  type ChatReaders,
  type SessionView,
} from '@fernblick/protocol';
import { ChatMemory, nothingRemembered, type Outgoing } from './chat-memory.ts';
import { ChatThread } from './chat-thread.ts';
import { randomId } from './random-id.ts';
import type {
  ChatHistory,
  ChatPart,
  ChatSnapshot,
  SessionChat,
  ShownMessage,
} from './session-chat.ts';
import type { Logger } from './session-client.ts';
import { UNNOTICED_MS } from './signalling/pending-requests.ts';
import type { ServerConnection } from './signalling/server-connection.ts';
import type { TokenClaims } from './signalling/token-claims.ts';
import { share } from './store.ts';
import { youIn } from './view-reading.ts';

// An outage may last as long as a place in the call is kept; what was written meanwhile still arrives.
const AWAY_MS = 120_000;

const emptyHistory: ChatHistory = { messages: [], unread: 0, complete: false };

/** What a chat works with. */
export interface ChatOptions {
  readonly connection: Pick<ServerConnection, 'request' | 'ready' | 'serverTime'>;
  /** Whom the page's token is for. */
  readonly claims: () => TokenClaims | null;
  readonly logger: Logger;
  readonly changed: (state: ChatSnapshot) => void;
}

/** The two chats of a session: what the server keeps, and what is on its way there. */
export class Chat implements Omit<SessionChat, 'subscribe'> {
  readonly #options: ChatOptions;
  readonly #threads = new Map<ChatReaders, ChatThread>();
  #session: string | null = null;
  #memory: ChatMemory | null = null;
  /** What was in it when this page turned to the session. */
  #remembered = nothingRemembered;
  /** What the server does not have yet, in the order in which it was written. */
  #outgoing: readonly ShownMessage[] = [];
  #me: ShownMessage['from'] = { name: '', role: 'customer', you: true };
  #state = share<ChatSnapshot>(null, { all: emptyHistory, agents: null });
  #isStale = true;
  #isTelling = false;

  constructor(options: ChatOptions) {
    this.#options = options;
  }

  get state(): ChatSnapshot {
    if (this.#isStale) {
      const agents = this.#me.role === 'agent' ? this.#history('agents') : null;
      this.#state = share<ChatSnapshot>(this.#state, { all: this.#history('all'), agents });
      this.#isStale = false;
    }
    return this.#state;
  }

  async send(text: string, { to = 'all' }: { readonly to?: ChatReaders } = {}): Promise<void> {
    if (this.#session === null) throw new SessionError('not-joined');
    if (to === 'agents' && this.#me.role !== 'agent') throw new SessionError('not-allowed');
    const request = { session: this.#session, id: randomId(), to, text };
    // As the server will have it, so that it does not change under the reader's eyes.
    const message = checkMessage(chatSend.request, chatSend.maxBytes, request);
    await this.#deliver({ ...message, at: this.#options.connection.serverTime() });
  }

  async retry(id: string): Promise<void> {
    const failed = this.#failed(id);
    if (failed === undefined) return;
    this.#drop(id);
    await this.#deliver(failed);
  }

  discard(id: string): void {
    if (this.#failed(id) !== undefined) this.#drop(id);
  }

  async read({
    session = this.#session ?? undefined,
    to = 'all',
    after = 0,
    signal,
  }: Parameters<SessionChat['read']>[0] = {}): Promise<ChatPart> {
    if (session === undefined) throw new SessionError('not-found');
    const { connection } = this.#options;
    return await connection.request('chat:read', { session, to, after }, { signal });
  }

  markRead(to: ChatReaders): void {
    if (this.#threads.get(to)?.markRead() === true) this.#changed();
  }

  /** Takes in a view of the session. */
  look(view: SessionView | null): void {
    const session = view?.id ?? null;
    const { role, name } = youIn(view) ?? {
      role: this.#options.claims()?.role ?? 'customer',
      name: '',
    };
    if (role !== this.#me.role || name !== this.#me.name) this.#me = { name, role, you: true };
    if (session !== this.#session) this.#follow(session);
    if (role === 'agent') this.#open('agents');
  }

  /** A new socket is up: whatever was written meanwhile was not told. */
  catchUp(): void {
    for (const thread of this.#threads.values()) thread.catchUp();
  }

  /** A message is in the feed. */
  added(session: string, message: ChatMessage): void {
    if (session === this.#session) this.#threads.get(message.to)?.added(message);
  }

  close(): void {
    this.#closeThreads();
  }

  /** Turns to a session, and goes on with what this tab had not sent before a reload. */
  #follow(session: string | null): void {
    this.#closeThreads();
    this.#session = session;
    this.#outgoing = [];
    this.#memory = null;
    this.#changed();
    if (session === null) return;
    this.#memory = new ChatMemory(session, this.#options.claims()?.subject ?? null);
    this.#remembered = this.#memory.read();
    this.#open('all');
    for (const { failed, ...message } of this.#remembered.outgoing)
      if (failed) this.#put({ ...message, from: this.#me, seq: null, is: 'failed', error: null });
      // What becomes of it is shown with the message.
      else this.#deliver(message).catch(() => undefined);
  }

  #open(to: ChatReaders): void {
    if (this.#session === null || this.#threads.has(to)) return;
    const { connection, logger } = this.#options;
    const thread = new ChatThread({
      session: this.#session,
      to,
      read: this.#remembered.read[to],
      connection,
      logger,
      changed: () => this.#changed(),
      arrived: (id) => this.#drop(id),
    });
    this.#threads.set(to, thread);
  }

  #closeThreads(): void {
    for (const thread of this.#threads.values()) thread.close();
    this.#threads.clear();
  }

  /** Sends a message that is shown from now on; what is sent later arrives later. */
  async #deliver({ id, to, text, at }: Omit<Outgoing, 'failed'>): Promise<void> {
    const session = this.#session ?? '';
    const shown = { id, to, text, at, from: this.#me, seq: null } as const;
    this.#put({ ...shown, is: 'pending', error: null });
    try {
      const { message } = await this.#options.connection.request(
        'chat:send',
        { session, id, to, text },
        { awayMs: AWAY_MS, answerMs: UNNOTICED_MS },
      );
      this.added(session, message);
    } catch (cause) {
      const error = toSessionError(cause);
      // Who closes the client in between sends it with the next one of this tab.
      const isOurs = session === this.#session && error.code !== 'closed';
      if (isOurs && this.#outgoing.some((one) => one.id === id))
        this.#put({ ...shown, is: 'failed', error });
      throw error;
    }
  }

  #failed(id: string): ShownMessage | undefined {
    return this.#outgoing.find((one) => one.id === id && one.is === 'failed');
  }

  /** Shows a message of one's own, in its place where it has one. */
  #put(message: ShownMessage): void {
    const isThere = this.#outgoing.some(({ id }) => id === message.id);
    this.#outgoing = isThere
      ? this.#outgoing.map((one) => (one.id === message.id ? message : one))
      : [...this.#outgoing, message];
    this.#changed();
  }

  #drop(id: string): void {
    this.#outgoing = this.#outgoing.filter((one) => one.id !== id);
    this.#changed();
  }

  #history(to: ChatReaders): ChatHistory {
    const outgoing = this.#outgoing.filter((message) => message.to === to);
    return this.#threads.get(to)?.history(outgoing) ?? emptyHistory;
  }

  /** Remembers and tells it, once for all that changes together. */
  #changed(): void {
    this.#isStale = true;
    if (this.#isTelling) return;
    this.#isTelling = true;
    queueMicrotask(() => {
      this.#isTelling = false;
      this.#remember();
      this.#options.changed(this.state);
    });
  }

  #remember(): void {
    const readOf = (to: ChatReaders): number =>
      this.#threads.get(to)?.read ?? this.#remembered.read[to];
    this.#memory?.write({
      outgoing: this.#outgoing.map(({ id, to, text, at, is }) => ({
        id,
        to,
        text,
        at,
        failed: is === 'failed',
      })),
      read: { all: readOf('all'), agents: readOf('agents') },
    });
  }
}
