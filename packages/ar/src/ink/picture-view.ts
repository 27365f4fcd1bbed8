import type { Mark, MarkId } from '@fernblick/protocol';
import { hitTest } from '../drawing/hit-test.ts';
import type { Size } from '../drawing/mark.ts';
import { pictureMapping, readPosition, type PictureMapping } from '../drawing/picture-mapping.ts';
import type { View } from '../drawing/tools/pan-zoom.ts';
import { scaleAt } from '../homography.ts';
import type { PictureAnchorPose } from './anchors.ts';
import type { Aside } from './aside.ts';
import type { Follower } from './follower.ts';
import { InkCanvas } from './ink-canvas.ts';
import type { InkProblemCode, InkStill, PictureBox, WetLine } from './messages.ts';
import { markPose, paintScene, standingView, type InkScene } from './painter.ts';
import type { StageKeeper } from './stage-keeper.ts';

/** What a view shows, and how it stands. */
export interface PictureViewParts {
  readonly follower: Follower;
  readonly keeper: StageKeeper;
  /** How the person has zoomed and panned. */
  readonly view: () => View;
  /** Told whether anything is painted, whenever that changes. */
  readonly painting: (on: boolean) => void;
  readonly loadAside: () => Promise<Aside>;
  readonly problem: (code: InkProblemCode, detail: string, cause?: unknown) => void;
  /** Something is to be seen differently. */
  readonly changed: () => void;
}

/** What is painted over the picture at one moment. */
export type Painting = Pick<InkScene, 'marks' | 'selected' | 'pointers' | 'reticle' | 'nowMs'>;

/** What only the hand that draws needs to see. */
const FOR_OTHERS = { selected: null, reticle: null, aside: null } as const;

/** The picture as it lies on the page: what is painted on it, and what lies under a finger. */
export class PictureView {
  readonly #parts: PictureViewParts;
  readonly #canvas: InkCanvas;
  #aside: Aside | null = null;
  #isAsideAsked = false;
  #box: PictureBox = { element: { width: 0, height: 0 }, pixelRatio: 1 };
  #isMapped = true;

  constructor(parts: PictureViewParts) {
    this.#parts = parts;
    this.#canvas = new InkCanvas(parts.painting);
  }

  /** What marks need once they are there; null while that is not loaded. */
  get aside(): Aside | null {
    return this.#aside;
  }

  get element(): Size {
    return this.#box.element;
  }

  start(canvas: OffscreenCanvas): void {
    this.#canvas.start(canvas);
  }

  lay(box: PictureBox): void {
    const { place, position = '50% 50%' } = box;
    const isMapped = place !== null && readPosition(position) !== null;
    if (this.#isMapped && !isMapped) this.#parts.problem('unmapped-picture', 'It is not flat.');
    this.#isMapped = isMapped;
    this.#box = box;
  }

  close(): void {
    this.#canvas.close();
  }

  /** From the frame that is shown to the page and back; null while there is none. */
  map(): PictureMapping | null {
    const { shown } = this.#parts.follower;
    const { place, ...box } = this.#box;
    if (shown === null || place === null) return null;
    const lying = place === undefined ? box : { ...box, place };
    return pictureMapping({ ...lying, frame: shown.size, view: this.#parts.view() });
  }

  /** The mark at a place, CSS px. */
  hit(marks: readonly Mark[], x: number, y: number): MarkId | null {
    const scene = this.#scene();
    if (scene === null) return null;
    const { pixelRatio, stage } = scene;
    const view = standingView(scene);
    return hitTest(
      marks,
      (mark) => markPose(scene, mark),
      { x: x * pixelRatio, y: y * pixelRatio },
      pixelRatio,
      (mark) => stage?.outlineOf(mark, view) ?? null,
    );
  }

  /**
   * Paints the picture and what is on it; null where nothing is.
   * @returns false where the picture shows as it is
   */
  paint(painting: Painting | null): boolean {
    if (painting !== null) this.#loadAside();
    const scene = painting === null ? null : this.#scene();
    const whole = scene === null || painting === null ? null : { ...scene, ...painting };
    this.#canvas.paint(this.#box, whole);
    return whole !== null;
  }

  /**
   * The frame that is shown, in its own size, with and without marks: as large in it as on the page, and without what is
   * for the eye alone, such as a selection. Null while there is no frame.
   */
  still({ marks, nowMs }: Painting): InkStill | null {
    const own = this.#ownScene();
    if (own === null) return null;
    const { context, scene } = own;
    const { picture, size } = scene;
    context.drawImage(picture, 0, 0, size.width, size.height);
    const plain = context.canvas.transferToImageBitmap();
    if (marks.length === 0) return { plain, inked: null };
    paintScene(context, { ...scene, ...FOR_OTHERS, pointers: [], marks, nowMs });
    return { plain, inked: context.canvas.transferToImageBitmap() };
  }

  /** The same with marks and pointers, at most so many px wide: for whoever records what is seen. */
  taped({ marks, pointers, nowMs }: Painting, mostPx: number): ImageBitmap | null {
    const own = this.#ownScene(mostPx);
    if (own === null) return null;
    paintScene(own.context, { ...own.scene, ...FOR_OTHERS, pointers, marks, nowMs });
    return own.context.canvas.transferToImageBitmap();
  }

  /** Where strokes with the pen lie on the page, of those that are where they belong. */
  wet(marks: readonly Mark[]): readonly WetLine[] {
    const scene = this.#scene();
    return marks.flatMap((mark) => {
      const pose = scene === null ? null : markPose(scene, mark);
      const { id, color, width, shape } = mark;
      if (shape.is !== 'pen' || pose?.status !== 'tracked') return [];
      return [{ id, color, width, painted: shape.points.length, pose }];
    });
  }

  /** The frame by itself, on a canvas of its own size: marks are as large in it as on the page. */
  #ownScene(mostPx = Number.POSITIVE_INFINITY): {
    readonly context: OffscreenCanvasRenderingContext2D;
    readonly scene: Omit<InkScene, keyof Painting>;
  } | null {
    const scene = this.#scene();
    if (scene === null) return null;
    const { size } = scene;
    // As on the page, but for how the person has zoomed.
    const scale = scaleAt(scene.mapping.toElement, 0, 0) / this.#parts.view().scale;
    const page = { width: size.width * scale, height: size.height * scale };
    const less = Math.min(1, mostPx / size.width);
    const pixelRatio = less / scale;
    const mapping = pictureMapping({ element: page, frame: size, fit: 'fill', pixelRatio });
    const [width, height] = [size.width, size.height].map((px) => Math.round(px * less));
    const context = new OffscreenCanvas(width ?? 1, height ?? 1).getContext('2d');
    if (mapping === null || context === null) return null;
    return {
      context,
      scene: { ...scene, mapping, pixelRatio, clear: { x: 0, y: 0, ...page }, covered: null },
    };
  }

  /** Before a mark can be lost or selected: who is out of reach by then would load nothing. */
  #loadAside(): void {
    if (this.#isAsideAsked) return;
    this.#isAsideAsked = true;
    const { loadAside, problem, changed } = this.#parts;
    loadAside().then(
      (loaded) => {
        this.#aside = loaded;
        changed();
      },
      (cause: unknown) => problem('engine-failed', 'Marks cannot be held.', cause),
    );
  }

  #scene(): Omit<InkScene, keyof Painting> | null {
    const { follower, keeper } = this.#parts;
    const { shown } = follower;
    const mapping = this.map();
    if (shown === null || mapping === null) return null;
    return {
      picture: shown.picture,
      size: shown.size,
      mapping,
      pixelRatio: this.#box.pixelRatio,
      covered: this.#box.covered ?? null,
      clear: this.#box.clear ?? { x: 0, y: 0, ...this.#box.element },
      poseOf: ({ anchor }: Mark): PictureAnchorPose | null => follower.poseOf(anchor),
      frameOf: ({ anchor }: Mark): Size | null => follower.frameOf(anchor),
      stage: keeper.stage,
      aside: this.#aside,
    };
  }
}
