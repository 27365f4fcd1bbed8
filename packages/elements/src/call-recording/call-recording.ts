import {
  SessionError,
  toSessionError,
  type Compose,
  type SessionClient,
  type SessionRecording,
} from '@fernblick/client';
import type { ParticipantView, RecordingView } from '@fernblick/protocol';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { clock, isoDuration } from '../shared/duration.ts';
import { define } from '../shared/define.ts';
import { TickController } from '../shared/tick-controller.ts';
import { WordsController } from '../shared/words-controller.ts';
import { problemNote } from '../video-session/problem-note.ts';
// Whole, so that the bundle keeps the call in one file, which this element shares: pieces of it would weigh more.
import '../video-session/video-session.ts';
import { dictionary as sessionDictionary } from '../video-session/words/dictionary.ts';
import { callRecordingStyles } from './call-recording.styles.ts';
import { keepOverReload } from './kept-no.ts';
import { hasFailed, whyOver } from './recording-end.ts';
import { signWords, SmallWindow, type RecSign } from './small-window.ts';
import { browserRecords, drawRecordButton } from './record-button.ts';
import { drawQuestion } from './recording-question.ts';
import { dictionary } from './words/dictionary.ts';
import type { CallRecordingWords } from './words/en.ts';

/** REC is lit by what was stored, and goes out when nothing was for so long. */
const LIT_MS = 3_000;
/** So long is said how a recording came to its end; where nobody wished it to, until somebody has read it. */
const TOLD_MS = 10_000;
/** What says a no is asked for again after so long, where it did not come. */
const LATE_MS = 1_000;

/**
 * The recording of a call while it runs: the button that asks for it, the question to everybody, and REC, which is lit as
 * long as pieces are being stored. A part of `<video-session>`, loaded with the first picture.
 *
 * @tag call-recording
 * @attr {string} lang - Language (en, de, it, ro); else that of the nearest ancestor with `lang`, else the browser's.
 * @csspart recording - REC with what can be done about it.
 * @csspart dialog - The question whether the call may be recorded.
 * @csspart problem - What went wrong, with its remedy.
 */
export class CallRecording extends LitElement {
  static override readonly styles = callRecordingStyles;

  /** The client whose call it is. */
  @property({ attribute: false }) client: SessionClient | null = null;

  /** Why the last wish of this person was not fulfilled. */
  @state() private problem: SessionError | null = null;
  /** What stops the recording, as far as it was read. */
  @state() private readTrouble: SessionError | null = null;
  @state() private isBusy = false;
  @state() private isSlower = false;
  /** The recording whose end was read. */
  @state() private dismissed: string | null = null;
  /** The recording to which this person has said no, or of which this page makes no more, whether the server knows or not. */
  @state() private stoppedHere: string | null = null;
  /** The recording to which they have said no without a connection: whoever waits to hear that it is over reads so. */
  #keptNo: string | null = null;

  readonly #words = new WordsController(this, dictionary);
  readonly #sessionWords = new WordsController(this, sessionDictionary);
  readonly #small = new SmallWindow(() => this.client);
  #recording: SessionRecording | null = null;
  /** The no that waits for the part that says it. */
  #late: ((recording: SessionRecording) => Promise<void>) | null = null;
  /** The client whose recordings were looked after last. */
  #opened: SessionClient | null = null;
  #unsubscribe: (() => void) | null = null;
  #unsubscribeRecording: (() => void) | null = null;
  /** The session for which this page has asked by itself. */
  #askedFor: string | null = null;
  #askedInVain = false;
  /** The question that has been shown: whoever closes it finds it again in the bar. */
  #shown: string | null = null;
  #hadFocus = false;

  constructor() {
    super();
    this.addController(new TickController(this, () => this.#view !== null));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopListening();
    this.#small.clear();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // The element may have been moved: it follows its client again.
    this.requestUpdate('client', null);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#hadFocus = this.shadowRoot?.activeElement != null;
    if (this.#isUntold(this.#view)) this.#keptNo = this.stoppedHere;
    if (!changed.has('client') || !this.isConnected) return;
    this.#stopListening();
    this.#unsubscribe = this.client?.subscribe(() => this.requestUpdate()) ?? null;
  }

  protected override updated(): void {
    this.#draw();
    // What was pressed is gone with what it was for: nobody falls out of the call.
    const root = this.getRootNode();
    if (!this.#hadFocus || !(root instanceof ShadowRoot)) return;
    const focused = this.shadowRoot?.activeElement;
    // A browser takes the focus from what is hidden later only.
    if (root.activeElement === null || focused?.getClientRects().length === 0)
      root.querySelector<HTMLElement>('#heading')?.focus({ preventScroll: true });
  }

  override render(): TemplateResult | typeof nothing {
    const { words } = this.#words;
    if (words === null) return nothing;
    const view = this.#view;
    return html`${view === null ? nothing : this.#renderChip(words, view)} ${this.#renderProblem()}
    ${this.#renderQuestion(words, view)}`;
  }

  #draw(): void {
    const view = this.#view;
    const dialog = this.#dialog;
    this.#drawSmall();
    if (dialog === null) return this.#drawButton();
    const isAsked = this.#isAsked;
    if (!isAsked && dialog.open) dialog.close();
    if (isAsked && this.#shown !== view?.id) {
      this.#shown = view?.id ?? null;
      // What became of an earlier wish is no news beside a new question.
      this.problem = null;
      dialog.showModal();
    }
    // Whoever asks brings back what an earlier page has left; a no must find its way without a server too.
    const isLive = view !== null && view.state !== 'stopped';
    if ((this.#mayRecord || isLive) && this.#opened !== this.client) {
      this.#opened = this.client;
      this.#open().catch((cause: unknown) => this.#report(cause));
    }
    this.#askByItself();
    this.#drawButton();
  }

  get #view(): RecordingView | null {
    return this.client?.state.session?.recording ?? null;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  get #nowMs(): number {
    return Date.now() + (this.client?.state.clockOffsetMs ?? 0);
  }

  get #me(): ParticipantView | undefined {
    return this.client?.state.session?.participants.find(({ you }) => you);
  }

  get #isInControl(): boolean {
    const me = this.#me;
    return me?.role === 'agent' && this.client?.state.session?.inControl === me.id;
  }

  /** True where the viewer is offered to record. */
  get #mayRecord(): boolean {
    return this.#isInControl && this.#isPossible;
  }

  /** True where a call is under way that may be recorded. */
  get #isPossible(): boolean {
    const state = this.client?.state;
    return state?.session?.phase === 'in-progress' && state.functions.includes('recording');
  }

  /** True where the viewer is offered to ask for a recording; where a customer asks, the page of the agent in control makes it. */
  get #mayAsk(): boolean {
    const me = this.#me;
    const isAsking = me?.role === 'customer' && me.presence !== 'left' && !this.#isAuto;
    return this.#isPossible && (this.#isInControl || isAsking);
  }

  get #isConnected(): boolean {
    return this.client?.state.server === 'connected';
  }

  /** True where they have said no, and nobody knows of it before there is a connection again. */
  #isUntold(view: RecordingView | null): boolean {
    const isKept = !this.#isConnected || this.#late !== null;
    return isKept && view?.id === this.stoppedHere && view?.state !== 'stopped';
  }

  get #isAsked(): boolean {
    const view = this.#view;
    return view?.you === 'asked' && view.state !== 'stopped' && !this.#isUntold(view);
  }

  /** True where the settings say that every call is asked for. */
  get #isAuto(): boolean {
    return this.client?.state.functions.includes('auto-recording') === true;
  }

  #renderChip(words: CallRecordingWords, view: RecordingView): TemplateResult | typeof nothing {
    const { state: where, reason, you, waitingFor, askedBy } = view;
    if (where === 'stopped') {
      const hasEnded = reason === 'ended' && view.startedAt !== null;
      const isBrief = !hasFailed(view) && !hasEnded && view.id !== this.#keptNo;
      const isRead = this.dismissed === view.id || (isBrief && this.#nowMs - view.since > TOLD_MS);
      const inMemory = this.#renderInMemory(words);
      if (reason === null || (isRead && inMemory === nothing)) return nothing;
      return html`<div class="chip" part="recording" role="status">
        ${
          isRead
            ? nothing
            : html`<p>${whyOver(words, view, reason)}</p>
                <button type="button" @click=${() => (this.dismissed = view.id)}>
                  ${words.close}
                </button>`
        }
        ${inMemory}
      </div>`;
    }
    const isMine = this.stoppedHere === view.id && view.by === this.#me?.id;
    const said =
      isMine && view.startedAt !== null
        ? words.over.stopped
        : this.#isUntold(view)
          ? words.noKept
          : null;
    if (said !== null)
      return html`<div class="chip" part="recording">
        <p role="status">${said}</p>
      </div>`;
    if (you === 'asked')
      return html`<div class="chip" part="recording">
        <p>${words.asks(askedBy)}</p>
        <button type="button" @click=${() => this.#showQuestion()}>${words.answer}</button>
      </div>`;
    if (where === 'asked')
      return html`<div class="chip" part="recording">
        <p role="status">
          ${words.waitingFor(new Intl.ListFormat(this.#words.locale).format(waitingFor))}
        </p>
        ${this.#isInControl || this.#mayAsk ? this.#button(words.takeBack, this.#halt) : nothing}
      </div>`;
    return html`<div class="chip" part="recording">
      ${where === 'running' ? this.#renderRec(words, view) : this.#renderPause(words, view)}
      ${
        !this.#isInControl
          ? nothing
          : where === 'running'
            ? this.#button(words.pause, (r) => r.pause())
            : view.pausedFor.includes('agent')
              ? this.#button(words.resume, (r) => r.resume())
              : nothing
      }
      ${this.#isInControl || you === 'yes' ? this.#button(words.stop, this.#halt) : nothing}
      ${this.isSlower && where === 'running' ? html`<p class="aside" role="status">${words.slower}</p>` : nothing}
      ${this.#renderInMemory(words)}
    </div>`;
  }

  #renderInMemory(words: CallRecordingWords): TemplateResult | typeof nothing {
    const { keptIn = null, waiting = 0 } = this.#recording?.state ?? {};
    return keptIn === 'memory' && waiting > 0
      ? html`<p class="aside" role="status">${words.inMemory}</p>`
      : nothing;
  }

  #signOf({ storedAt, since, by }: RecordingView): RecSign {
    const isThere = this.#isConnected;
    // Whoever records knows; anybody else hears of it from the server alone.
    if (!isThere && by !== this.#me?.id) return 'unknown';
    if (storedAt === null) return this.#nowMs - since < LIT_MS ? 'new' : 'dark';
    return isThere && this.#nowMs - storedAt <= LIT_MS ? 'lit' : 'dark';
  }

  #renderRec(words: CallRecordingWords, view: RecordingView): TemplateResult {
    const { since, recordedMs } = view;
    const sign = this.#signOf(view);
    const ms = recordedMs + this.#nowMs - since;
    const said = signWords(words)[sign];
    return html`<span class="rec" ?data-lit=${sign === 'lit'} aria-hidden="true">${words.rec}</span>
      <time aria-hidden="true" datetime=${isoDuration(ms)}>${clock(ms)}</time>
      <span class="visually-hidden" role="status">${said}</span>
      ${sign === 'dark' || sign === 'unknown' ? html`<p aria-hidden="true">${said}</p>` : nothing}`;
  }

  #renderPause(words: CallRecordingWords, { pausedFor }: RecordingView): TemplateResult {
    const why = pausedFor.find((each) => each !== 'agent') ?? 'agent';
    return html`<p role="status">${words.pausedFor[why]}</p>`;
  }

  #renderProblem(): TemplateResult | typeof nothing {
    const { words } = this.#sessionWords;
    if (words === null) return nothing;
    const trouble = this.#recording?.state.error ?? null;
    // One cause, one note: that the server is away, the call says already.
    const isKnown = trouble?.code === 'server-unreachable' && !this.#isConnected;
    const shown = this.problem ?? (isKnown || trouble === this.readTrouble ? null : trouble);
    return problemNote(words, shown, () => {
      this.problem = null;
      this.readTrouble = trouble;
    });
  }

  #renderQuestion(words: CallRecordingWords, view: RecordingView | null): TemplateResult {
    const isMine = view?.by === this.#me?.id;
    const answer = (yes: boolean) => (): void =>
      void this.#do((r) => r.answer(yes, { compose: this.#composer() }), !yes);
    return drawQuestion(words, view, isMine, this.isBusy, answer);
  }

  #button(name: string, act: (recording: SessionRecording) => Promise<void>): TemplateResult {
    return html`<button
      type="button"
      aria-busy=${this.isBusy}
      @click=${() => void this.#do(act, act === this.#halt)}
    >
      ${name}
    </button>`;
  }

  #drawButton(): void {
    const { words } = this.#words;
    if (words === null) return;
    const view = this.#view;
    const isOn = view !== null && view.state !== 'stopped';
    const waitMs = (view?.askAgainAt ?? 0) - this.#nowMs;
    // Of a customer's browser nothing is wanted.
    const isHere = browserRecords() || !this.#isInControl;
    // What failed by itself can be asked for again by hand, and what never can be says why.
    const isByHand = !this.#isAuto || hasFailed(view) || this.#askedInVain || !isHere;
    drawRecordButton(this.getRootNode(), {
      words,
      isShown: this.#mayAsk && isByHand,
      isOn,
      isBusy: this.isBusy,
      canRecord: isHere,
      waits: waitMs > 0 ? clock(waitMs) : null,
      isMuchUsed: this.#isInControl,
      press: () => this.#press(view, isOn),
    });
  }

  /** Asks, or undoes it: who has not answered yet does that first, an agent stops the recording, a customer takes their yes back. */
  #press(view: RecordingView | null, isOn: boolean): void {
    if (!isOn && (view?.askAgainAt ?? 0) > this.#nowMs)
      this.problem = new SessionError('asked-just-now');
    else if (!isOn) void this.#ask();
    else if (view?.you === 'asked') this.#showQuestion();
    else void this.#do(this.#halt, true);
  }

  readonly #halt = (recording: SessionRecording): Promise<void> =>
    recording[this.#isInControl ? 'stop' : 'withdraw']();

  /** Asks once in a call, as soon as there is somebody to ask; not again after anybody's no or stop. */
  #askByItself(): void {
    const { session = null, links = [] } = this.client?.state ?? {};
    if (!this.#isAuto || !this.#mayRecord || !browserRecords()) return;
    if (session === null || this.isBusy) return;
    // Once more after what ended because nothing of it came for too long.
    const about = `${session.id} ${session.recording?.id}`;
    if (about === this.#askedFor || session.hold !== null || links.length === 0) return;
    // That an agent reloads the page, or hands the call on, is no wish to have no recording.
    if (session.recording !== null && session.recording.reason !== 'ended') return;
    this.#askedFor = about;
    this.#askedInVain = false;
    void this.#ask().then((isAsked) => {
      this.#askedInVain = !isAsked;
      this.requestUpdate();
    });
  }

  #ask(): Promise<boolean> {
    return this.#do((recording) => recording.ask(this.#composer()));
  }

  /** What makes the picture; null in pages that do not record. */
  #composer(): Compose | null {
    const { client } = this;
    if (client === null || !this.#isInControl) return null;
    const root = this.getRootNode() as ShadowRoot;
    const { locale } = this.#words;
    this.isSlower = false;
    return async (failed) => {
      const { composePicture } = await import('./compose-picture.ts');
      return await composePicture({
        client,
        locale,
        overlay: () => {
          const overlay = root.querySelector('ar-overlay');
          return overlay?.for === 'remote-video' ? overlay : null;
        },
        slower: (isSlower) => {
          this.isSlower = isSlower;
        },
        failed,
      });
    };
  }

  /**
   * A no and a stop go through whatever is under way. Where this page records, nothing is recorded from here on, whatever the
   * server answers; a no is kept until it knows, by the part for recordings or, before that has come, here.
   */
  async #do(act: (recording: SessionRecording) => Promise<void>, urgent = false): Promise<boolean> {
    if (this.isBusy && !urgent) return false;
    this.isBusy = true;
    this.problem = null;
    if (urgent) {
      this.stoppedHere = this.#view?.id ?? null;
      if (this.#recording === null) {
        this.#late = act;
        keepOverReload(this.client?.state.session?.id, `${this.stoppedHere} ${this.#me?.id}`);
      }
    }
    try {
      await act(await this.#open());
      return true;
    } catch (cause) {
      if (this.#late !== act) this.#report(cause);
      else
        setTimeout(() => {
          if (this.#late === act && this.#isUntold(this.#view)) void this.#do(act, true);
        }, LATE_MS);
      return false;
    } finally {
      this.isBusy = false;
    }
  }

  #report(cause: unknown): void {
    this.problem = toSessionError(cause);
  }

  async #open(): Promise<SessionRecording> {
    const { client } = this;
    if (client === null) throw new SessionError('closed');
    const recording = await client.openRecording();
    if (this.#recording !== recording && client === this.client) {
      this.#unsubscribeRecording?.();
      this.#recording = recording;
      this.#late = null;
      this.#unsubscribeRecording = recording.subscribe(() => this.requestUpdate());
      this.requestUpdate();
    }
    return recording;
  }

  #stopListening(): void {
    this.#unsubscribe?.();
    this.#unsubscribeRecording?.();
    this.#recording = null;
    this.#late = null;
    this.#opened = null;
  }

  /** The same in the small window that lies over other programs, where the call is there. */
  #drawSmall(): void {
    const { words } = this.#words;
    const view = this.#view;
    const isAsked = this.#isAsked;
    this.#small.draw(
      words === null
        ? null
        : isAsked
          ? { words, is: 'asked', answer: () => this.#showQuestion() }
          : view?.state === 'running'
            ? { words, is: this.#signOf(view) }
            : null,
    );
  }

  #showQuestion(): void {
    if (this.#dialog?.open === false) this.#dialog.showModal();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'call-recording': CallRecording;
  }
}

define('call-recording', CallRecording);
