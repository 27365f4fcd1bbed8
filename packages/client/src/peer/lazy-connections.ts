import { SessionError } from '@fernblick/protocol';
import type { CreatePeerConnection } from './peer-connection.ts';

/** Fetches the code that makes connections. */
export type LoadConnections = () => Promise<CreatePeerConnection>;

/**
 * The peer library, fetched when a call is near: it is as large as all the rest, and a page that only shows a card
 * should not pay for it.
 */
export class LazyConnections {
  readonly #load: LoadConnections;
  #create: CreatePeerConnection | null = null;
  #loading: Promise<void> | null = null;

  constructor(load: LoadConnections) {
    this.#load = load;
  }

  /**
   * Resolves once connections can be made; after a failure the next call tries again.
   * @throws SessionError `server-unreachable`
   */
  async ready(): Promise<void> {
    this.#loading ??= this.#fetch();
    await this.#loading;
  }

  /** Begins ahead of need. Where it fails, `ready()` tries again and says so. */
  preload(): void {
    this.ready().catch(() => undefined);
  }

  /** Only after `ready()`. */
  readonly create: CreatePeerConnection = (...parts) => {
    if (this.#create === null) throw new Error('A connection was asked for before ready()');
    return this.#create(...parts);
  };

  async #fetch(): Promise<void> {
    try {
      this.#create = await this.#load();
    } catch (cause) {
      this.#loading = null;
      throw new SessionError('server-unreachable', { cause });
    }
  }
}
