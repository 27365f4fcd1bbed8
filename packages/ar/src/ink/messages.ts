import type {
  AnchorId,
  InkDrafter,
  InkItem,
  InkLive,
  Mark,
  MarkColor,
  MarkId,
  MarkWidth,
  ParticipantId,
  Point,
} from '@fernblick/protocol';
import type { MarkDescription } from '../drawing/announce.ts';
import type { ColorTones } from '../drawing/mark.ts';
import type { FingerEvent } from '../drawing/tools/pan-zoom.ts';
import type { ColorPicture } from '../objects/grow-region.ts';
import type { Mask } from '../objects/mask.ts';
import type { PictureLayout, Placement } from '../drawing/picture-mapping.ts';
import type { ToolKey } from '../drawing/tools/reticle.ts';
import type { ToolName } from '../drawing/tools/tool.ts';
import type { Area, MarkPose } from '../drawing/trace.ts';
import type { FramePicture } from './pictures.ts';

/** How the picture lies on the page. */
export interface PictureBox extends Omit<PictureLayout, 'frame' | 'view' | 'place'> {
  /** Null where the picture is tilted on the page, or bent otherwise, so that nothing can be drawn on it. */
  readonly place?: Placement | null;
  readonly pixelRatio: number;
  /** Where no tools and no controls of the page lie over the element, CSS px from its top left; all of it by itself. */
  readonly clear?: Area;
  /** What lies over a corner of the element all the same, CSS px from its top left; null where nothing does. */
  readonly covered?: Area | null;
}

/** What is in the hand. */
export interface HeldTool {
  /** Null where nobody draws: the picture is then left alone. */
  readonly tool: ToolName | null;
  readonly color: MarkColor;
  readonly width: MarkWidth;
  /** True where rough shapes are straightened. */
  readonly straighten: boolean;
}

/** What a button does. */
export type InkAction = 'undo' | 'redo' | 'delete' | 'clear-mine' | 'clear-all';

/** What the page tells the engine: one row for each message, with all that it carries. */
export interface InkCommands {
  /** The canvas to paint on; the first message. */
  readonly start: { readonly canvas: OffscreenCanvas };
  readonly layout: { readonly box: PictureBox };
  /** One frame of the picture; a still one comes once. The engine closes it. */
  readonly frame: {
    readonly picture: FramePicture;
    /** When it was shown, or came: ms of the clock that a page shares with its workers. */
    readonly timeMs: number;
    readonly still: boolean;
    /** True where it is of a camera of this page, or of the other side. */
    readonly isStream: boolean;
  };
  /** There is no picture any more: what was kept of it is forgotten, marks are not. */
  readonly 'no-picture': object;
  /** Whether what comes over the link was checked; what was not is checked before anything reads it. */
  readonly link: { readonly isChecked: boolean };
  /** Everybody in the drawing, oneself first. */
  readonly drafters: { readonly drafters: readonly InkDrafter[] };
  readonly hold: { readonly held: HeldTool };
  /** A mouse, a pen or a finger, in CSS px from the element's top left. */
  readonly hand: {
    readonly event: FingerEvent & { readonly pressure: number };
  };
  /** Wheel or trackpad: the picture grows round a place. */
  readonly zoom: { readonly factor: number; readonly x: number; readonly y: number };
  readonly key: { readonly key: ToolKey; readonly fine: boolean };
  /** The keys of the message before are let go, or the focus is elsewhere. */
  readonly 'keys-up': object;
  readonly write: { readonly text: string };
  readonly written: object;
  readonly act: { readonly action: InkAction };
  /** Selects the next mark, or the one before. */
  readonly select: { readonly step: 1 | -1 };
  readonly freeze: { readonly frozen: boolean };
  /** What arrived over the link, one's own included. */
  readonly items: { readonly items: readonly InkItem[] };
  readonly live: { readonly from: ParticipantId; readonly live: InkLive };
  /** Something of one's own was not taken by the other side: it is taken back here too. */
  readonly refused: { readonly item: InkItem };
  /** Whether there is a model that says what was touched. */
  readonly segmenter: { readonly ready: boolean };
  /** What it says; null where it does not know. */
  readonly segmented: { readonly anchor: AnchorId; readonly mask: Mask | null };
  /** A hand that the camera sees points at a place, 0 to 1 of the picture. */
  readonly point: { readonly at: Point };
  /** What a hand covers of the picture that is shown, for a moment: nothing is looked for there. */
  readonly cover: { readonly hull: readonly Point[] };
  /** Asks for the frame that is shown and the ink on it, in the frame's own size. */
  readonly still: { readonly number: number };
  readonly ping: object;
  /** Where every painted picture goes too, for one who takes them; null where to none. */
  readonly tape: { readonly taker: InkTaker; readonly port: MessagePort | null };
}

/** What is written just now, and where its field belongs, in CSS px. */
export interface Writing {
  readonly mark: MarkId;
  readonly kind: 'text' | 'label' | 'pin';
  readonly x: number;
  readonly y: number;
}

/** One frame, with and without what was drawn on it at that moment. */
export interface InkStill {
  readonly plain: ImageBitmap;
  /** Null where nothing is drawn on it. */
  readonly inked: ImageBitmap | null;
}

/** Who takes what is painted: a recording, or the small window that the page has over other programs. */
export type InkTaker = 'recording' | 'window';

/** What goes over a `tape`: a painted picture, or that the picture shows as it is. The answer says that it was taken. */
export interface InkTaped {
  readonly picture: ImageBitmap | null;
}

/** What a taker says: that a picture was taken, or in a hidden page what the camera shows, to be painted on. */
export type InkTapeAnswer = InkCommands['frame'] | null;

/** One mark, as it can be told without seeing it. */
export interface ToldMark extends MarkDescription {
  readonly id: MarkId;
}

/** How a stroke with the pen looks, for the page to draw the last of it before the worker has. */
export interface WetPen extends ColorTones {
  /** CSS px. */
  readonly width: number;
}

/** A stroke with the pen that somebody else draws just now, as it was painted last. */
export interface WetLine extends Pick<Mark, 'id' | 'color' | 'width'> {
  /** So many of its points are painted. */
  readonly painted: number;
  /** From px of the frame it is drawn on to those of the canvas. */
  readonly pose: MarkPose;
}

/** Everything that a toolbar shows and a screen reader says; a new object whenever something changed. */
export interface InkState {
  readonly marks: readonly ToldMark[];
  readonly selected: MarkId | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly canDelete: boolean;
  readonly canClearMine: boolean;
  readonly canClearAll: boolean;
  readonly mayDraw: boolean;
  readonly writing: Writing | null;
  readonly width: MarkWidth;
  readonly frozen: boolean;
  readonly zoomed: boolean;
  /** True while an object that was touched is looked for. */
  readonly picking: boolean;
  /** Whether marks follow the thing they were drawn on: `waiting` until that is known. */
  readonly tracking: 'waiting' | 'on' | 'off';
  /** True while marks are drawn where the side of the camera has found them, before its picture was compressed. */
  readonly isTold: boolean;
  /** Whether 3D arrows and labels stand up: `waiting` until one is needed, `off` where all are drawn flat. */
  readonly standing: 'waiting' | 'loading' | 'on' | 'off';
  /** The pen, where one's own hand draws a stroke with it, or would with the next press; else null. */
  readonly pen: WetPen | null;
}

/** What can go wrong without ending anything. */
export type InkProblemCode =
  | 'tracking-unavailable'
  | 'standing-unavailable'
  | 'wrong-frame'
  | 'unusable-keyframe'
  | 'unmapped-picture'
  | 'unusable-ink'
  | 'not-allowed'
  | 'nothing-picked'
  | 'engine-failed';

/** What the engine tells the page. */
export interface InkReports {
  /** The frame that was sent last is dealt with: the next one may come. */
  readonly 'frame-taken': object;
  /** True from the first painted frame on: the canvas is to be seen in place of the picture. */
  readonly painting: { readonly on: boolean };
  readonly send: { readonly item: InkItem };
  readonly stream: { readonly live: InkLive };
  /** What others draw just now, with each picture; nothing where nobody does. */
  readonly wet: { readonly lines: readonly WetLine[] };
  readonly state: { readonly state: InkState };
  /** Asks for what was touched; a page that has said it has a model answers with `segmented`. */
  readonly segment: {
    readonly anchor: AnchorId;
    readonly picture: ColorPicture;
    readonly points: readonly Point[];
  };
  /** An object was picked: roughly where colour and edges alone said what it is. */
  readonly picked: { readonly coarse: boolean };
  readonly problem: { readonly code: InkProblemCode; readonly detail: string };
  /** What `still` asked for; null where nothing is painted, and the picture shows as it is. */
  readonly still: { readonly number: number; readonly still: InkStill | null };
  readonly pong: object;
}

type Rows<T> = { [K in keyof T]: { readonly is: K } & T[K] }[keyof T];
/** One message to the engine. */
export type InkCommand = Rows<InkCommands>;
/** One message from it. */
export type InkReport = Rows<InkReports>;
