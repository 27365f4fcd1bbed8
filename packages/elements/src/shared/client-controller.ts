import {
  createSessionClient,
  SessionError,
  toSessionError,
  type SessionClient,
  type SessionClientOptions,
} from '@fernblick/client';
import type { Role } from '@fernblick/protocol';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ClientChangedEvent } from '../events.ts';
import { roleOfToken } from './viewer-role.ts';

/** Asked for a token at the start and before each one expires. */
export type GetToken = SessionClientOptions['getToken'];

/** What the host page has said about its session. */
export interface SessionSettings {
  readonly server: string | null;
  readonly token: string | null;
  readonly getToken: GetToken | null;
  readonly session: string | null;
  readonly ticket: string | null;
}

/** What follows a client for as long as the element has it; returns what ends that. */
export type FollowClient = (client: SessionClient) => () => void;

/**
 * Makes the element's client once the page has said enough, and closes it when the element is gone for good. Moving
 * the element within a document takes it out and puts it back in one task; the call must not notice.
 */
export class ClientController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement & SessionSettings;
  readonly #follow: FollowClient;
  readonly #report: (error: SessionError) => void;
  readonly #needsTarget: boolean;
  #client: SessionClient | null = null;
  /** What the client was made from; null for a client that the page has given. */
  #madeFrom: string | null = null;
  #unfollow: (() => void) | null = null;
  #role: Role | null = null;
  #error: SessionError | null = null;

  constructor(
    host: ReactiveControllerHost & HTMLElement & SessionSettings,
    follow: FollowClient,
    report: (error: SessionError) => void,
    /** False for an element that also works on a page without ticket and session. */
    { needsTarget = true }: { readonly needsTarget?: boolean } = {},
  ) {
    this.#host = host;
    this.#follow = follow;
    this.#report = report;
    this.#needsTarget = needsTarget;
    host.addController(this);
  }

  get client(): SessionClient | null {
    return this.#client;
  }

  /** The viewer's role as the token claims it; the snapshot does not know it before there is a session. */
  get claimedRole(): Role | null {
    return this.#role ?? (this.#host.token === null ? null : roleOfToken(this.#host.token));
  }

  /** Why no client could be made from what the page has said. */
  get error(): SessionError | null {
    return this.#error;
  }

  /** Takes a client of the page's; the page also closes it. */
  give(client: SessionClient | null): void {
    if (client === this.#client) return;
    this.#drop();
    if (client !== null) this.#take(client, null);
    else this.#announce();
    this.#host.requestUpdate();
  }

  /** Starts afresh after a failure: with a new client, or with another try of the page's own. */
  async renew(): Promise<void> {
    if (this.#client !== null && this.#madeFrom === null) {
      await this.#client.open();
    } else {
      this.#drop();
      this.#host.requestUpdate();
    }
  }

  hostConnected(): void {
    if (this.#client !== null) this.#unfollow ??= this.#follow(this.#client);
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    setTimeout(() => {
      if (this.#host.isConnected || this.#client === null) return;
      if (this.#madeFrom === null) this.#endFollowing();
      else this.give(null);
    });
  }

  hostUpdate(): void {
    const { session, ticket, token, getToken } = this.#host;
    const isAimed = !this.#needsTarget || (session ?? ticket) !== null;
    const complete = isAimed && (token ?? getToken) !== null;
    const from = complete ? JSON.stringify([this.#host.server, session, ticket]) : null;
    if (this.#client !== null ? this.#madeFrom === null : !this.#host.isConnected) return;
    if (this.#madeFrom === from) return;
    const had = this.#client !== null;
    this.#drop();
    if (from !== null) this.#make(from);
    else if (had) this.#announce();
  }

  #make(from: string): void {
    const { server, session, ticket } = this.#host;
    this.#madeFrom = from;
    try {
      const client = createSessionClient({
        server: new URL(server ?? '/', document.baseURI),
        getToken: (options) => this.#fetchToken(options),
        ...(session === null ? {} : { session }),
        ...(ticket === null || session !== null ? {} : { ticket }),
      });
      this.#take(client, from);
    } catch (cause) {
      this.#error =
        cause instanceof SessionError ? cause : new SessionError('invalid-url', { cause });
      this.#report(this.#error);
    }
  }

  async #fetchToken(options: { readonly signal: AbortSignal }): Promise<string> {
    const { token, getToken } = this.#host;
    const fetched = getToken === null ? (token ?? '') : await getToken(options);
    this.#role = roleOfToken(fetched);
    this.#host.requestUpdate();
    return fetched;
  }

  #take(client: SessionClient, from: string | null): void {
    this.#client = client;
    this.#madeFrom = from;
    this.#unfollow = this.#follow(client);
    this.#announce();
    void this.#open(client);
  }

  async #open(client: SessionClient): Promise<void> {
    try {
      await client.open();
    } catch (cause) {
      // A client that was put aside meanwhile has nothing to say any more.
      if (client === this.#client) this.#report(toSessionError(cause));
    }
  }

  #endFollowing(): void {
    this.#unfollow?.();
    this.#unfollow = null;
  }

  #drop(): void {
    this.#endFollowing();
    if (this.#madeFrom !== null) void this.#client?.close();
    this.#client = null;
    this.#madeFrom = null;
    this.#error = null;
  }

  #announce(): void {
    this.#host.dispatchEvent(new ClientChangedEvent(this.#client));
  }
}
