import type { AnchorId, Mark, MarkId, Point, StrokePoint } from '@fernblick/protocol';
import { holdsPen } from '../drawing/drawing.ts';
import { MARK_COLORS, strokePoint, strokeWidth, type Size } from '../drawing/mark.ts';
import {
  panZoom,
  RESTING_FINGERS,
  zoomAt,
  type FingerEvent,
  type PanZoomState,
  type View,
} from '../drawing/tools/pan-zoom.ts';
import { extendTrail } from '../drawing/tools/pointer-trail.ts';
import { within, type ToolKey } from '../drawing/tools/reticle.ts';
import {
  isWriting,
  previewOf,
  spanUnderWay,
  takeTool,
  useTool,
  type ToolContext,
  type ToolEvent,
  type ToolState,
} from '../drawing/tools/tool.ts';
import { invert, project, scaleAt } from '../homography.ts';
import type { HandWorld } from './hand-world.ts';
import type { MarkGrip } from './mark-grip.ts';
import type { HeldTool, WetPen, Writing } from './messages.ts';
import { Streamer } from './streamer.ts';

type Straighten = NonNullable<ToolContext['straighten']>;

/** Less than this is a tap, CSS px. */
const SLOP = 5;

interface Press {
  readonly pointer: number;
  readonly x: number;
  readonly y: number;
  readonly hit: MarkId | null;
}

/** What a person does with pointer and keys, as operations on what is under their hand. */
export class Hand {
  readonly #world: HandWorld;
  readonly #streamer: Streamer;
  #held: HeldTool = { tool: null, color: 'red', width: 3, straighten: false };
  #straighten: Straighten | null = null;
  /** What was begun to be straightened before that could be done. */
  readonly #rough: { readonly mark: Mark; readonly frame: Size }[] = [];
  #tool: ToolState = takeTool('pen');
  #fingers: PanZoomState = RESTING_FINGERS;
  #isPen = false;
  #anchor: { readonly id: AnchorId; readonly isNew: boolean; isPublished: boolean } | null = null;
  #press: Press | null = null;
  #made: MarkGrip | null = null;

  constructor(world: HandWorld) {
    this.#world = world;
    this.#streamer = new Streamer(world.stream);
  }

  get held(): HeldTool {
    return this.#held;
  }

  get view(): View {
    return this.#fingers.view;
  }

  get anchor(): AnchorId | null {
    return this.#anchor?.id ?? null;
  }

  get trail(): ToolState['trail'] {
    return this.#tool.trail;
  }

  get isBusy(): boolean {
    return this.#tool.work !== null;
  }

  /** What holds a selected mark; null while that is being loaded. */
  get #grip(): MarkGrip | null {
    const aside = this.#world.aside();
    return (this.#made ??= aside === null ? null : new aside.MarkGrip(this.#world));
  }

  /** The mark under way, or the one that is being changed. */
  get preview(): Mark | null {
    if (this.#grip?.isHolding === true) return this.#grip.preview;
    const preview = previewOf(this.#tool);
    // What touches an object is a thin line, and leaves no trace.
    return preview !== null && this.#tool.tool === 'pick' ? { ...preview, width: 1 } : preview;
  }

  /** Where the keyboard is, 0 to 1 of the picture; null until a key was used. */
  get reticle(): Point | null {
    const { reticle } = this.#tool;
    return reticle === null || this.#held.tool === null ? null : this.#toPicture(reticle);
  }

  get writing(): Writing | null {
    const shape = isWriting(this.#tool) ? this.preview?.shape : undefined;
    if (shape === undefined || !('at' in shape)) return null;
    const place = this.#toPicture(shape.at);
    const at = place === null ? null : this.#world.mapping()?.locate(place);
    if (at == null) return null;
    return { mark: this.#tool.context?.id ?? '', kind: shape.is, x: at.x, y: at.y };
  }

  /** The pen of a stroke under way, or of the one that the next press begins; null where there is neither. */
  get pen(): WetPen | null {
    const { tool, work } = this.#tool;
    const { color, width } = this.#held;
    const [mapping, frame] = [this.#world.mapping(), this.#world.shown()];
    const isPen = tool === 'pen' && (work === null ? this.#isToDraw : work.is === 'stroke');
    if (!isPen || mapping === null || frame === null) return null;
    const px = strokeWidth('pen', width, frame) * scaleAt(mapping.toElement, 0, 0);
    return { ...MARK_COLORS[color], width: Math.round(px) };
  }

  /** True where a press would take up the tool: nothing is pressed, and no mark that it could take hold of is selected. */
  get #isToDraw(): boolean {
    const isResting = this.#held.tool !== null && this.#fingers.fingers.length === 0;
    const me = this.#world.me();
    return isResting && me !== null && holdsPen(me) && this.#world.selected() === null;
  }

  hold(held: HeldTool): void {
    const isOther = held.tool !== this.#held.tool;
    this.#held = held;
    this.#loadStraighten();
    this.#straightenRough();
    if (!isOther) return;
    const reticle = this.reticle;
    this.#grip?.letGo();
    if (isWriting(this.#tool)) this.#use({ is: 'written' });
    this.#cancel();
    this.#tool = { ...takeTool(held.tool ?? 'pen'), reticle: held.tool === null ? null : reticle };
    this.#world.changed();
  }

  showWhole(): void {
    this.#fingers = RESTING_FINGERS;
    this.#isPen = false;
    this.#world.changed();
  }

  zoom(factor: number, x: number, y: number): void {
    const view = zoomAt(this.view, factor, { x, y }, this.#world.element());
    this.#fingers = { ...this.#fingers, view };
    this.#world.changed();
  }

  hand(event: FingerEvent & { readonly pressure: number; readonly timeMs: number }): void {
    if (this.#held.tool === null) return;
    if (event.kind === 'pen' && event.is !== 'move') {
      // The hand that holds it rests on the picture, before and while it draws.
      this.#isPen = event.is === 'down';
      if (this.#fingers.fingers.length > 0) this.#cancel();
      this.#fingers = { ...RESTING_FINGERS, view: this.view };
    }
    if (event.kind === 'touch' && this.#isPen) return;
    const step = panZoom(this.#fingers, event, this.#world.element());
    this.#fingers = step.state;
    if (step.cancels !== null) this.#cancel();
    if (step.takes) {
      this.#world.changed();
      return;
    }
    const mapping = this.#world.mapping();
    const at = mapping?.normalize(event.x, event.y);
    if (mapping === null || at === undefined || !Number.isFinite(at.x) || !Number.isFinite(at.y)) {
      this.#lift(event);
      return;
    }
    if (this.#held.tool !== 'pointer' && this.#tool.work === null && this.#grip?.take(event, at))
      return;
    const isSeen = mapping.contains(event.x, event.y);
    if (event.is === 'down' && !this.#down(event, at, isSeen)) return;
    // What else touches the picture meanwhile is no part of what is drawn.
    if (this.#press?.pointer !== event.pointer) return;
    if (event.is === 'up' && this.#endsTap(event)) return;
    if (event.is === 'move') this.#leavesTap(event);
    const place = this.#toAnchor(within(at.x, at.y));
    if (place === null) this.#lift(event);
    else this.#use({ ...event, ...place });
    this.#tellPoint(event, at, place);
    if (event.is === 'up' || event.is === 'cancel') this.#press = null;
  }

  /** A hand goes up and nobody knows where, because the picture is another one: what it drew ends where it was. */
  #lift({ is, pointer }: FingerEvent): void {
    if (this.#press?.pointer !== pointer) return;
    if (is === 'up') this.#use({ is: 'written' });
    if (is === 'up' || is === 'cancel') this.#cancel();
  }

  key(key: ToolKey, fine: boolean, timeMs: number): void {
    if (this.#held.tool === null) return;
    if (key === 'Escape' && (this.#tool.work !== null || this.#grip?.isHolding)) {
      this.#cancel();
      return;
    }
    if (this.#tool.work === null && this.#grip?.key(key, fine)) return;
    if (key === 'Escape') this.#world.select(null);
    const writing = isWriting(this.#tool);
    const begins = key === 'Enter' && this.#tool.work === null;
    if (begins && this.#held.tool !== 'pointer') {
      const place = this.#tool.reticle ?? { x: 0.5, y: 0.5 };
      if (!this.#takeAnchor(place)) return;
      this.#tool = { ...this.#tool, reticle: this.#toAnchor(place) };
      this.#streamer.begin();
    }
    this.#use({ is: 'key', key, fine, timeMs });
    if (begins && !writing) this.#publish();
    this.#tellShape(timeMs);
    const reached = this.#tool.reticle;
    if (reached !== null) this.#tellStroke(strokePoint(reached.x, reached.y, 0.5), timeMs);
    const at = this.#held.tool === 'pointer' ? this.reticle : null;
    if (at !== null) this.#tellPointer(at, timeMs);
  }

  /** Tells others what came too soon to be told; true where it is still to be. */
  tellLate(timeMs: number): boolean {
    this.#streamer.tellLate(timeMs);
    return this.#streamer.isLate;
  }

  /** No key is pressed any more. */
  keysUp(): void {
    this.#grip?.letGo();
  }

  write(text: string): void {
    this.#use({ is: 'write', text });
  }

  written(): void {
    this.#use({ is: 'written' });
  }

  /** The viewer's own hand, as a camera sees it, points there. */
  pointAt(at: Point, timeMs: number): void {
    const trail = extendTrail(this.#tool.trail, { ...at, timeMs });
    this.#tool = { ...this.#tool, trail };
    // As often as a hand is looked for, which is seldom enough.
    const there = this.#world.toLive(at);
    if (there !== null) this.#world.stream({ is: 'pointer', at: there, color: this.#held.color });
    this.#world.changed();
  }

  /** Ends what is under way without a trace. */
  drop(): void {
    this.#cancel();
  }

  /** Whoever may not draw any more only points. */
  look(): void {
    const me = this.#world.me();
    if (this.#held.tool !== 'pointer' && (me === null || !holdsPen(me))) this.#cancel();
  }

  /** Begins something; false where nothing can begin. */
  #down(event: FingerEvent & { readonly timeMs: number }, at: Point, isSeen: boolean): boolean {
    if (this.#press !== null) return false;
    const isPointer = this.#held.tool === 'pointer';
    const hit = isPointer ? null : this.#world.hit(event.x, event.y);
    // What is being written or drawn by keys stands before something new begins.
    if (this.#tool.work !== null) this.#use({ is: 'written' });
    if (!isPointer && (!isSeen || !this.#takeAnchor(at))) return false;
    this.#press = { pointer: event.pointer, x: event.x, y: event.y, hit };
    this.#streamer.begin();
    if (hit !== null) return true;
    this.#world.select(null);
    // On its way while the hand begins to move. One finger may be the first of two, which draw nothing.
    if (event.kind !== 'touch') this.#publish();
    return true;
  }

  /** A tap on a mark selects it, and draws nothing. */
  #endsTap(event: FingerEvent): boolean {
    const press = this.#press;
    if (press?.pointer !== event.pointer || press.hit === null) return false;
    if (Math.hypot(event.x - press.x, event.y - press.y) > SLOP) return false;
    this.#cancel();
    this.#world.select(press.hit);
    return true;
  }

  #leavesTap(event: FingerEvent): void {
    const press = this.#press;
    if (press === null || press.pointer !== event.pointer) return;
    if (Math.hypot(event.x - press.x, event.y - press.y) <= SLOP) return;
    if (press.hit !== null) {
      this.#press = { ...press, hit: null };
      this.#world.select(null);
    }
    this.#publish();
  }

  #takeAnchor(at: Point): boolean {
    const anchor = this.#world.anchorAt(at, this.#held.tool === 'pick');
    if (anchor === null) return false;
    this.#anchor = { id: anchor.id, isNew: anchor.isNew, isPublished: anchor.isTold };
    return true;
  }

  #publish(): void {
    // What an object holds on to is known once it is picked.
    if (this.#anchor === null || this.#anchor.isPublished || this.#tool.tool === 'pick') return;
    this.#anchor.isPublished = true;
    this.#world.publish(this.#anchor.id);
  }

  #use(event: ToolEvent): void {
    const context = this.#context();
    if (context === null) return;
    const begun = this.#tool.context ?? context;
    const step = useTool(this.#tool, event, context);
    this.#tool = step.state;
    for (const outcome of step.outcomes) {
      if (outcome.is === 'operation') {
        this.#publish();
        this.#world.intend(outcome.intent);
        if (outcome.intent.is === 'add' && this.#held.straighten && begun.straighten === undefined)
          this.#rough.push({ mark: outcome.intent.mark, frame: begun.frame });
      } else if (outcome.is === 'width') this.#held = { ...this.#held, width: outcome.width };
      else this.#pick(begun, outcome.points);
    }
    this.#straightenRough();
    if (this.#tool.work === null) this.#letGo();
    this.#world.changed();
  }

  #pick({ id, author, anchor, color, width }: ToolContext, points: readonly Point[]): void {
    // Whoever picks has the anchor from now on.
    if (this.#anchor !== null) this.#anchor.isPublished = true;
    this.#world.pick({
      mark: { id, author, anchor, color, width },
      points: points.map(({ x, y }) => within(x, y)),
    });
  }

  #loadStraighten(): void {
    if (!this.#held.straighten || this.#straighten !== null) return;
    this.#world.loadStraighten().then(
      (loaded) => {
        this.#straighten = loaded;
        this.#straightenRough();
      },
      (cause: unknown) =>
        this.#world.problem('engine-failed', 'Straightening could not be loaded.', cause),
    );
  }

  /** Straightening is there, or is not wanted any more. */
  #straightenRough(): void {
    const straighten = this.#held.straighten ? this.#straighten : () => null;
    if (this.#rough.length === 0 || straighten === null) return;
    for (const { mark, frame } of this.#rough.splice(0)) {
      if (mark.shape.is !== 'pen') continue;
      const shape = straighten(mark.shape.points, frame)?.shape;
      if (shape !== undefined) this.#world.intend({ is: 'straighten', mark: mark.id, shape });
    }
    this.#world.changed();
  }

  /** Nothing is under way any more: the keyboard's place belongs to the picture again. */
  #letGo(): void {
    const anchor = this.#anchor;
    if (anchor === null) return;
    const { reticle } = this.#tool;
    if (reticle !== null) this.#tool = { ...this.#tool, reticle: this.#toPicture(reticle) };
    this.#anchor = null;
    if (anchor.isNew && !anchor.isPublished) this.#world.forget(anchor.id);
  }

  #cancel(): void {
    const { context, work } = this.#tool;
    if (work !== null && context !== null && this.#anchor?.isPublished === true)
      this.#world.stream({ is: 'cancelled', mark: context.id });
    this.#press = null;
    this.#grip?.drop();
    this.#tool = { ...this.#tool, work: null, context: null };
    this.#letGo();
    this.#world.changed();
  }

  #context(): ToolContext | null {
    const me = this.#world.me();
    if (me === null) return null;
    const id = this.#anchor?.id;
    return {
      id: this.#world.newId(),
      author: me.id,
      anchor: id ?? '',
      color: this.#held.color,
      width: this.#held.width,
      frame: (id === undefined ? null : this.#world.frameOf(id)) ?? { width: 640, height: 480 },
      pinNumber: this.#world.nextPin(),
      keep: (x, y) => {
        const there = this.#toPicture({ x, y });
        return (there && this.#toAnchor(within(there.x, there.y))) ?? { x, y };
      },
      ...(this.#straighten === null || !this.#held.straighten
        ? {}
        : { straighten: this.#straighten }),
    };
  }

  /** From the picture that is shown to the keyframe that is drawn on; null where it cannot be known. */
  #toAnchor(at: Point): Point | null {
    if (this.#anchor === null) return at;
    const pose = this.#world.poseOf(this.#anchor.id);
    const back = pose === null ? null : invert(pose.homography);
    return back === null ? null : project(back, at.x, at.y);
  }

  #toPicture(at: Point): Point | null {
    if (this.#anchor === null) return at;
    const pose = this.#world.poseOf(this.#anchor.id);
    return pose === null ? null : project(pose.homography, at.x, at.y);
  }

  #tellPoint(
    event: FingerEvent & { readonly pressure: number; readonly timeMs: number },
    at: Point,
    place: Point | null,
  ): void {
    if (this.#tool.work?.is === 'point') this.#tellPointer(at, event.timeMs);
    this.#tellShape(event.timeMs);
    if (place !== null)
      this.#tellStroke(strokePoint(place.x, place.y, event.pressure), event.timeMs);
  }

  #tellPointer(at: Point, timeMs: number): void {
    const there = this.#world.toLive(at);
    if (there !== null) this.#streamer.pointer(there, this.#held.color, timeMs);
  }

  /** Tells of one more point of a stroke under way. */
  #tellStroke(point: StrokePoint, timeMs: number): void {
    const { tool, work, context } = this.#tool;
    if (work?.is !== 'stroke' || context === null) return;
    if (tool !== 'pen' && tool !== 'highlighter') return;
    this.#streamer.keep(point);
    if (this.#anchor?.isPublished === true) this.#streamer.stroke(context, tool, timeMs);
  }

  #tellShape(timeMs: number): void {
    const { context } = this.#tool;
    const shape = this.#anchor?.isPublished === true ? spanUnderWay(this.#tool) : null;
    if (shape !== null && context !== null) this.#streamer.shape(context, shape, timeMs);
  }
}
