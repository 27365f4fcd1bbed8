import type { InkAction, InkHost, InkState, InkStill } from '@fernblick/ar/ink';
import type { InkDrafter, InkLink, MarkColor, MarkWidth } from '@fernblick/protocol';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { DrawingProblemEvent, MarksChangedEvent, type DrawingProblemCode } from '../events.ts';
import { define } from '../shared/define.ts';
import { NearestSessionController } from '../shared/nearest-session-controller.ts';
import { WordsController } from '../shared/words-controller.ts';
import { arOverlayStyles } from './ar-overlay.styles.ts';
import { EngineController } from './engine-controller.ts';
import type { ModelsController } from './models-controller.ts';
import { HandController } from './hand-controller.ts';
import { PictureController } from './picture-controller.ts';
import { RovingController } from './roving-controller.ts';
import type { TellingController } from './telling-controller.ts';
import { COLORS, nearestTool, renderToolbar, toolOfKey, WIDTHS, type Fold } from './toolbar.ts';
import type { WritingController } from './writing-controller.ts';
import { dictionary } from './words/dictionary.ts';
import type { OfferedTool, OverlayWords } from './words/en.ts';

/** Those that bring a field to write in. */
const WRITING_TOOLS: ReadonlySet<OfferedTool> = new Set(['text', 'pin', 'label']);

/**
 * Drawing on a picture: what is drawn sticks to the thing it was drawn on while the camera moves. It lies over the
 * `<video>` or `<img>` named by `for`, or over the one inside of it, or over the main picture of the nearest
 * `<video-session>`, and needs no server: two overlays are joined by a `link`, without one a person draws alone.
 *
 * As long as there are marks it paints picture and marks together, so that the marks always belong to exactly the
 * frame that is shown; without marks it leaves the picture alone.
 *
 * However the page shows the picture (fitted or cut off, in a frame, turned, mirrored, scaled, zoomed), a mark belongs to
 * the place of the frame it was drawn on. Where the picture is tilted in three dimensions, or shown by `object-view-box`,
 * nothing can be drawn, and a `drawing-problem` with the code `unmapped-picture` says so.
 *
 * It follows and paints in a worker, the file `ink-worker.js` beside the SDK. Where a page may not have it (a policy without
 * `worker-src blob:`, where the SDK is of another origin), it does so in the page, and says so on the console.
 *
 * @tag ar-overlay
 * @fires {MarksChangedEvent} marks-changed - Other marks are there than before, or one of them was lost or found.
 * @fires {DrawingProblemEvent} drawing-problem - Something went wrong; drawing goes on as well as it can.
 * @slot - The `<video>` or `<img>` to draw on, where `for` names none.
 * @attr {string} lang - Language (en, de, it, ro); else that of the nearest ancestor with `lang`, else the browser's.
 * @csspart base - Everything over the picture.
 * @csspart ink - The canvas.
 * @csspart tools - The toolbar.
 * @csspart text - The field in which a text is written.
 * @csspart notice - A sentence over the picture.
 * @cssprop [--fernblick-radius=12px] - Radius of corners.
 * @cssprop [--fernblick-tools-start=8px] - Distance of the toolbar from the edge at which lines begin.
 * @cssprop [--fernblick-tools-top=8px] - Least distance of the toolbar from the top.
 * @cssprop [--fernblick-tools-bottom=8px] - Least distance of the toolbar from the bottom.
 */
export class ArOverlay extends LitElement {
  static override readonly styles = arOverlayStyles;

  /** Id of the `<video>` or `<img>` to draw on, in the same document or shadow root. */
  @property() for: string | null = null;

  /** The tool in the hand: pen, arrow, rectangle, ellipse, text, pin, highlighter, pointer, pick, arrow-3d or label. */
  @property({ reflect: true }) tool: OfferedTool = 'pen';

  /** The colour of what comes next: red, yellow, green, blue, pink or white; by itself one that nobody else has. */
  @property() color: MarkColor | null = null;

  /** The width of what comes next, from 1 to 5. */
  @property({ type: Number }) width: MarkWidth = 3;

  /** Straightens roughly drawn circles, rectangles and lines; undo brings the rough ones back. */
  @property({ type: Boolean }) straighten = false;

  /** Shows marks without the tools to make them. */
  @property({ type: Boolean }) watching = false;

  /** Stops the picture for this page alone, to draw with care. */
  @property({ type: Boolean }) frozen = false;

  /** Switches all single-key shortcuts off. */
  @property({ type: Boolean, attribute: 'no-shortcuts' }) noShortcuts = false;

  /** Base address of the models for picking objects and for pointing with the hand; drawing needs none. */
  @property() models: string | null = null;

  /** The camera that sees the viewer's hand, where that is not the picture that is drawn on. */
  @property({ attribute: false }) handStream: MediaStream | null = null;

  /** How ink reaches the other side; by itself that of the nearest `<video-session>`, where there is one. */
  @property({ attribute: false }) link: InkLink | null = null;

  @state() private open: Fold | null = null;

  readonly #words = new WordsController(this, dictionary);
  readonly #session = new NearestSessionController(this, () => null);
  readonly #engine = new EngineController(this, {
    started: () => {
      this.#hold();
      this.#engine.post({ is: 'freeze', frozen: this.frozen });
      this.#models?.tellAgain();
      this.#picture.tellAgain();
    },
    segment: (request) => this.#models?.segment(request),
    state: (next, before) => this.#follow(next, before),
    frameTaken: () => this.#picture.ready(),
    picked: (coarse) => this.#tell((telling) => telling.picked(coarse)),
    problem: (code, detail) => this.#report(code, detail),
  });
  readonly #picture = new PictureController(
    this,
    () => this.for,
    () => this.#session.element,
    {
      picture: (picture) => {
        if (picture === null) this.#engine.post({ is: 'no-picture' });
        this.requestUpdate();
      },
      box: (box) => this.#engine.post({ is: 'layout', box }),
      frame: (frame) => this.#engine.post({ is: 'frame', ...frame }, [frame.picture]),
      problem: (code, detail) => this.#report(code, detail),
    },
  );
  readonly #hand = new HandController(this, this.#picture, (command) => this.#engine.post(command));

  /** Loaded once there are models. */
  #models: ModelsController | null = null;
  /** Loaded once there is something to tell. */
  #telling: TellingController | null = null;
  /** What is to be told as soon as it can be. */
  readonly #toTell: ((telling: TellingController) => void)[] = [];
  /** Loaded with the first tool that writes. */
  #writing: WritingController | null = null;

  constructor() {
    super();
    new RovingController(this, '.tools button');
    this.addEventListener('keydown', this.#onKeydown);
  }

  /** The marks there are, as they can be told without seeing them. */
  get marks(): InkState['marks'] {
    return this.#engine.state.marks;
  }

  /** Whether marks follow the thing they are drawn on: `waiting` until there is a picture and a tracker. */
  get tracking(): InkState['tracking'] {
    return this.#engine.state.tracking;
  }

  /** True while marks are drawn where the side of the camera has found them, and not where this page does. */
  get isTold(): boolean {
    return this.#engine.state.isTold;
  }

  /** Whether 3D arrows and labels stand up: `waiting` until there is one, `off` where all marks are drawn flat. */
  get standing(): InkState['standing'] {
    return this.#engine.state.standing;
  }

  /** Puts the focus where keys draw. */
  override focus(options?: FocusOptions): void {
    this.#surface?.focus(options);
  }

  /**
   * The frame that is shown at this moment, in its own size, with and without what is drawn on it; null while the picture
   * shows as it is, because nothing is drawn and nothing is frozen.
   */
  async takeStill(): Promise<InkStill | null> {
    return await this.#engine.takeStill();
  }

  /** What paints, for a recording, which asks it for its pictures; another one after it was closed and begun again. */
  get engine(): Pick<InkHost, 'post'> | null {
    return this.#engine.host;
  }

  /** Does what a button of the toolbar does. */
  act(action: InkAction): void {
    this.#engine.post({ is: 'act', action });
  }

  /** Does what a single key stands for while drawing; false where it stands for nothing. */
  pressKey(key: string, shift = false): boolean {
    if (this.watching || this.noShortcuts) return false;
    // What is typed is a text whose field is not there yet.
    if (this.#engine.state.writing !== null && key.length === 1) return true;
    const tool = toolOfKey(key, this.#engine.state);
    if (tool !== undefined) this.#choose({ tool });
    else if (key === 'z' || key === 'Z') this.act(shift ? 'redo' : 'undo');
    else if (key === 'Delete' || key === 'Backspace') this.act('delete');
    else if (key === ',' || key === '.')
      this.#engine.post({ is: 'select', step: key === '.' ? 1 : -1 });
    else return false;
    return true;
  }

  /** Here and not in `willUpdate`: the call is found by a controller, which comes after that. */
  protected override update(changed: PropertyValues<this>): void {
    const isOfCall = this.for === null && this.querySelector('video, img') === null;
    const client = isOfCall ? this.#session.client : null;
    this.#engine.link = this.link ?? client?.ink ?? null;
    super.update(changed);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('watching')) this.open = null;
    // A page may have written anything.
    this.tool = nearestTool(this.tool, this.#engine.state);
    if (this.color !== null && !COLORS.includes(this.color)) this.color = null;
    if (!WIDTHS.includes(this.width)) this.width = 3;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (JSON.stringify(this.#held) !== this.#heldAs) this.#hold();
    if (changed.has('frozen')) this.#engine.post({ is: 'freeze', frozen: this.frozen });
    this.#picture.want(!this.watching || this.frozen || this.#engine.hasInk);
    if (changed.has('models') && this.models !== null) this.#loadModels();
    if (changed.has('tool') && WRITING_TOOLS.has(this.tool)) this.#loadWriting();
    if (this.tool === 'pick' && !this.watching) this.#models?.prepareToPick();
    // How far a model has come is told too.
    if (this.#models?.loading !== undefined && this.#telling === null) this.#tell(() => {});
  }

  override render(): TemplateResult | typeof nothing {
    const { words } = this.#words;
    const { state } = this.#engine;
    return html`<slot></slot>
      <div class="base" part="base" ?data-watching=${this.watching}>
        <div
          class="surface"
          role="application"
          tabindex=${this.watching || words === null ? '-1' : '0'}
          aria-label=${words?.surface ?? nothing}
          aria-description=${this.watching ? nothing : (words?.surfaceHint ?? nothing)}
          aria-hidden=${this.watching ? 'true' : nothing}
          data-tool=${this.tool}
          @pointerdown=${this.#draw}
          @pointermove=${this.#hand.pointer}
          @pointerup=${this.#hand.pointer}
          @pointercancel=${this.#hand.pointer}
          @wheel=${this.#hand.wheel}
          @keyup=${this.#hand.keysUp}
          @blur=${this.#hand.keysUp}
        ></div>
        <div class="clear"></div>
        ${words === null || this.watching ? nothing : this.#renderTools(words, state)}
        ${
          words === null
            ? nothing
            : html`<p class="visually-hidden" role="status">${this.#telling?.said}</p>
                ${this.#telling?.render()}`
        }
      </div>`;
  }

  #renderTools(words: OverlayWords, state: InkState): TemplateResult {
    const me = this.#engine.drafters[0];
    return html`${renderToolbar({
      words,
      state,
      tool: this.tool,
      color: this.#color,
      width: this.width,
      open: this.open,
      isPointing: this.#models?.offersHand === true ? this.#models.isPointing : null,
      togglePointing: () => this.#models?.togglePointing(),
      straighten: this.straighten,
      isAbove: me?.role === 'agent' && me.inControl,
      choose: (change) => this.#choose(change),
      unfold: (group) => {
        this.open = this.open === group ? null : group;
      },
      act: (action) => this.act(action),
    })}
    ${this.#writing?.render(words)}`;
  }

  #loadModels(): void {
    import('./models-controller.ts').then(
      ({ ModelsController }) => {
        this.#models ??= new ModelsController(this, {
          models: () => this.models,
          picture: () => this.#picture.picture,
          handStream: () => this.handStream,
          post: (command) => this.#engine.post(command),
          problem: (code, detail) => this.#report(code, detail),
        });
        this.requestUpdate();
      },
      (cause: unknown) => this.#report('vision-unavailable', String(cause)),
    );
  }

  #loadWriting(): void {
    import('./writing-controller.ts').then(
      ({ WritingController }) => {
        this.#writing ??= new WritingController(this, this.#engine, WRITING_TOOLS);
        this.requestUpdate();
      },
      // Whoever takes up the tool again tries again, or places the next one.
      (cause: unknown) => this.#report('engine-failed', String(cause)),
    );
  }

  /** Tells people something; what tells is loaded for the first time. */
  #tell(what: (telling: TellingController) => void): void {
    if (this.#telling !== null) {
      what(this.#telling);
      return;
    }
    this.#toTell.push(what);
    if (this.#toTell.length > 1) return;
    import('./telling-controller.ts').then(
      ({ TellingController }) => {
        const telling = new TellingController(this, () => ({
          state: this.#engine.state,
          drafters: this.#engine.drafters,
          watching: this.watching,
          isTold: this.#isTold,
          loading: this.#models?.loading,
        }));
        this.#telling = telling;
        for (const tell of this.#toTell.splice(0)) tell(telling);
      },
      (cause: unknown) => {
        // What happens next tries again.
        this.#toTell.length = 0;
        this.dispatchEvent(new DrawingProblemEvent('engine-failed', String(cause)));
      },
    );
  }

  #isTold = false;

  get #surface(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.surface');
  }

  /** One's own: the agent's, the customer's, and so on by place. */
  get #color(): MarkColor {
    const { drafters } = this.#engine;
    const [me] = drafters;
    const ids = drafters.map(({ id }) => id).sort();
    const own = COLORS[ids.indexOf(me?.id ?? '')] ?? 'red';
    return this.color ?? own;
  }

  #heldAs = '';

  get #held() {
    return {
      tool: this.watching ? null : this.tool,
      color: this.#color,
      width: this.width,
      straighten: this.straighten,
    };
  }

  #hold(): void {
    this.#heldAs = JSON.stringify(this.#held);
    this.#engine.post({ is: 'hold', held: this.#held });
    this.#engine.isReady = !this.watching;
  }

  #choose(change: {
    tool?: OfferedTool;
    color?: MarkColor;
    width?: MarkWidth;
    straighten?: boolean;
  }): void {
    Object.assign(this, change);
    this.#fold();
  }

  /** Who draws needs the picture. */
  readonly #draw = (event: PointerEvent): void => {
    this.open = null;
    this.#hand.pointer(event);
  };

  /** What was unfolded gives way; the focus goes where it was unfolded. */
  #fold(): void {
    const { open } = this;
    this.open = null;
    if (open === null || this.renderRoot.querySelector('.tools :focus') === null) return;
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(`[data-group=${open}]`)?.focus(),
    );
  }

  #follow(state: InkState, before: InkState): void {
    this.#isTold = true;
    if (this.#telling !== null || hasNews(state, this.#engine.drafters[0]))
      this.#tell((telling) => telling.follow(state, before));
    this.#hand.pen = state.pen;
    if (state.writing?.mark !== before.writing?.mark) this.#loadWriting();
    if (state.width !== before.width) this.width = state.width;
    if (state.marks !== before.marks)
      if (JSON.stringify(state.marks) !== JSON.stringify(before.marks))
        this.dispatchEvent(new MarksChangedEvent(state.marks));
    this.requestUpdate();
  }

  #report(code: DrawingProblemCode, detail: string): void {
    this.#tell((telling) => telling.problem(code));
    this.dispatchEvent(new DrawingProblemEvent(code, detail));
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (this.watching || event.defaultPrevented || event.altKey) return;
    const target = event.composedPath()[0];
    if (target instanceof HTMLInputElement) return;
    const isUndo = event.key.toLowerCase() === 'z';
    if ((event.ctrlKey || event.metaKey) && !isUndo) return;
    const taken =
      (target === this.#surface && this.#hand.surfaceKey(event)) ||
      this.pressKey(event.key, event.shiftKey);
    if (event.key === 'Escape' && this.open !== null) this.#fold();
    else if (!taken) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

/** Whether there is anything to tell of a drawing. */
function hasNews(
  { marks, picking, frozen, standing }: InkState,
  me: InkDrafter | undefined,
): boolean {
  // The first state may come before the engine has heard who draws: it is not asked whether one may.
  const isOff = me !== undefined && (!me.mayDraw || (me.role === 'agent' && !me.inControl));
  return marks.length > 0 || isOff || picking || frozen || standing === 'loading';
}

declare global {
  interface HTMLElementTagNameMap {
    'ar-overlay': ArOverlay;
  }
}

define('ar-overlay', ArOverlay);
