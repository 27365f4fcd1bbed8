import type { AnchorId, Point } from '@fernblick/protocol';
import type { ColorPicture } from '../objects/grow-region.ts';
import type { Mask } from '../objects/mask.ts';
import type { PickRequest } from './hand-world.ts';
import type { InkReports } from './messages.ts';
import type { pick, PickerWorld } from './picker.ts';

/** How a touch becomes an outline; loaded when somebody picks. */
export type Pick = typeof pick;

/** What picking needs of the engine besides. */
export interface PickingWorld extends Omit<PickerWorld, 'ask'> {
  readonly load: () => Promise<Pick>;
  readonly ask: (request: InkReports['segment']) => void;
  readonly forget: (anchor: AnchorId) => void;
  readonly failed: (cause: unknown) => void;
  readonly changed: () => void;
}

/** Knows which objects are looked for just now. */
export class Picking {
  readonly #world: PickingWorld;
  readonly #anchors = new Set<AnchorId>();
  /** Who waits for the model. */
  readonly #asked = new Map<AnchorId, (mask: Mask | null) => void>();
  #hasModel = false;

  constructor(world: PickingWorld) {
    this.#world = world;
  }

  /** Those that an object is looked for on. */
  get anchors(): readonly AnchorId[] {
    return [...this.#anchors];
  }

  /** There is a model, or none any more: what it was asked is grown then. */
  setModel(hasModel: boolean): void {
    this.#hasModel = hasModel;
    if (!hasModel) for (const anchor of this.#asked.keys()) this.answer(anchor, null);
  }

  /** What the model says. */
  answer(anchor: AnchorId, mask: Mask | null): void {
    this.#asked.get(anchor)?.(mask);
    this.#asked.delete(anchor);
  }

  async pick(request: PickRequest): Promise<void> {
    const { anchor } = request.mark;
    const world = this.#world;
    this.#anchors.add(anchor);
    let isPicked = false;
    try {
      const pick = await world.load();
      isPicked = await pick({ ...world, ask: (...asked) => this.#ask(...asked) }, request);
    } catch (cause) {
      world.failed(cause);
    } finally {
      if (!isPicked) world.forget(anchor);
      this.#anchors.delete(anchor);
      world.changed();
    }
  }

  #ask(
    anchor: AnchorId,
    picture: ColorPicture,
    points: readonly Point[],
  ): Promise<Mask | null> | null {
    if (!this.#hasModel) return null;
    return new Promise((resolve) => {
      this.#asked.set(anchor, resolve);
      this.#world.ask({ anchor, picture, points });
    });
  }
}
