import {
  blackOutsOf,
  blurSourceOf,
  panBy,
  selectedLayer,
  toShown,
  WHOLE_VIEW,
  zoomAt,
  type Framing,
  type Pixels,
  type View,
} from '@fernblick/ar/editing';
import type { Layer, PictureDocument, Point } from '@fernblick/protocol';
import { render, svg, type LitElement, type ReactiveController } from 'lit';
import { cropSvg, selectionSvg } from './chrome-svg.ts';
import { shownCrop, uncropped } from './crop-grip.ts';
import type { EditingController } from './editing-controller.ts';
import type { Draft } from './hand-controller.ts';
import { layerSvg, type Ground } from './layer-svg.ts';
import { layoutOf, type StageLayout } from './stage-layout.ts';

/** What the stage has to know of the element. */
export interface Scene {
  readonly isCropping: boolean;
  /** A new layer as it would look in the hand. */
  readonly draftLayer: (shape: Layer['shape']) => Layer;
}

/**
 * Where the picture lies, and everything on the stage that changes faster than the element draws: the picture itself,
 * what is under way, and what shows the selection.
 */
export class StageController implements ReactiveController {
  readonly #host: LitElement;
  readonly #editing: EditingController;
  readonly #scene: () => Scene;
  readonly #watcher = new ResizeObserver(() => this.#measure());
  #stage: HTMLElement | null = null;
  #size = { width: 0, height: 0 };
  #view = WHOLE_VIEW;
  #ground: Ground | null = null;
  #sample: Pixels | null = null;
  #draft: Draft | null = null;
  #painted: unknown = null;

  constructor(host: LitElement, editing: EditingController, scene: () => Scene) {
    this.#host = host;
    this.#editing = editing;
    this.#scene = scene;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#watcher.disconnect();
    this.#stage = null;
  }

  get view(): View {
    return this.#view;
  }

  set view(view: View) {
    this.#view = view;
    // Pan and zoom move what is there: nothing has to be drawn by the element.
    this.#place();
  }

  /** Null while no picture is open, or the stage has no room yet. */
  get layout(): StageLayout | null {
    const ground = this.ground;
    if (ground === null || this.#size.width === 0) return null;
    return layoutOf(ground.framing, this.#size, this.#view);
  }

  /** What layers lie on; its parts are the same objects for as long as they tell the same of the same picture. */
  get ground(): Ground | null {
    const { picture, editing } = this.#editing;
    if (picture === null || editing === null) return null;
    const { document } = editing;
    const { layers } = document;
    const { sample } = picture;
    const known = sample === this.#sample ? this.#ground : null;
    const isFramed = known !== null && isSame(known.framing, this.#framingOf(document));
    const framing = isFramed ? known.framing : this.#framingOf(document);
    const blackOuts = blackOutsOf(layers);
    const hidden = known?.blurSource.blackOuts;
    const isHidden =
      hidden?.length === blackOuts.length && blackOuts.every((shape, i) => shape === hidden[i]);
    const blurSource =
      known !== null && isHidden ? known.blurSource : blurSourceOf(blackOuts, picture, sample);
    if (known === null || !isFramed || !isHidden) this.#ground = { framing, blurSource };
    this.#sample = sample;
    return this.#ground;
  }

  /** Without the layers, which change more often. */
  #framingOf(document: PictureDocument): Framing {
    const framing = { ...document, layers: [] };
    return this.#scene().isCropping ? uncropped(framing) : framing;
  }

  zoom(factor: number): void {
    const { width, height } = this.#size;
    this.view = zoomAt(this.#view, factor, { x: width / 2, y: height / 2 }, this.#size);
  }

  pan(by: Point): void {
    this.view = panBy(this.#view, by, this.#size);
  }

  fit(): void {
    this.view = WHOLE_VIEW;
  }

  /** The middle of what is visible, in CSS px of the stage. */
  get middle(): Point {
    return { x: this.#size.width / 2, y: this.#size.height / 2 };
  }

  show(draft: Draft | null): void {
    this.#draft = draft;
    this.#drawDraft();
  }

  hostUpdated(): void {
    const stage = this.#host.renderRoot.querySelector<HTMLElement>('.stage');
    if (stage !== this.#stage) {
      this.#watcher.disconnect();
      this.#stage = stage;
      // Its canvas is another one too.
      this.#painted = null;
      if (stage !== null) this.#watcher.observe(stage);
      this.#measure();
    }
    this.#paintPicture();
    this.#place();
  }

  #measure(): void {
    const { clientWidth = 0, clientHeight = 0 } = this.#stage ?? {};
    if (clientWidth === this.#size.width && clientHeight === this.#size.height) return;
    this.#size = { width: clientWidth, height: clientHeight };
    this.#view = WHOLE_VIEW;
    this.#place();
  }

  /** The smaller copy, turned and cropped; only when there is another one to be seen. */
  #paintPicture(): void {
    const canvas = this.#stage?.querySelector('canvas');
    const { picture } = this.#editing;
    const ground = this.ground;
    if (canvas == null || picture === null || ground === null || this.#painted === ground.framing)
      return;
    this.#painted = ground.framing;
    const { copy } = picture;
    const [sx, sy] = [copy.width / picture.width, copy.height / picture.height];
    const { shown } = layoutOf(ground.framing, { width: 1, height: 1 }, WHOLE_VIEW);
    const isTurned = ground.framing.turns % 2 === 1;
    canvas.width = Math.max(1, Math.round(shown.width * (isTurned ? sy : sx)));
    canvas.height = Math.max(1, Math.round(shown.height * (isTurned ? sx : sy)));
    const context = canvas.getContext('2d');
    if (context === null) return;
    const [a, c, e, b, d, f] = toShown(ground.framing);
    context.scale(canvas.width / shown.width, canvas.height / shown.height);
    context.transform(a, b, c, d, e, f);
    context.drawImage(copy, 0, 0, picture.width, picture.height);
  }

  /** Lays the sheet with picture and layers where it belongs. */
  #place(): void {
    const sheet = this.#stage?.querySelector<HTMLElement>('.sheet');
    const layout = this.layout;
    if (sheet == null || layout === null) return;
    const { scale, x, y, shown } = layout;
    // Through the object model: a strict policy allows no style attributes.
    sheet.style.setProperty('width', `${shown.width * scale}px`);
    sheet.style.setProperty('height', `${shown.height * scale}px`);
    sheet.style.setProperty('transform', `translate(${x}px, ${y}px)`);
    this.#drawDraft();
  }

  #drawDraft(): void {
    const stage = this.#stage;
    const draftOn = stage?.querySelector<SVGElement>('.draft');
    const chrome = stage?.querySelector<SVGElement>('.chrome');
    const { layout, ground } = this;
    const { editing } = this.#editing;
    if (draftOn == null || chrome == null || layout === null || ground === null || editing === null)
      return;
    const scene = this.#scene();
    const draft = this.#draft;
    const layer =
      draft?.is === 'changed'
        ? draft.layer
        : draft?.is === 'new'
          ? scene.draftLayer(draft.shape)
          : null;
    render(layer === null ? svg`` : layerSvg(layer, ground), draftOn);
    this.#hide(draft?.is === 'changed' ? draft.layer.id : null);
    const selected = draft?.is === 'changed' ? draft.layer : selectedLayer(editing);
    const over = scene.isCropping
      ? cropSvg(draft?.is === 'crop' ? draft.area : shownCrop(editing.document), layout)
      : selected !== null && draft?.is !== 'new'
        ? selectionSvg(
            selected,
            layout,
            stage?.querySelector<SVGGElement>(`[data-layer="${selected.id}"]:not(.held)`),
          )
        : svg``;
    render(over, chrome);
  }

  /** While a layer is in the hand, it is not where it was. */
  #hide(id: string | null): void {
    for (const held of this.#stage?.querySelectorAll('.layers-on .held') ?? [])
      held.classList.remove('held');
    if (id === null) return;
    this.#stage?.querySelector(`.layers-on [data-layer="${id}"]`)?.classList.add('held');
  }
}

function isSame(a: Framing, b: Framing): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
