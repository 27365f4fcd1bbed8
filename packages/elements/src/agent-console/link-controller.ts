import { toSessionError, type SessionError, type SessionClient } from '@fernblick/client';
import type { LitElement, ReactiveController } from 'lit';
import { SessionChosenEvent, SessionProblemEvent } from '../events.ts';

/** What a colleague's link has behind the `#`. */
const LINK = /^#invitation=([\w.-]+)$/;

/**
 * Comes with a colleague's link where the page was opened by one: the agent is put on the list of the session, by the
 * token that the page has for them, and the page turns to it. The key is taken out of the address once that is settled,
 * so that a reload does not ask again.
 */
export class LinkController implements ReactiveController {
  readonly #host: LitElement;
  readonly #client: () => SessionClient | null;
  #asked: string | null = null;
  /** It may go better once the server is there again. */
  #waits = false;
  #problem: SessionError | null = null;

  constructor(host: LitElement, client: () => SessionClient | null) {
    this.#host = host;
    this.#client = client;
    host.addController(this);
  }

  get problem(): SessionError | null {
    return this.#problem;
  }

  readonly dismiss = (): void => {
    this.#problem = null;
    this.#host.requestUpdate();
  };

  hostConnected(): void {
    addEventListener('hashchange', this.#follow);
  }

  hostDisconnected(): void {
    removeEventListener('hashchange', this.#follow);
  }

  hostUpdate(): void {
    const client = this.#host.isConnected ? this.#client() : null;
    if (this.#waits && client?.state.server === 'connected') {
      this.#waits = false;
      this.#asked = null;
      this.#problem = null;
    }
    const [, key] = LINK.exec(location.hash) ?? [];
    if (client === null || key === undefined || key === this.#asked) return;
    this.#asked = key;
    void this.#come(client, key);
  }

  /** A link was opened in a page that is there already, perhaps one that was opened before. */
  readonly #follow = (): void => {
    this.#asked = null;
    this.#host.requestUpdate();
  };

  async #come(client: SessionClient, key: string): Promise<void> {
    try {
      await client.open();
      const { id, tickets } = await client.invitations.accept(key);
      forgetKey(key);
      this.#host.dispatchEvent(new SessionChosenEvent(id, tickets[0] ?? null));
    } catch (cause) {
      const error = toSessionError(cause);
      if (error.code === 'cancelled' || error.code === 'closed') {
        this.#asked = null;
        return;
      }
      // What may go better the next time stays for a reload.
      if (!error.retry) forgetKey(key);
      this.#problem = error;
      this.#waits = error.retry && client.state.server !== 'connected';
      this.#host.dispatchEvent(new SessionProblemEvent(error));
      this.#host.requestUpdate();
    }
  }
}

/** Takes the key out of the address, where the page has not gone on meanwhile. */
function forgetKey(key: string): void {
  if (location.hash !== `#invitation=${key}`) return;
  history.replaceState(history.state, '', location.pathname + location.search);
}
