import type { ColorTones } from '../drawing/mark.ts';
import { LINE_HEIGHT } from '../drawing/trace.ts';
import { signOf } from './placing.ts';

/** Letters are painted so tall, px: sharp on every screen, and still a small picture. */
const LETTER_PX = 60;
/** A larger picture some devices do not take, px. */
const MOST_PX = 2_048;

/** A sign's face: dark letters on the mark's colour, with both outlines that make it stand out on any picture. */
export function signPicture(text: string, tones: ColorTones): OffscreenCanvas {
  const { lines, width, height } = signOf(text);
  const letter = Math.min(LETTER_PX, MOST_PX / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.ceil(width * letter), Math.ceil(height * letter));
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser gives no canvas to write a sign on.');
  const [right, bottom] = [canvas.width, canvas.height];
  const band = 0.09 * letter;
  for (const [style, inset] of [
    [tones.light, 0],
    [tones.dark, band],
    [tones.fill, 2 * band],
  ] as const) {
    context.fillStyle = style;
    context.beginPath();
    rounded(context, inset, right - inset, bottom - inset, 0.42 * letter - inset);
    context.fill();
  }
  context.fillStyle = tones.dark;
  context.font = `600 ${letter.toFixed(1)}px system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const top = bottom / 2 - ((lines.length - 1) / 2) * LINE_HEIGHT * letter;
  for (const [i, line] of lines.entries())
    context.fillText(line, right / 2, top + i * LINE_HEIGHT * letter, right - 0.8 * letter);
  return canvas;
}

function rounded(
  context: OffscreenCanvasRenderingContext2D,
  start: number,
  right: number,
  bottom: number,
  radius: number,
): void {
  context.moveTo(start + radius, start);
  context.arcTo(right, start, right, bottom, radius);
  context.arcTo(right, bottom, start, bottom, radius);
  context.arcTo(start, bottom, start, start, radius);
  context.arcTo(start, start, right, start, radius);
  context.closePath();
}
