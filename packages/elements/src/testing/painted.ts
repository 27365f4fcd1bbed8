import { readStrip } from './drawing-scene.ts';
import { until } from './until.ts';

/** What is to be seen of a picture and its ink at one moment. */
export interface Painted {
  /** The number of the frame; null where it cannot be read. */
  readonly frame: number | null;
  /** The middle of everything in that colour, in px of the frame; null where there is nothing. */
  readonly middle: DOMPoint | null;
  readonly image: ImageData;
}

type IsInk = (r: number, g: number, b: number) => boolean;

/** The red of marks, on a scene that is gray. */
export const isRed: IsInk = (r, g, b) => r > 200 && g < 130 && b < 130;
/** The same with the scene shining through. */
export const isReddish: IsInk = (r, g, b) => r - g > 60 && r - b > 60;
export const isGreen: IsInk = (r, g, b) => g > 170 && r < 110 && b < 160;
export const isBlue: IsInk = (r, _g, b) => b > 200 && r < 120;
export const isYellow: IsInk = (r, g, b) => r > 200 && g > 170 && b < 90;

/** Reads the canvas of an overlay; null where it paints nothing. */
export function readPainted(overlay: Element, isInk: IsInk, frameWidth = 640): Painted | null {
  const canvas = overlay.shadowRoot?.querySelector<HTMLCanvasElement>('.ink[data-painting]');
  if (canvas == null) return null;
  const copy = document.createElement('canvas');
  [copy.width, copy.height] = [canvas.width, canvas.height];
  const context = copy.getContext('2d', { willReadFrequently: true });
  if (context === null || copy.width === 0) return null;
  context.drawImage(canvas, 0, 0);
  const image = context.getImageData(0, 0, copy.width, copy.height);
  const scale = copy.width / frameWidth;
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let y = 0; y < image.height; y++)
    for (let x = 0; x < image.width; x++) {
      const at = (y * image.width + x) * 4;
      const { data } = image;
      if (!isInk(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0)) continue;
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    }
  const middle =
    right < left
      ? null
      : new DOMPoint((left + right + 1) / 2 / scale, (top + bottom + 1) / 2 / scale);
  return { frame: readStrip(image, scale), middle, image };
}

/** How far off something is in so many frames that an overlay paints, each of them once. */
export async function errorsIn(
  overlay: Element,
  samples: number,
  errorOf: (painted: Painted & { readonly frame: number }) => number,
): Promise<number[]> {
  const errors: number[] = [];
  const seen = new Set<number>();
  await until(
    () => {
      const painted = readPainted(overlay, isRed);
      if (painted === null) return false;
      const { frame } = painted;
      if (frame === null || seen.has(frame)) return false;
      seen.add(frame);
      errors.push(errorOf({ ...painted, frame }));
      return errors.length >= samples;
    },
    () => JSON.stringify(errors),
    20_000,
  );
  return errors;
}
