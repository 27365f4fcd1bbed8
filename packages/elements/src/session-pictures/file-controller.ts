import { SessionError, toSessionError, type SessionClient } from '@fernblick/client';
import type { PictureView } from '@fernblick/protocol';
import type { LitElement, ReactiveController } from 'lit';

/** Larger ones are loaded when somebody opens them. */
const LOADED_AHEAD_BYTES = 2_000_000;

/** The files of pictures as this page has them: each is fetched once, with the viewer's token, and let go with its element. */
export class FileController implements ReactiveController {
  readonly #host: LitElement;
  readonly #source: () => { readonly client: SessionClient; readonly session: string } | null;
  readonly #failed: (error: SessionError) => void;
  readonly #files = new Map<string, { readonly blob: Blob; readonly url: string }>();
  readonly #loading = new Map<string, Promise<Blob>>();
  /** What was fetched ahead, or failed to be: that is tried again by whoever opens it. */
  readonly #tried = new Set<string>();

  constructor(
    host: LitElement,
    source: () => { readonly client: SessionClient; readonly session: string } | null,
    failed: (error: SessionError) => void,
  ) {
    this.#host = host;
    this.#source = source;
    this.#failed = failed;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.keepOnly([]);
  }

  /** Address of a picture for this page; null until it is there. */
  urlOf(picture: string): string | null {
    return this.#files.get(picture)?.url ?? null;
  }

  /** Fetches what a list shows; lets go of what is in it no more. */
  keepOnly(pictures: readonly PictureView[]): void {
    for (const [id, { url }] of this.#files)
      if (!pictures.some((picture) => picture.id === id)) {
        URL.revokeObjectURL(url);
        this.#files.delete(id);
      }
    for (const id of this.#tried)
      if (!pictures.some((picture) => picture.id === id)) this.#tried.delete(id);
    for (const { id, bytes } of pictures)
      if (bytes <= LOADED_AHEAD_BYTES && !this.#files.has(id) && !this.#tried.has(id)) {
        this.#tried.add(id);
        this.load(id).catch((error: unknown) => {
          if (error instanceof SessionError) this.#failed(error);
        });
      }
  }

  /** The file of a picture. @throws SessionError */
  async load(picture: string): Promise<Blob> {
    const known = this.#files.get(picture);
    if (known !== undefined) return known.blob;
    const loading = this.#loading.get(picture) ?? this.#fetch(picture);
    this.#loading.set(picture, loading);
    try {
      return await loading;
    } finally {
      if (this.#loading.get(picture) === loading) this.#loading.delete(picture);
    }
  }

  async #fetch(picture: string): Promise<Blob> {
    try {
      const source = this.#source();
      if (source === null) throw new SessionError('closed');
      const { client, session } = source;
      const blob = await (await client.openPictures()).read(picture, { session });
      if (this.#host.isConnected) {
        this.#files.set(picture, { blob, url: URL.createObjectURL(blob) });
        this.#host.requestUpdate();
      }
      return blob;
    } catch (cause) {
      throw toSessionError(cause);
    }
  }
}
