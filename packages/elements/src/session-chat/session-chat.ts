import type { ChatHistory, ChatSnapshot, SessionClient, SessionSnapshot } from '@fernblick/client';
import { MAX_CHAT_CHARACTERS, type ChatReaders } from '@fernblick/protocol';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { live } from 'lit/directives/live.js';
import { define } from '../shared/define.ts';
import { FocusController } from '../shared/focus-controller.ts';
import { NearestSessionController } from '../shared/nearest-session-controller.ts';
import { WordsController } from '../shared/words-controller.ts';
import { chatIcon } from './chat-icons.ts';
import { DraftMemory } from './draft-memory.ts';
import { LogController } from './log-controller.ts';
import { renderMessages } from './message-log.ts';
import { ReadingController } from './reading-controller.ts';
import { ResponsePicker } from './response-picker.ts';
import { sessionChatStyles } from './session-chat.styles.ts';
import { dictionary } from './words/dictionary.ts';
import type { ChatWords } from './words/en.ts';

const READERS: readonly ChatReaders[] = ['all', 'agents'];
/** What is drawn of a long chat at first, and more of it with each press. */
const STEP = 200;

/**
 * The chat of a session: what everybody reads and, for agents, what they write among themselves, under a tab and in a
 * colour of its own. `<video-session>` shows it in the call; alone it shows the chat in any page, before the call and
 * afterwards too. What was begun and not sent is kept in the tab over a reload.
 *
 * It finds its session by itself: the `client` property, else the element whose id `for` names, else the nearest
 * `<video-session>`: each ancestor is searched in turn, from the inside out and out of shadow roots. While it is shown
 * and the page is in front, what it shows counts as read.
 *
 * @tag session-chat
 * @attr {string} lang - Language (en, de, it, ro); else that of the nearest ancestor with `lang`, else the browser's.
 * @csspart base - Everything.
 * @csspart tabs - The two tabs of an agent.
 * @csspart log - The messages.
 * @csspart message - One message.
 * @csspart form - What is being written.
 * @cssprop --fernblick-accent - Colour of the main action.
 * @cssprop --fernblick-text - Colour of text.
 * @cssprop --fernblick-surface - Background.
 * @cssprop --fernblick-among-agents - Colour of what only agents read.
 * @cssprop [--fernblick-radius=12px] - Radius of corners.
 * @cssprop [--fernblick-space=4px] - Unit of spacing.
 */
export class SessionChatElement extends LitElement {
  static override readonly styles = sessionChatStyles;

  /** Id of the `<video-session>` to follow; without it, the nearest one. */
  @property() for: string | null = null;

  /** Whose chat is shown: `agents` for what agents write among themselves; customers have the one with everybody alone. */
  @property({ reflect: true }) to: ChatReaders = 'all';

  /** Closes the chat; where the page gives one, there is a heading with a button for it, and Escape does it too. */
  @property({ attribute: false }) close: (() => void) | null = null;

  @state() private shown = STEP;

  readonly #words = new WordsController(this, dictionary);
  readonly #source = new NearestSessionController(this, () => this.for);
  readonly #log = new LogController(this);
  readonly #drafts = new DraftMemory();
  readonly #responses = new ResponsePicker(
    this,
    () => this.client,
    (text) => void this.#insert(text),
  );
  /** The focus is to go where nothing is yet. */
  #isAwaited = false;

  constructor() {
    super();
    // What was at hand goes with what it was for: the way to the newest, what sends again, at last the field.
    this.addController(new FocusController(this, '.log'));
    this.addController(
      new ReadingController(
        this,
        () => this.client,
        () => this.#readers,
      ),
    );
  }

  /** The client to follow; where the page gives none, that of the `<video-session>` which was found. */
  @property({ attribute: false })
  get client(): SessionClient | null {
    return this.#source.client;
  }

  set client(client: SessionClient | null) {
    this.#source.give(client);
  }

  /** Puts the focus where one writes; on touch screens where one reads, so that no keyboard covers it. */
  override focus(options?: FocusOptions): void {
    const where = matchMedia('(hover: hover)').matches ? 'textarea' : '.log';
    const target = this.renderRoot.querySelector<HTMLElement>(where);
    // Words of another language may still be on their way.
    this.#isAwaited = target === null;
    target?.focus(options);
  }

  protected override updated(): void {
    if (this.#isAwaited) this.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('to')) return;
    this.shown = STEP;
    this.#log.toEnd();
  }

  override render(): TemplateResult | typeof nothing {
    const { words } = this.#words;
    const { client } = this;
    if (words === null || client === null) return nothing;
    const { chat, state: snapshot } = client;
    const to = this.#readers;
    const history = chat.state[to] ?? chat.state.all;
    const hasTabs = chat.state.agents !== null;
    return html`<section
      class="base"
      part="base"
      aria-label=${words.chat}
      data-to=${to}
      @keydown=${this.#onEscape}
    >
      ${this.close === null ? nothing : this.#renderHeader(words, this.close)}
      ${hasTabs ? this.#renderTabs(words, chat.state) : nothing}
      <div
        class="panel"
        id="panel"
        role=${hasTabs ? 'tabpanel' : nothing}
        aria-labelledby=${hasTabs ? `tab-${to}` : nothing}
      >
        ${to === 'agents' ? html`<p class="mark">${chatIcon('lock')}${words.onlyAgents}</p>` : nothing}
        ${keyed(
          to,
          // Another log, not other news: it is not read out as if it had just come.
          html`<div
            class="log"
            part="log"
            role="log"
            tabindex="0"
            aria-label=${to === 'agents' ? words.messagesAmongAgents : words.messages}
            @scroll=${this.#log.scrolled}
          >
            ${this.#renderLog(words, history)}
          </div>`,
        )}
        ${
          this.#log.isAtEnd || history.messages.length === 0
            ? nothing
            : html`<button type="button" class="newest" @click=${this.#log.toEnd}>
                ${words.newest}
              </button>`
        }
        ${this.#renderForm(words, snapshot, to)}
      </div>
    </section>`;
  }

  #renderHeader(words: ChatWords, close: () => void): TemplateResult {
    return html`<header>
      <h3>${words.chat}</h3>
      <button
        type="button"
        class="quiet icon-only"
        aria-label=${words.close}
        title=${words.close}
        @click=${close}
      >
        ${chatIcon('close')}
      </button>
    </header>`;
  }

  #renderLog(words: ChatWords, history: ChatHistory): unknown {
    if (history.messages.length === 0)
      return html`<p class="empty">${history.complete ? words.nothingYet : words.loading}</p>`;
    const { client } = this;
    return client === null
      ? nothing
      : renderMessages({
          words,
          locale: this.#words.locale,
          history,
          shown: this.shown,
          chat: client.chat,
          showEarlier: () => {
            this.shown += STEP;
          },
        });
  }

  #renderTabs(words: ChatWords, state: ChatSnapshot): TemplateResult {
    return html`<div
      class="tabs"
      part="tabs"
      role="tablist"
      aria-label=${words.readers}
      @keydown=${this.#onTabKey}
    >
      ${READERS.map((to) => {
        const isShown = to === this.#readers;
        const unread = state[to]?.unread ?? 0;
        return html`<button
          type="button"
          class="tab"
          id="tab-${to}"
          role="tab"
          aria-selected=${isShown}
          aria-controls="panel"
          tabindex=${isShown ? 0 : -1}
          @click=${() => {
            this.to = to;
          }}
        >
          ${to === 'agents' ? chatIcon('lock') : nothing}${to === 'agents' ? words.agentsOnly : words.everyone}
          ${
            unread === 0
              ? nothing
              : html`<b class="badge" aria-hidden="true">${unread}</b
                  ><span class="visually-hidden">, ${words.unread(unread)}</span>`
          }
        </button>`;
      })}
    </div>`;
  }

  #renderForm(
    words: ChatWords,
    snapshot: SessionSnapshot,
    to: ChatReaders,
  ): TemplateResult | typeof nothing {
    if (snapshot.session === null) return nothing;
    const closed = closedWords(words, snapshot, to);
    if (closed !== null) return html`<p class="closed">${closed}</p>`;
    const draft = this.#drafts.read(snapshot, to);
    const over = draft.trim().length - MAX_CHAT_CHARACTERS;
    const name = to === 'agents' ? words.writeToAgents : words.write;
    return html`${this.#responses.render(words)}
      <form class="form" part="form" @submit=${this.#onSubmit}>
        ${this.#responses.renderButton(words, chatIcon('responses'))}
        <textarea
          rows="2"
          enterkeyhint="send"
          aria-label=${name}
          placeholder=${name}
          title=${words.keys}
          aria-invalid=${over > 0}
          .value=${live(draft)}
          @input=${this.#onInput}
          @keydown=${this.#onKeydown}
        ></textarea>
        <button type="submit" class="main" ?disabled=${draft.trim() === '' || over > 0}>
          ${to === 'agents' ? html`${chatIcon('lock')}${words.sendToAgents}` : words.send}
        </button>
        <p class="too-long" role="status">${over > 0 ? words.tooLong(over) : nothing}</p>
      </form>`;
  }

  /** Customers have one chat, whatever the page says. */
  get #readers(): ChatReaders {
    return this.to === 'agents' && this.client?.chat.state.agents !== null ? 'agents' : 'all';
  }

  get #field(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }

  /** Where the caret is, or instead of what is selected. */
  async #insert(text: string): Promise<void> {
    const field = this.#field;
    if (this.client === null || field === null) return;
    const { selectionStart, selectionEnd, value } = field;
    const before = value.slice(0, selectionStart);
    const draft = before + text + value.slice(selectionEnd);
    this.#drafts.write(this.client.state, this.#readers, draft);
    this.requestUpdate();
    await this.updateComplete;
    field.focus();
    field.setSelectionRange(before.length + text.length, before.length + text.length);
  }

  readonly #onInput = (): void => {
    if (this.client === null || this.#field === null) return;
    this.#drafts.write(this.client.state, this.#readers, this.#field.value);
    this.requestUpdate();
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    // While a word is being composed, Enter chooses it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#send();
  };

  readonly #onEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing || this.close === null) return;
    event.preventDefault();
    this.close();
  };

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    this.#send();
    this.#field?.focus();
  };

  readonly #onTabKey = (event: KeyboardEvent): void => {
    if (!['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) return;
    event.preventDefault();
    const to =
      event.key === 'Home' || (event.key !== 'End' && this.#readers === 'agents')
        ? 'all'
        : 'agents';
    this.to = to;
    this.renderRoot.querySelector<HTMLElement>(`#tab-${to}`)?.focus();
  };

  /** What becomes of a message shows in it; where there is none, nothing that was typed is lost. */
  #giveBack(client: SessionClient, to: ChatReaders, text: string): void {
    const { messages } = client.chat.state[to] ?? client.chat.state.all;
    if (messages.some((message) => message.from.you && message.text === text)) return;
    const since = this.#drafts.read(client.state, to);
    this.#drafts.write(client.state, to, since === '' ? text : `${text}\n${since}`);
    this.requestUpdate();
  }

  #send(): void {
    const { client } = this;
    if (client === null) return;
    const to = this.#readers;
    const text = this.#drafts.read(client.state, to).trim();
    if (text === '' || text.length > MAX_CHAT_CHARACTERS) return;
    this.#drafts.write(client.state, to, '');
    client.chat.send(text, { to }).catch(() => this.#giveBack(client, to, text));
    this.#log.toEnd();
  }
}

/** Why nothing can be written; null where it can. The server decides; this spares people the try. */
function closedWords(
  words: ChatWords,
  { session }: SessionSnapshot,
  to: ChatReaders,
): string | null {
  if (session?.phase === 'done' || session?.phase === 'cancelled') return words.over;
  if (session?.functions.includes('chat') === false) return words.switchedOff;
  const me = session?.participants.find(({ you }) => you);
  return to === 'agents' || (me !== undefined && me.presence !== 'left') ? null : words.notIn;
}

declare global {
  interface HTMLElementTagNameMap {
    'session-chat': SessionChatElement;
  }
}

define('session-chat', SessionChatElement);
