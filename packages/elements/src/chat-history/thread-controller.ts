import {
  toSessionError,
  type SessionError,
  type ChatHistory,
  type SessionClient,
  type ShownMessage,
} from '@fernblick/client';
import type { ChatReaders } from '@fernblick/protocol';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Whose chat is read. */
type About = { readonly client: SessionClient; readonly session: string };

const nothingRead: ChatHistory = { messages: [], unread: 0, complete: false };

/**
 * What was written to one kind of readers in one session: the first part as soon as it is shown, each further one when it is
 * wanted. Of a session that goes on, what comes is read where everything before has been. Where the session is another one
 * than it was, as after somebody was forgotten, all of that is read anew, and nothing of before stays.
 */
export class ThreadController implements ReactiveController {
  /** Who reads it. */
  readonly to: ChatReaders;
  readonly #host: ReactiveControllerHost;
  readonly #about: () => About | null;
  #shown: About | null = null;
  #history = nothingRead;
  #error: SessionError | null = null;
  #stop: AbortController | null = null;
  #unsubscribe: (() => void) | null = null;
  /** How the session stood when its chat was read. */
  #standing = 'unknown';
  /** What is shown is from before, and goes as soon as there is something newer, or nothing. */
  #isOld = false;

  constructor(host: ReactiveControllerHost, to: ChatReaders, about: () => About | null) {
    this.#host = host;
    this.to = to;
    this.#about = about;
    host.addController(this);
  }

  /** What has been read; complete where nothing is left. */
  get history(): ChatHistory {
    return this.#history;
  }

  /** True where there is more than what has been read. */
  get hasMore(): boolean {
    return !this.#history.complete && this.#history.messages.length > 0;
  }

  /** True where nobody has written. */
  get isEmpty(): boolean {
    return this.#history.complete && this.#history.messages.length === 0;
  }

  get isReading(): boolean {
    return this.#stop !== null;
  }

  /** Why the last part could not be read; null while all is well. */
  get error(): SessionError | null {
    return this.#error;
  }

  hostUpdated(): void {
    const about = this.#about();
    if (about?.client === this.#shown?.client && about?.session === this.#shown?.session) return;
    this.#leave();
    this.#shown = about;
    if (about === null) return;
    const { client } = about;
    const ends = [
      client.chat.subscribe(() => this.#readNews(about)),
      client.subscribe(() => this.#look(about)),
    ];
    this.#unsubscribe = () => {
      for (const end of ends) end();
    };
    this.#standing = standingOf(about);
    void this.readOn();
  }

  hostDisconnected(): void {
    this.#leave();
  }

  /** Reads the next part. */
  async readOn(): Promise<void> {
    const about = this.#shown;
    if (about === null || this.#stop !== null) return;
    const stop = new AbortController();
    this.#stop = stop;
    this.#error = null;
    const newest = this.#newestOf(about);
    this.#host.requestUpdate();
    try {
      const { session, client } = about;
      const { signal } = stop;
      const after = this.#isOld ? 0 : this.#lastRead;
      const part = await client.chat.read({ session, to: this.to, after, signal });
      if (stop.signal.aborted) return;
      const read = part.messages.map((message): ShownMessage => ({
        ...message,
        is: 'sent',
        error: null,
      }));
      const before = this.#isOld ? [] : this.#history.messages;
      this.#isOld = false;
      this.#history = {
        messages: [...before, ...read],
        unread: 0,
        complete: !part.more,
      };
    } catch (cause) {
      if (stop.signal.aborted) return;
      if (this.#isOld) this.#history = nothingRead;
      this.#isOld = false;
      this.#error = toSessionError(cause);
    } finally {
      if (this.#stop === stop) this.#stop = null;
      this.#host.requestUpdate();
    }
    // What was written meanwhile.
    if (this.#error === null && this.#newestOf(about) > newest) this.#readNews(about);
  }

  /** What is over changes no more by itself: where it does, or is gone, what was read of it may not be there any more. */
  #look(about: About): void {
    const before = this.#standing;
    const now = standingOf(about);
    this.#standing = now;
    const isEnd = before === 'open' && now !== 'unknown';
    if (now === before || before === 'unknown' || isEnd) return;
    void this.#readAnew(this.#lastRead);
  }

  /** Reads as far as it was read before. */
  async #readAnew(asFar: number): Promise<void> {
    this.#stop?.abort();
    this.#stop = null;
    this.#isOld = true;
    const about = this.#shown;
    let read = -1;
    for (;;) {
      await this.readOn();
      const isRead = this.#shown !== about || !this.hasMore || this.#error !== null;
      if (isRead || this.#lastRead >= asFar || this.#lastRead <= read) return;
      read = this.#lastRead;
    }
  }

  #readNews(about: About): void {
    if (this.#history.complete && this.#newestOf(about) > this.#lastRead) void this.readOn();
  }

  /** The number of the newest message that the client has heard of; 0 where it follows another session. */
  #newestOf({ client, session }: About): number {
    if (client.state.session?.id !== session) return 0;
    return client.chat.state[this.to]?.messages.findLast(({ seq }) => seq !== null)?.seq ?? 0;
  }

  get #lastRead(): number {
    return this.#history.messages.at(-1)?.seq ?? 0;
  }

  #leave(): void {
    this.#standing = 'unknown';
    this.#stop?.abort();
    this.#stop = null;
    this.#unsubscribe?.();
    this.#unsubscribe = null;
    this.#shown = null;
    this.#history = nothingRead;
    this.#isOld = false;
    this.#error = null;
  }
}

/** How a session stands, as far as the page knows it; each change to one that is over is another standing. */
function standingOf({ client, session }: About): string {
  const { session: present, sessions } = client.state;
  const view = present?.id === session ? present : sessions.find(({ id }) => id === session);
  if (view === undefined) return 'unknown';
  const isOver = view.phase === 'done' || view.phase === 'cancelled';
  return isOver ? `over ${view.seq}` : 'open';
}
