import { SessionError, type SessionClient } from '@fernblick/client';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { closeDialog } from '../shared/confirmation.ts';
import { define } from '../shared/define.ts';
import { icon } from '../shared/icon.ts';
import { WordsController } from '../shared/words-controller.ts';
import { pictureFileName } from '../shared/picture-file-name.ts';
// Whole, so that the bundle keeps the call in one file, which this element shares: pieces of it would weigh more.
import '../video-session/video-session.ts';
import { dictionary as sessionDictionary } from '../video-session/words/dictionary.ts';
import { LiftController } from './lift-controller.ts';
import { screenshotTrayStyles } from './screenshot-tray.styles.ts';
import { ShotController, type Shot } from './shot-controller.ts';
import { soundShutter } from './shutter.ts';
import { dictionary } from './words/dictionary.ts';
import type { TrayWords } from './words/en.ts';

/**
 * The screenshots of a call while it runs: the flash, and a card for each that says what becomes of it, opens it, and
 * offers more of the same moment. A part of `<video-session>`, loaded with the first picture.
 *
 * @tag screenshot-tray
 * @attr {string} lang - Language (en, de, it, ro); else that of the nearest ancestor with `lang`, else the browser's.
 * @csspart card - One screenshot.
 * @csspart dialog - A screenshot, large.
 * @csspart problem - What went wrong, with its remedy.
 */
export class ScreenshotTray extends LitElement {
  static override readonly styles = screenshotTrayStyles;

  /** The client whose call it is. */
  @property({ attribute: false }) client: SessionClient | null = null;

  /** Switches the sound of the shutter off. */
  @property({ type: Boolean }) quiet = false;

  @state() private flashes = 0;
  @state() private problem: SessionError | null = null;

  readonly #words = new WordsController(this, dictionary);
  readonly #sessionWords = new WordsController(this, sessionDictionary);
  readonly #shots = new ShotController(this, () => this.client);

  constructor() {
    super();
    this.addController(new LiftController(this));
  }

  /** Takes what the viewer sees large; `full` asks the other side for a still in full size as well. */
  async take({ full = false }: { readonly full?: boolean } = {}): Promise<void> {
    const root = this.getRootNode() as ShadowRoot;
    this.problem = null;
    try {
      const taken = this.#shots.take(root, { full });
      this.flashes += 1;
      if (!this.quiet) soundShutter(this.client?.state.speaker.deviceId ?? null);
      await taken;
    } catch (cause) {
      this.problem =
        cause instanceof SessionError ? cause : new SessionError('device-failed', { cause });
    }
  }

  override render(): TemplateResult | typeof nothing {
    const { words } = this.#words;
    if (words === null) return nothing;
    const { shots } = this.#shots;
    return html`${
        this.flashes === 0
          ? nothing
          : // Another element each time, so that it begins anew.
            repeat(
              [this.flashes],
              (number) => number,
              () => html`<div class="flash"></div>`,
            )
      }
      <div
        class="cards"
        @pointerenter=${() => this.#shots.hold(true)}
        @pointerleave=${() => this.#shots.hold(false)}
        @focusin=${() => this.#shots.hold(true)}
        @focusout=${() => this.#shots.hold(false)}
      >
        ${this.problem === null ? nothing : this.#renderProblem(words, this.problem)}
        ${repeat(
          shots,
          ({ number }) => number,
          (shot) => this.#renderShot(words, shot),
        )}
      </div>
      <p class="visually-hidden" role="status">
        ${shots[0]?.is === 'saved' ? savedWords(words, shots[0]) : ''}
      </p>`;
  }

  #renderShot(words: TrayWords, shot: Shot): TemplateResult {
    const { number, url, is } = shot;
    return html`<div class="card" part="card" role="group" aria-label=${words.tray} data-is=${is}>
        <button
          type="button"
          class="thumbnail"
          aria-label=${words.open}
          @click=${() => this.renderRoot.querySelector<HTMLDialogElement>(`#shot-${number}`)?.showModal()}
        >
          <img src=${url} alt="" />
        </button>
        <div class="text">
          ${is === 'failed' ? this.#renderFailure(words, shot) : this.#renderState(words, shot)}
          ${is === 'saved' ? this.#renderOffers(words, shot) : nothing}
        </div>
        <button
          type="button"
          class="quiet icon-only"
          aria-label=${words.close}
          @click=${() => this.#shots.dismiss(number)}
        >
          ${icon('close')}
        </button>
      </div>
      <dialog id="shot-${number}" part="dialog" aria-label=${words.tray}>
        <img src=${url} alt=${words.tray} />
        <div class="dialog-actions">
          <a class="button" href=${url} download=${fileName(shot)}>${words.download}</a>
          <button type="button" class="main" @click=${closeDialog}>${words.close}</button>
        </div>
      </dialog>`;
  }

  #renderState(words: TrayWords, shot: Shot): TemplateResult {
    if (shot.is === 'saved')
      return html`<p class="done">${icon('check')}<span>${savedWords(words, shot)}</span></p>`;
    const trouble = this.#shots.troubleOf(shot);
    if (shot.is === 'saving' && trouble !== null) return this.#renderWaiting(words, shot, trouble);
    const { is = null, percent = 0 } = this.#shots.progressOf(shot) ?? {};
    const sentence =
      shot.is === 'asking'
        ? is === 'receiving' && percent > 0
          ? words.receiving(percent)
          : words.taking
        : words.saving(is === 'sending' ? percent : 0);
    return html`<p>${sentence}</p>
      <progress max="100" value=${percent} aria-label=${sentence}></progress>`;
  }

  /** It was brought, or part of it, and the server does not take it in: how much of it was sent says nothing then. */
  #renderWaiting(words: TrayWords, shot: Shot, { code }: SessionError): TemplateResult {
    const title = this.#sessionWords.words?.errors[code].title ?? '';
    return html`<p role="status" part="problem"><strong>${title}</strong> ${words.waits}</p>
      <div class="offers">
        <button type="button" @click=${() => this.#shots.tryNow(shot)}>${words.tryAgain}</button>
      </div>`;
  }

  #renderOffers(words: TrayWords, shot: Shot): TemplateResult | typeof nothing {
    const { number, hasPlain, full, seen } = shot;
    const mayAsk = full === null && seen.of !== undefined;
    if (hasPlain && !mayAsk) return nothing;
    const name = this.client?.state.session?.participants.find(({ id }) => id === seen.of)?.name;
    return html`<div class="offers">
      ${
        hasPlain
          ? nothing
          : html`<button type="button" @click=${() => void this.#shots.keepPlain(number)}>
              ${words.withoutDrawings}
            </button>`
      }
      ${
        mayAsk
          ? html`<button
              type="button"
              title=${words.fullSizeHint(name ?? '')}
              @click=${() => void this.#shots.takeFull(number)}
            >
              ${words.fullSize}
            </button>`
          : nothing
      }
    </div>`;
  }

  #renderFailure(words: TrayWords, { error, again, failed }: Shot): TemplateResult {
    const told = this.#sessionWords.words?.errors[error?.code ?? 'server-error'];
    return html`<p role="alert" part="problem">
        <strong>${failed === 'full' ? words.fullNotThere : words.notKept}</strong>
        ${told?.title ?? ''} ${told?.remedy ?? ''}
      </p>
      <div class="offers">
        <button type="button" @click=${again}>${words.tryAgain}</button>
      </div>`;
  }

  #renderProblem(words: TrayWords, { code }: SessionError): TemplateResult {
    const told = this.#sessionWords.words?.errors[code];
    return html`<div class="card" part="card">
      <p class="text" role="alert" part="problem">
        <strong>${words.notKept}</strong> ${told?.title ?? ''} ${told?.remedy ?? ''}
      </p>
      <button
        type="button"
        class="quiet icon-only"
        aria-label=${words.close}
        @click=${() => {
          this.problem = null;
        }}
      >
        ${icon('close')}
      </button>
    </div>`;
  }
}

function savedWords(words: TrayWords, { full }: Shot): string {
  return full === null ? words.saved : words.savedFull(full.width, full.height);
}

/** Of what the card shows. */
function fileName({ seen, full }: Shot): string {
  return pictureFileName({
    at: seen.takenAt,
    type: 'image/jpeg',
    full: full !== null,
    drawings: seen.inked !== null,
  });
}

declare global {
  interface HTMLElementTagNameMap {
    'screenshot-tray': ScreenshotTray;
  }
}

define('screenshot-tray', ScreenshotTray);
