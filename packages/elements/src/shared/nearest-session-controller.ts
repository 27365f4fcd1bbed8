import type { SessionClient } from '@fernblick/client';
import type { LitElement, ReactiveController } from 'lit';

const TAG = 'video-session';

/** What is read of a `<video-session>`; a type of its own, so that its code is not loaded. */
interface SessionElement extends Element {
  readonly client?: SessionClient | null;
  readonly ticket?: string | null;
  readonly voiceFirst?: boolean;
}

/**
 * Follows a client for an element that belongs to a call: the client that the page has given, else that of the element
 * named by `for`, else that of the nearest `<video-session>`, which is looked for in each ancestor in turn, out of
 * shadow roots too.
 */
export class NearestSessionController implements ReactiveController {
  readonly #host: LitElement;
  readonly #named: () => string | null;
  #given: SessionClient | null = null;
  #client: SessionClient | null = null;
  #element: SessionElement | null = null;
  #unsubscribe: (() => void) | null = null;

  constructor(host: LitElement, named: () => string | null) {
    this.#host = host;
    this.#named = named;
    host.addController(this);
  }

  get client(): SessionClient | null {
    return this.#client;
  }

  /** The element that was found, as far as others read it; null where the page gives the client, or there is none. */
  get element(): (Element & Pick<SessionElement, 'ticket' | 'voiceFirst'>) | null {
    return this.#element;
  }

  /** Takes a client of the page's; null goes back to looking for one. */
  give(client: SessionClient | null): void {
    this.#given = client;
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    document.addEventListener('client-changed', this.#look);
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    document.removeEventListener('client-changed', this.#look);
    this.#follow(null);
  }

  hostUpdate(): void {
    if (!this.#host.isConnected) return;
    this.#element = this.#given === null ? this.#find() : null;
    this.#follow(this.#given ?? this.#element?.client ?? null);
  }

  readonly #look = (): void => {
    this.#host.requestUpdate();
  };

  #follow(client: SessionClient | null): void {
    if (client === this.#client) return;
    this.#unsubscribe?.();
    this.#client = client;
    this.#unsubscribe = client?.subscribe(this.#look) ?? null;
  }

  #find(): SessionElement | null {
    const named = this.#named();
    for (let node: Node | null = this.#host; node !== null;) {
      const found = isParent(node) ? this.#in(node, named) : null;
      if (found !== null) return found;
      node = node instanceof ShadowRoot ? node.host : node.parentNode;
    }
    return null;
  }

  #in(node: ParentNode, named: string | null): SessionElement | null {
    if (named !== null) return node.querySelector(`#${CSS.escape(named)}`);
    return node instanceof Element && node.matches(TAG) ? node : node.querySelector(TAG);
  }
}

function isParent(node: Node): node is Node & ParentNode {
  return 'querySelector' in node;
}
