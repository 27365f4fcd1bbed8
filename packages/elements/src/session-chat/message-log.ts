import type { ChatHistory, SessionChat, ShownMessage } from '@fernblick/client';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { chatIcon } from './chat-icons.ts';
import { partsOf } from './message-text.ts';
import { messageTime } from './message-time.ts';
import type { ChatWords } from './words/en.ts';

/** What the log of one kind of readers is drawn from. */
export interface MessageLog {
  readonly words: ChatWords;
  readonly locale: string;
  readonly history: ChatHistory;
  /** How many of the newest messages are drawn. */
  readonly shown: number;
  readonly chat: Pick<SessionChat, 'retry' | 'discard'>;
  readonly showEarlier: () => void;
}

/** The messages, drawn anew only when there is something new: the page around them redraws every second. */
export function renderMessages(log: MessageLog): unknown {
  const { words, locale, history, shown } = log;
  return guard([words, locale, history.messages, shown], () => {
    const messages = history.messages.slice(-shown);
    const isMore = history.messages.length > messages.length;
    return html`${
      isMore
        ? html`<button type="button" class="quiet earlier" @click=${log.showEarlier}>
            ${words.earlier}
          </button>`
        : nothing
    }${repeat(messages, keyOf, (message) => renderMessage(log, message))}`;
  });
}

/** One's own keep their place in the page when the server has taken them in. */
function keyOf({ id, seq, from }: ShownMessage): string | number {
  return from.you || seq === null ? id : seq;
}

function renderMessage(log: MessageLog, message: ShownMessage): TemplateResult {
  const { words } = log;
  const { at, from, is, text } = message;
  return html`<article class="message" part="message" ?data-own=${from.you} data-is=${is}>
    <p class="by">
      <bdi class="name">${from.you ? words.you : from.name}</bdi>
      <time datetime=${new Date(at).toISOString()}>${messageTime(at, log.locale)}</time>
      ${is === 'pending' ? html`<span class="sending">${words.sending}</span>` : nothing}
    </p>
    <p class="text" dir="auto">${renderText(text)}</p>
    ${is === 'failed' ? renderFailure(log, message) : nothing}
  </article>`;
}

/** Text as text: nothing that was written becomes part of the page but links that were looked at. */
function renderText(text: string): readonly unknown[] {
  return partsOf(text).map((part) =>
    part.href === null
      ? part.text
      : html`<a href=${part.href} target="_blank" rel="noopener noreferrer">${part.text}</a>`,
  );
}

function renderFailure({ words, chat }: MessageLog, message: ShownMessage): TemplateResult {
  const code = message.error?.code;
  const { reasons } = words;
  const isNamed = (name: string | undefined): name is keyof typeof reasons =>
    name !== undefined && name in reasons;
  return html`<div class="failure">
    <p>${chatIcon('warning')}${words.notSent} ${reasons[isNamed(code) ? code : 'other']}</p>
    <button
      type="button"
      @click=${() => {
        // Whether it worked shows in the message.
        chat.retry(message.id).catch(() => undefined);
      }}
    >
      ${words.tryAgain}
    </button>
    <button type="button" class="quiet" @click=${() => chat.discard(message.id)}>
      ${words.remove}
    </button>
  </div>`;
}
