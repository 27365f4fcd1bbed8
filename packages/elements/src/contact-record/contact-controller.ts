import { SessionError, toSessionError, type SessionClient } from '@fernblick/client';
import type { ContactView, HistoryLine, ListPlace } from '@fernblick/protocol';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { FieldChange } from './data-fields.ts';

/** Whose contact is shown. */
export interface Whom {
  readonly client: SessionClient;
  readonly session: string;
  readonly participant: string;
}

/** What is known about one customer: read when it is first shown, and their sessions page by page. */
export class ContactController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #whom: () => Whom | null;
  #about: Whom | null = null;
  #contact: ContactView | null = null;
  /** How many changes the server has told of: an answer that was asked for before one of them is older. */
  #told = 0;
  #history: readonly HistoryLine[] = [];
  #next: ListPlace | null = null;
  #isLoading = false;
  #error: SessionError | null = null;
  #listening = new AbortController();

  constructor(host: ReactiveControllerHost, whom: () => Whom | null) {
    this.#host = host;
    this.#whom = whom;
    host.addController(this);
  }

  get contact(): ContactView | null {
    return this.#contact;
  }

  /** Newest first, without the session that is shown. */
  get history(): readonly HistoryLine[] {
    return this.#history.filter(({ session }) => session !== this.#about?.session);
  }

  get hasMore(): boolean {
    return this.#next !== null;
  }

  get isLoading(): boolean {
    return this.#isLoading;
  }

  get error(): SessionError | null {
    return this.#error;
  }

  hostDisconnected(): void {
    this.#drop();
  }

  hostUpdate(): void {
    const whom = this.#whom();
    const before = this.#about;
    const isSame =
      whom?.client === before?.client &&
      whom?.session === before?.session &&
      whom?.participant === before?.participant;
    if (isSame) return;
    this.#drop();
    if (whom !== null) this.#take(whom);
  }

  dismiss(): void {
    this.#error = null;
    this.#host.requestUpdate();
  }

  /** The sessions before those that are shown. */
  async more(): Promise<void> {
    const about = this.#about;
    const { signal } = this.#listening;
    const after = this.#next;
    if (about === null || after === null || this.#isLoading) return;
    await this.#attempt(signal, async () => {
      const { client, session, participant } = about;
      const part = await client.contactHistory(participant, { session, after, signal });
      if (signal.aborted) return;
      this.#history = [...this.#history, ...part.sessions];
      this.#next = part.next;
    });
  }

  /** Corrects one field of a contact, shown or not by now. @throws SessionError of the server */
  async change(field: FieldChange, whom: Whom): Promise<void> {
    const { client, session, participant } = whom;
    const told = this.#told;
    try {
      const contact = await client.changeContact(participant, field, { session });
      if (told === this.#told && this.#isAbout(session, participant)) this.#contact = contact;
    } catch (cause) {
      // What it holds now may not have been told: the line was down.
      if (cause instanceof SessionError && cause.code === 'field-changed')
        await this.#lookAgain(whom);
      throw cause;
    }
  }

  async #lookAgain({ client, session, participant }: Whom): Promise<void> {
    if (!this.#isAbout(session, participant)) return;
    const { signal } = this.#listening;
    const told = this.#told;
    const contact = await client.readContact(participant, { session, signal });
    if (!signal.aborted && told === this.#told) this.#contact = contact;
  }

  #isAbout(session: string, participant: string): boolean {
    return this.#about?.session === session && this.#about.participant === participant;
  }

  #take(whom: Whom): void {
    this.#about = whom;
    this.#listening = new AbortController();
    const { client } = whom;
    client.on(
      'contact-changed',
      ({ session, participant, contact }) => {
        if (!this.#isAbout(session, participant)) return;
        this.#told += 1;
        this.#contact = contact;
        this.#host.requestUpdate();
      },
      { signal: this.#listening.signal },
    );
    let before = client.state.server;
    client.subscribe(
      ({ server }) => {
        const isBack = server === 'connected' && before !== 'connected';
        before = server;
        if (isBack) void this.#load(whom);
      },
      { signal: this.#listening.signal },
    );
    void this.#load(whom);
  }

  async #load({ client, session, participant }: Whom): Promise<void> {
    const { signal } = this.#listening;
    const told = this.#told;
    await this.#attempt(signal, async () => {
      const [contact, history] = await Promise.all([
        client.readContact(participant, { session, signal }),
        client.contactHistory(participant, { session, signal }),
      ]);
      if (signal.aborted) return;
      if (told === this.#told) this.#contact = contact;
      this.#history = history.sessions;
      this.#next = history.next;
    });
  }

  async #attempt(signal: AbortSignal, action: () => Promise<void>): Promise<void> {
    this.#isLoading = true;
    this.#error = null;
    this.#host.requestUpdate();
    try {
      await action();
    } catch (cause) {
      if (signal.aborted) return;
      this.#error = toSessionError(cause);
    }
    if (signal.aborted) return;
    this.#isLoading = false;
    this.#host.requestUpdate();
  }

  #drop(): void {
    this.#listening.abort();
    this.#about = null;
    this.#contact = null;
    this.#history = [];
    this.#next = null;
    this.#isLoading = false;
    this.#error = null;
  }
}
