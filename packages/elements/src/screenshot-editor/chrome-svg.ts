import { hasSize, pivotOf, shownBox, shownHandles, type PixelArea } from '@fernblick/ar/editing';
import type { Layer, Point } from '@fernblick/protocol';
import { nothing, svg, type SVGTemplateResult } from 'lit';
import { cropHandles } from './crop-grip.ts';
import { onStage, turnGrip, type StageLayout } from './stage-layout.ts';

const HANDLE = 10;

/**
 * What shows which layer is selected, and where it can be taken hold of; in CSS px of the stage.
 * @param drawn the layer as it is in the page: how large a text is, its place does not say
 */
export function selectionSvg(
  layer: Layer,
  layout: StageLayout,
  drawn: SVGGElement | null | undefined,
): SVGTemplateResult {
  const box =
    (hasSize(layer.shape) ? null : drawn?.getBBox()) ?? shownBox(layout.framing, layer.shape);
  const [a, b] = [
    onStage(layout, box),
    onStage(layout, { x: box.x + box.width, y: box.y + box.height }),
  ];
  return svg`${frame(a, b)}${turnHandle(layer, layout)}${handles(
    shownHandles(layout.framing, layer.shape).map((spot) => onStage(layout, spot)),
  )}`;
}

/** From corner to corner. */
function frame(a: Point, b: Point): unknown {
  return ['dark', 'light'].map(
    (tone) =>
      svg`<rect class="frame ${tone}" x=${a.x} y=${a.y} width=${Math.max(0, b.x - a.x)} height=${Math.max(0, b.y - a.y)} />`,
  );
}

function turnHandle({ shape }: Layer, layout: StageLayout): unknown {
  const grip = turnGrip(layout, shape);
  if (grip === null) return nothing;
  const pivot = onStage(layout, pivotOf(layout.framing, shape));
  const way = (tone: string) =>
    svg`<path class=${tone} d="M${grip.x} ${grip.y}L${pivot.x} ${pivot.y}" />`;
  return svg`${way('frame dark')}${way('frame light')}<circle class="handle turn" cx=${grip.x} cy=${grip.y} r=${HANDLE / 2 + 1} />`;
}

/** What will be cut off, dimmed, and where the crop can be taken hold of; in CSS px of the stage. */
export function cropSvg(area: PixelArea, layout: StageLayout): SVGTemplateResult {
  const corner = (x: number, y: number) => onStage(layout, { x, y });
  const [a, b] = [corner(area.x, area.y), corner(area.x + area.width, area.y + area.height)];
  const [left, right] = [corner(0, 0), corner(layout.shown.width, layout.shown.height)];
  const rect = (from: Point, to: Point) => `M${from.x} ${from.y}H${to.x}V${to.y}H${from.x}Z`;
  return svg`<path class="cut" fill-rule="evenodd" d=${rect(left, right) + rect(a, b)} />
    ${frame(a, b)}${handles(cropHandles(area).map((spot) => onStage(layout, spot)))}`;
}

function handles(spots: readonly Point[]): unknown {
  return spots.length === 0
    ? nothing
    : spots.map(
        ({ x, y }) =>
          svg`<rect class="handle" x=${x - HANDLE / 2} y=${y - HANDLE / 2} width=${HANDLE} height=${HANDLE} />`,
      );
}
