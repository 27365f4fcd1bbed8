import { SessionError, type SessionClient } from '@fernblick/client';
import type { LitElement, TemplateResult } from 'lit';
import { LateCode } from '../shared/late-code.ts';
import type * as number from './number/number.ts';
import type { NumberWords } from './number/words/en.ts';
import type { RequestScreen } from './screen.ts';

/** The way in by a number; what draws it is loaded with the wish for it. */
export class NumberController {
  readonly #host: LitElement;
  readonly #client: () => SessionClient | null;
  readonly #code: LateCode<NumberWords, typeof number>;
  #isOpen = false;
  #entry: number.NumberEntry | null = null;

  constructor(
    host: LitElement,
    client: () => SessionClient | null,
    report: (error: SessionError) => void,
  ) {
    this.#host = host;
    this.#client = client;
    this.#code = new LateCode(
      host,
      () => import('./number/number.ts'),
      (cause) => {
        // Else it would come, and take the focus, when something else is drawn.
        this.#set(false);
        report(new SessionError('server-unreachable', { cause }));
      },
    );
  }

  readonly open = (): void => this.#set(true);

  /** Null where nobody wants it or may, and for the moment until it has come. */
  card(screen: RequestScreen, mayEnter: boolean): TemplateResult | null {
    const client = this.#client();
    if (!mayEnter) [this.#isOpen, this.#entry] = [false, null];
    if (!this.#isOpen || client === null) return null;
    return this.#code.drawn((code, words) => {
      this.#entry ??= new code.NumberEntry(this.#host, () => this.#set(false));
      return this.#entry.card(screen, words, client.serverUrl);
    });
  }

  #set(isOpen: boolean): void {
    this.#isOpen = isOpen;
    this.#entry = null;
    this.#host.requestUpdate();
  }
}
