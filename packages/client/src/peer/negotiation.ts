import type { SignalBody } from '@fernblick/protocol';
import type { ConnectionSignal } from './peer-connection.ts';

/**
 * Numbers the offers of one link, and lets through only what belongs to the newest. The peer library destroys itself
 * over an answer to an older offer, and over a second one to the same.
 */
export class Negotiation {
  #number = 0;
  /** The offering side: the newest offer has its answer. */
  #answered = false;
  /** Found before the description they belong to went out; they must not overtake it. */
  #early: ConnectionSignal[] = [];
  #describing = false;
  /** The answering side: offers handed to the library that it has not answered yet. */
  readonly #due: number[] = [];
  #restarts = false;

  /** The number of the newest offer; 0 before the first. */
  get number(): number {
    return this.#number;
  }

  /** The offering side is about to make a new offer. */
  offering(): void {
    this.#restarts = this.#number > 0;
    this.#number += 1;
    this.#answered = false;
    this.#describing = true;
  }

  /** Puts a number on what the library wants to send, in the order in which it may go out. */
  describe(
    signal: ConnectionSignal,
  ): readonly { readonly body: ConnectionSignal; readonly negotiation: number }[] {
    if (signal.type === 'candidate') {
      if (this.#describing) {
        this.#early.push(signal);
        return [];
      }
      return [{ body: signal, negotiation: this.#number }];
    }
    const negotiation =
      signal.type === 'answer' ? (this.#due.shift() ?? this.#number) : this.#number;
    this.#describing = this.#due.length > 0;
    const early = this.#early;
    this.#early = [];
    const body = signal.type === 'offer' ? { ...signal, restart: this.#restarts } : signal;
    return [body, ...early].map((each) => ({ body: each, negotiation }));
  }

  /** Whether a signal that arrived in order may reach the library; notes it as used. */
  accepts(body: SignalBody, negotiation: number, offering: boolean): body is ConnectionSignal {
    if (body.type === 'offer') {
      if (offering || negotiation <= this.#number) return false;
      this.#number = negotiation;
      this.#due.push(negotiation);
      this.#describing = true;
      return true;
    }
    if (body.type === 'answer') {
      if (!offering || negotiation !== this.#number || this.#answered || this.#describing)
        return false;
      this.#answered = true;
      return true;
    }
    return body.type === 'candidate' && this.#number > 0 && negotiation === this.#number;
  }
}
