import type {
  AboutOptions,
  PictureDetails,
  PicturesSnapshot,
  SessionPictures,
  TransferOptions,
} from '@fernblick/client';
import type { PictureView } from '@fernblick/protocol';

/** Pictures without a server, for tests: what is saved is remembered, and each is a blue square. */
export class FakePictures implements SessionPictures {
  readonly saved: { readonly picture: Blob; readonly details: PictureDetails }[] = [];
  still: Blob | null = null;
  #state: PicturesSnapshot = { transfers: [] };
  readonly #did: (call: string) => Promise<void>;
  readonly #listeners = new Set<(state: PicturesSnapshot) => void>();

  constructor(did: (call: string) => Promise<void>) {
    this.#did = did;
  }

  get state(): PicturesSnapshot {
    return this.#state;
  }

  set(state: PicturesSnapshot): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }

  subscribe(listener: (state: PicturesSnapshot) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async take(): Promise<PictureView> {
    await this.#did('pictures.take');
    return pictureOf();
  }

  async save(
    picture: Blob,
    details: PictureDetails = {},
    _options: AboutOptions & TransferOptions = {},
  ): Promise<PictureView> {
    await this.#did('pictures.save');
    this.saved.push({ picture, details });
    return pictureOf({ id: `picture-${this.saved.length}00`, parent: details.parent ?? null });
  }

  async retry(transfer: string): Promise<PictureView> {
    await this.#did(`pictures.retry ${transfer}`);
    return pictureOf();
  }

  discard(transfer: string): void {
    void this.#did(`pictures.discard ${transfer}`);
  }

  async requestStill(participant: string): Promise<Blob> {
    await this.#did(`pictures.requestStill ${participant}`);
    return this.still ?? bluePicture();
  }

  async read(picture: string, { session }: AboutOptions = {}): Promise<Blob> {
    await this.#did(`pictures.read ${session ?? ''} ${picture}`);
    return bluePicture();
  }

  async readDocument(): Promise<unknown> {
    await this.#did('pictures.readDocument');
    return {};
  }

  async remove(picture: string, reason: string): Promise<void> {
    await this.#did(`pictures.remove ${picture} ${reason}`);
  }
}

/** A picture of the agent's, unless told otherwise. */
export function pictureOf(change: Partial<PictureView> = {}): PictureView {
  return {
    id: 'picture-0001',
    by: 'Anna Brandt',
    role: 'agent',
    at: Date.now(),
    of: null,
    frameMs: 4_200,
    drawings: false,
    full: false,
    parent: null,
    hasDocument: false,
    type: 'image/jpeg',
    bytes: 120_000,
    width: 1_280,
    height: 720,
    ...change,
  };
}

async function bluePicture(): Promise<Blob> {
  const canvas = new OffscreenCanvas(64, 36);
  const context = canvas.getContext('2d');
  if (context !== null) {
    context.fillStyle = 'blue';
    context.fillRect(0, 0, 64, 36);
  }
  return await canvas.convertToBlob({ type: 'image/png' });
}
