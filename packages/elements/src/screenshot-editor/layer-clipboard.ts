import { movedBy, randomId, selectedLayer } from '@fernblick/ar/editing';
import type { Layer } from '@fernblick/protocol';
import type { EditingController } from './editing-controller.ts';

/** A pasted layer lies beside what it was copied from, by this share of the picture's shorter side. */
const BESIDE = 1 / 30;

/** Holds the layer that was copied, also while another picture is opened. */
export class LayerClipboard {
  readonly #editing: EditingController;
  #copied: Layer | null = null;

  constructor(editing: EditingController) {
    this.#editing = editing;
  }

  get isEmpty(): boolean {
    return this.#copied === null;
  }

  /** Takes the selected layer; null where none is selected. */
  copy(): Layer | null {
    const { editing } = this.#editing;
    const layer = editing === null ? null : selectedLayer(editing);
    if (layer !== null) this.#copied = layer;
    return layer;
  }

  /** Adds the copied layer beside the last one, so that both are seen. */
  paste(): void {
    const copied = this.#copied;
    const { editing } = this.#editing;
    if (copied === null || editing === null) return;
    const { document } = editing;
    const by = Math.min(document.width, document.height) * BESIDE;
    const shape = movedBy(document, copied.shape, { x: by, y: by });
    this.#copied = { ...copied, shape };
    const { color, width } = copied;
    this.#editing.apply({ is: 'add', layer: { id: randomId(), color, width, shape } });
  }
}
