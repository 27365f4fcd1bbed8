import type { Mark, MarkColor, MarkShape } from '@fernblick/protocol';
import { expect } from '@open-wc/testing';
import type { Homography } from '../homography.ts';
import { COLOR_NAMES } from './mark.ts';
import { paintAside } from './paint-aside.ts';
import { paint } from './paint.ts';
import type { PoseStatus } from './trace.ts';

const SIZE = { width: 320, height: 240 };
const IDENTITY: Homography = [1, 0, 0, 0, 1, 0, 0, 0, 1];

type Rgba = readonly [number, number, number, number];

function markOf(shape: MarkShape, color: MarkColor = 'red'): Mark {
  return {
    id: 'mark-0001',
    author: 'participant-anna',
    anchor: 'anchor-1',
    color,
    width: 4,
    shape,
  };
}

/** Paints one mark on a real canvas and reads its pixels. */
function painted(
  mark: Mark,
  background: string | null,
  {
    status = 'tracked',
    homography = IDENTITY,
  }: { status?: PoseStatus; homography?: Homography } = {},
) {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, SIZE);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('There is no canvas here.');
  if (background !== null) {
    context.fillStyle = background;
    context.fillRect(0, 0, SIZE.width, SIZE.height);
  }
  const pose = { homography, status, frame: SIZE };
  paint(context, {
    marks: [mark],
    poseOf: () => pose,
    visible: { x: 0, y: 0, ...SIZE },
    pixelRatio: 1,
    aside: paintAside,
  });
  const { data } = context.getImageData(0, 0, SIZE.width, SIZE.height);
  const at = (x: number, y: number): Rgba => {
    const i = 4 * (Math.round(y) * SIZE.width + Math.round(x));
    return [data[i] ?? 0, data[i + 1] ?? 0, data[i + 2] ?? 0, data[i + 3] ?? 0];
  };
  const covered = () => {
    const spots: (readonly [number, number])[] = [];
    for (let y = 0; y < SIZE.height; y++)
      for (let x = 0; x < SIZE.width; x++) if (at(x, y)[3] > 0) spots.push([x, y]);
    return spots;
  };
  return { at, covered };
}

/** Relative luminance and contrast as in WCAG 2.2. */
function luminance([r, g, b]: Rgba): number {
  const [lr = 0, lg = 0, lb = 0] = [r, g, b].map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * lr + 0.7152 * lg + 0.0722 * lb;
}
function contrast(a: Rgba, b: Rgba): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const line: MarkShape = { is: 'line', from: { x: 0.25, y: 0.5 }, to: { x: 0.75, y: 0.5 } };

describe('marks on a real canvas', () => {
  const backgrounds: Record<string, readonly [string, Rgba]> = {
    black: ['#000000', [0, 0, 0, 255]],
    white: ['#ffffff', [255, 255, 255, 255]],
    'mid-grey': ['#777777', [119, 119, 119, 255]],
  };
  for (const color of COLOR_NAMES) {
    for (const [name, [style, rgba]] of Object.entries(backgrounds)) {
      it(`stand out with 3:1: ${color} on ${name}`, () => {
        const shapes: readonly MarkShape[] = [
          line,
          {
            is: 'pen',
            points: [
              [0.25, 0.5, 0.5],
              [0.5, 0.5, 0.9],
              [0.75, 0.5, 0.5],
            ],
          },
        ];
        for (const shape of shapes) {
          const { at } = painted(markOf(shape, color), style);
          // Across the line, from the background inwards: something in it is far from what lies around it.
          const across = Array.from({ length: 40 }, (_, i) => at(160, 100 + i));
          expect(Math.max(...across.map((pixel) => contrast(pixel, rgba)))).to.be.at.least(3);
          // The line itself stands out from what lies next to it, so that its colour is seen as a line.
          const middle = at(160, 120);
          expect(Math.max(...across.map((pixel) => contrast(pixel, middle)))).to.be.at.least(3);
        }
      });
    }
  }

  it('are where they should be and nowhere else', () => {
    const spots = painted(markOf(line), null).covered();
    const [xs, ys] = [spots.map(([x]) => x), spots.map(([, y]) => y)];
    expect(Math.min(...xs)).to.be.within(72, 80);
    expect(Math.max(...xs)).to.be.within(240, 248);
    expect(Math.min(...ys)).to.be.within(113, 120);
    expect(Math.max(...ys)).to.be.within(120, 127);
  });

  it('follow their object', () => {
    const turned: Homography = [0, -1, 280, 1, 0, -40, 0, 0, 1];
    const { at } = painted(markOf(line), null, { homography: turned });
    // (160, 120) of the keyframe lies at (160, 120) still; the line now runs from above to below.
    for (const y of [60, 120, 180]) expect(at(160, y)[3]).to.equal(255);
    for (const x of [100, 220]) expect(at(x, 120)[3]).to.equal(0);
  });

  it('have gaps and let the picture through while they are unsure', () => {
    const { at } = painted(markOf(line), null, { status: 'unsure' });
    const along = Array.from({ length: 150 }, (_, i) => at(85 + i, 120)[3]);
    expect(along.filter((alpha) => alpha === 0).length).to.be.greaterThan(10);
    expect(Math.max(...along)).to.be.within(100, 254);
  });

  it('are hidden when lost, with an arrow at the edge', () => {
    const away: Homography = [1, 0, 900, 0, 1, 0, 0, 0, 1];
    const spots = painted(markOf(line), null, { status: 'lost', homography: away }).covered();
    expect(spots.length).to.be.greaterThan(100);
    expect(Math.min(...spots.map(([x]) => x))).to.be.greaterThan(270);
  });

  const others: readonly MarkShape[] = [
    {
      is: 'highlighter',
      points: [
        [0.3, 0.5, 0.5],
        [0.7, 0.5, 0.5],
      ],
    },
    { is: 'arrow', from: { x: 0.3, y: 0.7 }, to: { x: 0.6, y: 0.4 } },
    {
      is: 'ellipse',
      center: { x: 0.5, y: 0.5 },
      tips: [
        { x: 0.7, y: 0.5 },
        { x: 0.5, y: 0.7 },
      ],
    },
    { is: 'text', at: { x: 0.3, y: 0.5 }, text: 'Here' },
    { is: 'label', at: { x: 0.5, y: 0.7 }, text: 'Here' },
    { is: 'pin', at: { x: 0.5, y: 0.7 }, number: 3 },
    {
      is: 'outline',
      points: [
        { x: 0.3, y: 0.3 },
        { x: 0.6, y: 0.3 },
        { x: 0.5, y: 0.6 },
      ],
    },
  ];
  for (const shape of others) {
    it(`show every kind: ${shape.is}`, () => {
      const spots = painted(markOf(shape), null).covered();
      expect(spots.length).to.be.greaterThan(150);
      for (const [x, y] of spots)
        expect(x > 60 && x < 260 && y > 40 && y < 200, `${x} ${y}`).to.be.true;
    });
  }
});
