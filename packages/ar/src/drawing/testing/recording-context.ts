import type { PaintContext } from '../brush.ts';

/** One thing that was painted, with how it was painted. */
export interface Painted {
  readonly is: 'stroke' | 'fill' | 'text' | 'text-outline';
  readonly path: readonly (readonly [x: number, y: number])[];
  readonly text: string;
  readonly style: string;
  readonly alpha: number;
  readonly dashes: readonly number[];
  readonly lineWidth: number;
  readonly font: string;
}

interface Style {
  fillStyle: string;
  strokeStyle: string;
  globalAlpha: number;
  lineWidth: number;
  font: string;
  dashes: readonly number[];
}

/** Marks are painted in plain colours. */
const named = (style: unknown) => (typeof style === 'string' ? style : 'no colour');

/** A 2D context that paints nothing and remembers everything. */
export function recordingContext() {
  const painted: Painted[] = [];
  const saved: Style[] = [];
  let path: (readonly [number, number])[] = [];
  let dashes: readonly number[] = [];
  const note = (
    is: Painted['is'],
    text = '',
    at: readonly (readonly [number, number])[] = path,
  ) => {
    const isFill = is === 'fill' || is === 'text';
    const style = named(isFill ? context.fillStyle : context.strokeStyle);
    const { globalAlpha: alpha, lineWidth, font } = context;
    painted.push({ is, path: [...at], text, style, alpha, dashes, lineWidth, font });
  };
  const context: PaintContext & { depth(): number } = {
    fillStyle: '',
    strokeStyle: '',
    globalAlpha: 1,
    lineWidth: 1,
    lineJoin: 'miter',
    lineCap: 'butt',
    font: '',
    textAlign: 'start',
    textBaseline: 'alphabetic',
    depth: () => saved.length,
    save: () => {
      const { globalAlpha, lineWidth, font } = context;
      const [fillStyle, strokeStyle] = [named(context.fillStyle), named(context.strokeStyle)];
      saved.push({ fillStyle, strokeStyle, globalAlpha, lineWidth, font, dashes });
    },
    restore: () => {
      const style = saved.pop();
      if (style === undefined) throw new Error('More was restored than saved.');
      ({ dashes } = style);
      const { dashes: _, ...rest } = style;
      Object.assign(context, rest);
    },
    beginPath: () => {
      path = [];
    },
    moveTo: (x, y) => path.push([x, y]),
    lineTo: (x, y) => path.push([x, y]),
    closePath: () => undefined,
    arc: (x, y) => path.push([x, y]),
    setLineDash: (segments) => {
      dashes = [...segments];
    },
    stroke: () => note('stroke'),
    fill: () => note('fill'),
    fillText: (text, x, y) => note('text', text, [[x, y]]),
    strokeText: (text, x, y) => note('text-outline', text, [[x, y]]),
  };
  return { context, painted };
}
