import {
  beginEditing,
  edit,
  emptyDocument,
  fittedTo,
  openPicture,
  PictureError,
  readDocument,
  redo,
  select,
  undo,
  type Edit,
  type Editing,
  type OpenPicture,
  type PictureExport,
  type PixelArea,
} from '@fernblick/ar/editing';
import type { exportPicture as ExportPicture } from '@fernblick/ar/export-picture';
import type { LayerId, PictureDocument } from '@fernblick/protocol';
import type { ReactiveControllerHost } from 'lit';

/** What the element hears of. */
interface Listener {
  readonly opened: () => void;
  /** Other layers than before, or another one is selected. */
  readonly changed: (before: Editing, now: Editing) => void;
  readonly problem: (error: PictureError) => void;
}

/** Holds the picture that is open and what was done to it; opens, closes and exports it. */
export class EditingController {
  readonly #host: ReactiveControllerHost;
  readonly #listener: Listener;
  #abort: AbortController | null = null;
  #opening: Promise<void> = Promise.resolve();
  #saved: PictureDocument | null = null;
  /** A document that came while its picture was being opened; undefined where none did. */
  #pending: unknown = undefined;
  picture: OpenPicture | null = null;
  editing: Editing | null = null;
  isOpening = false;

  constructor(host: ReactiveControllerHost, listener: Listener) {
    this.#host = host;
    this.#listener = listener;
  }

  /** True where something was done that was not kept yet. */
  get isDirty(): boolean {
    return this.editing !== null && this.editing.document !== this.#saved;
  }

  /** What was drawn since that document is not kept; one that belongs to another picture does not count. */
  markSaved(document: PictureDocument): void {
    const { editing } = this;
    if (editing === null) return;
    const { document: present, past, future } = editing;
    if (![present, ...past, ...future].includes(document)) return;
    this.#saved = document;
    this.#host.requestUpdate();
  }

  /** Opens another picture, by its address or as it is; null closes the present one. */
  open(source: Blob | string | null, given: unknown): void {
    this.#abort?.abort();
    this.#abort = new AbortController();
    this.picture = null;
    this.editing = null;
    this.isOpening = source !== null;
    this.#pending = given;
    this.#host.requestUpdate();
    if (source !== null) this.#opening = this.#open(source, this.#abort.signal);
  }

  async #open(source: Blob | string, signal: AbortSignal): Promise<void> {
    try {
      const file = typeof source === 'string' ? await fetched(source, signal) : source;
      const picture = await openPicture(file, signal);
      // Who exports hears of it, and tries again.
      loadExporter().catch(() => undefined);
      this.picture = picture;
      this.#begin(emptyDocument(picture));
      const pending = this.#pending;
      this.#pending = undefined;
      if (pending !== undefined) this.give(pending);
      this.#listener.opened();
    } catch (cause) {
      // Another picture is wanted meanwhile.
      if (signal.aborted) return;
      this.#listener.problem(
        cause instanceof PictureError
          ? cause
          : new PictureError('picture-damaged', String(cause), cause),
      );
    } finally {
      if (!signal.aborted) {
        this.isOpening = false;
        this.#host.requestUpdate();
      }
    }
  }

  /** Goes on from a document, once the picture is open; where it cannot be used, everything stays as it is. */
  give(value: unknown): void {
    const { picture } = this;
    if (picture === null) {
      if (this.isOpening) this.#pending = value;
      return;
    }
    try {
      this.#begin(value === null ? emptyDocument(picture) : fittedTo(readDocument(value), picture));
    } catch (cause) {
      if (!(cause instanceof PictureError)) throw cause;
      this.#listener.problem(cause);
    }
  }

  #begin(document: PictureDocument): void {
    this.editing = beginEditing(document);
    this.#saved = document;
    this.#host.requestUpdate();
  }

  apply(change: Edit, gesture: string | null = null): void {
    try {
      this.#become((editing) => edit(editing, change, gesture));
    } catch (cause) {
      if (!(cause instanceof PictureError)) throw cause;
      this.#listener.problem(cause);
    }
  }

  undo(): void {
    this.#become(undo);
  }

  redo(): void {
    this.#become(redo);
  }

  select(layer: LayerId | null): void {
    this.#become((editing) => select(editing, layer));
  }

  #become(step: (editing: Editing) => Editing): void {
    const { editing } = this;
    if (editing === null) return;
    const now = step(editing);
    if (now === editing) return;
    this.editing = now;
    this.#listener.changed(editing, now);
    this.#host.requestUpdate();
  }

  /**
   * The picture as it is now, or as a document says, or a part of it, in px after straightening; waits for one that is being
   * opened.
   */
  async export(
    options: PictureExport,
    crop: PixelArea | null = null,
    given: PictureDocument | null = null,
  ): Promise<Blob> {
    await this.#opening;
    const { picture } = this;
    const editing = given === null ? this.editing : beginEditing(given);
    if (picture === null || editing === null) throw new PictureError('no-picture');
    const { document } = crop === null ? editing : edit(editing, { is: 'crop', to: crop });
    const { exportPicture } = await loadExporter();
    return exportPicture(picture, document, options);
  }
}

let exporter: Promise<{ readonly exportPicture: typeof ExportPicture }> | null = null;

/** What writes pictures comes while one is opened, and costs nothing before. */
function loadExporter(): NonNullable<typeof exporter> {
  exporter ??= import('@fernblick/ar/export-picture').catch((cause: unknown) => {
    exporter = null;
    throw new PictureError('picture-unreachable', 'What writes pictures did not come.', cause);
  });
  return exporter;
}

async function fetched(address: string, signal: AbortSignal): Promise<Blob> {
  try {
    const response = await fetch(address, { signal });
    if (!response.ok) throw new PictureError('picture-unreachable', `HTTP ${response.status}.`);
    return await response.blob();
  } catch (cause) {
    if (cause instanceof PictureError) throw cause;
    throw new PictureError('picture-unreachable', address, cause);
  }
}
