import {
  canTurn,
  compose,
  shownBox,
  shownSize,
  toShown,
  type Framing,
  type Homography,
  type View,
} from '@fernblick/ar/editing';
import type { LayerShape, Point } from '@fernblick/protocol';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where the picture lies on the stage, in CSS px. */
export interface StageLayout {
  /** CSS px for each px of the picture at full resolution. */
  readonly scale: number;
  readonly x: number;
  readonly y: number;
  /** What is seen, in px of the picture. */
  readonly shown: Size;
  readonly framing: Framing;
}

/** Free room around the picture, CSS px: handles at its edge can be taken hold of. */
const MARGIN = 16;
/** A small picture is shown no larger than this many times. */
const LARGEST = 4;

/** Fits what is seen into the stage, then zooms and pans it. */
export function layoutOf(framing: Framing, stage: Size, view: View): StageLayout {
  const shown = shownSize(framing);
  const room = (side: number) => Math.max(1, side - 2 * MARGIN);
  const fit = Math.min(room(stage.width) / shown.width, room(stage.height) / shown.height, LARGEST);
  const [left, top] = [
    (stage.width - shown.width * fit) / 2,
    (stage.height - shown.height * fit) / 2,
  ];
  return {
    scale: fit * view.scale,
    x: left * view.scale + view.x,
    y: top * view.scale + view.y,
    shown,
    framing,
  };
}

/** Takes px of the picture to CSS px of the stage. */
export function toStage({ framing, scale, x, y }: StageLayout): Homography {
  return compose([scale, 0, x, 0, scale, y, 0, 0, 1], toShown(framing));
}

/** A place of what is seen on the stage. */
export function onStage({ scale, x, y }: StageLayout, at: { x: number; y: number }) {
  return { x: at.x * scale + x, y: at.y * scale + y };
}

/** A place of the stage, in px of what is seen. */
export function offStage({ scale, x, y }: StageLayout, at: { x: number; y: number }) {
  return { x: (at.x - x) / scale, y: (at.y - y) / scale };
}

// So far from the box of a shape, CSS px: no finger takes it for a handle of its size.
const TURN_REACH = 36;

/** Where a shape is taken hold of to turn it, in CSS px of the stage; null for one that cannot be turned. */
export function turnGrip(layout: StageLayout, shape: LayerShape): Point | null {
  if (!canTurn(shape)) return null;
  const { x, y, width, height } = shownBox(layout.framing, shape);
  const top = onStage(layout, { x: x + width / 2, y });
  if (top.y > TURN_REACH + MARGIN / 2) return { x: top.x, y: top.y - TURN_REACH };
  // Over it there is no room.
  return { x: top.x, y: onStage(layout, { x, y: y + height }).y + TURN_REACH };
}
