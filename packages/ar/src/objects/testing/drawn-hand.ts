import type { Point } from '../../tracking/region.ts';

type Place = readonly [x: number, y: number];

const SKIN_LAYERS = 9;
const INDEX_TIP: Place = [-40, -92];
/** From the wrist or the palm outwards, with how wide they are. */
const FINGERS: readonly (readonly [places: readonly Place[], width: number])[] = [
  [
    [
      [4, 170],
      [0, 70],
    ],
    60,
  ],
  [[[-30, -10], [-36, -50], INDEX_TIP], 22],
  [
    [
      [-8, -16],
      [-9, -60],
      [-10, -108],
    ],
    23,
  ],
  [
    [
      [14, -14],
      [18, -56],
      [20, -98],
    ],
    22,
  ],
  [
    [
      [34, -2],
      [42, -36],
      [47, -70],
    ],
    19,
  ],
];
const THUMB: readonly Place[] = [
  [-22, 62],
  [-52, 34],
  [-74, 2],
  [-84, -16],
];

/**
 * Draws an open left hand, 280 px high at scale 1, well enough for the model of a hand.
 * @returns where its index finger ends, px
 */
export function drawHand(
  context: OffscreenCanvasRenderingContext2D,
  at: Point,
  scale: number,
): Point {
  // Rounder than flat: lighter towards the middle.
  const limb = (places: readonly Place[], width: number): void => {
    for (let layer = 0; layer < SKIN_LAYERS; layer++) {
      context.strokeStyle = `rgb(${150 + layer * 10} ${96 + layer * 10} ${72 + layer * 9})`;
      context.lineWidth = width * (1 - layer / SKIN_LAYERS);
      context.beginPath();
      for (const place of places) context.lineTo(...place);
      context.stroke();
    }
  };
  context.save();
  context.setTransform(scale, 0, 0, scale, at.x, at.y);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.filter = 'blur(0.8px)';
  for (const [places, width] of FINGERS) limb(places, width);
  context.fillStyle = '#d8a88c';
  context.beginPath();
  context.moveTo(-42, -18);
  context.quadraticCurveTo(0, -34, 44, -10);
  context.quadraticCurveTo(52, 40, 28, 84);
  context.lineTo(-26, 84);
  context.quadraticCurveTo(-52, 40, -42, -18);
  context.fill();
  limb(THUMB, 25);
  context.filter = 'none';
  context.strokeStyle = '#a8694b';
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(-24, 30);
  context.quadraticCurveTo(0, 10, 30, 24);
  context.moveTo(-28, 14);
  context.quadraticCurveTo(0, 0, 26, 10);
  context.stroke();
  context.restore();
  return { x: at.x + scale * INDEX_TIP[0], y: at.y + scale * INDEX_TIP[1] };
}
