import type { SessionClient } from '@fernblick/client';
import { css, html, nothing, render } from 'lit';
import type { CallRecordingWords } from './words/en.ts';

/**
 * What REC says: `lit` while pieces are stored, `new` before the first of them, `dark` where none come, `unknown` where
 * nobody can tell this page.
 */
export type RecSign = 'lit' | 'new' | 'dark' | 'unknown';

/** What each sign says in words. */
export const signWords = (words: CallRecordingWords): Readonly<Record<RecSign, string>> => ({
  lit: words.recording,
  new: words.starting,
  dark: words.notStoring,
  unknown: words.notKnown,
});

/** What is to be seen of a recording in the small window of a call. */
export interface SmallSign {
  readonly words: CallRecordingWords;
  readonly is: RecSign | 'asked';
  /** Shows the question, in the page: a small window cannot hold it. */
  readonly answer?: () => void;
}

const { cssText } = css`
  .recording {
    position: fixed;
    inset-block-start: 8px;
    inset-inline: 8px;
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
  }

  .recording > * {
    padding: 4px 12px;
    border: 1px solid rgb(255 255 255 / 55%);
    border-radius: 14px;
    background: rgb(14 19 18 / 88%);
    color: #f2f6f5;
    font: inherit;
  }

  .recording button {
    min-block-size: 32px;
    cursor: pointer;
  }

  .recording button:focus-visible {
    outline: 2px solid #fff;
    outline-offset: 2px;
  }

  .recording strong::before {
    content: '';
    display: inline-block;
    inline-size: 10px;
    block-size: 10px;
    margin-inline-end: 8px;
    border-radius: 50%;
    background: #ff5a4d;
  }
`;

/** Shows REC and the question in the small window over other programs, into which the call was put. */
export class SmallWindow {
  readonly #client: () => SessionClient | null;
  #place: HTMLElement | null = null;

  /** @param client Whose call the window shows where it is this one: there may be several in a page */
  constructor(client: () => SessionClient | null) {
    this.#client = client;
  }

  /** Shows this, or nothing where it is null or the call is not in a window of its own. */
  draw(sign: SmallSign | null): void {
    const document = this.#document();
    if (document === null) {
      this.#place = null;
      return;
    }
    if (sign === null) return this.clear();
    if (this.#place?.ownerDocument !== document) this.#place = placeIn(document);
    const { words, is, answer } = sign;
    render(
      is === 'asked'
        ? html`<span>${words.heading}</span>
            <button
              type="button"
              @click=${() => {
                // The page comes to the front, with the question.
                window.focus();
                answer?.();
              }}
            >
              ${words.answer}
            </button>`
        : is === 'lit'
          ? html`<strong title=${words.recording}>${words.rec}</strong>`
          : html`<span>${signWords(words)[is]}</span>`,
      this.#place,
    );
  }

  /** Leaves nothing of the recording in the window. */
  clear(): void {
    if (this.#place !== null) render(nothing, this.#place);
  }

  #document(): Document | null {
    const document = window.documentPictureInPicture?.window?.document ?? null;
    const shown = document?.querySelector('video')?.srcObject ?? null;
    const { links = [], localStream = null } = this.#client()?.state ?? {};
    const isOfCall = shown === localStream || links.some(({ stream }) => stream === shown);
    return shown !== null && isOfCall ? document : null;
  }
}

function placeIn(document: Document): HTMLElement {
  const view = document.defaultView;
  const place = document.createElement('div');
  place.className = 'recording';
  if (view !== null) {
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(cssText);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }
  document.body.append(place);
  return place;
}
