import type { SessionClient } from '@fernblick/client';
import type { LitElement, ReactiveController } from 'lit';
import { recall, remember } from '../shared/page-memory.ts';
import { WordsController } from '../shared/words-controller.ts';
import type * as calling from './calling/calling.ts';
import type { CallingWords } from './calling/words/en.ts';
import type { RequestScreen } from './screen.ts';

type Code = typeof calling;

const KEY = 'fernblick:called';

/** A call that waits: loads what draws it, and joins once somebody has answered, because that is what calling means. */
export class CallingController implements ReactiveController {
  readonly #host: LitElement;
  #code: { readonly module: Code; readonly words: WordsController<CallingWords> } | null = null;
  #loading = false;
  #joining = false;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  /** Lets a template of calls draw; null until they have come. */
  drawn<T>(draw: (code: Code, words: CallingWords) => T): T | null {
    const words = this.#code?.words.words ?? null;
    return this.#code === null || words === null ? null : draw(this.#code.module, words);
  }

  /** This page has called: it goes into the call by itself. A reload does not change that. */
  called(session: string): void {
    remember(KEY, session, 'tab');
  }

  /** Looks at what is about to be drawn; `canJoin` where there is a stage for the call. */
  see({ session }: RequestScreen, client: SessionClient | null, canJoin: boolean): void {
    const dial = session?.request?.dial ?? null;
    if (dial === null || session === null || session.request?.yours !== true) return;
    if (session.phase === 'requested') void this.#load();
    if (session.phase !== 'confirmed' || dial.outcome !== 'answered') return;
    // Agreed for another time instead: that call is over, and nobody is put into the next one unasked.
    if (session.request.scheduledFor !== null) {
      if (recall(KEY, 'tab') === session.id) remember(KEY, null, 'tab');
      return;
    }
    if (!canJoin || client === null || this.#joining || recall(KEY, 'tab') !== session.id) return;
    if (client.state.status.is !== 'idle') return;
    this.#joining = true;
    remember(KEY, null, 'tab');
    // Where it fails, the card of the call says why and offers to join.
    client
      .join()
      .catch((cause: unknown) => console.warn('Fernblick: the call waits to be joined.', cause))
      .finally(() => {
        this.#joining = false;
      });
  }

  async #load(): Promise<void> {
    if (this.#loading) return;
    this.#loading = true;
    try {
      const module = await import('./calling/calling.ts');
      this.#code = { module, words: new WordsController(this.#host, module.dictionary) };
    } catch (cause) {
      // The request stands there without its words about the call; the next drawing tries again.
      this.#loading = false;
      console.warn('Fernblick: what shows a waiting call could not be loaded.', cause);
    }
    this.#host.requestUpdate();
  }
}
