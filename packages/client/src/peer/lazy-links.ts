import { SessionError, type PictureMode } from '@fernblick/protocol';
import type { CallLinks, CallLinksEvents } from './call-links.ts';
import { linkServices } from './link-services.ts';
import type { CreatePeerConnection } from './peer-connection.ts';

/** The code that holds links, and what it makes connections with. */
export interface LinksCode {
  readonly CallLinks: typeof CallLinks;
  readonly createConnection: CreatePeerConnection;
}

/**
 * The links of a call; their code, with the peer library, is fetched when a call is near: it is as large as all the
 * rest, and a page that only shows a card should not pay for it.
 */
export class LazyLinks {
  readonly #load: () => Promise<LinksCode>;
  readonly #make: (code: LinksCode) => CallLinks;
  #links: CallLinks | null = null;
  #loading: Promise<void> | null = null;

  constructor(load: () => Promise<LinksCode>, make: (code: LinksCode) => CallLinks) {
    this.#load = load;
    this.#make = make;
  }

  /** Null until `ready()` has resolved: before that nobody is linked to anybody. */
  get links(): CallLinks | null {
    return this.#links;
  }

  /**
   * Resolves once there can be links; after a failure the next call tries again.
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

  async #fetch(): Promise<void> {
    let code: LinksCode;
    try {
      code = await this.#load();
    } catch (cause) {
      this.#loading = null;
      throw new SessionError('server-unreachable', { cause });
    }
    this.#links = this.#make(code);
  }
}

/** The links of a call, with what they need of the server and what they tell. */
export function lazyLinks(
  load: () => Promise<LinksCode>,
  parts: Omit<Parameters<typeof linkServices>[0], 'createConnection'> & {
    readonly mode: () => PictureMode;
  },
  events: CallLinksEvents,
): LazyLinks {
  const make = ({ CallLinks: Links, createConnection }: LinksCode): CallLinks =>
    new Links(linkServices({ ...parts, createConnection }), events, parts.logger, parts.mode());
  return new LazyLinks(load, make);
}
