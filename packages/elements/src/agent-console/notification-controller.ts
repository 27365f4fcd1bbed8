import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { recall, remember } from '../shared/page-memory.ts';

const KEY = 'fernblick:notify';

/** One thing that an agent should learn of while they look at something else. */
export interface News {
  /** The same one is told once. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/**
 * Tells what is new by a notification of the system while nobody looks at the page. Permission is asked for when the
 * agent switches it on, never before.
 */
export class NotificationController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #news: () => readonly News[] | null;
  readonly #shown = new Map<string, Notification | null>();
  #on = recall(KEY) === true;
  #isUnusable = false;
  #isFirst = true;

  constructor(host: ReactiveControllerHost, news: () => readonly News[] | null) {
    this.#host = host;
    this.#news = news;
    host.addController(this);
  }

  /** False where the browser has none: there it is not offered. */
  get canChoose(): boolean {
    return typeof Notification !== 'undefined' && !this.#isUnusable;
  }

  get on(): boolean {
    return this.#on && this.canChoose && Notification.permission === 'granted';
  }

  /** True where the agent wants them and the browser was told not to show any. */
  get isBlocked(): boolean {
    return this.#on && this.canChoose && Notification.permission === 'denied';
  }

  readonly toggle = async (): Promise<void> => {
    // What the browser blocks is off already; the wish for it is not.
    const on = this.isBlocked ? false : !this.on;
    if (on && Notification.permission === 'default') await Notification.requestPermission();
    this.#on = on;
    remember(KEY, on);
    if (!on) this.#closeAll();
    this.#host.requestUpdate();
  };

  hostUpdated(): void {
    const news = this.#news();
    if (news === null) return;
    const ids = new Set(news.map(({ id }) => id));
    for (const [id, notification] of this.#shown)
      if (!ids.has(id)) {
        notification?.close();
        this.#shown.delete(id);
      }
    for (const item of news)
      if (!this.#shown.has(item.id)) this.#shown.set(item.id, this.#tell(item));
    this.#isFirst = false;
  }

  hostDisconnected(): void {
    this.#closeAll();
    this.#shown.clear();
    this.#isFirst = true;
  }

  #tell({ id, title, text }: News): Notification | null {
    // What is there when the page opens is in front of the agent's eyes.
    if (this.#isFirst || !this.on || document.hasFocus()) return null;
    try {
      const notification = new Notification(title, { body: text, tag: `fernblick-${id}` });
      notification.addEventListener('click', () => {
        window.focus();
        notification.close();
      });
      return notification;
    } catch {
      // Chrome on Android knows the class and lets only service workers use it.
      this.#isUnusable = true;
      this.#host.requestUpdate();
      return null;
    }
  }

  #closeAll(): void {
    for (const notification of this.#shown.values()) notification?.close();
  }
}
