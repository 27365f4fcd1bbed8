import {
  SessionError,
  toSessionError,
  type DeskSnapshot,
  type SessionClient,
} from '@fernblick/client';
import type { CallOffer } from '@fernblick/protocol';
import type { LitElement, ReactiveController } from 'lit';
import { CallAcceptedEvent, SessionProblemEvent } from '../events.ts';
import { recall, remember } from '../shared/page-memory.ts';

const KEY = 'fernblick:available';
const nothingYet: DeskSnapshot = { available: false, offers: [] };

/** Follows the desk of a client: the agent's wish to be available outlives reloads, answers are given once. */
export class DeskController implements ReactiveController {
  readonly #host: LitElement;
  readonly #client: () => SessionClient | null;
  #followed: SessionClient | null = null;
  #unfollow: (() => void) | null = null;
  #wanted = recall(KEY, 'tab') === true;
  #problem: SessionError | null = null;
  #switchedOff = false;
  #isKnown = false;
  #switching = false;
  #isStale = false;
  readonly #answering = new Set<string>();

  constructor(host: LitElement, client: () => SessionClient | null) {
    this.#host = host;
    this.#client = client;
    host.addController(this);
  }

  get state(): DeskSnapshot {
    return this.#followed?.desk.state ?? nothingYet;
  }

  /** True where the agent wants calls, whether or not the server can be reached just now. */
  get wanted(): boolean {
    return this.#wanted;
  }

  get switching(): boolean {
    return this.#switching;
  }

  /** True where administrators do not let this agent take calls. */
  get isSwitchedOff(): boolean {
    return this.#switchedOff;
  }

  /** False until the server has said whether calls can be had. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  get problem(): SessionError | null {
    return this.#problem;
  }

  isAnswering({ session }: CallOffer): boolean {
    return this.#answering.has(session);
  }

  hostUpdate(): void {
    const client = this.#host.isConnected ? this.#client() : null;
    if (client === this.#followed) return;
    this.#unfollow?.();
    this.#followed = client;
    if (client === null) return;
    const redraw = (): void => this.#host.requestUpdate();
    let { functions } = client.state;
    const ends = [
      client.desk.subscribe(redraw),
      client.subscribe((state) => {
        redraw();
        // What administrators have just decided may let calls in, or not any more.
        const before = functions;
        ({ functions } = state);
        const isSame = (['dial', 'sessions'] as const).every(
          (name) => functions.includes(name) === before.includes(name),
        );
        if (isSame) return;
        this.#knock();
      }),
    ];
    this.#unfollow = () => {
      for (const end of ends) end();
    };
    this.#knock();
  }

  hostDisconnected(): void {
    const client = this.#followed;
    this.#unfollow?.();
    this.#unfollow = null;
    this.#followed = null;
    // Moving it within the page takes it out and puts it back in one task.
    setTimeout(() => {
      if (this.#host.isConnected || client?.desk.state.available !== true) return;
      // Nobody would see it ring here; what the agent wants is kept for when it is back.
      client.desk.setAvailable(false).catch((cause: unknown) => this.#report(cause));
    });
  }

  readonly toggle = (): void => {
    this.#wanted = !this.#wanted;
    remember(KEY, this.#wanted, 'tab');
    this.#knock();
  };

  readonly dismiss = (): void => {
    this.#problem = null;
    this.#host.requestUpdate();
  };

  accept(offer: CallOffer): void {
    void this.#answer(offer, async (client) => {
      await client.desk.accept(offer.session);
      this.#host.dispatchEvent(new CallAcceptedEvent(offer.session, offer.ticket));
    });
  }

  decline(offer: CallOffer): void {
    void this.#answer(offer, (client) => client.desk.decline(offer.session));
  }

  /** Asks to be let in as before. Whoever does not want calls asks too: it says whether they could be had. */
  #knock(): void {
    this.#isStale = true;
    if (!this.#switching) void this.#set();
  }

  async #set(): Promise<void> {
    this.#switching = true;
    this.#host.requestUpdate();
    try {
      // One after the other: what was wanted last is what holds in the end.
      while (this.#isStale && this.#followed !== null) {
        this.#isStale = false;
        await this.#followed.desk.setAvailable(this.#wanted);
      }
      this.#switchedOff = false;
      this.#isKnown = true;
    } catch (cause) {
      this.#switchedOff = cause instanceof SessionError && cause.code === 'switched-off';
      // Where it could not be asked, the agent's wish waits for the server.
      this.#isKnown = true;
      if (!this.#switchedOff) this.#report(cause);
    } finally {
      this.#switching = false;
      this.#host.requestUpdate();
    }
  }

  async #answer(offer: CallOffer, act: (client: SessionClient) => Promise<void>): Promise<void> {
    const client = this.#followed;
    if (client === null || this.#answering.has(offer.session)) return;
    this.#answering.add(offer.session);
    this.#problem = null;
    this.#host.requestUpdate();
    try {
      await act(client);
    } catch (cause) {
      this.#report(cause);
    } finally {
      this.#answering.delete(offer.session);
      this.#host.requestUpdate();
    }
  }

  #report(cause: unknown): void {
    const error = toSessionError(cause);
    if (error.code === 'cancelled' || error.code === 'closed') return;
    this.#problem = error;
    this.#host.dispatchEvent(new SessionProblemEvent(error));
  }
}
