import { toSessionError, type SessionError, type SessionClient } from '@fernblick/client';
import type { SessionView } from '@fernblick/protocol';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { define } from '../shared/define.ts';
import { FocusController } from '../shared/focus-controller.ts';
import { shortMoment } from '../shared/moments.ts';
import { NearestSessionController } from '../shared/nearest-session-controller.ts';
import { WordsController } from '../shared/words-controller.ts';
import { problemNote } from '../video-session/problem-note.ts';
// Whole, so that the bundle keeps the call in one file, which this element shares: pieces of it would weigh more.
import '../video-session/video-session.ts';
import { dictionary as sessionDictionary } from '../video-session/words/dictionary.ts';
import { sessionChoiceStyles } from './session-choice.styles.ts';
import { dictionary } from './words/dictionary.ts';
import type { ChoiceWords } from './words/en.ts';

/**
 * The open sessions of a ticket beside the one that the card shows, and the way to each; `<video-session>` brings it up.
 * No host's page needs it by itself.
 */
export class SessionChoice extends LitElement {
  static override readonly styles = sessionChoiceStyles;

  @state() private busy = false;
  @state() private problem: SessionError | null = null;

  readonly #words = new WordsController(this, dictionary);
  readonly #sessionWords = new WordsController(this, sessionDictionary);
  readonly #source = new NearestSessionController(this, () => null);

  constructor() {
    super();
    // A session that is over goes with the button to it.
    this.addController(new FocusController(this, '#others'));
  }

  /** The client that turns. */
  @property({ attribute: false })
  get client(): SessionClient | null {
    return this.#source.client;
  }

  set client(client: SessionClient | null) {
    this.#source.give(client);
  }

  override render(): TemplateResult | typeof nothing {
    const { words } = this.#words;
    const { words: sessionWords } = this.#sessionWords;
    const others = this.#others;
    if (words === null || sessionWords === null || others.length === 0) return nothing;
    return html`<section aria-labelledby="others">
      <h3 id="others" tabindex="-1">${words.heading(others.length)}</h3>
      <ul role="list">
        ${repeat(
          others,
          ({ id }) => id,
          (view) => this.#renderOne(words, view),
        )}
      </ul>
      ${problemNote(sessionWords, this.problem, this.#dismiss)}
    </section>`;
  }

  get #others(): readonly SessionView[] {
    const seen = this.client?.state;
    // What somebody else of a shared ticket has asked for is theirs until it is agreed.
    return (
      seen?.sessions.filter(
        ({ id, end, phase, request }) =>
          end === null && id !== seen.session?.id && (phase !== 'requested' || request !== null),
      ) ?? []
    );
  }

  #renderOne(words: ChoiceWords, view: SessionView): TemplateResult {
    const there = view.participants.filter(({ you, presence }) => !you && presence === 'here');
    const names = new Intl.ListFormat(this.#words.locale).format(there.map(({ name }) => name));
    return html`<li>
      <p id=${`about-${view.id}`}>
        ${this.#describe(words, view)}
        ${there.length === 0 ? nothing : html`<span>${words.isThere(names, there.length)}</span>`}
      </p>
      <button
        type="button"
        aria-describedby=${`about-${view.id}`}
        aria-disabled=${this.busy}
        @click=${() => void this.#goTo(view.id)}
      >
        ${words.goTo}
      </button>
    </li>`;
  }

  /** How it came about, and since when it is as it is. */
  #describe(words: ChoiceWords, { phase, history, request }: SessionView): string {
    const { at = 0, by = null } = history.findLast((entry) => entry.phase === phase) ?? {};
    const agreed = request?.scheduledFor ?? null;
    if (phase === 'in-progress') return words.running(this.#time(at));
    if (phase === 'requested' && request !== null)
      return words.requested(request.by, this.#time(at));
    if (agreed !== null) return words.agreed(shortMoment(agreed, this.#words.locale));
    return by === null ? words.opened(this.#time(at)) : words.openedBy(by, this.#time(at));
  }

  #time(at: number): string {
    const format = { dateStyle: 'medium', timeStyle: 'short' } as const;
    return new Intl.DateTimeFormat(this.#words.locale, format).format(at);
  }

  readonly #dismiss = (): void => {
    this.problem = null;
  };

  async #goTo(session: string): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = null;
    try {
      await this.client?.turnTo(session);
      // The row that was pressed is gone; what is shown now is read from its heading.
      const root = this.getRootNode();
      if (root instanceof ShadowRoot) root.querySelector<HTMLElement>('#heading')?.focus();
    } catch (cause) {
      this.problem = toSessionError(cause);
    } finally {
      this.busy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'session-choice': SessionChoice;
  }
}

define('session-choice', SessionChoice);
