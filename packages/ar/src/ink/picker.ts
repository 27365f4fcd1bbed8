import type { AnchorId, MarkShape, Point } from '@fernblick/protocol';
import type { Intent } from '../drawing/drawing.ts';
import type { ColorPicture } from '../objects/grow-region.ts';
import type { Mask } from '../objects/mask.ts';
import type { pickObject } from '../objects/pick-object.ts';
import type { PickRequest } from './hand.ts';
import type { InkProblemCode } from './messages.ts';

/** Finds what was touched in a picture; loaded when somebody picks. */
export type PickObject = typeof pickObject;

/** What a picker needs of the engine. */
export interface PickerWorld {
  readonly load: () => Promise<PickObject>;
  /** The frame that an anchor was set on, in colour. */
  readonly colorsOf: (anchor: AnchorId) => ColorPicture | null;
  /** Lets an anchor hold on to an object alone. */
  readonly hold: (anchor: AnchorId, object: readonly Point[]) => void;
  /** Asks a model what was touched. */
  readonly ask: (anchor: AnchorId, picture: ColorPicture, points: readonly Point[]) => void;
  readonly publish: (anchor: AnchorId) => void;
  readonly intend: (intent: Intent) => void;
  readonly forget: (anchor: AnchorId) => void;
  readonly picked: (coarse: boolean) => void;
  readonly problem: (code: InkProblemCode, detail: string, cause?: unknown) => void;
  readonly changed: () => void;
}

/** Turns a touch into the outline of what was touched, a mark like any other. */
export class Picker {
  readonly #world: PickerWorld;
  readonly #anchors = new Set<AnchorId>();
  /** Who waits for the model. */
  readonly #asked = new Map<AnchorId, (mask: Mask | null) => void>();
  #hasModel = false;

  constructor(world: PickerWorld) {
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

  async pick({ mark, points }: PickRequest): Promise<void> {
    const { anchor } = mark;
    this.#anchors.add(anchor);
    try {
      const pickObject = await this.#world.load();
      const colors = this.#world.colorsOf(anchor);
      const mask = colors === null ? null : await this.#ask(anchor, colors, points);
      const object = colors === null ? null : pickObject(colors, points, mask);
      if (object === null) {
        this.#world.forget(anchor);
        this.#world.problem('nothing-picked', 'Nothing stands out from what is around it.');
        return;
      }
      this.#world.hold(anchor, object.region);
      // The part that is held on to travels with the keyframe: the other side holds on to the same.
      this.#world.publish(anchor);
      const shape: MarkShape = { is: 'outline', points: [...object.outline] };
      this.#world.intend({ is: 'add', mark: { ...mark, shape } });
      this.#world.picked(object.coarse);
    } catch (cause) {
      this.#world.forget(anchor);
      this.#world.problem('nothing-picked', 'Picking failed.', cause);
    } finally {
      this.#anchors.delete(anchor);
      this.#world.changed();
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
      this.#world.ask(anchor, picture, points);
    });
  }
}
