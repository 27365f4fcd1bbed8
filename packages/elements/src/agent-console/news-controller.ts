import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { saidAgain } from '../shared/words-controller.ts';
import type { News } from './notification-controller.ts';

/** Says to screen readers what has come, and only that: not again what was there before. */
export class NewsController implements ReactiveController {
  readonly #news: () => readonly News[] | null;
  #known: ReadonlySet<string> | null = null;
  #said = '';

  constructor(host: ReactiveControllerHost, news: () => readonly News[] | null) {
    this.#news = news;
    host.addController(this);
  }

  /** The newest of it. */
  get said(): string {
    return this.#said;
  }

  hostUpdate(): void {
    const news = this.#news();
    if (news === null) return;
    const known = this.#known;
    const fresh = news.filter(({ id }) => known?.has(id) === false);
    if (fresh.length > 0)
      this.#said = saidAgain(
        fresh.map(({ title, text }) => `${title}, ${text}`).join('. '),
        this.#said,
      );
    else if (news.length === 0) this.#said = '';
    this.#known = new Set(news.map(({ id }) => id));
  }

  hostDisconnected(): void {
    this.#known = null;
    this.#said = '';
  }
}
