import { canTurn, hasSize, shownBox, type Framing, type PixelArea } from '@fernblick/ar/editing';
import { MAX_MARK_TEXT, type Layer, type LayerId } from '@fernblick/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { EditorWords } from './words/en.ts';

/** What the panel beside the picture shows, and what it does. */
export interface Panel {
  readonly words: EditorWords;
  /** Lowest first. */
  readonly layers: readonly Layer[];
  readonly selected: Layer | null;
  readonly framing: Framing;
  /** In px of the whole picture as it is turned; null while it is not being cropped. */
  readonly crop: PixelArea | null;
  readonly select: (layer: LayerId) => void;
  readonly move: (box: PixelArea) => void;
  readonly write: (text: string) => void;
  /** Degrees clockwise, by which the selected layer is turned. */
  readonly turn: (degrees: number) => void;
  /** Degrees clockwise, by which the picture is straightened. */
  readonly straighten: (degrees: number) => void;
  readonly wholePicture: () => void;
}

/** Name of a layer as people read it, such as “Arrow 2”. */
export function layerName(words: EditorWords, layers: readonly Layer[], layer: Layer): string {
  const { shape } = layer;
  const kin = layers.filter((other) => other.shape.is === shape.is);
  const ordinal =
    shape.is === 'pin' ? shape.number : kin.findIndex(({ id }) => id === layer.id) + 1;
  const name = words.kinds[shape.is](ordinal);
  const text = 'text' in shape ? (shape.text ?? '') : '';
  return text === '' ? name : words.quoted(name, text);
}

/** All layers, the topmost first, and where the selected one is. */
export function renderPanel(panel: Panel): TemplateResult {
  const { words, selected, crop, framing } = panel;
  const box = crop ?? (selected === null ? null : shownBox(framing, selected.shape));
  return html`<div class="panel" part="panel">
    <h3 id="layers">${words.layers}</h3>
    ${
      panel.layers.length === 0
        ? html`<p class="none">${words.noLayers}</p>`
        : html`<ul class="layers" aria-labelledby="layers">
            ${panel.layers.toReversed().map((layer) => renderLayer(panel, layer))}
          </ul>`
    }
    ${box === null ? nothing : renderFields(panel, box)}
  </div>`;
}

function renderLayer({ words, layers, selected, select }: Panel, layer: Layer): TemplateResult {
  return html`<li>
    <button
      type="button"
      class="layer"
      aria-pressed=${layer.id === selected?.id}
      data-color=${layer.shape.is === 'blur' || layer.shape.is === 'black-out' ? 'none' : layer.color}
      @click=${() => select(layer.id)}
    >
      ${layerName(words, layers, layer)}
    </button>
  </li>`;
}

function renderFields(panel: Panel, box: PixelArea): TemplateResult {
  const { words, selected, crop, framing } = panel;
  const isSized = crop !== null || (selected !== null && hasSize(selected.shape));
  const field = (name: string, key: keyof PixelArea) =>
    renderNumber(name, Math.round(box[key]), (value) => panel.move({ ...box, [key]: value }));
  const angle = framing.angle ?? 0;
  const { shape } = selected ?? {};
  const hasText = crop === null && shape !== undefined && 'at' in shape;
  return html`<fieldset class="fields">
    <legend>${words.details} (px)</legend>
    ${field(words.left, 'x')} ${field(words.top, 'y')}
    ${isSized ? [field(words.wide, 'width'), field(words.tall, 'height')] : nothing}
    ${
      crop === null
        ? selected !== null && canTurn(selected.shape)
          ? renderNumber(words.turnBy, 0, panel.turn)
          : nothing
        : html`${renderNumber(words.angle, angle, panel.straighten, 0.1)}
            <button type="button" class="wide" @click=${panel.wholePicture}>
              ${words.wholePicture}
            </button>`
    }
    ${
      hasText
        ? html`<label class="text">
            <span>${shape.is === 'pin' ? words.caption : words.tools.text}</span>
            <input
              type="text"
              maxlength=${MAX_MARK_TEXT}
              autocomplete="off"
              .value=${live(shape.text ?? '')}
              @change=${({ target }: Event) => {
                if (target instanceof HTMLInputElement) panel.write(target.value);
              }}
            />
          </label>`
        : nothing
    }
  </fieldset>`;
}

/** A number that is typed or stepped; what it is for holds it within its limits. */
function renderNumber(
  name: string,
  value: number,
  act: (value: number) => void,
  step = 1,
): TemplateResult {
  return html`<label class="number">
    <span>${name}</span>
    <input
      type="number"
      step=${step}
      .value=${live(String(value))}
      @change=${({ target }: Event) => {
        if (!(target instanceof HTMLInputElement)) return;
        const typed = target.valueAsNumber;
        // What cannot be is put right.
        target.value = String(value);
        if (Number.isFinite(typed)) act(typed);
      }}
    />
  </label>`;
}
