import type { PictureDocument, Redaction } from '@fernblick/protocol';
import type { PaintContext } from '../drawing/brush.ts';
import { paint } from '../drawing/paint.ts';
import { project, type Homography } from '../homography.ts';
import { areaOf, type PixelArea } from './frame.ts';
import { asMark, isRedaction, outlineScale, poseOn } from './layer.ts';
import { BLACK, blursOf, type BlurSource } from './redaction.ts';

/** What is needed of a 2D canvas. */
export type LayerContext = PaintContext & Pick<CanvasRenderingContext2D, 'fillRect'>;

/**
 * Paints all layers over the picture, lowest first.
 * @param homography px of the picture to px of the canvas; turns, scale and offset
 * @param scale px of the canvas for each px of the picture
 * @param source from which blurred areas get their colours
 */
export function paintLayers(
  context: LayerContext,
  document: PictureDocument,
  homography: Homography,
  scale: number,
  source: BlurSource,
): void {
  const pose = poseOn(document, homography);
  const pixelRatio = outlineScale(document) * scale;
  const visible = { x: 0, y: 0, width: document.width, height: document.height };
  for (const layer of document.layers) {
    if (isRedaction(layer.shape))
      paintRedaction(context, document, homography, layer.shape, source);
    else paint(context, { marks: [asMark(layer)], poseOf: () => pose, visible, pixelRatio });
  }
}

/**
 * Px of the picture by which an area grows where it does not lie along the rows of the canvas: half a diagonal, by which
 * a pixel that it touches may lie beside it, and what smoothing brings of the area into its neighbours.
 */
const BLEED = 4;

/**
 * Every pixel that an area touches is covered whole: at a soft edge something of what was there would remain.
 */
function paintRedaction(
  context: LayerContext,
  { width, height }: PictureDocument,
  homography: Homography,
  shape: Redaction,
  source: BlurSource,
): void {
  const fill = (color: string, area: PixelArea): void => {
    const land = (x: number, y: number) =>
      project(homography, x * width, y * height) ?? { x: 0, y: 0 };
    if (isTilted(homography)) {
      const [dx, dy] = [BLEED / width, BLEED / height];
      const [right, bottom] = [area.x + area.width + dx, area.y + area.height + dy];
      context.beginPath();
      for (const { x, y } of [
        land(area.x - dx, area.y - dy),
        land(right, area.y - dy),
        land(right, bottom),
        land(area.x - dx, bottom),
      ])
        context.lineTo(x, y);
      context.fillStyle = color;
      context.fill();
      return;
    }
    const { x, y, ...size } = areaOf(
      land(area.x, area.y),
      land(area.x + area.width, area.y + area.height),
    );
    // A hundredth of a px is rounding, not picture.
    const [left, top] = [Math.floor(x + 0.01), Math.floor(y + 0.01)];
    context.fillStyle = color;
    context.fillRect(
      left,
      top,
      Math.ceil(x + size.width - 0.01) - left,
      Math.ceil(y + size.height - 0.01) - top,
    );
  };
  if (shape.is === 'black-out') fill(BLACK, areaOf(shape.from, shape.to));
  else for (const { color, ...area } of blursOf(shape, source)) fill(color, area);
}

/** True where rows of the picture are no rows or columns of the canvas. */
function isTilted([a, b]: Homography): boolean {
  return a !== 0 && b !== 0;
}
