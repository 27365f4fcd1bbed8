import { selectedLayer, type Editing } from '@fernblick/ar/editing';
import { html, nothing, type TemplateResult } from 'lit';
import type { EditorIcon } from './editor-icons.ts';
import { canRead, canWrite } from './system-clipboard.ts';
import { iconOf, type Fold } from './toolbar.ts';
import type { EditorWords } from './words/en.ts';

/** What the buttons over the picture do. */
export type ActionName =
  | 'undo'
  | 'redo'
  | 'delete'
  | 'rotate'
  | 'copy'
  | 'paste'
  | 'forward'
  | 'back'
  | 'zoom-in'
  | 'zoom-out'
  | 'fit'
  | 'layers'
  | 'more'
  | 'download'
  | 'save';

/** What the bar over the picture shows. */
export interface ActionBar {
  readonly words: EditorWords;
  readonly editing: Editing | null;
  readonly canPaste: boolean;
  readonly open: Fold | null;
  readonly savable: boolean;
  readonly isBusy: boolean;
  readonly act: (action: ActionName) => void;
}

const KEYS: Partial<Record<ActionName, string>> = {
  undo: 'Z',
  redo: 'Shift+Z',
  delete: 'Delete',
  rotate: 'R',
  copy: 'Control+C',
  paste: 'Control+V',
  forward: ']',
  back: '[',
  'zoom-in': '+',
  'zoom-out': '-',
};

/** Everything that is done by one press; one stop for the tab key. */
export function renderActionBar(bar: ActionBar): TemplateResult {
  const { words, editing, act, open } = bar;
  const layer = editing && selectedLayer(editing);
  const layers = editing?.document.layers ?? [];
  const at = layer === null ? -1 : layers.indexOf(layer);
  const isOpen = editing !== null;
  const button = (
    action: Exclude<ActionName, 'download' | 'save'> & (EditorIcon | 'undo' | 'redo' | 'delete'),
    name: string,
    enabled: boolean,
  ): TemplateResult => {
    const keys = KEYS[action];
    const isFold = action === 'layers' || action === 'more';
    return html`<button
      type="button"
      class="item"
      tabindex="-1"
      aria-label=${name}
      aria-expanded=${isFold ? open === action : nothing}
      aria-keyshortcuts=${keys ?? nothing}
      title=${keys === undefined ? name : `${name} (${keys})`}
      aria-disabled=${!enabled}
      @click=${() => act(action)}
    >
      ${iconOf(action)}
    </button>`;
  };
  const wordy = (action: 'download' | 'save', name: string): TemplateResult =>
    html`<button
      type="button"
      class=${action === 'save' ? 'wordy main' : 'wordy download'}
      tabindex="-1"
      aria-disabled=${!isOpen || bar.isBusy}
      @click=${() => act(action)}
    >
      ${action === 'download' ? iconOf('download') : nothing}<span>${name}</span>
    </button>`;
  return html`<div class="actions" part="actions" role="toolbar" aria-label=${words.actions}>
    <div class="group">
      ${button('undo', words.undo, (editing?.past.length ?? 0) > 0)}
      ${button('redo', words.redo, (editing?.future.length ?? 0) > 0)}
      ${button('delete', words.delete, layer !== null)}
    </div>
    <div class="group arrange">
      ${button('rotate', words.rotate, isOpen)}
      ${button('copy', words.copy, layer !== null || (isOpen && canWrite()))}
      ${button('paste', words.paste, (isOpen && bar.canPaste) || canRead())}
      ${button('forward', words.forward, at >= 0 && at < layers.length - 1)}
      ${button('back', words.back, at > 0)}
    </div>
    <div class="group zoom">
      ${button('zoom-out', words.zoomOut, isOpen)} ${button('fit', words.fit, isOpen)}
      ${button('zoom-in', words.zoomIn, isOpen)}
    </div>
    <div class="group folds">
      ${button('layers', words.layers, isOpen)} ${button('more', words.more, true)}
    </div>
    <div class="group out" ?data-savable=${bar.savable}>
      ${wordy('download', words.download)} ${bar.savable ? wordy('save', words.save) : nothing}
    </div>
  </div>`;
}
