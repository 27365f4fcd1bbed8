import type { Mark, MarkColor, MarkId, Point } from '@fernblick/protocol';
import { MARK_COLORS, type Size } from '../drawing/mark.ts';
import type { PaintAside } from '../drawing/paint-aside.ts';
import { paint } from '../drawing/paint.ts';
import type { PictureMapping } from '../drawing/picture-mapping.ts';
import type { Stage, StandingView } from '../drawing/standing.ts';
import { fadeTrail, type TrailSpot } from '../drawing/tools/pointer-trail.ts';
import type { Area, MarkPose } from '../drawing/trace.ts';
import { compose, project, scaling } from '../homography.ts';
import type { PictureAnchorPose } from './anchors.ts';

/** Everything that is painted at one moment. */
export interface InkScene {
  readonly picture: ImageBitmap;
  readonly size: Size;
  readonly mapping: PictureMapping;
  readonly pixelRatio: number;
  /** Where nothing of the page lies over the canvas, CSS px. */
  readonly clear: Area;
  /** But for this, CSS px; null where nothing does. */
  readonly covered: Area | null;
  /** Lowest first: what lasts, and what is under way. */
  readonly marks: readonly Mark[];
  readonly poseOf: (mark: Mark) => PictureAnchorPose | null;
  readonly frameOf: (mark: Mark) => Size | null;
  readonly selected: MarkId | null;
  readonly pointers: readonly { readonly trail: readonly TrailSpot[]; readonly color: MarkColor }[];
  readonly reticle: Point | null;
  readonly nowMs: number;
  /** Draws what stands up; null while that is drawn flat. */
  readonly stage: Stage | null;
  /** Shows where lost marks are, which mark is selected and where the keyboard is; null while that is not loaded. */
  readonly aside: PaintAside | null;
}

/** CSS px. */
const POINTER_RADIUS = 9;

/** Paints a picture and the ink on it, so that both are always of the same frame. */
export function paintScene(context: OffscreenCanvasRenderingContext2D, scene: InkScene): void {
  const { mapping, size, pixelRatio, stage } = scene;
  const { width, height } = context.canvas;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  // However the picture lies on the page, it is affine.
  const [a, c, e, b, d, f] = mapping.toCanvas;
  context.setTransform(a, b, c, d, e, f);
  const { x, y, width: across, height: down } = mapping.seen;
  const [perX, perY] = [scene.picture.width / size.width, scene.picture.height / size.height];
  context.drawImage(
    scene.picture,
    ...([x * perX, y * perY, across * perX, down * perY] as const),
    ...([x, y, across, down] as const),
  );
  context.setTransform(1, 0, 0, 1, 0, 0);
  paint(context, {
    marks: scene.marks,
    poseOf: (mark) => markPose(scene, mark),
    visible: visibleOf(scene),
    covered: scene.covered === null ? null : scaled(scene.covered, pixelRatio),
    pixelRatio,
    selected: scene.selected,
    ...(scene.aside === null ? {} : { aside: scene.aside }),
    ...(stage === null
      ? {}
      : {
          stand: (standing) => stage.paint(context, standing, standingView(scene)),
          outlineOf: (standing) => stage.outlineOf(standing, standingView(scene)),
        }),
  });
  for (const pointer of scene.pointers) paintPointer(context, scene, pointer);
  if (scene.reticle !== null)
    scene.aside?.paintReticle(context, onCanvas(scene, scene.reticle), pixelRatio);
}

/** Where a mark's keyframe lies on the canvas; null while that is not known. */
export function markPose(
  { mapping, size, poseOf, frameOf }: Pick<InkScene, 'mapping' | 'size' | 'poseOf' | 'frameOf'>,
  mark: Mark,
): MarkPose | null {
  const pose = poseOf(mark);
  const frame = frameOf(mark);
  if (pose === null || frame === null) return null;
  const fromPx = scaling(1 / frame.width, 1 / frame.height);
  const toPx = scaling(size.width, size.height);
  const homography = [mapping.toCanvas, toPx, pose.homography, fromPx].reduce(compose);
  return { homography, status: pose.status, frame, lostMs: pose.lostMs ?? 0 };
}

function scaled({ x, y, width, height }: Area, by: number): Area {
  return { x: x * by, y: y * by, width: width * by, height: height * by };
}

/** The part of the canvas that shows the picture and nothing over it, px. */
function visibleOf({ mapping, clear, pixelRatio }: InkScene): Area {
  const { seen, toCanvas } = mapping;
  const corners = [0, 1, 2, 3].map((i) => {
    const [right, below] = [(i & 1) * seen.width, (i >> 1) * seen.height];
    return project(toCanvas, seen.x + right, seen.y + below) ?? { x: 0, y: 0 };
  });
  const reach = (places: readonly number[], from: number, room: number) => {
    const first = Math.max(from * pixelRatio, Math.min(...places));
    const last = Math.min((from + room) * pixelRatio, Math.max(...places));
    return [first, Math.max(0, last - first)] as const;
  };
  const [x, width] = reach(
    corners.map((at) => at.x),
    clear.x,
    clear.width,
  );
  const [y, height] = reach(
    corners.map((at) => at.y),
    clear.y,
    clear.height,
  );
  return { x, y, width, height };
}

/** How the picture lies on the canvas, for what stands up from it. */
export function standingView({
  mapping,
  size,
  pixelRatio,
}: Pick<InkScene, 'mapping' | 'size' | 'pixelRatio'>): StandingView {
  return { toCanvas: mapping.toCanvas, picture: size, pixelRatio };
}

function onCanvas({ mapping, pixelRatio }: InkScene, at: Point): Point {
  const { x, y } = mapping.locate(at);
  return { x: x * pixelRatio, y: y * pixelRatio };
}

/** A glowing dot with a tail that fades. */
function paintPointer(
  context: OffscreenCanvasRenderingContext2D,
  scene: InkScene,
  { trail, color }: InkScene['pointers'][number],
): void {
  const tones = MARK_COLORS[color];
  const spots = fadeTrail(trail, scene.nowMs);
  context.save();
  for (const [i, spot] of spots.entries()) {
    const { x, y } = onCanvas(scene, spot);
    const isHead = i === spots.length - 1;
    const r = POINTER_RADIUS * scene.pixelRatio * (isHead ? 1 : 0.6 * spot.strength);
    context.globalAlpha = isHead ? 1 : spot.strength * 0.6;
    if (isHead)
      for (const [style, more] of [
        [tones.light, 3],
        [tones.dark, 1.5],
      ] as const) {
        context.fillStyle = style;
        context.beginPath();
        context.arc(x, y, r + more * scene.pixelRatio, 0, 2 * Math.PI);
        context.fill();
      }
    context.fillStyle = tones.fill;
    context.beginPath();
    context.arc(x, y, r, 0, 2 * Math.PI);
    context.fill();
  }
  context.restore();
}
