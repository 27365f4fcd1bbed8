import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What a person is about to say, and how far they have come with it. */
export interface Draft {
  /** `form`: a customer's reason and times; `propose` and `decline`: an agent's answer. */
  readonly mode: 'rest' | 'form' | 'propose' | 'decline';
  readonly reason: string;
  readonly anyTime: boolean;
  /** As the fields hold them: local day and time, or empty. */
  readonly times: readonly string[];
  readonly message: string;
  /** Which time an agent is about to confirm: a moment, `now` or `other`; null before a choice. */
  readonly choice: string | null;
}

const EMPTY: Draft = {
  mode: 'rest',
  reason: '',
  anyTime: true,
  times: [''],
  message: '',
  choice: null,
};
const PREFIX = 'fernblick-request ';

/**
 * Keeps what is being typed in the tab's memory, so that neither a reload nor a lost connection loses it. What is said
 * goes away with `clear`.
 */
export class DraftController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #place: () => string;
  #key: string | null = null;
  draft: Draft = EMPTY;

  /** `place` says what the draft is about: each ticket and session has its own. */
  constructor(host: ReactiveControllerHost, place: () => string) {
    this.#host = host;
    this.#place = place;
    host.addController(this);
  }

  hostUpdate(): void {
    const key = PREFIX + this.#place();
    if (key === this.#key) return;
    this.#key = key;
    this.draft = { ...EMPTY, ...read(key) };
  }

  change(change: Partial<Draft>): void {
    this.draft = { ...this.draft, ...change };
    if (this.#key !== null) write(this.#key, this.draft);
    this.#host.requestUpdate();
  }

  /** It has been said. */
  clear(): void {
    this.draft = EMPTY;
    if (this.#key !== null) write(this.#key, null);
    this.#host.requestUpdate();
  }
}

function read(key: string): Partial<Draft> {
  try {
    // Written below, so it has this form.
    return JSON.parse(sessionStorage.getItem(key) ?? '{}') as Partial<Draft>;
  } catch {
    // Storage is blocked, or holds what is not ours: then there is no draft.
    return {};
  }
}

function write(key: string, draft: Draft | null): void {
  try {
    if (draft === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(draft));
  } catch (cause) {
    // It stays on the page, but would not outlive a reload.
    console.warn('Fernblick: what is typed cannot be kept in this browser.', cause);
  }
}
