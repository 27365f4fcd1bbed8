import type { ReactiveController, ReactiveControllerHost } from 'lit';

const BADGE = /^\(\d+\) ?/;

/** Puts the number of calls before the title of the page, where an agent sees it from another tab, and on the icon of an installed one. */
export class TitleController implements ReactiveController {
  readonly #count: () => number;
  #shown = 0;

  constructor(host: ReactiveControllerHost, count: () => number) {
    this.#count = count;
    host.addController(this);
  }

  hostUpdated(): void {
    this.#show(this.#count());
  }

  hostDisconnected(): void {
    this.#show(0);
  }

  #show(count: number): void {
    // A page that has no calls to tell of keeps a title that happens to begin like this.
    if (count === 0 && this.#shown === 0) return;
    const plain = this.#shown === 0 ? document.title : document.title.replace(BADGE, '');
    const title = count === 0 ? plain : `(${count}) ${plain}`;
    const isChanged = count !== this.#shown;
    this.#shown = count;
    if (title !== document.title) document.title = title;
    if (isChanged && 'setAppBadge' in navigator)
      // Of a page that is not installed, browsers may say no: it has no icon.
      navigator.setAppBadge(count).catch(() => undefined);
  }
}
