import type { ChatMessage, ChatReaders } from '@fernblick/protocol';
import { FeedReader } from './feed-reader.ts';
import type { ChatHistory, ShownMessage } from './session-chat.ts';
import type { Logger } from './session-client.ts';
import type { ServerConnection } from './signalling/server-connection.ts';

/** What a thread works with. */
export interface ChatThreadOptions {
  readonly session: string;
  readonly to: ChatReaders;
  /** Number of the last message that was read before a reload. */
  readonly read: number;
  readonly connection: Pick<ServerConnection, 'request'>;
  readonly logger: Logger;
  readonly changed: () => void;
  /** A message of one's own is in the feed. */
  readonly arrived: (id: string) => void;
}

/** What these readers read, as far as this page knows it. */
export class ChatThread {
  readonly #options: ChatThreadOptions;
  readonly #reader: FeedReader<ChatMessage>;
  readonly #messages: ShownMessage[] = [];
  #complete = false;
  #read: number;

  constructor(options: ChatThreadOptions) {
    this.#options = options;
    this.#read = options.read;
    const { connection, logger, to } = options;
    this.#reader = new FeedReader<ChatMessage>({
      read: async (part) => {
        const { messages, more } = await connection.request('chat:read', { ...part, to });
        return { entries: messages, more };
      },
      give: (message) => this.#give(message),
      reset: () => undefined,
      complete: () => {
        if (this.#complete) return;
        this.#complete = true;
        options.changed();
      },
      logger,
    });
    this.#reader.follow(options.session);
  }

  /** Number of the last message that was read. */
  get read(): number {
    return this.#read;
  }

  /** What there is, and what of one's own is yet to come. */
  history(outgoing: readonly ShownMessage[]): ChatHistory {
    const isUnread = ({ seq, from }: ShownMessage): boolean => (seq ?? 0) > this.#read && !from.you;
    return {
      messages: [...this.#messages, ...outgoing],
      unread: this.#messages.filter(isUnread).length,
      complete: this.#complete,
    };
  }

  catchUp(): void {
    this.#reader.catchUp();
  }

  added(message: ChatMessage): void {
    this.#reader.added(message);
  }

  /** Everything so far is read; false where it was already. */
  markRead(): boolean {
    const newest = this.#messages.at(-1)?.seq ?? 0;
    if (newest <= this.#read) return false;
    this.#read = newest;
    return true;
  }

  close(): void {
    this.#reader.close();
  }

  #give(message: ChatMessage): void {
    this.#messages.push({ ...message, is: 'sent', error: null });
    if (message.from.you) {
      // Who answers has read what came before, on whatever device.
      this.#read = Math.max(this.#read, message.seq);
      this.#options.arrived(message.id);
    }
    this.#options.changed();
  }
}
