import type { MarkColor, MarkWidth } from '@fernblick/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { toolIcon, type ToolIcon } from '../ar-overlay/tool-icons.ts';
import { editorIcon, isEditorIcon, type EditorIcon } from './editor-icons.ts';
import { EDITOR_TOOLS, keyOf, type EditorTool } from './editor-tool.ts';
import type { EditorWords } from './words/en.ts';

const COLORS: readonly MarkColor[] = ['red', 'yellow', 'green', 'blue', 'pink', 'white'];
const WIDTHS: readonly MarkWidth[] = [1, 2, 3, 4, 5];

/** What unfolds on a narrow screen. */
export type Fold = 'color' | 'width' | 'more' | 'layers';

/** What the tools show, and what they do. */
export interface Tools {
  readonly words: EditorWords;
  readonly tool: EditorTool;
  readonly color: MarkColor;
  readonly width: MarkWidth;
  readonly open: Fold | null;
  readonly choose: (change: {
    readonly tool?: EditorTool;
    readonly color?: MarkColor;
    readonly width?: MarkWidth;
  }) => void;
  readonly unfold: (group: Fold) => void;
}

/** An icon of the drawing in calls where it has one for it, else the editor's own. */
export function iconOf(name: EditorIcon | ToolIcon): TemplateResult {
  return isEditorIcon(name) ? editorIcon(name) : toolIcon(name);
}

/** Tools, colours and widths; one stop for the tab key. */
export function renderTools(tools: Tools): TemplateResult {
  const { words, choose } = tools;
  return html`<div
    class="tools"
    part="tools"
    role="toolbar"
    aria-label=${words.drawingTools}
    data-open=${tools.open ?? nothing}
  >
    <div class="group kinds" role="radiogroup" aria-label=${words.tool}>
      ${EDITOR_TOOLS.map(
        (tool) =>
          html`<button
            type="button"
            class="item"
            role="radio"
            tabindex="-1"
            data-tool=${tool}
            aria-checked=${tool === tools.tool}
            aria-label=${words.tools[tool]}
            aria-keyshortcuts=${keyOf(tool)}
            title=${`${words.tools[tool]} (${keyOf(tool)})`}
            @click=${() => choose({ tool })}
          >
            ${iconOf(tool)}
          </button>`,
      )}
    </div>
    <span class="now" aria-hidden="true">${words.tools[tools.tool]}</span>
    ${renderFold(tools, 'color', `${words.color}: ${words.colors[tools.color]}`)}
    ${renderFold(tools, 'width', words.widthOf(tools.width))}
    <div class="group colors" role="radiogroup" aria-label=${words.color}>
      ${COLORS.map(
        (color) =>
          html`<button
            type="button"
            class="swatch"
            role="radio"
            tabindex="-1"
            data-color=${color}
            aria-checked=${color === tools.color}
            aria-label=${words.colors[color]}
            title=${words.colors[color]}
            @click=${() => choose({ color })}
          ></button>`,
      )}
    </div>
    <div class="group widths" role="radiogroup" aria-label=${words.width}>
      ${WIDTHS.map(
        (width) =>
          html`<button
            type="button"
            class="step"
            role="radio"
            tabindex="-1"
            data-width=${width}
            aria-checked=${width === tools.width}
            aria-label=${words.widthOf(width)}
            title=${words.widthOf(width)}
            @click=${() => choose({ width })}
          ></button>`,
      )}
    </div>
  </div>`;
}

/** On a narrow screen colours and widths unfold from one button each. */
function renderFold(tools: Tools, group: 'color' | 'width', name: string): TemplateResult {
  return html`<button
    type="button"
    class="item fold"
    tabindex="-1"
    data-color=${group === 'color' ? tools.color : nothing}
    data-width=${group === 'width' ? tools.width : nothing}
    aria-expanded=${tools.open === group}
    aria-label=${name}
    @click=${() => tools.unfold(group)}
  ></button>`;
}
