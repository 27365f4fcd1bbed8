import type { Mark, MarkShape, Point } from '@fernblick/protocol';
import type { Homography } from '../homography.ts';
import type { Size } from './mark.ts';
import type { MarkPose } from './trace.ts';

/** A mark that stands up from the surface that it is drawn on. */
export type StandingMark = Mark & {
  readonly shape: MarkShape & { readonly is: 'arrow-3d' | 'label' };
};

/** Where a standing mark's surface is. */
export interface PosedMark {
  readonly mark: StandingMark;
  readonly pose: MarkPose;
}

/** How a picture lies on the canvas. */
export interface StandingView {
  /** Px of the picture to px of the canvas: fit, mirror, zoom. */
  readonly toCanvas: Homography;
  /** Of the picture, in px. */
  readonly picture: Size;
  /** Canvas px for each CSS px. */
  readonly pixelRatio: number;
}

/** A line of some width on the canvas, in px. */
export interface ThickLine {
  readonly from: Point;
  readonly to: Point;
  readonly width: number;
}

/** What can be touched of a mark that stands up; null where it is drawn flat. */
export type OutlineOf = (mark: PosedMark) => readonly ThickLine[] | null;

/** Draws what stands up; loaded only where there is such a mark, because it is large. */
export interface Stage {
  /**
   * Paints marks over what is on the canvas.
   * @returns those that have no place in three dimensions just now, to be drawn flat
   */
  paint(
    context: OffscreenCanvasRenderingContext2D,
    marks: readonly PosedMark[],
    view: StandingView,
  ): readonly PosedMark[];
  /** What can be touched of a mark; null where it is drawn flat. */
  outlineOf(mark: PosedMark, view: StandingView): readonly ThickLine[] | null;
  close(): void;
}

/** What a stage tells about itself. */
export interface StageListener {
  /** It can draw again, or cannot for a while: everything is to be painted anew. */
  readonly changed: () => void;
  /** It will not draw any more. */
  readonly gone: (why: string) => void;
}

/** True for a mark that stands up. */
export function stands(mark: Mark): mark is StandingMark {
  return mark.shape.is === 'arrow-3d' || mark.shape.is === 'label';
}
