import type { SessionClient } from '@fernblick/client';
import type { ChatReaders } from '@fernblick/protocol';
import type { LitElement, ReactiveController } from 'lit';

/** Redraws its host when something was written, and says that it was read where it could be seen. */
export class ReadingController implements ReactiveController {
  readonly #host: LitElement;
  readonly #client: () => SessionClient | null;
  readonly #readers: () => ChatReaders;
  #followed: SessionClient | null = null;
  #unsubscribe: (() => void) | null = null;

  constructor(host: LitElement, client: () => SessionClient | null, readers: () => ChatReaders) {
    this.#host = host;
    this.#client = client;
    this.#readers = readers;
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#see);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#see);
    this.#follow(null);
  }

  hostUpdated(): void {
    if (this.#host.isConnected) this.#follow(this.#client());
    this.#see();
  }

  #follow(client: SessionClient | null): void {
    if (client === this.#followed) return;
    this.#unsubscribe?.();
    this.#followed = client;
    this.#unsubscribe =
      client?.chat.subscribe(() => {
        this.#host.requestUpdate();
        // At once: nobody should be told of a message that is before their eyes.
        this.#see();
      }) ?? null;
  }

  readonly #see = (): void => {
    if (document.visibilityState === 'visible' && this.#host.getClientRects().length > 0)
      this.#followed?.chat.markRead(this.#readers());
  };
}
