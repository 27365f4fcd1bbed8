import type { InkAction, InkState } from '@fernblick/ar/ink';
import type { MarkColor, MarkWidth } from '@fernblick/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { toolIcon, type ToolIcon } from './tool-icons.ts';
import type { OfferedTool, OverlayWords } from './words/en.ts';

const TOOLS: readonly OfferedTool[] = [
  'pen',
  'arrow',
  'rectangle',
  'ellipse',
  'text',
  'pin',
  'highlighter',
  'pointer',
  'arrow-3d',
  'label',
  'pick',
];
/** What is taken in their place where nothing can stand up. */
const FLAT_TOOLS: Readonly<Partial<Record<OfferedTool, OfferedTool>>> = {
  'arrow-3d': 'arrow',
  label: 'text',
};
export const COLORS: readonly MarkColor[] = ['red', 'yellow', 'green', 'blue', 'pink', 'white'];
export const WIDTHS: readonly MarkWidth[] = [1, 2, 3, 4, 5];

/** The key of each tool, by its place. */
const KEYS = '1234567890o';

/**
 * The tools in the order of their keys, as they are shown. Those that draw what stands up are left out where that
 * cannot be done: nobody misses what they have never seen, and there is nothing that they could do.
 */
export function offeredTools({ standing }: InkState): readonly OfferedTool[] {
  return standing === 'off' ? TOOLS.filter((tool) => !(tool in FLAT_TOOLS)) : TOOLS;
}

/** The tool that a key takes in the hand. */
export function toolOfKey(key: string, state: InkState): OfferedTool | undefined {
  return key.length === 1 ? offeredTools(state)[KEYS.indexOf(key.toLowerCase())] : undefined;
}

/** The tool itself where it is offered, else the one that comes nearest; what is none at all is a pen. */
export function nearestTool(tool: OfferedTool, state: InkState): OfferedTool {
  return offeredTools(state).includes(tool) ? tool : (FLAT_TOOLS[tool] ?? 'pen');
}

/** What a small picture shows only where it is asked for: each unfolds from a button of its own. */
export type Fold = 'tool' | 'color' | 'width' | 'more';

/** What the toolbar shows, and what it does. */
export interface Tools {
  readonly words: OverlayWords;
  readonly state: InkState;
  readonly tool: OfferedTool;
  readonly color: MarkColor;
  readonly width: MarkWidth;
  /** What is unfolded on a small picture; nothing else is shown beside it. */
  readonly open: Fold | null;
  /** Whether the viewer's hand is a pointer; null where it cannot be one. */
  readonly isPointing: boolean | null;
  readonly togglePointing: () => void;
  /** Whether rough shapes are straightened. */
  readonly straighten: boolean;
  /** True for the agent in control, who may clear everything. */
  readonly isAbove: boolean;
  readonly choose: (change: {
    readonly tool?: OfferedTool;
    readonly color?: MarkColor;
    readonly width?: MarkWidth;
    readonly straighten?: boolean;
  }) => void;
  readonly unfold: (group: Fold) => void;
  readonly act: (action: InkAction) => void;
}

/** All tools, colours, widths and actions; one stop for the tab key. */
export function renderToolbar(tools: Tools): TemplateResult {
  const { words, state, isAbove, open } = tools;
  return html`<div
    class="tools"
    part="tools"
    role="toolbar"
    aria-label=${words.drawingTools}
    ?data-open=${open !== null}
  >
    ${renderFold(tools, 'tool')}
    <div
      class="group kinds"
      ?data-unfolded=${open === 'tool'}
      role="radiogroup"
      aria-label=${words.tool}
    >
      ${offeredTools(state).map((tool, i) => renderTool(tools, tool, KEYS.charAt(i).toUpperCase()))}
    </div>
    ${renderFold(tools, 'color')} ${renderFold(tools, 'width')}
    <div
      class="group colors"
      ?data-unfolded=${open === 'color'}
      role="radiogroup"
      aria-label=${words.color}
    >
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
            aria-disabled=${!state.mayDraw && tools.tool !== 'pointer'}
            @click=${() => tools.choose({ color })}
          ></button>`,
      )}
    </div>
    <div
      class="group widths"
      ?data-unfolded=${open === 'width'}
      role="radiogroup"
      aria-label=${words.width}
    >
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
            aria-disabled=${!state.mayDraw}
            @click=${() => tools.choose({ width })}
          ></button>`,
      )}
    </div>
    <div class="group actions" ?data-unfolded=${open === 'more'}>
      ${
        tools.isPointing === null
          ? nothing
          : renderWordy(words.handPointer, true, tools.togglePointing, tools.isPointing)
      }
      ${
        tools.tool === 'pen' && state.mayDraw
          ? renderWordy(
              words.straighten,
              true,
              () => tools.choose({ straighten: !tools.straighten }),
              tools.straighten,
            )
          : nothing
      }
      ${renderAction(tools, 'undo', words.undo, state.canUndo, 'Z')}
      ${renderAction(tools, 'redo', words.redo, state.canRedo, 'Shift+Z')}
      ${renderAction(tools, 'delete', words.delete, state.canDelete, 'Delete')}
      ${renderWordy(words.clearMine, state.canClearMine && state.mayDraw, () => tools.act('clear-mine'))}
      ${isAbove ? renderWordy(words.clearAll, state.canClearAll, () => tools.act('clear-all')) : nothing}
    </div>
    ${renderFold(tools, 'more')}
  </div>`;
}

function renderTool(tools: Tools, tool: OfferedTool, key: string): TemplateResult {
  const name = tools.words.tools[tool];
  return html`<button
    type="button"
    class="item"
    role="radio"
    tabindex="-1"
    data-tool=${tool}
    aria-checked=${tool === tools.tool}
    aria-label=${name}
    aria-keyshortcuts=${key}
    title=${`${name} (${key})`}
    aria-disabled=${!tools.state.mayDraw && tool !== 'pointer'}
    @click=${() => tools.choose({ tool })}
  >
    ${toolIcon(tool)}
  </button>`;
}

/** Says what is chosen, and unfolds what there is to choose from. */
function renderFold(tools: Tools, group: Fold): TemplateResult {
  const { words, tool, color, width } = tools;
  const now = {
    tool: `: ${words.tools[tool]}`,
    color: `: ${words.colors[color]}`,
    width: `: ${words.widthOf(width)}`,
    more: '',
  }[group];
  return html`<button
    type="button"
    class="item fold"
    tabindex="-1"
    data-group=${group}
    data-color=${group === 'color' ? color : nothing}
    data-width=${group === 'width' ? width : nothing}
    aria-expanded=${tools.open === group}
    aria-label=${words[group] + now}
    @click=${() => tools.unfold(group)}
  >
    ${group === 'tool' ? toolIcon(tool) : group === 'more' ? toolIcon(group) : nothing}
  </button>`;
}

/** In words, where no picture tells what it is; a switch where it is on or off. */
function renderWordy(
  name: string,
  enabled: boolean,
  press: () => void,
  on?: boolean,
): TemplateResult {
  return html`<button
    type="button"
    class="item wordy"
    role=${on === undefined ? nothing : 'switch'}
    aria-checked=${on ?? nothing}
    tabindex="-1"
    aria-disabled=${!enabled}
    @click=${press}
  >
    ${name}
  </button>`;
}

function renderAction(
  tools: Tools,
  action: InkAction & ToolIcon,
  name: string,
  enabled: boolean,
  key: string,
): TemplateResult {
  const hint = action === 'delete' && !enabled ? tools.words.deleteHint : '';
  return html`<button
    type="button"
    class="item"
    tabindex="-1"
    data-action=${action}
    aria-label=${name}
    aria-description=${hint === '' ? nothing : hint}
    aria-keyshortcuts=${key}
    title=${hint === '' ? `${name} (${key})` : `${name}: ${hint}`}
    aria-disabled=${!enabled || !tools.state.mayDraw}
    @click=${() => tools.act(action)}
  >
    ${toolIcon(action)}
  </button>`;
}
