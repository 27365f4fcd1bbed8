import type { Film } from './film.ts';

const ASK_EVERY_MS = 1_000;
/** A page that is busy for less is only slow; for longer, nobody's no may reach it. */
const MOST_UNANSWERED = 3;

/**
 * Lets a film run only while its page answers. A page that stands still, as behind a print dialog, hears nobody's no, and
 * its worker would film on. Answers to messages come from hidden pages too, whose timers browsers slow down.
 */
export class PageLeash {
  readonly #film: Pick<Film, 'pause' | 'resume'>;
  readonly #timer: ReturnType<typeof setInterval>;
  #unanswered = 0;
  #mayRun = true;

  /** @param ask Asks the page, which has to answer */
  constructor(film: Pick<Film, 'pause' | 'resume'>, ask: () => void) {
    this.#film = film;
    this.#timer = setInterval(() => {
      this.#pull();
      this.#unanswered += 1;
      ask();
    }, ASK_EVERY_MS);
  }

  /** The page has answered. */
  heard(): void {
    this.#unanswered = 0;
    this.#pull();
  }

  /** The page wants it to wait, since this moment. */
  pause(atMs?: number): void {
    this.#mayRun = false;
    this.#film.pause(atMs);
  }

  /** The page wants it to go on. */
  resume(): void {
    this.#mayRun = true;
    this.#pull();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #pull(): void {
    if (this.#mayRun && this.#unanswered < MOST_UNANSWERED) this.#film.resume();
    else this.#film.pause();
  }
}
