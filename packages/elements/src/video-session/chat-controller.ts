import type { ChatHistory, ChatSnapshot, SessionClient } from '@fernblick/client';
import type { LitElement } from 'lit';
import { isOffered } from './rights.ts';
import type { Scene } from './scene.ts';

/** Whether the chat stands beside the picture, and what is new in it; its panel is loaded when it is first opened. */
export class ChatController {
  readonly #host: LitElement;
  readonly #scene: () => Scene | null;
  readonly #failed: (cause: unknown) => void;
  #client: SessionClient | null = null;
  #before: ChatSnapshot | null = null;
  #isOpen = false;

  constructor(host: LitElement, scene: () => Scene | null, failed: (cause: unknown) => void) {
    this.#host = host;
    this.#scene = scene;
    this.#failed = failed;
  }

  /** True while the viewer has a place in the call, and administrators let them write there. */
  get canChat(): boolean {
    const scene = this.#scene();
    return (
      scene !== null &&
      isOffered(scene, 'chat') &&
      scene.layout === 'stage' &&
      scene.state.status.is !== 'joining'
    );
  }

  get isOpen(): boolean {
    return this.#isOpen && this.canChat;
  }

  /** How many messages wait to be read. */
  get unread(): number {
    const { all, agents } = this.#client?.chat.state ?? {};
    return (all?.unread ?? 0) + (agents?.unread ?? 0);
  }

  follow(client: SessionClient): () => void {
    this.#client = client;
    this.#before = client.chat.state;
    const end = client.chat.subscribe(() => this.#host.requestUpdate());
    return () => {
      end();
      this.#client = null;
      this.#isOpen = false;
    };
  }

  /** What to say of messages that have come since it was last asked; null where they are before the viewer's eyes. */
  news({ words }: Scene): string | null {
    const before = this.#before;
    const now = this.#client?.chat.state ?? null;
    this.#before = now;
    if (before === null || now === null || !this.canChat) return null;
    const agents = newIn(before.agents, now.agents);
    const name = agents ?? newIn(before.all, now.all);
    return name === null ? null : words.saidMessage(name, this.unread, agents !== null);
  }

  readonly toggle = (): void => {
    if (this.isOpen) this.close();
    else if (this.canChat) void this.#open();
  };

  readonly close = (): void => {
    const root = this.#host.renderRoot;
    if (root.querySelector('session-chat:focus-within') !== null)
      root.querySelector<HTMLElement>('#chat-tool')?.focus();
    this.#isOpen = false;
    this.#host.requestUpdate();
  };

  async #open(): Promise<void> {
    this.#isOpen = true;
    this.#host.requestUpdate();
    try {
      await import('../session-chat/session-chat.ts');
    } catch (cause) {
      // The next press tries again.
      this.#isOpen = false;
      this.#failed(cause);
      return;
    }
    await this.#host.updateComplete;
    const chat = this.#host.renderRoot.querySelector('session-chat');
    await chat?.updateComplete;
    chat?.focus();
  }
}

/** Who wrote last of what is new; null where nothing is, or where all of it was there before this page was. */
function newIn(before: ChatHistory | null, now: ChatHistory | null): string | null {
  if (before?.complete !== true || now === null || now.unread <= before.unread) return null;
  return now.messages.findLast(({ from }) => !from.you)?.from.name ?? null;
}
