import type { ChatHistory, SessionClient } from '@fernblick/client';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { chatIcon } from '../session-chat/chat-icons.ts';
// Whole, so that the bundle keeps the chat in one file, which this element shares: pieces of it would weigh more.
import '../session-chat/session-chat.ts';
import { renderMessages } from '../session-chat/message-log.ts';
import { dictionary } from '../session-chat/words/dictionary.ts';
import type { ChatWords } from '../session-chat/words/en.ts';
import { define } from '../shared/define.ts';
import { FocusController } from '../shared/focus-controller.ts';
import { icon } from '../shared/icon.ts';
import { NearestSessionController } from '../shared/nearest-session-controller.ts';
import { WordsController } from '../shared/words-controller.ts';
// Whole, so that the bundle keeps the call in one file, which this element shares: pieces of it would weigh more.
import '../video-session/video-session.ts';
import { dictionary as sessionDictionary } from '../video-session/words/dictionary.ts';
import { chatHistoryStyles } from './chat-history.styles.ts';
import { ThreadController } from './thread-controller.ts';

/**
 * What was written in a session, to be read afterwards: from its first message on, part by part, with who wrote it and when.
 * Agents read under a mark of its own what they wrote among themselves. A part of `<session-record>`.
 *
 * @tag chat-history
 * @attr {string} lang - Language (en, de, it, ro); else that of the nearest ancestor with `lang`, else the browser's.
 * @csspart base - Everything.
 * @csspart log - The messages to one kind of readers.
 * @csspart message - One message.
 * @csspart problem - Why they could not be read.
 */
export class ChatHistoryElement extends LitElement {
  static override readonly styles = chatHistoryStyles;

  /** Id of a `<video-session>` whose client it uses; without it, the nearest one. */
  @property() for: string | null = null;

  /** Id of the session whose chat is read; without it the present one. */
  @property() session: string | null = null;

  /** Whether what agents write among themselves is read too; the server gives it to agents alone. */
  @property({ type: Boolean, attribute: 'among-agents' }) amongAgents = false;

  readonly #words = new WordsController(this, dictionary);
  readonly #sessionWords = new WordsController(this, sessionDictionary);
  readonly #source = new NearestSessionController(this, () => this.for);
  readonly #all = new ThreadController(this, 'all', () => this.#about(true));
  readonly #agents = new ThreadController(this, 'agents', () => this.#about(this.amongAgents));

  constructor() {
    super();
    this.addController(new FocusController(this));
  }

  /** The client to ask; where the page gives none, that of the `<video-session>` which was found. */
  @property({ attribute: false })
  get client(): SessionClient | null {
    return this.#source.client;
  }

  set client(client: SessionClient | null) {
    this.#source.give(client);
  }

  override render(): TemplateResult | typeof nothing {
    const { words } = this.#words;
    const { client } = this;
    if (words === null || client === null) return nothing;
    const all = this.#all;
    const agents = this.#agents;
    return html`<div class="base" part="base" id="heading" tabindex="-1">
      ${
        all.isEmpty
          ? html`<p class="empty">${words.nothingWritten}</p>`
          : this.#renderThread(words, client, all)
      }
      ${
        agents.history.messages.length > 0 || agents.error !== null
          ? this.#renderThread(words, client, agents)
          : nothing
      }
    </div>`;
  }

  #about(isWanted: boolean): { readonly client: SessionClient; readonly session: string } | null {
    const { client } = this;
    const session = this.session ?? client?.state.session?.id;
    return isWanted && client !== null && session !== undefined ? { client, session } : null;
  }

  #renderThread(
    words: ChatWords,
    { chat }: SessionClient,
    thread: ThreadController,
  ): TemplateResult {
    const { to, history, hasMore, isReading } = thread;
    return html`<section data-to=${to}>
      ${to === 'agents' ? html`<p class="mark">${chatIcon('lock')}${words.onlyAgents}</p>` : nothing}
      <div
        class="log"
        part="log"
        role="region"
        tabindex="0"
        aria-busy=${isReading}
        aria-label=${to === 'agents' ? words.messagesAmongAgents : words.messages}
      >
        ${
          history.messages.length === 0 && thread.error === null
            ? html`<p class="empty">${words.loading}</p>`
            : this.#renderMessages(words, history, chat)
        }
        ${
          hasMore && thread.error === null
            ? html`<button type="button" class="quiet" @click=${() => void thread.readOn()}>
                ${words.later}
              </button>`
            : nothing
        }
        ${this.#renderFailure(words, thread)}
      </div>
    </section>`;
  }

  #renderMessages(words: ChatWords, history: ChatHistory, chat: SessionClient['chat']): unknown {
    return renderMessages({
      words,
      locale: this.#words.locale,
      history,
      shown: history.messages.length,
      chat,
      showEarlier: () => undefined,
    });
  }

  #renderFailure(words: ChatWords, thread: ThreadController): TemplateResult | typeof nothing {
    const session = this.#sessionWords.words;
    if (session === null || thread.error === null) return nothing;
    const { title, remedy } = session.errors[thread.error.code];
    return html`<div class="note problem" part="problem" role="alert">
      ${icon('warning')}
      <p>
        <strong>${title}</strong> ${remedy}
        <small class="code">${session.code(thread.error.code)}</small>
      </p>
      <button type="button" @click=${() => void thread.readOn()}>${words.tryAgain}</button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chat-history': ChatHistoryElement;
  }
}

define('chat-history', ChatHistoryElement);
