import type { AnchorId, MarkShape, Point } from '@fernblick/protocol';
import type { Intent } from '../drawing/drawing.ts';
import { boxAround } from '../drawing/mark.ts';
import type { ColorPicture } from '../objects/grow-region.ts';
import type { Mask } from '../objects/mask.ts';
import { pickObject } from '../objects/pick-object.ts';
import type { PickRequest } from './hand-world.ts';
import type { InkProblemCode } from './messages.ts';
import { boxWithin } from './regions.ts';

/** What a picker needs of the engine. */
export interface PickerWorld {
  /** The frame that an anchor was set on, in colour. */
  readonly colorsOf: (anchor: AnchorId) => ColorPicture | null;
  /** Asks a model what was touched; null where there is none, or where it does not know. */
  readonly ask: (
    anchor: AnchorId,
    picture: ColorPicture,
    points: readonly Point[],
  ) => Promise<Mask | null> | null;
  /** Lets an anchor hold on to a part of its frame alone; false where that is too little. */
  readonly hold: (anchor: AnchorId, part: readonly Point[]) => boolean;
  readonly publish: (anchor: AnchorId) => void;
  readonly intend: (intent: Intent) => void;
  readonly picked: (coarse: boolean) => void;
  readonly problem: (code: InkProblemCode, detail: string) => void;
}

/** So far beyond an object something is held on to where the object alone is too little, 0 to 1 of the picture. */
const AROUND = 0.12;

/** Turns a touch into the outline of what was touched, a mark like any other; says whether that was possible. */
export async function pick(world: PickerWorld, { mark, points }: PickRequest): Promise<boolean> {
  const { anchor } = mark;
  const colors = world.colorsOf(anchor);
  if (colors === null) return false;
  const mask = await world.ask(anchor, colors, points);
  const object = pickObject(colors, points, mask);
  if (object === null) {
    world.problem('nothing-picked', 'Nothing stands out from what is around it.');
    return false;
  }
  if (!world.hold(anchor, object.region)) world.hold(anchor, around(object.region));
  // The part that is held on to travels with the keyframe: the other side holds on to the same.
  world.publish(anchor);
  const shape: MarkShape = { is: 'outline', points: [...object.outline] };
  world.intend({ is: 'add', mark: { ...mark, shape } });
  world.picked(object.coarse);
  return true;
}

/** The upright rectangle around an object and what lies beside it, within the picture. */
function around(object: readonly Point[]): readonly Point[] {
  const [from, , to] = boxAround(object);
  return boxWithin([
    { x: from.x - AROUND, y: from.y - AROUND },
    { x: to.x + AROUND, y: to.y + AROUND },
  ]);
}
