import { SessionError, toSessionError, type SessionClient } from '@fernblick/client';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { define } from '../shared/define.ts';
import { icon } from '../shared/icon.ts';
import { WordsController } from '../shared/words-controller.ts';
import { dictionary } from '../session-recordings/words/dictionary.ts';
import type { RecordingsWords } from '../session-recordings/words/en.ts';
// Whole, so that the bundle keeps the call in one file, which this element shares: pieces of it would weigh more.
import '../video-session/video-session.ts';
import { dictionary as sessionDictionary } from '../video-session/words/dictionary.ts';
import { FilmFeed, openFilm, type ReadFilm } from './film-feed.ts';
import { recordingFilmStyles } from './recording-film.styles.ts';

/** Shorter waits come and go unnoticed. */
const SAID_AFTER_MS = 400;
/** A network that was gone for longer than a read is patient. */
const AGAIN_AFTER_MS = 10_000;

/**
 * The player of one recording, a part of `<session-recordings>`. It begins before the whole file is there, and jumps
 * anywhere without what lies between; where file or browser are not made for that, it fetches all of it first and says how
 * far it is. It keeps nothing once it is gone from the page.
 *
 * @tag recording-film
 * @attr {string} lang - Language (en, de, it, ro); else that of the nearest ancestor with `lang`, else the browser's.
 * @csspart player - The film.
 * @csspart problem - Why nothing more of it comes.
 */
export class RecordingFilm extends LitElement {
  static override readonly styles = recordingFilmStyles;

  /** The client to ask. */
  @property({ attribute: false }) client: SessionClient | null = null;

  /** Id of the session. */
  @property() session = '';

  /** Id of the recording. */
  @property() recording = '';

  /** What it is called for those who do not see it. */
  @property() name = '';

  @state() private problem: SessionError | null = null;
  /** True while the player has nothing to show. */
  @state() private isWaiting = true;
  /** So much of the file is there, of 100, where it plays as a whole only. */
  @state() private percent: number | null = null;

  readonly #words = new WordsController(this, dictionary);
  readonly #sessionWords = new WordsController(this, sessionDictionary);
  #opening: AbortController | null = null;
  #feed: FilmFeed | null = null;
  #url: string | null = null;
  /** Where it goes on, in seconds, once there is something to play. */
  #atS = 0;
  #isPlaying = true;
  /** Focused before its words were there. */
  #wantsFocus = false;
  #waitingTimer: ReturnType<typeof setTimeout> | undefined;
  #goingOn: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#isPlaying = this.#video?.paused === false;
    clearTimeout(this.#goingOn);
    this.#close();
  }

  override focus(options?: FocusOptions): void {
    const video = this.#video;
    this.#wantsFocus = video === null;
    video?.focus(options);
  }

  /** Jumps to a moment, and plays from there. */
  jump(atMs: number): void {
    const video = this.#video;
    this.#isPlaying = true;
    if (video === null || (this.#feed === null && this.#url === null)) this.#atS = atMs / 1_000;
    else {
      video.currentTime = atMs / 1_000;
      this.#play(video);
    }
  }

  protected override updated(): void {
    const video = this.#video;
    const isOpen = this.#opening !== null || this.#feed !== null || this.#url !== null;
    if (video !== null && this.#wantsFocus) this.focus();
    if (video === null || isOpen || this.problem !== null || !this.isConnected) return;
    void this.#open(video);
  }

  override render(): TemplateResult | typeof nothing {
    const { words } = this.#words;
    if (words === null) return nothing;
    return html`<div class="frame">
        <video
          part="player"
          controls
          playsinline
          aria-label=${this.name}
          @waiting=${() => this.#wait()}
          @seeking=${() => this.#wait()}
          @playing=${() => this.#showAgain()}
          @seeked=${() => this.#showAgain()}
          @loadeddata=${() => this.#showAgain()}
          @error=${() => this.#doesNotPlay()}
        ></video>
        <p class="waiting" role="status">${this.#waitingWords(words)}</p>
      </div>
      ${this.#renderProblem(words)}`;
  }

  get #video(): HTMLVideoElement | null {
    return this.renderRoot.querySelector('video');
  }

  #waitingWords(words: RecordingsWords): string {
    if (!this.isWaiting || this.problem !== null) return '';
    return this.percent === null ? words.loading : words.loadingPart(this.percent);
  }

  #renderProblem(words: RecordingsWords): TemplateResult | typeof nothing {
    const { words: sessionWords } = this.#sessionWords;
    if (sessionWords === null || this.problem === null) return nothing;
    const { code } = this.problem;
    const { title, remedy } =
      code === 'device-failed' ? words.notPlayed : sessionWords.errors[code];
    return html`<div class="note problem" part="problem" role="alert">
      ${icon('warning')}
      <p>
        <strong>${title}</strong> ${remedy} <small class="code">${sessionWords.code(code)}</small>
      </p>
      <button type="button" @click=${() => this.#retry()}>${words.retry}</button>
    </div>`;
  }

  async #open(video: HTMLVideoElement, whole = false): Promise<void> {
    const opening = new AbortController();
    this.#opening = opening;
    this.isWaiting = true;
    this.percent = null;
    const { signal } = opening;
    try {
      const recordings = await this.client?.openRecording();
      if (recordings === undefined || signal.aborted) return;
      const about = { session: this.session, signal };
      const read: ReadFilm = (range, stop) =>
        recordings.readPart(this.recording, range, { ...about, signal: stop });
      const index = whole ? null : await openFilm(read, signal);
      if (index === null) {
        const progress = (bytes: number, size: number): void => {
          this.percent = Math.floor((100 * bytes) / size);
        };
        const film = await recordings.read(this.recording, { ...about, progress });
        if (signal.aborted) return;
        this.#url = URL.createObjectURL(film);
        video.src = this.#url;
      } else if (!signal.aborted)
        this.#feed = new FilmFeed(video, { index, read, failed: (cause) => this.#fail(cause) });
      else return;
      video.currentTime = this.#atS;
      this.#opening = null;
      if (this.#isPlaying) this.#play(video);
    } catch (cause) {
      if (signal.aborted) return;
      this.#opening = null;
      this.#fail(cause);
    }
  }

  #play(video: HTMLVideoElement): void {
    video.play().catch((cause: unknown) => {
      // Paused in the meantime, closed, or a browser that wants to be asked once more: the player says all of it itself.
      if (!(cause instanceof DOMException)) this.#fail(cause);
    });
  }

  /** What cannot be played in pieces may be played as a whole; what can neither, is told. */
  #doesNotPlay(): void {
    const video = this.#video;
    if (video?.error == null || this.#opening !== null) return;
    const wasFed = this.#feed !== null;
    const cause = new Error(video.error.message);
    this.#close();
    if (wasFed) void this.#open(video, true);
    else this.#fail(new SessionError('device-failed', { cause }));
  }

  #fail(cause: unknown): void {
    const error = toSessionError(cause);
    // Made anew since it was opened: what was read of it does not fit the rest.
    if (error.code === 'recording-changed' && this.#feed !== null) {
      this.#close();
      this.requestUpdate();
      return;
    }
    this.problem = error;
    // As the words to it say: it goes on by itself.
    if (error.code === 'server-unreachable')
      this.#goingOn = setTimeout(() => this.#goOn(), AGAIN_AFTER_MS);
    // Whoever may not see it any more has nothing of it.
    if (error.code === 'not-found' || error.code === 'not-authorized') this.#close();
  }

  #retry(): void {
    this.#goOn();
    this.focus();
  }

  #goOn(): void {
    clearTimeout(this.#goingOn);
    this.problem = null;
    this.isWaiting = true;
    this.#feed?.goOn();
  }

  #wait(): void {
    if (this.#waitingTimer !== undefined) return;
    this.#waitingTimer = setTimeout(() => {
      this.isWaiting = true;
    }, SAID_AFTER_MS);
  }

  #showAgain(): void {
    clearTimeout(this.#waitingTimer);
    this.#waitingTimer = undefined;
    this.isWaiting = false;
  }

  #close(): void {
    const video = this.#video;
    if (video !== null && video.currentTime > 0) this.#atS = video.currentTime;
    this.#showAgain();
    this.#opening?.abort();
    this.#opening = null;
    this.#feed?.close();
    this.#feed = null;
    if (this.#url !== null) {
      URL.revokeObjectURL(this.#url);
      this.#url = null;
      video?.removeAttribute('src');
      video?.load();
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'recording-film': RecordingFilm;
  }
}

define('recording-film', RecordingFilm);
