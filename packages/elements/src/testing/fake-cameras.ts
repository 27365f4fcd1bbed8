import type { CamerasSnapshot, SessionCameras } from '@fernblick/client';
import type { CameraKind, CameraWish } from '@fernblick/protocol';

/** Wishes for cameras without another page, for tests: what is wished is remembered. */
export class FakeCameras implements SessionCameras {
  #state: CamerasSnapshot = {
    waitingFor: null,
    asked: null,
    agreed: [],
    own: { rear: null, torch: null, zoom: null },
  };
  readonly #did: (call: string) => Promise<void>;
  readonly #listeners = new Set<(state: CamerasSnapshot) => void>();

  constructor(did: (call: string) => Promise<void>) {
    this.#did = did;
  }

  get state(): CamerasSnapshot {
    return this.#state;
  }

  /** So many listen. */
  get listeners(): number {
    return this.#listeners.size;
  }

  set(wish: CameraWish): Promise<void> {
    return this.#did(`cameras.set ${JSON.stringify(wish)}`);
  }

  /** Changes what the snapshot says. */
  show(change: Partial<CamerasSnapshot>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener(this.#state);
  }

  subscribe(listener: (state: CamerasSnapshot) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  wish = (wish: CameraWish): Promise<void> => this.#did(`cameras.wish ${JSON.stringify(wish)}`);
  answer = (yes: boolean): Promise<void> => this.#did(`cameras.answer ${yes}`);
  takeBack = (kind: CameraKind): Promise<void> => this.#did(`cameras.takeBack ${kind}`);
}
