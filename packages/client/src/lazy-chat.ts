import {
  SessionError,
  type ChatMessage,
  type ChatReaders,
  type SessionView,
} from '@fernblick/protocol';
import type { Chat, ChatOptions } from './chat.ts';
import { Emitter } from './emitter.ts';
import { loggable } from './logger.ts';
import type { ChatPart, ChatSnapshot, SessionChat } from './session-chat.ts';
import type { ActionOptions } from './session-client.ts';
import { share } from './store.ts';

const nothingYet = share<ChatSnapshot>(null, {
  all: { messages: [], unread: 0, complete: false },
  agents: null,
});

/** The chat as its page has it from the first moment on; what makes it is loaded when there is a session. */
export class LazyChat implements SessionChat {
  readonly #options: ChatOptions;
  readonly #snapshots: Emitter<{ readonly changed: ChatSnapshot }>;
  #chat: Chat | null = null;
  #loading: Promise<Chat> | null = null;
  #view: SessionView | null = null;
  #closed = false;

  constructor(options: Omit<ChatOptions, 'changed'>) {
    this.#snapshots = new Emitter((error) =>
      options.logger.log('error', 'A listener threw', loggable(error)),
    );
    this.#options = { ...options, changed: (state) => this.#snapshots.emit('changed', state) };
  }

  get state(): ChatSnapshot {
    return this.#chat?.state ?? nothingYet;
  }

  subscribe(listener: (state: ChatSnapshot) => void, options: ActionOptions = {}): () => void {
    return this.#snapshots.on('changed', listener, options.signal);
  }

  async send(text: string, options?: { readonly to?: ChatReaders }): Promise<void> {
    // At once where it can: the message shows as soon as it is sent.
    await (this.#chat ?? (await this.#load())).send(text, options);
  }

  async retry(id: string): Promise<void> {
    await this.#chat?.retry(id);
  }

  discard(id: string): void {
    this.#chat?.discard(id);
  }

  async read(options?: Parameters<SessionChat['read']>[0]): Promise<ChatPart> {
    return await (await this.#load()).read(options);
  }

  markRead(to: ChatReaders): void {
    this.#chat?.markRead(to);
  }

  /** Takes in a view of the session. */
  look(view: SessionView | null): void {
    this.#view = view;
    if (this.#chat !== null) this.#chat.look(view);
    else if (view !== null)
      this.#load().catch((error: unknown) =>
        this.#options.logger.log('warn', 'The chat could not be loaded', loggable(error)),
      );
  }

  /** A new socket is up: whatever was written meanwhile was not told. */
  catchUp(): void {
    this.#chat?.catchUp();
  }

  /** A message is in the feed. */
  added(session: string, message: ChatMessage): void {
    this.#chat?.added(session, message);
  }

  close(): void {
    this.#closed = true;
    this.#chat?.close();
    this.#snapshots.clear();
  }

  async #load(): Promise<Chat> {
    this.#loading ??= import('./chat.ts').then(({ Chat: Loaded }) => {
      if (this.#closed) throw new SessionError('closed');
      this.#chat = new Loaded(this.#options);
      this.#chat.look(this.#view);
      return this.#chat;
    });
    try {
      return await this.#loading;
    } catch (cause) {
      // The next one who wants it tries again.
      this.#loading = null;
      throw cause instanceof SessionError
        ? cause
        : new SessionError('server-unreachable', { cause });
    }
  }
}
