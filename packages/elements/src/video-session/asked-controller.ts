import type { SessionClient } from '@fernblick/client';
import type { LitElement, ReactiveController } from 'lit';
import { WordsController } from '../shared/words-controller.ts';
import type { RequestWords } from '../session-request/words/en.ts';
import type * as asked from './asked-card.ts';
import type { CardParts } from './card.ts';
import type { Scene } from './scene.ts';
import type { Screen } from './screen.ts';

type AskedCard = typeof asked;

/** What the call says of a session that was asked for; loaded where there is one: most sessions are not. */
export class AskedController implements ReactiveController {
  readonly #host: LitElement;
  readonly #client: () => SessionClient | null;
  #isLoading = false;
  #card: AskedCard | null = null;
  #words: WordsController<RequestWords> | null = null;

  constructor(host: LitElement, client: () => SessionClient | null) {
    this.#host = host;
    this.#client = client;
    host.addController(this);
  }

  hostUpdate(): void {
    const session = this.#client()?.state.session ?? null;
    // Who shares the ticket sees that there is one, and not what it is about.
    const isAsked = session?.phase === 'requested' || session?.request != null;
    if (isAsked && !this.#isLoading) this.#load();
  }

  /** For when the session was agreed; null where it was not, or while that is not loaded. */
  heading(scene: Scene): string | null {
    const request = scene.state.session?.request ?? null;
    return request === null
      ? null
      : (this.#drawn((card, words) => card.agreedHeading(request, scene, words)) ?? null);
  }

  /** What the card shows otherwise than for a session that nobody had to ask for. */
  parts(screen: Screen): Partial<CardParts> {
    const { session } = screen.scene.state;
    const request = session?.request ?? null;
    return (
      this.#drawn((card, words) =>
        session?.phase === 'requested'
          ? card.requestedParts(screen.scene, words)
          : request === null
            ? {}
            : card.agreedParts(screen, request, words),
      ) ?? {}
    );
  }

  #drawn<T>(draw: (card: AskedCard, words: RequestWords) => T): T | undefined {
    const words = this.#words?.words ?? null;
    return this.#card === null || words === null ? undefined : draw(this.#card, words);
  }

  #load(): void {
    this.#isLoading = true;
    import('./asked-card.ts').then(
      (card) => {
        this.#card = card;
        this.#words = new WordsController(this.#host, card.dictionary);
        this.#host.requestUpdate();
      },
      (cause: unknown) => {
        // It can be joined without; the next change of the session tries again.
        this.#isLoading = false;
        console.warn('Fernblick: what was asked for could not be loaded.', cause);
      },
    );
  }
}
