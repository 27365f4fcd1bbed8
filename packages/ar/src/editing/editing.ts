import {
  MAX_LAYERS,
  MAX_STRAIGHTENED,
  PICTURE_DOCUMENT_VERSION,
  type Layer,
  type LayerId,
  type PictureDocument,
} from '@fernblick/protocol';
import type { Size } from '../drawing/mark.ts';
import { PictureError } from './picture-error.ts';
import { shownSize, usableCrop, type PixelArea } from './frame.ts';

/** So many steps can be undone. */
export const MAX_UNDO = 200;

/** A picture on which one person works: what was done to it, and the way back. */
export interface Editing {
  readonly document: PictureDocument;
  readonly selected: LayerId | null;
  /** Oldest first. */
  readonly past: readonly PictureDocument[];
  /** What was undone, the next one last. */
  readonly future: readonly PictureDocument[];
  /** What the last step belongs to: further steps of the same gesture are one with it. */
  readonly gesture: string | null;
}

/** What somebody does to a picture. */
export type Edit =
  | { readonly is: 'add'; readonly layer: Layer }
  | {
      readonly is: 'change';
      readonly layer: LayerId;
      readonly to: Partial<Pick<Layer, 'color' | 'width' | 'shape'>>;
    }
  | { readonly is: 'delete'; readonly layer: LayerId }
  /** Over (1) or under (-1) its neighbour. */
  | { readonly is: 'order'; readonly layer: LayerId; readonly by: 1 | -1 }
  /** Quarter turns clockwise. */
  | { readonly is: 'turn'; readonly by: number }
  /** Degrees clockwise from how the picture was taken. */
  | { readonly is: 'straighten'; readonly to: number }
  /** In px of the straightened picture; null for all of it. */
  | { readonly is: 'crop'; readonly to: PixelArea | null };

/** A picture to which nothing was done. */
export function emptyDocument({ width, height }: Size): PictureDocument {
  return { version: PICTURE_DOCUMENT_VERSION, width, height, turns: 0, crop: null, layers: [] };
}

/** Starts from a document; there is nothing to undo. */
export function beginEditing(document: PictureDocument): Editing {
  return { document, selected: null, past: [], future: [], gesture: null };
}

/**
 * Carries something out. What changes nothing is no step.
 * @param gesture steps of the same gesture are undone together, such as those of a key that is held
 * @throws PictureError `too-many-layers`
 */
export function edit(editing: Editing, change: Edit, gesture: string | null = null): Editing {
  const document = changed(editing.document, change);
  if (document === editing.document) return editing;
  const goesOn = gesture !== null && gesture === editing.gesture;
  const past = goesOn ? editing.past : [...editing.past, editing.document].slice(-MAX_UNDO);
  const selected = change.is === 'add' ? change.layer.id : editing.selected;
  return { document, selected: present(document, selected), past, future: [], gesture };
}

/** Takes the last step back; the same state where there is none. */
export function undo(editing: Editing): Editing {
  const document = editing.past.at(-1);
  if (document === undefined) return editing;
  return {
    document,
    selected: present(document, editing.selected),
    past: editing.past.slice(0, -1),
    future: [...editing.future, editing.document],
    gesture: null,
  };
}

/** Does again what was undone last; the same state where there is nothing. */
export function redo(editing: Editing): Editing {
  const document = editing.future.at(-1);
  if (document === undefined) return editing;
  return {
    document,
    selected: present(document, editing.selected),
    past: [...editing.past, editing.document],
    future: editing.future.slice(0, -1),
    gesture: null,
  };
}

/** Chooses a layer, or none. */
export function select(editing: Editing, layer: LayerId | null): Editing {
  return { ...editing, selected: present(editing.document, layer), gesture: null };
}

/** The layer that is chosen; null where none is. */
export function selectedLayer({ document, selected }: Editing): Layer | null {
  return document.layers.find(({ id }) => id === selected) ?? null;
}

function present({ layers }: PictureDocument, layer: LayerId | null): LayerId | null {
  return layers.some(({ id }) => id === layer) ? layer : null;
}

function changed(document: PictureDocument, change: Edit): PictureDocument {
  const { layers } = document;
  switch (change.is) {
    case 'add':
      if (layers.length >= MAX_LAYERS) throw new PictureError('too-many-layers');
      if (layers.some(({ id }) => id === change.layer.id)) return document;
      return { ...document, layers: [...layers, change.layer] };
    case 'change': {
      const at = layers.findIndex(({ id }) => id === change.layer);
      const layer = layers[at];
      if (layer === undefined || isSame(layer, change.to)) return document;
      return { ...document, layers: layers.with(at, { ...layer, ...change.to }) };
    }
    case 'delete': {
      const left = layers.filter(({ id }) => id !== change.layer);
      return left.length === layers.length ? document : { ...document, layers: left };
    }
    case 'order': {
      const at = layers.findIndex(({ id }) => id === change.layer);
      const [layer, other] = [layers[at], layers[at + change.by]];
      if (layer === undefined || other === undefined) return document;
      return { ...document, layers: layers.with(at, other).with(at + change.by, layer) };
    }
    case 'turn': {
      const turns = ((((document.turns + change.by) % 4) + 4) % 4) as PictureDocument['turns'];
      return turns === document.turns ? document : { ...document, turns };
    }
    case 'straighten': {
      const { angle = 0, ...level } = document;
      const wanted = Number.isFinite(change.to) ? change.to : 0;
      const to = Math.min(MAX_STRAIGHTENED, Math.max(-MAX_STRAIGHTENED, wanted));
      if (to === angle) return document;
      return to === 0 ? level : { ...level, angle: to };
    }
    case 'crop': {
      const crop = change.to === null ? null : usableCrop(document, change.to);
      const { crop: before } = document;
      if (crop?.x === before?.x && crop?.y === before?.y)
        if (crop?.width === before?.width && crop?.height === before?.height) return document;
      return { ...document, crop };
    }
  }
}

function isSame(layer: Layer, to: Partial<Layer>): boolean {
  return (
    (to.color ?? layer.color) === layer.color &&
    (to.width ?? layer.width) === layer.width &&
    (to.shape === undefined || JSON.stringify(to.shape) === JSON.stringify(layer.shape))
  );
}

// A picture that was made smaller keeps its proportions up to rounding.
const SAME_PROPORTIONS = 0.01;

/**
 * A document for a picture of another size, such as a smaller copy of the one that it was made for.
 * @throws PictureError `document-of-another-picture` where the proportions differ
 */
export function fittedTo(document: PictureDocument, size: Size): PictureDocument {
  const { width, height, crop } = document;
  if (width === size.width && height === size.height) return document;
  const [sx, sy] = [size.width / width, size.height / height];
  if (Math.abs(sx / sy - 1) > SAME_PROPORTIONS)
    throw new PictureError(
      'document-of-another-picture',
      `It is for ${width} × ${height} px, the picture has ${size.width} × ${size.height}.`,
    );
  const scaled = crop && {
    x: crop.x * sx,
    y: crop.y * sy,
    width: crop.width * sx,
    height: crop.height * sy,
  };
  return { ...document, ...size, crop: scaled && usableCrop(size, scaled) };
}

/** Width and height of what an export gives, in px. */
export function exportSize({ document }: Editing): Size {
  return shownSize(document);
}
