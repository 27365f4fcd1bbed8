import type { Layer, LayerShape, PictureDocument, Point } from '@fernblick/protocol';
import fc from 'fast-check';
import { place, strokePoint } from '../../drawing/mark.ts';

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const point = fc.tuple(unit, unit).map(([x, y]): Point => place(x, y));

/** Anything that lies over a picture. */
export const anyShape: fc.Arbitrary<LayerShape> = fc.oneof(
  fc.record({
    is: fc.constantFrom('line' as const, 'arrow' as const, 'blur' as const, 'black-out' as const),
    from: point,
    to: point,
  }),
  fc.record({
    is: fc.constant('rectangle' as const),
    corners: fc.tuple(point, point, point, point),
  }),
  fc.record({
    is: fc.constant('ellipse' as const),
    center: point,
    tips: fc.tuple(point, point),
  }),
  fc.record({
    is: fc.constantFrom('pen' as const, 'highlighter' as const),
    points: fc.array(
      fc.tuple(unit, unit, unit).map(([x, y, pressure]) => strokePoint(x, y, pressure)),
      { minLength: 1, maxLength: 20 },
    ),
  }),
  fc.record({ is: fc.constant('text' as const), at: point, text: fc.constant('<b>E 04</b>') }),
  fc.record({
    is: fc.constant('pin' as const),
    at: point,
    number: fc.integer({ min: 1, max: 999 }),
  }),
);

/** A layer by its number. */
export function layerOf(number: number, shape: LayerShape): Layer {
  return { id: `layer-${String(number).padStart(4, '0')}`, color: 'red', width: 3, shape };
}

/** Which part of a picture of any size is seen, whichever way up. */
export const anyFraming = fc
  .record({
    width: fc.integer({ min: 1, max: 9_000 }),
    height: fc.integer({ min: 1, max: 9_000 }),
    turns: fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const),
    cut: fc.option(fc.tuple(unit, unit, unit, unit)),
    angle: fc.option(fc.double({ min: -45, max: 45, noNaN: true }), { freq: 2 }),
  })
  .map(({ width, height, turns, cut, angle }): Omit<PictureDocument, 'version' | 'layers'> => {
    const straightened = angle === null || angle === 0 ? {} : { angle };
    if (cut === null) return { width, height, turns, ...straightened, crop: null };
    const [x, y] = [Math.floor(cut[0] * (width - 1)), Math.floor(cut[1] * (height - 1))];
    const crop = {
      x,
      y,
      width: Math.max(1, Math.floor(cut[2] * (width - x))),
      height: Math.max(1, Math.floor(cut[3] * (height - y))),
    };
    return { width, height, turns, ...straightened, crop };
  });
