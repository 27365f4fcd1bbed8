import type { AnchorId, InkDrafter, InkLive, Mark, MarkId, Point } from '@fernblick/protocol';
import type { Intent } from '../drawing/drawing.ts';
import type { Size } from '../drawing/mark.ts';
import type { PictureMapping } from '../drawing/picture-mapping.ts';
import type { ToolContext } from '../drawing/tools/tool.ts';
import type { PictureAnchorPose } from './anchors.ts';
import type { Aside } from './aside.ts';
import type { InkProblemCode } from './messages.ts';

/** What a hand needs of the picture that it draws on. */
export interface HandWorld {
  readonly mapping: () => PictureMapping | null;
  /** Of the frame that is shown; null where there is none. */
  readonly shown: () => Size | null;
  /** Of the box that shows the picture, CSS px. */
  readonly element: () => Size;
  /** Null until it is loaded. */
  readonly aside: () => Pick<Aside, 'MarkGrip'> | null;
  readonly loadStraighten: () => Promise<NonNullable<ToolContext['straighten']>>;
  readonly problem: (code: InkProblemCode, detail: string, cause?: unknown) => void;
  readonly me: () => InkDrafter | null;
  readonly newId: () => string;
  readonly nextPin: () => number;
  readonly poseOf: (anchor: AnchorId) => PictureAnchorPose | null;
  readonly frameOf: (anchor: AnchorId) => Size | null;
  /** The mark at a place, CSS px. */
  readonly hit: (x: number, y: number) => MarkId | null;
  /** The mark that is selected, where this person may change it. */
  readonly selected: () => Mark | null;
  /** The anchor to draw on at a place of the picture, and whether others have it; null where there is no picture. */
  readonly anchorAt: (
    place: Point,
    isForObject: boolean,
  ) => { readonly id: AnchorId; readonly isNew: boolean; readonly isTold: boolean } | null;
  /** Looks for the object that was touched; what comes of it comes later. */
  readonly pick: (request: PickRequest) => void;
  readonly forget: (anchor: AnchorId) => void;
  /** Where a place of the picture lies in the one that the others see; null where that is not known. */
  readonly toLive: (at: Point) => Point | null;
  /** Tells the other side on what is drawn. */
  readonly publish: (anchor: AnchorId) => void;
  readonly intend: (intent: Intent) => void;
  readonly stream: (live: InkLive) => void;
  readonly select: (mark: MarkId | null) => void;
  /** Something is to be seen differently. */
  readonly changed: () => void;
}

/** An object was touched: on which anchor, where, and what its outline will be like. */
export interface PickRequest {
  readonly mark: Omit<Mark, 'shape'>;
  readonly points: readonly Point[];
}
