import {
  fromLayer,
  inBox,
  PictureError,
  placedShape,
  randomId,
  selectedLayer,
  turnedBy,
  type Editing,
  type PictureExport,
  type PixelArea,
} from '@fernblick/ar/editing';
import {
  tidyLine,
  type Layer,
  type LayerShape,
  type MarkColor,
  type MarkWidth,
  type PictureDocument,
} from '@fernblick/protocol';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { RovingController } from '../ar-overlay/roving-controller.ts';
import { PictureOpenedEvent, PictureProblemEvent, PictureSaveEvent } from '../picture-events.ts';
import { define } from '../shared/define.ts';
import { saidAgain, WordsController } from '../shared/words-controller.ts';
import { renderActionBar, type ActionName } from './actions.ts';
import { announce } from './announcements.ts';
import { pictureCrop, shownCrop } from './crop-grip.ts';
import { ClipboardController } from './clipboard-controller.ts';
import { download } from '../shared/download.ts';
import { EditingController } from './editing-controller.ts';
import type { EditorTool } from './editor-tool.ts';
import { HandController, type Bench } from './hand-controller.ts';
import { KeyboardController, ZOOM_STEP } from './keyboard-controller.ts';
import { renderPanel } from './panel.ts';
import { screenshotEditorStyles } from './screenshot-editor.styles.ts';
import { StageController } from './stage-controller.ts';
import { renderStage } from './stage.ts';
import { offStage, onStage } from './stage-layout.ts';
import { renderTools, type Fold } from './toolbar.ts';
import { dictionary } from './words/dictionary.ts';
import type { EditorWords } from './words/en.ts';
import { placeWriting, renderWriting, type Writing } from './writing.ts';

/**
 * Draws on a picture, crops and turns it, and removes what nobody is to see; alone on any page, without a server. Give it
 * a picture by `src` or `image`; take the result with `toBlob()`, and what was done with `document`, from which somebody
 * else can go on later. Blurred and blacked out areas are gone from the result; they are still in the picture that was
 * given, so keep that one only where whoever may read it may see all of it.
 *
 * @tag screenshot-editor
 * @attr {string} lang - Language (en, de, it, ro); else that of the nearest ancestor with `lang`, else the browser's.
 * @fires {PictureOpenedEvent} picture-opened - A picture is open and can be drawn on.
 * @fires {PictureSaveEvent} picture-save - The person wants the picture kept; `document` and `blob` are what to keep.
 * @fires {PictureProblemEvent} picture-problem - Something cannot be done; `code` says what.
 * @csspart base - Everything.
 * @csspart tools - Tools, colours and widths.
 * @csspart actions - The buttons over the picture.
 * @csspart stage - What the picture lies on.
 * @csspart panel - The list of layers.
 * @cssprop --fernblick-accent - Colour of the main action.
 * @cssprop --fernblick-text - Colour of text.
 * @cssprop --fernblick-surface - Background.
 * @cssprop [--fernblick-radius=12px] - Radius of corners.
 * @cssprop [--fernblick-space=4px] - Unit of spacing.
 */
export class ScreenshotEditor extends LitElement {
  static override readonly styles = screenshotEditorStyles;

  /** Address of the picture; its server has to allow the page to read it. */
  @property() src: string | null = null;

  /** The picture itself; it comes before `src`. */
  @property({ attribute: false }) image: Blob | null = null;

  /** Shows `Save`, for a page that listens to `picture-save`. */
  @property({ type: Boolean }) savable = false;

  /** What the hand works with. */
  @property() tool: EditorTool = 'pen';

  @state() private color: MarkColor = 'red';
  @state() private width: MarkWidth = 3;
  @state() private open: Fold | null = null;
  @state() private writing: Writing | null = null;
  @state() private isBusy = false;
  @state() private said = '';
  @state() private problem: PictureError | null = null;

  readonly #words = new WordsController(this, dictionary);
  readonly #editing = new EditingController(this, {
    opened: () => this.#opened(),
    changed: (before, now) => this.#changed(before, now),
    problem: (error) => this.#report(error),
  });
  readonly #stage = new StageController(this, this.#editing, () => ({
    isCropping: this.tool === 'crop',
    draftLayer: (shape) => this.#layerOf(shape),
  }));
  readonly #hand = new HandController(this, () => this.#bench, {
    show: (draft) => this.#stage.show(draft),
    draw: (shape) => this.#draw(shape),
    change: ({ id }, shape) => this.#editing.apply({ is: 'change', layer: id, to: { shape } }),
    crop: (area) => this.#editing.apply({ is: 'crop', to: area }),
    select: (layer) => this.#editing.select(layer?.id ?? null),
    write: (at, layer) => {
      this.writing = { at, layer };
    },
    look: (view) => {
      this.#stage.view = view;
    },
  });
  readonly #clipboard = new ClipboardController(this, this.#editing, this.#stage, {
    words: () => this.#words.words,
    report: (error) => this.#report(error),
    draw: (shape) => this.#draw(shape),
    say: (words) => {
      this.said = words;
    },
  });
  #given: unknown = undefined;
  /** The document that the present picture was given. */
  #goesOnFrom: unknown = undefined;
  #handedOut: PictureDocument | null = null;

  constructor() {
    super();
    new RovingController(this, '.tools button');
    new RovingController(this, '.actions button');
    new KeyboardController(this, this.#editing, this.#stage, {
      tool: () => this.tool,
      choose: (tool) => this.#choose({ tool }),
      cancel: () => this.#hand.cancel(),
      enter: () => this.#enter(),
      copy: () => void this.#clipboard.copy(),
      paste: (pasted) => void this.#clipboard.paste(pasted),
      zoom: (factor) => this.#zoom(factor),
    });
  }

  /**
   * What was done to the picture, as JSON; null where none is open. Set it to go on from it; null starts afresh. The same
   * object once more changes nothing: templates set what they bind at every render, and what is drawn meanwhile stays.
   */
  get document(): PictureDocument | null {
    return this.#editing.editing?.document ?? null;
  }

  set document(value: unknown) {
    this.#given = value;
    this.requestUpdate();
  }

  /** True where something was done since the picture was opened or kept: ask before it is thrown away. */
  get isDirty(): boolean {
    return this.#editing.isDirty;
  }

  /**
   * Says that a document is kept, where the page has called `preventDefault()` on `picture-save`: the one of that event, or
   * the one last handed out. What was drawn since then still counts as not kept.
   */
  markSaved(document: PictureDocument | null = this.#handedOut ?? this.document): void {
    if (document !== null) this.#editing.markSaved(document);
  }

  /**
   * The picture with everything that was done to it, at full resolution, without metadata; waits for one that is being
   * opened. With the `document` of `picture-save`, what had been done by then. Rejects with a `code` of the picture's problems.
   */
  async toBlob(options: PictureExport = {}, document?: PictureDocument): Promise<Blob> {
    await this.updateComplete;
    return this.#editing.export(options, null, document);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const given = this.#given;
    this.#given = undefined;
    const isOther = changed.has('image') || changed.has('src');
    if (isOther) {
      this.problem = null;
      this.writing = null;
      this.#editing.open(this.image ?? this.src, given);
    }
    const isNews = given === null || (given !== undefined && given !== this.#goesOnFrom);
    if (!isOther && isNews) this.#editing.give(given);
    if (isOther || isNews) this.#goesOnFrom = given;
  }

  protected override updated(changed: PropertyValues): void {
    const { writing } = this;
    const { layout } = this.#stage;
    const field = this.renderRoot.querySelector<HTMLInputElement>('.writing');
    if (field === null || writing === null || layout === null) return;
    placeWriting(field, onStage(layout, fromLayer(layout.framing, writing.at)));
    if (!changed.has('writing')) return;
    const shape = writing.layer?.shape;
    field.value = (shape !== undefined && 'text' in shape && shape.text) || '';
    field.focus({ preventScroll: true });
  }

  override render(): TemplateResult | typeof nothing {
    const { words } = this.#words;
    if (words === null) return nothing;
    return html`<div class="base" part="base" data-open=${this.open ?? nothing}>
      ${renderActionBar({
        words,
        editing: this.#editing.editing,
        canPaste: !this.#clipboard.isEmpty,
        open: this.open,
        savable: this.savable,
        isBusy: this.isBusy,
        act: (action) => void this.#act(action, words),
      })}
      ${this.#renderStage(words)}
      ${renderTools({
        words,
        tool: this.tool,
        color: this.color,
        width: this.width,
        open: this.open,
        choose: (change) => this.#choose(change),
        unfold: (fold) => this.#unfold(fold),
      })}
      ${this.#renderPanel(words)}
      <p class="visually-hidden" role="status">${this.said}</p>
    </div>`;
  }

  #renderStage(words: EditorWords): TemplateResult {
    const { ground } = this.#stage;
    const { editing } = this.#editing;
    const open =
      ground === null || editing === null ? null : { ground, layers: editing.document.layers };
    return renderStage({
      name: words.picture,
      hint: this.tool === 'crop' ? words.cropHint : words.surfaceHint,
      tool: this.tool,
      hand: this.#hand,
      open,
      notice: this.#notice(words, open !== null),
      writing: this.#renderWriting(words),
    });
  }

  #notice(words: EditorWords, isOpen: boolean): string | null {
    if (this.isBusy) return words.exporting;
    if (this.problem !== null) return words.problems[this.problem.code];
    if (this.#editing.isOpening) return words.opening;
    return isOpen ? null : words.problems['no-picture'];
  }

  #renderWriting(words: EditorWords): TemplateResult | typeof nothing {
    const { writing } = this;
    if (writing === null) return nothing;
    const isPin = writing.layer?.shape.is === 'pin';
    return renderWriting(isPin ? words.caption : words.tools.text, (written) => {
      this.writing = null;
      this.#surface?.focus({ preventScroll: true });
      if (written === null) return;
      if (writing.layer !== null) this.#write(writing.layer, written);
      else if (tidyLine(written) !== '')
        this.#draw({ is: 'text', at: writing.at, text: tidyLine(written) });
    });
  }

  #renderPanel(words: EditorWords): TemplateResult {
    const { editing } = this.#editing;
    const document = editing?.document;
    const selected = editing === null ? null : selectedLayer(editing);
    return renderPanel({
      words,
      layers: document?.layers ?? [],
      selected,
      framing: document ?? { width: 1, height: 1, turns: 0, crop: null },
      crop: document !== undefined && this.tool === 'crop' ? shownCrop(document) : null,
      select: (layer) => this.#editing.select(layer),
      move: (box) => this.#moveTo(box),
      write: (text) => selected !== null && this.#write(selected, text),
      turn: (degrees) => {
        if (selected === null || document === undefined) return;
        this.#reshape(selected, turnedBy(document, selected.shape, degrees));
      },
      straighten: (to) => this.#editing.apply({ is: 'straighten', to }),
      wholePicture: () => this.#editing.apply({ is: 'crop', to: null }),
    });
  }

  get #surface(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.stage');
  }

  get #bench(): Bench | null {
    const { editing } = this.#editing;
    const { layout, view } = this.#stage;
    if (editing === null || layout === null) return null;
    const { tool, color, width } = this;
    return { editing, layout, view, tool, color, width };
  }

  #layerOf(shape: LayerShape): Layer {
    return { id: randomId(), color: this.color, width: this.width, shape };
  }

  #draw(shape: LayerShape): void {
    const layer = this.#layerOf(shape);
    this.#editing.apply({ is: 'add', layer });
    // After a stroke comes the next one: handles would only be in the way.
    if (shape.is === 'pen' || shape.is === 'highlighter') this.#editing.select(null);
  }

  #write(layer: Layer, written: string): void {
    const text = tidyLine(written);
    const { shape } = layer;
    if (!('at' in shape)) return;
    if (text !== '') this.#reshape(layer, { ...shape, text });
    else if (shape.is === 'pin') {
      const { text: _, ...bare } = shape;
      this.#reshape(layer, bare);
    } else this.#editing.apply({ is: 'delete', layer: layer.id });
  }

  #moveTo(box: PixelArea): void {
    const { editing } = this.#editing;
    if (editing === null) return;
    const { document } = editing;
    if (this.tool === 'crop') {
      this.#editing.apply({ is: 'crop', to: pictureCrop(document, box) });
      return;
    }
    const layer = selectedLayer(editing);
    if (layer !== null) this.#reshape(layer, inBox(document, layer.shape, box));
  }

  #reshape({ id }: Layer, shape: LayerShape): void {
    this.#editing.apply({ is: 'change', layer: id, to: { shape } });
  }

  /** Places a shape of usual size in the middle of what is visible, or opens the text that is selected. */
  #enter(): void {
    const { editing } = this.#editing;
    const { layout } = this.#stage;
    if (editing === null || layout === null || this.tool === 'crop') return;
    const { document } = editing;
    if (this.tool === 'select') {
      const layer = selectedLayer(editing);
      if (layer !== null && 'at' in layer.shape) this.writing = { at: layer.shape.at, layer };
      return;
    }
    const at = offStage(layout, this.#stage.middle);
    const shape = placedShape(document, this.tool, at, layout.shown, document.layers);
    if (shape.is === 'text') {
      this.writing = { at: shape.at, layer: null };
      return;
    }
    this.#editing.apply({ is: 'add', layer: this.#layerOf(shape) });
  }

  #choose(change: {
    readonly tool?: EditorTool;
    readonly color?: MarkColor;
    readonly width?: MarkWidth;
  }): void {
    const { tool, ...to } = change;
    if (tool !== undefined) {
      this.#hand.cancel();
      if (tool !== this.tool && (tool === 'crop' || this.tool === 'crop')) this.#stage.fit();
      if (tool !== this.tool && tool !== 'select') this.#editing.select(null);
      this.tool = tool;
    }
    if (to.color !== undefined) this.color = to.color;
    if (to.width !== undefined) this.width = to.width;
    const selected = this.#editing.editing?.selected ?? null;
    if (tool === undefined && selected !== null)
      this.#editing.apply({ is: 'change', layer: selected, to });
    this.open = null;
  }

  #unfold(fold: Fold): void {
    this.open = this.open === fold ? null : fold;
  }

  async #act(action: ActionName, words: EditorWords): Promise<void> {
    const { editing } = this.#editing;
    const layer = editing?.selected ?? null;
    switch (action) {
      case 'undo':
      case 'redo':
        return this.#editing[action]();
      case 'rotate':
        return this.#editing.apply({ is: 'turn', by: 1 });
      case 'delete':
        if (layer !== null) this.#editing.apply({ is: 'delete', layer });
        return;
      case 'forward':
      case 'back':
        if (layer !== null)
          this.#editing.apply({ is: 'order', layer, by: action === 'forward' ? 1 : -1 });
        return;
      case 'copy':
        return this.#clipboard.copy();
      case 'paste':
        return this.#clipboard.pasteByButton();
      case 'zoom-in':
        return this.#zoom(ZOOM_STEP);
      case 'zoom-out':
        return this.#zoom(1 / ZOOM_STEP);
      case 'fit':
        return this.#zoom(null);
      case 'layers':
      case 'more':
        return this.#unfold(action);
      case 'download':
      case 'save':
        return this.#give(action, words);
    }
  }

  /** By a factor; null shows everything. */
  #zoom(factor: number | null): void {
    if (factor === null) this.#stage.fit();
    else this.#stage.zoom(factor);
    const { words } = this.#words;
    if (words !== null) this.said = words.zoomed(Math.round(100 * this.#stage.view.scale));
  }

  #opened(): void {
    const { picture } = this.#editing;
    const { words } = this.#words;
    this.#stage.fit();
    if (picture !== null && words !== null) this.said = words.opened(picture.width, picture.height);
    this.dispatchEvent(new PictureOpenedEvent());
  }

  #changed(before: Editing, now: Editing): void {
    this.problem = null;
    const { words } = this.#words;
    const said = words === null ? '' : announce(words, before, now);
    if (said !== '') this.said = saidAgain(said, this.said);
  }

  #report(error: PictureError): void {
    this.problem = error;
    const { words } = this.#words;
    if (words !== null) this.said = words.problems[error.code];
    this.dispatchEvent(new PictureProblemEvent(error.code, error.message));
  }

  /** Writes the picture, then hands it to the person or to the page. */
  async #give(to: 'download' | 'save', words: EditorWords): Promise<void> {
    const { document } = this;
    if (document === null) return;
    this.isBusy = true;
    try {
      const blob = await this.toBlob({}, document);
      if (to === 'download') download(blob, `${words.fileName}.png`);
      else {
        this.#handedOut = document;
        if (!this.dispatchEvent(new PictureSaveEvent(document, blob))) return;
        this.#editing.markSaved(document);
        this.said = words.saved;
      }
    } catch (cause) {
      if (!(cause instanceof PictureError)) throw cause;
      this.#report(cause);
    } finally {
      this.isBusy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'screenshot-editor': ScreenshotEditor;
  }
}

define('screenshot-editor', ScreenshotEditor);
