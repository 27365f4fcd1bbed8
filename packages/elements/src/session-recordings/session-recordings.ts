import { SessionError, toSessionError, type SessionClient } from '@fernblick/client';
import type { RecordedView, SessionView } from '@fernblick/protocol';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { define } from '../shared/define.ts';
import { download } from '../shared/download.ts';
import { clock, isoDuration } from '../shared/duration.ts';
import { timedName } from '../shared/file-name.ts';
import { FocusController } from '../shared/focus-controller.ts';
import { GoneController } from '../shared/gone-controller.ts';
import { icon } from '../shared/icon.ts';
import { NearestSessionController } from '../shared/nearest-session-controller.ts';
import { removalDialog } from '../shared/removal.ts';
import { WordsController } from '../shared/words-controller.ts';
import type { RecordingFilm } from '../recording-film/recording-film.ts';
import { problemNote } from '../video-session/problem-note.ts';
// Whole, so that the bundle keeps the call in one file, which this element shares: pieces of it would weigh more.
import '../video-session/video-session.ts';
import { dictionary as sessionDictionary } from '../video-session/words/dictionary.ts';
import { sessionRecordingsStyles } from './session-recordings.styles.ts';
import { dictionary } from './words/dictionary.ts';
import type { RecordingsWords } from './words/en.ts';

/** A download on its way. */
interface Fetching {
  readonly id: string;
  readonly percent: number;
  readonly stop: AbortController;
}

/**
 * The recordings of a session: who made each and when, whether it ended by itself and how much is missing in it, to be
 * played, with places to jump to, and downloaded, which can be cancelled. Agents delete them with a reason. Shown as far
 * as the session is; `<session-record>` has it for each session.
 *
 * It finds its session by itself: the `client` property, else the element whose id `for` names, else the nearest
 * `<video-session>`.
 *
 * @tag session-recordings
 * @attr {string} lang - Language (en, de, it, ro); else that of the nearest ancestor with `lang`, else the browser's.
 * @csspart base - Everything.
 * @csspart recording - One recording.
 * @csspart player - The film of a recording.
 * @csspart dialog - What is asked before one is deleted.
 * @csspart problem - What went wrong with the last wish.
 * @cssprop --fernblick-accent - Colour of the main action.
 * @cssprop --fernblick-text - Colour of text.
 * @cssprop --fernblick-surface - Background of dialogs.
 * @cssprop [--fernblick-radius=12px] - Radius of corners.
 * @cssprop [--fernblick-space=4px] - Unit of spacing.
 */
export class SessionRecordings extends LitElement {
  static override readonly styles = sessionRecordingsStyles;

  /** Id of a `<video-session>` whose client it uses; without it, the nearest one. */
  @property() for: string | null = null;

  /** Id of one of the ticket's sessions; without it the present one. */
  @property() session: string | null = null;

  @state() private problem: SessionError | null = null;
  /** The recordings that are played. */
  @state() private played: readonly string[] = [];
  /** The recordings that are being fetched to be kept, how much of each is there, of 100, and what ends that. */
  @state() private fetching: readonly Fetching[] = [];
  /** What became of the last wish that has left nothing to be seen. */
  @state() private told = '';
  /** The recording that somebody wants to delete. */
  @state() private removing: string | null = null;
  @state() private isBusy = false;

  readonly #words = new WordsController(this, dictionary);
  readonly #sessionWords = new WordsController(this, sessionDictionary);
  readonly #source = new NearestSessionController(this, () => this.for);
  /** The client that brings what is left. */
  #opened: SessionClient | null = null;
  /** Addresses for this page of the pictures that stand for them; null while one is being fetched. */
  readonly #posters = new Map<string, string | null>();

  constructor() {
    super();
    this.addController(new FocusController(this));
    new GoneController(this, {
      listed: () => {
        const view = this.#view;
        return view === null ? null : { id: view.id, ids: view.recordings.map(({ id }) => id) };
      },
      isOpen: (id) => this.played.includes(id),
      tell: () => {
        this.told = this.#words.words?.removed ?? '';
      },
    });
  }

  /** The client to ask; where the page gives none, that of the `<video-session>` which was found. */
  @property({ attribute: false })
  get client(): SessionClient | null {
    return this.#source.client;
  }

  set client(client: SessionClient | null) {
    this.#source.give(client);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const { stop } of this.fetching) stop.abort();
    this.#keepOnly([]);
  }

  protected override updated(): void {
    const view = this.#view;
    this.#keepOnly(view?.recordings ?? []);
    this.#bringRest(view);
    for (const { id, hasPoster } of view?.recordings ?? [])
      if (hasPoster && view !== null && !this.#posters.has(id)) void this.#loadPoster(view, id);
  }

  override render(): TemplateResult | typeof nothing {
    const { words } = this.#words;
    const view = this.#view;
    if (words === null || view === null) return nothing;
    // Whoever has deleted the last one reads so.
    if (view.recordings.length === 0 && this.told === '') return nothing;
    return html`<section class="base" part="base" aria-labelledby="heading">
      <h4 id="heading" tabindex="-1">${words.heading}</h4>
      ${this.#renderProblem()}
      <ul>
        ${repeat(
          view.recordings,
          ({ id }) => id,
          (recording) => this.#renderRecording(words, view, recording),
        )}
      </ul>
      <p class="told" role="status">${this.told}</p>
      ${
        isAgent(view, this.client)
          ? removalDialog(words, {
              isBusy: this.isBusy,
              remove: (reason) => this.#remove(reason),
            })
          : nothing
      }
    </section>`;
  }

  get #view(): SessionView | null {
    const { client } = this;
    if (client === null) return null;
    const { session, sessions } = client.state;
    if (this.session === null || session?.id === this.session) return session;
    return sessions.find(({ id }) => id === this.session) ?? null;
  }

  #renderRecording(
    words: RecordingsWords,
    view: SessionView,
    recording: RecordedView,
  ): TemplateResult {
    const { id, by, state: where, durationMs, size } = recording;
    const when = this.#when(recording);
    const isPlayed = this.played.includes(id);
    return html`<li part="recording">
      <p class="about">
        <strong>${by}</strong>
        <span>${when}</span>
        ${
          durationMs === null
            ? nothing
            : html`<time datetime=${isoDuration(durationMs)}>${clock(durationMs)}</time>`
        }
        ${size === 0 ? nothing : html`<span>${words.megabytes(this.#megabytes(size))}</span>`}
      </p>
      ${where === 'ready' ? nothing : html`<p role="status">${words[where]}</p>`}
      ${renderFaults(words, recording)}
      ${isPlayed ? this.#renderPlayer(words, view, recording) : this.#renderPoster(id)}
      ${
        where === 'ready' && !isPlayed
          ? html`<div class="actions">
              <button type="button" class="main" @click=${() => void this.#play(id)}>
                ${words.play}
              </button>
            </div>`
          : nothing
      }
      ${where === 'ready' ? this.#renderChapters(words, recording) : nothing}
      <div class="actions">
        ${where === 'ready' ? this.#renderDownload(words, view, recording) : nothing}
        ${
          where !== 'storing' && isAgent(view, this.client)
            ? html`<button type="button" class="quiet" @click=${() => void this.#askRemoval(id)}>
                ${words.remove}
              </button>`
            : nothing
        }
      </div>
    </li>`;
  }

  #renderPoster(recording: string): TemplateResult | typeof nothing {
    const url = this.#posters.get(recording) ?? null;
    return url === null ? nothing : html`<img class="poster" src=${url} alt="" />`;
  }

  #renderPlayer(
    words: RecordingsWords,
    { id: session }: SessionView,
    recording: RecordedView,
  ): TemplateResult {
    return html`<recording-film
      id="film-${recording.id}"
      exportparts="player, problem"
      .client=${this.client}
      .session=${session}
      .recording=${recording.id}
      .name=${words.player(this.#when(recording))}
    ></recording-film>`;
  }

  #renderChapters(
    words: RecordingsWords,
    { id, chapters }: RecordedView,
  ): TemplateResult | typeof nothing {
    if (chapters.length === 0) return nothing;
    return html`<fieldset class="chapters">
      <legend>${words.chapters}</legend>
      ${chapters.map(
        ({ atMs, what }) =>
          html`<button type="button" @click=${() => void this.#play(id, atMs)}>
            ${words.chapter[what](clock(atMs))}
          </button>`,
      )}
    </fieldset>`;
  }

  #renderDownload(
    words: RecordingsWords,
    view: SessionView,
    recording: RecordedView,
  ): TemplateResult {
    const { id } = recording;
    const fetching = this.fetching.find((each) => each.id === id);
    if (fetching === undefined)
      return html`<button
        type="button"
        id="download-${id}"
        @click=${() => void this.#download(view, recording)}
      >
        ${words.download}
      </button>`;
    const { percent, stop } = fetching;
    return html`<label class="loading"
        >${words.loadingPart(percent)}<progress max="100" .value=${percent}></progress
      ></label>
      <button
        type="button"
        id="stop-${id}"
        @click=${() => {
          stop.abort();
          this.told = words.downloadStopped;
        }}
      >
        ${words.stopDownload}
      </button>`;
  }

  #renderProblem(): TemplateResult | typeof nothing {
    const { words } = this.#sessionWords;
    if (words === null) return nothing;
    return problemNote(words, this.problem, () => {
      this.problem = null;
    });
  }

  #when({ startedAt }: RecordedView): string {
    return new Intl.DateTimeFormat(this.#words.locale, {
      dateStyle: 'medium',
      timeStyle: 'short',
    }).format(startedAt);
  }

  #megabytes(bytes: number): string {
    return new Intl.NumberFormat(this.#words.locale, { maximumFractionDigits: 1 }).format(
      bytes / 1_000_000,
    );
  }

  /** Plays a recording, from a moment on where one is given. */
  async #play(recording: string, atMs: number | null = null): Promise<void> {
    this.problem = null;
    try {
      await import('../recording-film/recording-film.ts');
    } catch (cause) {
      this.#report(new SessionError('server-unreachable', { cause }));
      return;
    }
    const isNew = !this.played.includes(recording);
    if (isNew) this.played = [...this.played, recording];
    await this.updateComplete;
    const film = this.renderRoot.querySelector<RecordingFilm>(`#film-${CSS.escape(recording)}`);
    await film?.updateComplete;
    if (atMs !== null) film?.jump(atMs);
    // What was pressed is there no more; whoever goes from mark to mark stays at the marks.
    if (isNew && atMs === null) film?.focus();
  }

  async #download({ id: session }: SessionView, recording: RecordedView): Promise<void> {
    const { client } = this;
    const { id } = recording;
    if (client === null || this.fetching.some((each) => each.id === id)) return;
    const stop = new AbortController();
    const others = (): readonly Fetching[] => this.fetching.filter((each) => each.id !== id);
    const progress = (bytes: number, size: number): void => {
      if (!stop.signal.aborted)
        this.fetching = [...others(), { id, percent: Math.floor((100 * bytes) / size), stop }];
    };
    this.problem = null;
    this.told = '';
    progress(0, 1);
    void this.#focusInstead(`download-${id}`, `stop-${id}`);
    try {
      const { signal } = stop;
      const film = await (await client.openRecording()).read(id, { session, progress, signal });
      if (!signal.aborted) download(film, fileName(recording));
    } catch (cause) {
      if (!stop.signal.aborted) this.#report(cause);
    } finally {
      this.fetching = others();
      void this.#focusInstead(`stop-${id}`, `download-${id}`);
    }
  }

  /** Moves the focus from what is gone with the next update to what is there instead. */
  async #focusInstead(gone: string, instead: string): Promise<void> {
    if (this.shadowRoot?.activeElement?.id !== gone) return;
    await this.updateComplete;
    this.shadowRoot.querySelector<HTMLElement>(`#${CSS.escape(instead)}`)?.focus();
  }

  /** What a page that is gone has not brought, this one brings, where it is of the same browser. */
  #bringRest(view: SessionView | null): void {
    const { client } = this;
    if (client === null || view === null || this.#opened === client) return;
    const isOpen = view.recordings.some(({ state: where }) => where !== 'ready');
    if (!isOpen || !isAgent(view, client)) return;
    this.#opened = client;
    client.openRecording().catch((cause: unknown) => {
      this.#opened = null;
      this.#report(cause);
    });
  }

  async #loadPoster({ id: session }: SessionView, recording: string): Promise<void> {
    this.#posters.set(recording, null);
    try {
      const blob = await (await this.client?.openRecording())?.readPoster(recording, { session });
      if (blob === undefined || !this.isConnected) return;
      this.#posters.set(recording, URL.createObjectURL(blob));
      this.requestUpdate();
    } catch (cause) {
      // It is played without.
      console.warn('Fernblick: the picture of a recording could not be loaded.', cause);
    }
  }

  async #askRemoval(recording: string): Promise<void> {
    this.removing = recording;
    this.told = '';
    await this.updateComplete;
    this.#dialog?.showModal();
  }

  async #remove(reason: string): Promise<void> {
    const { client, removing } = this;
    const session = this.#view?.id;
    if (client === null || session === undefined || removing === null) return;
    this.isBusy = true;
    this.problem = null;
    try {
      await (await client.openRecording()).remove(removing, reason, { session });
      this.told = this.#words.words?.removed ?? '';
    } catch (cause) {
      this.#report(cause);
    } finally {
      this.isBusy = false;
      this.#dialog?.close();
      // The button that has asked may be gone with the recording.
      const focused = this.shadowRoot?.activeElement;
      if (focused == null || focused.getClientRects().length === 0)
        this.renderRoot.querySelector<HTMLElement>('#heading')?.focus();
    }
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  #keepOnly(recordings: readonly RecordedView[]): void {
    for (const [id, url] of this.#posters) {
      if (recordings.some((recording) => recording.id === id)) continue;
      if (url !== null) URL.revokeObjectURL(url);
      this.#posters.delete(id);
    }
  }

  #report(cause: unknown): void {
    this.problem = toSessionError(cause);
  }
}

/** What is to be known before somebody takes it for all there was. */
function renderFaults(
  words: RecordingsWords,
  { reason, gaps, missingMs }: RecordedView,
): TemplateResult | typeof nothing {
  const why = reason === null || reason === 'stopped' || reason === 'ended' ? null : reason;
  if (why === null && gaps === 0) return nothing;
  return html`<p class="faults">
    ${icon('warning')}
    <span>
      ${why === null ? nothing : words.over[why]}
      ${gaps === 0 ? nothing : words.missing(Math.max(1, Math.round(missingMs / 1_000)), gaps)}
    </span>
  </p>`;
}

function fileName({ startedAt, type }: RecordedView): string {
  return timedName('recording', startedAt, type === 'video/mp4' ? '.mp4' : '.webm');
}

function isAgent(view: SessionView, client: SessionClient | null): boolean {
  const me = view.participants.find(({ you }) => you);
  return (me?.role ?? client?.state.role) === 'agent';
}

declare global {
  interface HTMLElementTagNameMap {
    'session-recordings': SessionRecordings;
  }
}

define('session-recordings', SessionRecordings);
