import type { ChatMessage, ChatReaders, SessionError } from '@fernblick/protocol';
import type { AboutOptions, ActionOptions } from './session-client.ts';

/** A message as a page shows it. */
export interface ShownMessage extends Omit<ChatMessage, 'seq'> {
  /** Counts the messages to these readers from 1; null until the server has it. */
  readonly seq: number | null;
  /**
   * `sent`: the server keeps it; `pending`: on its way, also while the connection is lost or after a reload; `failed`:
   * not delivered, and not tried again by itself.
   */
  readonly is: 'sent' | 'pending' | 'failed';
  /** Why it failed; null otherwise, and after a reload. */
  readonly error: SessionError | null;
}

/** What these readers read. */
export interface ChatHistory {
  /** In the order in which the server took them in; one's own that it does not have yet come last. */
  readonly messages: readonly ShownMessage[];
  /** How many of them others wrote since the viewer last looked. */
  readonly unread: number;
  /** False until everything that was written before this page opened has arrived. */
  readonly complete: boolean;
}

/** Both chats at one moment, deeply frozen; what did not change is the same object as before. */
export interface ChatSnapshot {
  /** What everybody in the session reads. */
  readonly all: ChatHistory;
  /** What agents alone read; null for customers. */
  readonly agents: ChatHistory | null;
}

/** A part of what was written in a session. */
export interface ChatPart {
  readonly messages: readonly ChatMessage[];
  /** True where there is more after the last of them. */
  readonly more: boolean;
}

/**
 * The chat of a session, and the one that its agents have among themselves. Each message is kept by the server once, in
 * one order for everybody, and is there again after a reload and for those who join later. Written from before the call
 * until the session is over; read as long as the session can be seen.
 */
export interface SessionChat {
  readonly state: ChatSnapshot;
  /** Calls the listener at every new snapshot, never at once; returns what ends it. */
  subscribe(listener: (state: ChatSnapshot) => void, options?: ActionOptions): () => void;
  /**
   * Writes a message, to everybody unless told otherwise. It is shown as `pending` at once, waits through lost
   * connections, and goes on after a reload of this tab. Resolves when the server keeps it.
   * @throws SessionError `invalid-message`, `message-too-large`, `not-joined`, `not-allowed`, `session-over`, `chat-full`
   * and others of the table; but for the first two the message stays as `failed`
   */
  send(text: string, options?: { readonly to?: ChatReaders }): Promise<void>;
  /** Sends a failed message once more; it is kept once even where it had arrived after all. */
  retry(id: string): Promise<void>;
  /** Takes a failed message away. */
  discard(id: string): void;
  /**
   * What was written in any session that the viewer may see, oldest first, as much as fits into one answer: `after` is
   * the number of the last message that was read, 0 for the first part. Nothing of it is in the snapshot, nor counts as read.
   * @throws SessionError `not-found` where the session is not there for the viewer, `not-allowed` to customers who ask for
   * what agents write among themselves
   */
  read(
    options?: { readonly to?: ChatReaders; readonly after?: number } & AboutOptions,
  ): Promise<ChatPart>;
  /** Says that the viewer has read everything that there is. */
  markRead(to: ChatReaders): void;
}
