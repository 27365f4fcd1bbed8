import type {
  AnchorId,
  CheckInk,
  DrawingOperation,
  InkDrafter,
  InkItem,
  InkLive,
  Mark,
  MarkId,
  ParticipantId,
} from '@fernblick/protocol';
import {
  apply,
  EMPTY_DRAWING,
  holdsPen,
  mayDraw,
  operationOf,
  replay,
  type Drawing,
  type Intent,
} from '../drawing/drawing.ts';
import { nextPinNumber, type Size } from '../drawing/mark.ts';
import type { straighten } from '../drawing/straighten.ts';
import type { Tracking } from './load-tracking.ts';
import type { Aside } from './aside.ts';
import { Hand } from './hand.ts';
import { Follower } from './follower.ts';
import { intentOf, ownMark } from './intent-of.ts';
import { StateTeller } from './ink-state.ts';
import { Intake } from './intake.ts';
import { InkTapes } from './ink-tapes.ts';
import { Keyframes } from './keyframes.ts';
import { LiveInk } from './live-ink.ts';
import type {
  HeldTool,
  InkAction,
  InkCommand,
  InkCommands,
  InkProblemCode,
  InkReport,
} from './messages.ts';
import { Outbox } from './outbox.ts';
import { Picking, type Pick } from './picking.ts';
import { PictureView, type Painting } from './picture-view.ts';
import type { Pictures } from './pictures.ts';
import type { SharedPoses, SharedPosesOptions } from './poses/shared-poses.ts';
import { marksByAnchor, regionOfMarks } from './regions.ts';
import { StageKeeper, type StageSource } from './stage-keeper.ts';

/** What an engine runs on: a worker or a page, or a test. */
export interface InkEngineOptions extends StageSource {
  readonly report: (report: InkReport) => void;
  readonly pictures: Pictures;
  /** Runs something with the next picture that the browser shows. */
  readonly soon: (run: () => void) => void;
  readonly nowMs: () => number;
  readonly newId: () => string;
  readonly loadTracking: (size: Size) => Promise<Tracking>;
  readonly loadPoses: (options: SharedPosesOptions) => Promise<SharedPoses>;
  readonly loadCheck: () => Promise<CheckInk>;
  readonly loadStraighten: () => Promise<typeof straighten>;
  readonly loadPick: () => Promise<Pick>;
  readonly loadAside: () => Promise<Aside>;
}

/** So many characters of a problem's cause are told. */
const MOST_DETAIL = 300;

/**
 * Follows a picture and paints it together with the ink on it, so that the ink always belongs to exactly the frame
 * that is shown. It takes messages and answers with messages, and never throws.
 */
export class InkEngine {
  readonly #options: InkEngineOptions;
  readonly #handlers: { [K in keyof InkCommands]: (command: InkCommands[K]) => void };
  readonly #follower: Follower;
  readonly #hand: Hand;
  readonly #keeper: StageKeeper;
  readonly #view: PictureView;
  readonly #live = new LiveInk((at) => this.#follower.toShown(at));
  readonly #teller: StateTeller;
  readonly #outbox: Outbox;
  readonly #picking: Picking;
  readonly #keyframes = new Keyframes();
  readonly #tapes = new InkTapes((frame) => void this.#show(frame));
  readonly #intake: Intake;
  #drafters: readonly InkDrafter[] = [];
  #drawing: Drawing = EMPTY_DRAWING;
  #selected: MarkId | null = null;
  #isDue = false;
  /** What is followed: the drawing, looked at once a picture, however much comes in between. */
  #seen = EMPTY_DRAWING;
  #reading: Promise<void> | null = null;
  #byAnchor: ReadonlyMap<AnchorId, readonly Mark[]> = new Map();

  constructor(options: InkEngineOptions) {
    this.#options = options;
    this.#teller = new StateTeller((state) => options.report({ is: 'state', state }));
    this.#outbox = new Outbox((item) => options.report({ is: 'send', item }));
    const surroundings = {
      ...options,
      problem: this.#problem.bind(this),
      changed: () => this.#change(),
      isAlone: () => this.#drafters.length < 2,
      stream: (live: InkLive) => options.report({ is: 'stream', live }),
    };
    this.#follower = new Follower(surroundings);
    this.#keeper = new StageKeeper(surroundings);
    this.#view = new PictureView({
      ...surroundings,
      follower: this.#follower,
      keeper: this.#keeper,
      view: () => this.#hand.view,
      painting: (on) => options.report({ is: 'painting', on }),
    });
    this.#hand = new Hand({
      mapping: () => this.#view.map(),
      shown: () => this.#follower.shown?.size ?? null,
      element: () => this.#view.element,
      aside: () => this.#view.aside,
      loadStraighten: options.loadStraighten,
      problem: surroundings.problem,
      me: () => this.#me,
      newId: options.newId,
      nextPin: () => nextPinNumber(this.#drawing.marks.map(({ shape }) => shape)),
      poseOf: (anchor) => this.#follower.poseOf(anchor),
      frameOf: (anchor) => this.#follower.frameOf(anchor),
      hit: (x, y) => this.#view.hit(this.#drawing.marks, x, y),
      selected: () => ownMark(this.#drawing, this.#selected, this.#me),
      anchorAt: (place, isForObject) => {
        const me = this.#me;
        if (me === null || !holdsPen(me)) return null;
        const anchor = this.#follower.anchorAt(place, me.id, isForObject);
        return anchor && { ...anchor, isTold: this.#keyframes.isTold(anchor.id) };
      },
      pick: (request) => void this.#picking.pick(request),
      forget: (anchor) => this.#follower.remove(anchor),
      toLive: (at) => this.#follower.toLive(at),
      publish: (anchor) => void this.#publish(anchor),
      intend: (intent) => this.#intend(intent),
      stream: surroundings.stream,
      select: (mark) => this.#select(mark),
      changed: () => this.#change(),
    });
    this.#picking = new Picking({
      load: options.loadPick,
      colorsOf: (anchor) => this.#follower.ownKeyframe(anchor)?.colors ?? null,
      hold: (anchor, part) => this.#follower.holdOnly(anchor, part),
      ask: (request) => options.report({ is: 'segment', ...request }),
      publish: (anchor) => void this.#publish(anchor),
      intend: (intent) => this.#intend(intent),
      forget: (anchor) => this.#follower.remove(anchor),
      picked: (coarse) => options.report({ is: 'picked', coarse }),
      problem: (code, detail) => this.#problem(code, detail),
      failed: (cause) => this.#problem('nothing-picked', 'Picking failed.', cause),
      changed: () => this.#change(),
    });
    this.#intake = new Intake({
      loadCheck: options.loadCheck,
      items: (items) => this.#items(items),
      live: (from, live) => this.#takeLive(from, live),
      changed: () => this.#change(),
      problem: surroundings.problem,
    });
    this.#handlers = {
      start: ({ canvas }) => this.#view.start(canvas),
      layout: ({ box }) => this.#view.lay(box),
      frame: (frame) => void this.#frame(frame),
      'no-picture': () => this.#noPicture(),
      drafters: ({ drafters }) => {
        this.#drafters = drafters;
        this.#hand.look();
      },
      hold: ({ held }) => this.#hold(held),
      // By the clock that fading goes by: a worker's begins later than its page's.
      hand: ({ event }) => this.#hand.hand({ ...event, timeMs: options.nowMs() }),
      zoom: ({ factor, x, y }) => this.#hand.zoom(factor, x, y),
      key: ({ key, fine }) => this.#hand.key(key, fine, options.nowMs()),
      'keys-up': () => this.#hand.keysUp(),
      write: ({ text }) => this.#hand.write(text),
      written: () => this.#hand.written(),
      act: ({ action }) => this.#act(action),
      select: ({ step }) => this.#selectNext(step),
      freeze: ({ frozen }) => this.#follower[frozen ? 'freeze' : 'release'](),
      link: ({ isChecked }) => void (this.#intake.isChecked = isChecked),
      items: ({ items }) => this.#intake.items(items),
      live: ({ from, live }) => this.#intake.live(from, live),
      refused: ({ item }) => this.#refused(item),
      segmenter: ({ ready }) => this.#picking.setModel(ready),
      segmented: ({ anchor, mask }) => this.#picking.answer(anchor, mask),
      point: ({ at }) => this.#hand.pointAt(at, options.nowMs()),
      cover: ({ hull }) => this.#follower.cover(hull),
      still: ({ number }) => {
        const painting = this.#painting();
        options.report({ is: 'still', number, still: painting && this.#view.still(painting) });
      },
      ping: () => {
        // Whoever asks waits for what came of everything before.
        this.#tell();
        options.report({ is: 'pong' });
      },
      tape: (tape) => this.#tapes.run(tape),
    };
  }

  /** Takes one message. */
  take(command: InkCommand): void {
    try {
      // Each handler takes what its own row carries.
      (this.#handlers[command.is] as (command: InkCommand) => void)(command);
    } catch (cause) {
      this.#problem('engine-failed', `The message ${command.is}.`, cause);
    }
    // A frame is painted when it has been read.
    if (command.is !== 'frame') this.#change();
  }

  close(): void {
    this.#follower.close();
    this.#keeper.close();
    this.#view.close();
    this.#tapes.close();
  }

  get #me(): InkDrafter | null {
    return this.#drafters[0] ?? null;
  }

  #problem(code: InkProblemCode, detail: string, cause?: unknown): void {
    const why = cause instanceof Error ? ` ${cause.name}: ${cause.message}` : '';
    this.#options.report({ is: 'problem', code, detail: `${detail}${why}`.slice(0, MOST_DETAIL) });
  }

  /** Something is to be seen or said differently: both happen once, with the next picture. */
  #change(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    this.#options.soon(() => {
      this.#isDue = false;
      this.#settle();
    });
  }

  #settle(): void {
    try {
      this.#watchAgain();
      this.#follower.settle();
      this.#paint();
      this.#tell();
      if (this.#hand.tellLate(this.#options.nowMs())) this.#change();
    } catch (cause) {
      this.#problem('engine-failed', 'The picture could not be painted.', cause);
    }
  }

  async #frame(frame: InkCommands['frame']): Promise<void> {
    await this.#show(frame);
    this.#options.report({ is: 'frame-taken' });
  }

  /** Reads and paints a frame; one at a time. */
  async #show(frame: InkCommands['frame']): Promise<void> {
    while (this.#reading !== null) await this.#reading;
    this.#reading = this.#follower
      .frame(frame)
      .catch((cause: unknown) =>
        this.#problem('engine-failed', 'A frame could not be read.', cause),
      );
    await this.#reading;
    this.#reading = null;
    // At once and not with the next picture: a frame is late as it is.
    this.#settle();
  }

  #noPicture(): void {
    this.#hand.drop();
    this.#follower.forgetPicture();
  }

  #hold(held: HeldTool): void {
    this.#hand.hold(held);
    if (held.tool === null) {
      this.#selected = null;
      this.#hand.showWhole();
    } else this.#keeper.hold(held.tool);
  }

  /** Sends the frame that is drawn on, so that the other side can find it in what it sees. */
  async #publish(anchor: AnchorId): Promise<void> {
    const own = this.#follower.ownKeyframe(anchor);
    if (own === null) return;
    const { pictures, nowMs } = this.#options;
    try {
      // Before every operation that sits on it.
      await this.#outbox.make(this.#keyframes.make(own, pictures, nowMs()));
    } catch (cause) {
      this.#keyframes.refuse(anchor);
      this.#problem('unusable-keyframe', 'What is drawn on could not be sent.', cause);
    }
  }

  #intend(intent: Intent): void {
    const me = this.#me;
    if (me === null) return;
    const operation = operationOf(this.#drawing, me.id, this.#options.newId(), intent);
    if (!mayDraw(me, operation)) {
      this.#problem('not-allowed', `This person may not ${operation.is}.`);
      return;
    }
    this.#draw(apply(this.#drawing, operation));
    this.#outbox.add({ is: 'operation', operation });
  }

  #act(action: InkAction): void {
    const me = this.#me;
    const intent = me === null ? null : intentOf(action, this.#drawing, me.id, this.#selected);
    if (intent !== null) this.#intend(intent);
  }

  #items(items: readonly InkItem[]): void {
    const operations: DrawingOperation[] = [];
    const now = this.#options.nowMs();
    for (const item of items) {
      if (item.is === 'operation') operations.push(item.operation);
      else this.#keyframes.take(item.keyframe, now, items.length > 1);
    }
    for (const operation of operations)
      if (operation.is === 'add') this.#live.drop(operation.mark.id);
    if (operations.length > 1) this.#draw(replay([...this.#drawing.operations, ...operations]));
    else this.#draw(operations.reduce(apply, this.#drawing));
    for (const operation of operations) this.#takeBack(operation);
  }

  /** A mark that the others have without what it is drawn on is taken back. */
  #takeBack(operation: DrawingOperation): void {
    if (operation.is !== 'add' || operation.author !== this.#me?.id) return;
    const { id, mark } = operation;
    if (this.#keyframes.isRefused(mark) && this.#drawing.marks.some((each) => each.id === mark.id))
      this.#intend({ is: 'undo', operation: id });
  }

  #takeLive(from: ParticipantId, live: InkLive): void {
    const drafter = this.#drafters.find(({ id }) => id === from);
    if (drafter === undefined || drafter === this.#me) return;
    if (live.is === 'poses') {
      this.#follower.hear(from, live);
      return;
    }
    if (!holdsPen(drafter) && live.is !== 'pointer' && live.is !== 'cancelled') return;
    this.#live.take(from, live, this.#options.nowMs());
  }

  #refused(item: InkItem): void {
    if (item.is === 'keyframe') this.#keyframes.refuse(item.keyframe.id);
    else this.#draw(replay(this.#drawing.operations.filter(({ id }) => id !== item.operation.id)));
  }

  #draw(drawing: Drawing): void {
    this.#drawing = drawing;
    this.#change();
  }

  /** Follows what marks sit on, and nothing else. */
  #watchAgain(): void {
    const now = this.#options.nowMs();
    const isOther = this.#seen !== this.#drawing;
    if (isOther) this.#look(this.#drawing);
    this.#live.forget(now);
    const wanted = new Set<AnchorId>([
      ...this.#byAnchor.keys(),
      ...this.#live.anchors,
      ...this.#picking.anchors,
      ...this.#keyframes.early(now),
    ]);
    if (this.#hand.anchor !== null) wanted.add(this.#hand.anchor);
    if (this.#follower.watch(wanted, (id) => this.#keyframes.of(id)) || isOther) this.#widen();
  }

  #look(drawing: Drawing): void {
    this.#seen = drawing;
    if (!drawing.marks.some(({ id }) => id === this.#selected)) this.#selected = null;
    this.#byAnchor = marksByAnchor(drawing.marks);
    this.#keeper.look(drawing.marks);
  }

  /** Lets anchors hold on to as much as their marks need. */
  #widen(): void {
    for (const [id, marks] of this.#byAnchor) {
      const size = this.#follower.frameOf(id);
      if (size === null) continue;
      const region = regionOfMarks(marks, this.#follower.regionOf(id), size);
      if (region !== null) this.#follower.setRegion(id, region);
    }
  }

  #select(mark: MarkId | null): void {
    this.#selected = mark;
    this.#change();
  }

  #selectNext(step: 1 | -1): void {
    const { marks } = this.#drawing;
    const at = marks.findIndex(({ id }) => id === this.#selected);
    const next = at < 0 ? (step > 0 ? 0 : marks.length - 1) : at + step;
    this.#select(marks.at(next % Math.max(1, marks.length))?.id ?? null);
  }

  #paint(): void {
    const painting = this.#painting();
    const isPainted = this.#view.paint(painting);
    const lines = this.#view.wet(this.#live.marks);
    if (lines.length > 0) this.#options.report({ is: 'wet', lines });
    this.#tapes.see((mostPx) =>
      isPainted && painting !== null ? this.#view.taped(painting, mostPx) : null,
    );
    // What fades goes on fading without frames.
    if (isPainted && (painting?.pointers.length ?? 0) > 0) this.#change();
  }

  /** What is to be painted over the picture; null where it shows as it is. */
  #painting(): Painting | null {
    const now = this.#options.nowMs();
    this.#live.forget(now);
    const { preview, reticle, trail, held, view } = this.#hand;
    const marks = [
      ...this.#drawing.marks.filter(({ id }) => id !== preview?.id),
      ...this.#live.marks,
      ...(preview === null ? [] : [preview]),
    ];
    const pointers = [...this.#live.pointers, { trail, color: held.color }].filter(
      (pointer) => pointer.trail.length > 0,
    );
    const isNeeded =
      marks.length > 0 ||
      pointers.length > 0 ||
      reticle !== null ||
      view.scale > 1 ||
      this.#follower.isFrozen;
    return isNeeded ? { marks, selected: this.#selected, pointers, reticle, nowMs: now } : null;
  }

  #tell(): void {
    this.#teller.tell({
      me: this.#me,
      drawing: this.#drawing,
      selected: this.#selected,
      hand: this.#hand,
      follower: this.#follower,
      picking: this.#picking.anchors.length > 0,
      standing: this.#keeper.standing,
    });
  }
}
