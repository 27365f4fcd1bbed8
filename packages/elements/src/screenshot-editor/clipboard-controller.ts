import {
  cropOf,
  emptyDocument,
  fromLayer,
  inBox,
  movedBy,
  PictureError,
  randomId,
  selectedLayer,
  shownBox,
  toLayer,
  type PixelArea,
} from '@fernblick/ar/editing';
import {
  MAX_MARK_TEXT,
  tidyLine,
  type LayerShape,
  type PictureDocument,
} from '@fernblick/protocol';
import { copiedLayer, hearCopied, holdCopied } from './copied-layer.ts';
import { pictureCrop, uncropped } from './crop-grip.ts';
import type { EditingController } from './editing-controller.ts';
import { layerName } from './panel.ts';
import { offStage } from './stage-layout.ts';
import type { StageController } from './stage-controller.ts';
import { canRead, canWrite, read, write, type Pasted } from './system-clipboard.ts';
import type { EditorWords } from './words/en.ts';

/** What is needed of the element. */
interface Host {
  image: Blob | null;
  readonly savable: boolean;
  requestUpdate(): void;
}

/** What the element does with what comes of it. */
interface Listener {
  readonly words: () => EditorWords | null;
  readonly say: (words: string) => void;
  readonly report: (error: PictureError) => void;
  readonly draw: (shape: LayerShape) => void;
}

/** A pasted layer lies beside what it was copied from, by this share of the picture's shorter side. */
const BESIDE = 1 / 30;
/** Of the picture's shorter side: so much about a layer is copied with it, its lines among it. */
const AROUND = 1 / 20;

/** A picture that is on its way to the system's clipboard, from whichever editor of the page. */
let underWay: Promise<Blob> | null = null;

/** Copies and pastes. It knows a copied layer again on the system's clipboard, also where it was copied in another editor. */
export class ClipboardController {
  readonly #host: Host;
  readonly #editing: EditingController;
  readonly #stage: StageController;
  readonly #listener: Listener;

  constructor(host: Host, editing: EditingController, stage: StageController, listener: Listener) {
    this.#host = host;
    this.#editing = editing;
    this.#stage = stage;
    this.#listener = listener;
    hearCopied();
  }

  get isEmpty(): boolean {
    return copiedLayer() === null;
  }

  /** What is selected, else the whole picture; on the system's clipboard as what is seen there. */
  async copy(): Promise<void> {
    const { editing } = this.#editing;
    const words = this.#listener.words();
    if (words === null || editing === null) return;
    const { picture } = this.#editing;
    const { document } = editing;
    const layer = selectedLayer(editing);
    holdCopied(layer && { document: { ...document, layers: [layer] }, picture, writtenAs: null });
    this.#host.requestUpdate();
    const name = layer === null ? words.picture : layerName(words, document.layers, layer);
    const text = layer === null ? '' : ('text' in layer.shape && layer.shape.text) || name;
    try {
      if (canWrite()) {
        const part =
          layer === null || !hasExtent(layer.shape) ? null : partAround(document, layer.shape);
        const png = this.#editing.export({}, part);
        underWay = png;
        await write(png, text).finally(() => {
          if (underWay === png) underWay = null;
        });
        // Unless another one was copied meanwhile.
        const held = copiedLayer();
        if (held !== null && held.document.layers[0]?.id === layer?.id)
          holdCopied({ ...held, writtenAs: text });
      }
    } catch (cause) {
      // A layer can still be pasted here.
      if (layer === null) {
        this.#refuse(cause);
        return;
      }
    }
    this.#listener.say(words.copied(name));
  }

  /** What was copied in an editor, a text as a layer, or a picture where none would be lost by it. */
  async paste(pasted: Pasted): Promise<void> {
    if (copiedLayer() !== null || underWay === null) return this.#paste(pasted);
    // The picture that was copied just now is meant, not what the clipboard held before.
    const file = await underWay.catch(() => null);
    this.#paste(file === null ? pasted : { file, text: '' });
  }

  #paste(pasted: Pasted): void {
    const { report, draw } = this.#listener;
    const { file } = pasted;
    const text = tidyLine(pasted.text);
    if (this.#isMeantBy(pasted)) this.#pasteLayer();
    else if (file !== null) {
      const { editing, isDirty } = this.#editing;
      const isInTheWay = editing !== null && (this.#host.savable || isDirty);
      if (isInTheWay) report(new PictureError('picture-in-the-way'));
      else this.#host.image = file;
    } else if (text === '') report(new PictureError('nothing-to-paste'));
    else if (text.length > MAX_MARK_TEXT) report(new PictureError('text-too-long'));
    else {
      const { layout, middle } = this.#stage;
      if (layout === null) report(new PictureError('no-picture'));
      else draw({ is: 'text', at: toLayer(layout.framing, offStage(layout, middle)), text });
    }
  }

  /** The same by a button, which has to ask for what keys bring with their event. */
  async pasteByButton(): Promise<void> {
    let pasted: Pasted = { file: null, text: '' };
    try {
      if (canRead()) pasted = await read();
    } catch (cause) {
      // What was copied here needs nobody's leave.
      if (this.isEmpty) {
        this.#refuse(cause);
        return;
      }
    }
    await this.paste(pasted);
  }

  #refuse(cause: unknown): void {
    this.#listener.report(
      cause instanceof PictureError
        ? cause
        : new PictureError('clipboard-refused', String(cause), cause),
    );
  }

  /** True where it is the copied layer that is pasted, and not what was copied elsewhere after it. */
  #isMeantBy({ file, text }: Pasted): boolean {
    const copied = copiedLayer();
    if (copied === null) return false;
    const { writtenAs } = copied;
    return writtenAs === null || writtenAs === text || (file === null && text === '');
  }

  /** Adds the copied layer beside the last one, so that both are seen; in another picture where that is looked at. */
  #pasteLayer(): void {
    const copied = copiedLayer();
    const { editing, picture } = this.#editing;
    const [layer] = copied?.document.layers ?? [];
    if (copied === null || editing === null || layer === undefined) return;
    const { document } = editing;
    const by = Math.min(document.width, document.height) * BESIDE;
    const shape =
      picture === copied.picture
        ? movedBy(document, layer.shape, { x: by, y: by })
        : this.#inMiddle(copied.document, layer.shape);
    holdCopied({ ...copied, document: { ...document, layers: [{ ...layer, shape }] }, picture });
    const { color, width } = layer;
    this.#editing.apply({ is: 'add', layer: { id: randomId(), color, width, shape } });
  }

  /** As large for this picture as it was for its own, in its own proportions, and all of it to be seen. */
  #inMiddle(from: PictureDocument, shape: LayerShape): LayerShape {
    const { editing } = this.#editing;
    const { layout, middle } = this.#stage;
    if (editing === null || layout === null) return shape;
    const ground = emptyDocument(editing.document);
    const at = fromLayer(ground, toLayer(layout.framing, offStage(layout, middle)));
    const box = shownBox(emptyDocument(from), shape);
    const { width, height } = layout.shown;
    const grown = Math.min(
      Math.min(ground.width, ground.height) / Math.min(from.width, from.height),
      width / box.width,
      height / box.height,
    );
    const [wide, tall] = [box.width * grown, box.height * grown];
    return inBox(ground, shape, {
      x: at.x - wide / 2,
      y: at.y - tall / 2,
      width: wide,
      height: tall,
    });
  }
}

/** A text or pin has a place alone; how large it is drawn, its points do not say. */
function hasExtent({ is }: LayerShape): boolean {
  return is !== 'text' && is !== 'pin';
}

/** What is seen of the picture about a shape, and nothing that was cropped away; in px as a crop has them. */
function partAround(document: PictureDocument, shape: LayerShape): PixelArea {
  const { x, y, width, height } = shownBox(uncropped(document), shape);
  const room = Math.min(document.width, document.height) * AROUND;
  const part = pictureCrop(document, {
    x: x - room,
    y: y - room,
    width: width + 2 * room,
    height: height + 2 * room,
  });
  const seen = cropOf(document);
  const [left, top] = [Math.max(part.x, seen.x), Math.max(part.y, seen.y)];
  const right = Math.min(part.x + part.width, seen.x + seen.width);
  const bottom = Math.min(part.y + part.height, seen.y + seen.height);
  return right - left < 1 || bottom - top < 1
    ? seen
    : { x: left, y: top, width: right - left, height: bottom - top };
}
