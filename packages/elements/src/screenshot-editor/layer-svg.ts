import {
  areaOf,
  asMark,
  BLACK,
  blursOf,
  FONT,
  isRedaction,
  LINE_HEIGHT,
  MARK_COLORS,
  OUTLINE,
  outlineScale,
  pinDisc,
  poseOn,
  projectMark,
  toShown,
  type BlurSource,
  type Framing,
  type Lettering,
  type MarkTraces,
  type PixelArea,
  type Trace,
} from '@fernblick/ar/editing';
import type { Layer } from '@fernblick/protocol';
import { nothing, svg, type SVGTemplateResult } from 'lit';

/** What layers lie on. */
export interface Ground {
  readonly framing: Framing;
  readonly blurSource: BlurSource;
}

interface Cached {
  readonly ground: Ground;
  readonly drawn: SVGTemplateResult;
}
const cache = new WeakMap<Layer, Cached>();

/** A layer as SVG, in px of what is seen: the same lines that an export paints. */
export function layerSvg(layer: Layer, ground: Ground): SVGTemplateResult {
  const known = cache.get(layer);
  const isSame =
    known?.ground.framing === ground.framing &&
    (layer.shape.is !== 'blur' || known.ground.blurSource === ground.blurSource);
  if (isSame) return known.drawn;
  const drawn = svg`<g data-layer=${layer.id}>${shapeSvg(layer, ground)}</g>`;
  cache.set(layer, { ground, drawn });
  return drawn;
}

function shapeSvg(layer: Layer, { framing, blurSource }: Ground): unknown {
  const { shape } = layer;
  if (shape.is === 'black-out') return removedSvg(framing, areaOf(shape.from, shape.to), BLACK);
  if (isRedaction(shape))
    return blursOf(shape, blurSource).map(({ color, ...area }) =>
      removedSvg(framing, area, color, color),
    );
  const scale = outlineScale(framing);
  const mark = asMark(layer);
  const traces = projectMark(mark, poseOn(framing, toShown(framing)), scale);
  if (traces === null) return nothing;
  if (traces.lettering !== null)
    return [
      shape.is === 'pin' ? pinSvg(layer, traces, scale, shape.number) : nothing,
      lettersSvg(layer, traces.lettering, scale),
    ];
  const { area, lines, width } = traces;
  return area !== null && area.spots.length > 2
    ? banded(layer, pathOf([area]), 0, scale, shape.is === 'highlighter' ? 0.4 : 1)
    : banded(layer, pathOf(lines), width, scale, null);
}

/** What is painted over a part of the picture, which is 0 to 1 of it. */
function removedSvg(
  framing: Framing,
  { x, y, width, height }: PixelArea,
  fill: string,
  stroke = 'none',
): SVGTemplateResult {
  const [left, right] = [x * framing.width, (x + width) * framing.width];
  const [top, bottom] = [y * framing.height, (y + height) * framing.height];
  const [a, c, e, b, d, f] = toShown(framing);
  return svg`<rect x=${left} y=${top} width=${right - left} height=${bottom - top} fill=${fill} stroke=${stroke} transform="matrix(${a} ${b} ${c} ${d} ${e} ${f})" />`;
}

/** Light outside, dark inside of it, then the colour. */
function banded(
  { color }: Layer,
  d: string,
  width: number,
  scale: number,
  fill: number | null,
): readonly SVGTemplateResult[] {
  const tones = MARK_COLORS[color];
  const line = (stroke: string, outlines: number) =>
    svg`<path d=${d} fill="none" stroke=${stroke} stroke-width=${width + outlines * OUTLINE * scale} />`;
  return [
    line(tones.light, 4),
    line(tones.dark, 2),
    fill === null
      ? line(tones.fill, 0)
      : svg`<path d=${d} fill=${tones.fill} fill-opacity=${fill} />`,
  ];
}

function pinSvg(
  layer: Layer,
  traces: MarkTraces,
  scale: number,
  number: number,
): readonly SVGTemplateResult[] {
  const { x, y, r } = pinDisc(traces);
  const [tipX, tipY] = traces.at;
  const dy = r ** 2 / (tipY - y);
  const dx = Math.sqrt(r ** 2 - dy ** 2);
  const d = `M${x - dx} ${y + dy}A${r} ${r} 0 1 ${dy > 0 ? 1 : 0} ${x + dx} ${y + dy}L${tipX} ${tipY}Z`;
  const digits = String(number);
  return [
    ...banded(layer, d, 0, scale, 1),
    svg`<text x=${x} y=${y} text-anchor="middle" dominant-baseline="central" font-family=${FONT} font-weight="700" font-size=${r * (digits.length > 2 ? 0.85 : 1.15)} fill=${MARK_COLORS[layer.color].dark}>${digits}</text>`,
  ];
}

function lettersSvg(
  layer: Layer,
  { lines, height, isBefore, box }: Lettering,
  scale: number,
): unknown {
  const anchor = isBefore ? 'end' : 'start';
  const tones = MARK_COLORS[layer.color];
  const write = (fill: string, stroke: string, outlines: number) =>
    lines.map(
      (line, i) =>
        svg`<text x=${box.x + (isBefore ? box.width : 0)} y=${box.y + (i + 0.5) * height * LINE_HEIGHT} text-anchor=${anchor} dominant-baseline="central" font-family=${FONT} font-weight="600" font-size=${height} fill=${fill} stroke=${stroke} stroke-width=${outlines * OUTLINE * scale}>${line}</text>`,
    );
  return [
    write('none', tones.light, 4),
    write('none', tones.dark, 2),
    write(tones.fill, 'none', 0),
  ];
}

const short = (value: number): string => String(Math.round(value * 100) / 100);

function pathOf(traces: readonly Trace[]): string {
  return traces
    .map(({ spots, closed }) => {
      const points = spots.map(([x, y]) => `${short(x)} ${short(y)}`);
      // A single spot is a dot.
      if (points.length === 1) points.push(points[0] as string);
      return `M${points.join('L')}${closed ? 'Z' : ''}`;
    })
    .join('');
}
