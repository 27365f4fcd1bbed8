import { html, render, type TemplateResult } from 'lit';
import { closeDialog, openDialog } from '../shared/confirmation.ts';
import type { Scene } from './scene.ts';

/** Opens the list of keys over the stage. */
export function openKeys(root: ParentNode, scene: Scene): void {
  const place = root.querySelector<HTMLElement>('.view');
  if (place === null) return;
  // At its end: the templates of the stage do not reach there.
  render(renderKeys(scene, root.querySelector('ar-overlay')?.standing === 'off'), place);
  openDialog(place, 'keys');
}

function renderKeys({ words, role }: Scene, isFlat: boolean): TemplateResult {
  const keys: readonly (readonly [string, string])[] = [
    ['M', words.microphone],
    ['V', words.camera],
    ...(role === 'agent' ? ([['H', words.hold]] as const) : []),
    ['D', words.draw],
    ['F', words.freeze],
    ['S', words.screenshot],
    ['C', words.chat],
    // Without WebGL two tools are left out, and the keys of those after them move.
    [isFlat ? '1 – 9' : '1 – 9, 0, O', words.toolKeys],
    ['Z', words.undoKey],
    ['X', words.swapPictures],
    ['← ↑ → ↓', words.cornerKey],
    ['?', words.helpKey],
  ];
  return html`<dialog id="keys" part="dialog" aria-labelledby="keys-heading">
    <h3 id="keys-heading">${words.keyboard}</h3>
    <dl>
      ${keys.map(
        ([key, name]) =>
          html`<div>
            <dt><kbd>${key}</kbd></dt>
            <dd>${name}</dd>
          </div>`,
      )}
    </dl>
    <div class="dialog-actions">
      <button type="button" class="main" @click=${closeDialog}>${words.close}</button>
    </div>
  </dialog>`;
}
