import { shownSize } from '@fernblick/ar/editing';
import type { Layer } from '@fernblick/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { EditorTool } from './editor-tool.ts';
import type { HandController } from './hand-controller.ts';
import { layerSvg, type Ground } from './layer-svg.ts';

/** What the stage shows. */
export interface Stage {
  readonly name: string;
  readonly hint: string;
  readonly tool: EditorTool;
  readonly hand: HandController;
  /** Null while no picture is open. */
  readonly open: { readonly ground: Ground; readonly layers: readonly Layer[] } | null;
  /** A sentence over the picture, or in its place. */
  readonly notice: string | null;
  readonly writing: TemplateResult | typeof nothing;
}

/** The picture, its layers, and what is drawn over them while something is under way. */
export function renderStage({ name, hint, tool, hand, open, ...over }: Stage): TemplateResult {
  return html`<div
    class="stage"
    part="stage"
    role="application"
    tabindex=${open === null ? -1 : 0}
    aria-label=${name}
    aria-description=${hint}
    data-tool=${tool}
    @pointerdown=${hand.pointer}
    @pointermove=${hand.pointer}
    @pointerup=${hand.pointer}
    @pointercancel=${hand.pointer}
    @wheel=${hand.wheel}
    @dblclick=${hand.doubleClick}
  >
    ${open === null ? nothing : renderSheet(open.ground, open.layers)}
    ${over.notice === null ? nothing : html`<p class="notice" role="note">${over.notice}</p>`}
    ${over.writing}
  </div>`;
}

function renderSheet(ground: Ground, layers: readonly Layer[]): TemplateResult {
  const { width, height } = shownSize(ground.framing);
  const viewBox = `0 0 ${width} ${height}`;
  return html`<div class="sheet">
      <canvas></canvas>
      <svg class="layers-on" viewBox=${viewBox} aria-hidden="true">
        ${repeat(
          layers,
          ({ id }) => id,
          (layer) => layerSvg(layer, ground),
        )}
      </svg>
      <svg class="draft" viewBox=${viewBox} aria-hidden="true"></svg>
    </div>
    <svg class="chrome" aria-hidden="true"></svg>`;
}
