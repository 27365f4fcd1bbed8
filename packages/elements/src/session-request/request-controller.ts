import {
  toSessionError,
  type AskOptions,
  type SessionClient,
  type SessionError,
} from '@fernblick/client';
import type { LitElement, ReactiveController } from 'lit';
import { SessionProblemEvent, SessionRequestedEvent } from '../events.ts';
import { DraftController } from './draft-controller.ts';
import { readTimes, type ReadTimes } from './local-times.ts';

/** What of the fields is not as it has to be before anything is sent. */
export interface Mistakes {
  readonly reason: boolean;
  readonly times: ReadTimes['mistakes'];
  readonly message: boolean;
}

/** Turns what was typed and pressed into calls of the client, and keeps what went wrong. */
export class RequestController implements ReactiveController {
  readonly #host: LitElement;
  readonly #client: () => SessionClient | null;
  readonly drafts: DraftController;
  readonly #called: (session: string) => unknown;
  readonly #isVoiceFirst: () => boolean;
  /** True while a wish is under way. */
  busy = false;
  problem: SessionError | null = null;
  /** Mistakes are told once somebody has tried to send, not while they type. */
  #tried = false;

  constructor(
    host: LitElement,
    client: () => SessionClient | null,
    place: () => string,
    called: (session: string) => unknown,
    isVoiceFirst: () => boolean,
  ) {
    this.#called = called;
    this.#isVoiceFirst = isVoiceFirst;
    this.#host = host;
    this.#client = client;
    this.drafts = new DraftController(host, place);
    host.addController(this);
  }

  hostUpdate(): void {
    // The snapshot knows better than a moment that has passed.
    const isBack = this.#client()?.state.server === 'connected';
    if (isBack && this.problem?.code === 'server-unreachable') this.problem = null;
  }

  /** What has to be mended in the fields; nothing before the first try. */
  mistakes(nowMs: number): Mistakes {
    const { mode, reason, anyTime, times, message, choice } = this.drafts.draft;
    const none: Mistakes = { reason: false, times: times.map(() => null), message: false };
    if (!this.#tried) return none;
    const wantsTimes = mode === 'form' ? !anyTime : mode === 'propose' || choice === 'other';
    return {
      reason: mode === 'form' && !this.#isAsked && reason.trim() === '',
      times: wantsTimes ? readTimes(times, nowMs).mistakes : none.times,
      message: mode === 'decline' && message.trim() === '',
    };
  }

  readonly open = (): void => {
    this.#go('form');
    const { draft } = this.drafts;
    const before = this.#client()?.state.session?.request;
    // Whoever asks again need not write it again.
    if (draft.reason === '' && before?.yours === true)
      this.drafts.change({ reason: before.reason });
  };

  readonly openProposal = (): void => this.#go('propose');
  readonly openDecline = (): void => this.#go('decline');
  /** Closes a form; what stands in it stays. */
  readonly back = (): void => this.#go('rest');

  readonly dismiss = (): void => {
    this.problem = null;
    this.#host.requestUpdate();
  };

  /** The customer asks, or names other times where they have asked already. */
  readonly send = (): void => {
    if (this.#isAsked) this.#try((client) => client.preferTimes(this.#wishes(client).preferred));
    else
      this.#try(async (client) => {
        const session = await client.ask(this.#wishes(client));
        this.#host.dispatchEvent(new SessionRequestedEvent(session));
      });
  };

  /** The customer calls at once, with whatever is written already; times that cannot be read are no hindrance. */
  readonly call = (): void => {
    const client = this.#client();
    if (client === null || this.busy) return;
    void this.#run(client, async () => {
      const session = await client.dial(this.#wishes(client));
      this.#called(session);
      this.#host.dispatchEvent(new SessionRequestedEvent(session));
    });
  };

  /** What the customer has written; a call that it leads to begins as the page of the call says. */
  #wishes(client: SessionClient): Required<Pick<AskOptions, 'reason' | 'preferred' | 'start'>> {
    const { reason, anyTime, times } = this.drafts.draft;
    const preferred = anyTime ? [] : readTimes(times, nowOf(client)).times;
    return { reason, preferred, start: this.#isVoiceFirst() ? 'audio' : 'video' };
  }

  /** The customer agrees to what an agent offers; undefined where nothing is chosen that is still to come. */
  accept(at: number | undefined): void {
    if (at === undefined) this.#focusChoice();
    else this.#try((client) => client.acceptTime(at));
  }

  readonly withdraw = (): void => this.#try((client) => client.cancel('withdrawn'));

  /** An agent agrees to a time, or to now. */
  confirm(choice: string): void {
    // The customer has named other times, and what was chosen is gone: it has to be chosen anew.
    if (choice === '') {
      this.#focusChoice();
      return;
    }
    // What is drawn counts: another choice, or times behind the one field, may still stand in the draft.
    const { times: typed } = this.drafts.draft;
    this.drafts.change({ choice, times: choice === 'other' ? typed.slice(0, 1) : typed });
    this.#try((client) => {
      const { times } = this.drafts.draft;
      const at = choice === 'other' ? readTimes(times, nowOf(client)).times[0] : Number(choice);
      return client.confirmRequest(choice === 'now' ? null : (at ?? null));
    });
  }

  /**
   * An agent takes a call: the customer is on the way already, so the agent goes in as well. What an open form lacks does
   * not matter to it.
   */
  readonly takeCall = (): void => {
    const client = this.#client();
    if (client === null || this.busy) return;
    void this.#run(client, async () => {
      await client.confirmRequest(null);
      await client.join();
    });
  };

  readonly propose = (): void =>
    this.#try((client) => {
      const { times, message } = this.drafts.draft;
      const said = message.trim() === '' ? {} : { message };
      return client.proposeTimes(readTimes(times, nowOf(client)).times, said);
    });

  readonly decline = (): void =>
    this.#try((client) => client.declineRequest(this.drafts.draft.message));

  /** True while the customer's request waits for its answer: only its times are still to be said. */
  get #isAsked(): boolean {
    return this.#client()?.state.session?.phase === 'requested';
  }

  #focusChoice(): void {
    this.#host.renderRoot.querySelector<HTMLElement>('input[type="radio"]:enabled')?.focus();
  }

  #go(mode: 'rest' | 'form' | 'propose' | 'decline'): void {
    this.#tried = false;
    this.problem = null;
    this.drafts.change({ mode });
  }

  /** Sends where nothing is left to mend; the same wish twice at once is one. */
  #try(act: (client: SessionClient) => Promise<unknown>): void {
    const client = this.#client();
    if (client === null || this.busy) return;
    this.#tried = true;
    this.#host.requestUpdate();
    const { reason, times, message } = this.mistakes(nowOf(client));
    if (reason || message || times.some((mistake) => mistake !== null)) void this.#showMistake();
    else void this.#run(client, act);
  }

  async #run(client: SessionClient, act: (client: SessionClient) => Promise<unknown>) {
    this.busy = true;
    this.problem = null;
    try {
      await act(client);
      this.#tried = false;
      this.drafts.clear();
      void this.#showOutcome();
    } catch (cause) {
      this.report(cause);
    } finally {
      this.busy = false;
      this.#host.requestUpdate();
    }
  }

  /** Shows a problem and tells the host page. */
  readonly report = (cause: unknown): void => {
    const error = toSessionError(cause);
    if (error.code === 'cancelled' || error.code === 'closed') return;
    this.problem = error;
    this.#host.dispatchEvent(new SessionProblemEvent(error));
    this.#host.requestUpdate();
  };

  /** A form is longer than what comes after it: whoever has sent it from its end sees that it was sent. */
  async #showOutcome(): Promise<void> {
    await this.#host.updateComplete;
    await new Promise((next) => requestAnimationFrame(next));
    // What was agreed stands in the call around it.
    const isShown = this.#host.getClientRects().length > 0;
    (isShown ? this.#host : this.#host.parentElement)?.scrollIntoView({ block: 'nearest' });
  }

  async #showMistake(): Promise<void> {
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }
}

/** The server's time: a device whose clock is wrong must not make times of the past. */
function nowOf({ state }: SessionClient): number {
  return Date.now() + state.clockOffsetMs;
}
