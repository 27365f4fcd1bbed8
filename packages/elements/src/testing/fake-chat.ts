import type {
  ChatHistory,
  ChatPart,
  ChatSnapshot,
  SessionChat,
  ShownMessage,
} from '@fernblick/client';
import { SessionError } from '@fernblick/client';
import type { ChatReaders, ErrorCode } from '@fernblick/protocol';

const nobodyWrote: ChatHistory = { messages: [], unread: 0, complete: true };

/** A chat without server, for tests: they let others write, and read what was sent. */
export class FakeChat implements SessionChat {
  state: ChatSnapshot;
  /** The error with which whatever is sent fails; null while all goes well. */
  refusal: ErrorCode | null = null;
  readonly #listeners = new Set<(state: ChatSnapshot) => void>();
  #messages = 0;

  constructor({ forAgents = false }: { readonly forAgents?: boolean } = {}) {
    this.state = { all: nobodyWrote, agents: forAgents ? nobodyWrote : null };
  }

  /** Somebody else writes. */
  write(text: string, message: Partial<ShownMessage> = {}): void {
    const { to = 'all' } = message;
    const history = this.state[to] ?? nobodyWrote;
    this.#put(to, {
      messages: [...history.messages, this.#message(text, message)],
      unread: history.unread + (message.from?.you === true ? 0 : 1),
    });
  }

  /** Whoever wrote is forgotten, and what they wrote with them. */
  forget(): void {
    const from = { name: '—', role: 'customer', you: false } as const;
    this.#change((message) => [{ ...message, from, text: '—' }]);
  }

  subscribe(listener: (state: ChatSnapshot) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async send(text: string, { to = 'all' }: { readonly to?: ChatReaders } = {}): Promise<void> {
    const from = { name: 'Me', role: 'agent', you: true } as const;
    const error = this.refusal === null ? null : new SessionError(this.refusal);
    this.write(text, { to, from, is: error === null ? 'sent' : 'failed', error });
    await Promise.resolve();
    if (error !== null) throw error;
  }

  async retry(id: string): Promise<void> {
    await Promise.resolve();
    this.#change((message) =>
      message.id === id && this.refusal === null
        ? [{ ...message, is: 'sent', error: null }]
        : [message],
    );
  }

  discard(id: string): void {
    this.#change((message) => (message.id === id ? [] : [message]));
  }

  /** In parts of three, so that tests need not write a book. */
  async read({
    to = 'all',
    after = 0,
  }: Parameters<SessionChat['read']>[0] = {}): Promise<ChatPart> {
    const left = (this.state[to]?.messages ?? []).flatMap((message) =>
      message.seq === null || message.seq <= after ? [] : [{ ...message, seq: message.seq }],
    );
    // As of when it was asked, told later.
    await Promise.resolve();
    if (this.refusal !== null) throw new SessionError(this.refusal);
    return { messages: left.slice(0, 3), more: left.length > 3 };
  }

  markRead(to: ChatReaders): void {
    if ((this.state[to]?.unread ?? 0) > 0) this.#put(to, { unread: 0 });
  }

  #message(text: string, more: Partial<ShownMessage>): ShownMessage {
    this.#messages += 1;
    const from = { name: 'Maria Rossi', role: 'customer', you: false } as const;
    const seq = this.#messages;
    const at = Date.now();
    return {
      id: `message-${seq}`,
      seq,
      to: 'all',
      at,
      from,
      text,
      is: 'sent',
      error: null,
      ...more,
    };
  }

  #change(change: (message: ShownMessage) => readonly ShownMessage[]): void {
    for (const to of ['all', 'agents'] as const)
      if (this.state[to] !== null)
        this.#put(to, { messages: this.state[to].messages.flatMap(change) });
  }

  #put(to: ChatReaders, change: Partial<ChatHistory>): void {
    this.state = { ...this.state, [to]: { ...(this.state[to] ?? nobodyWrote), ...change } };
    for (const listener of [...this.#listeners]) listener(this.state);
  }
}
