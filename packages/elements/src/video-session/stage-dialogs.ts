import { html, type TemplateResult } from 'lit';
import { closeDialog, confirmation } from './confirmation.ts';
import type { Screen } from './screen.ts';

/** The dialogs of the stage: the way out, and the keys. */
export function renderDialogs(screen: Screen): TemplateResult {
  const { scene, intents } = screen;
  const { words, role, state } = scene;
  const isAgent = role === 'agent';
  const begun = state.session?.phase === 'in-progress';
  const agentSentence = begun ? words.endSentence : words.withdrawSentence;
  return html`${confirmation({
    id: 'finish',
    heading: isAgent ? words.endHeading : words.leaveHeading,
    sentence: isAgent ? agentSentence : words.leaveSentence,
    action: isAgent ? words.endSession : words.leave,
    cancel: words.cancel,
    confirm: () =>
      void intents.run('finish', (client) =>
        // A session whose call has not begun cannot end; it is called off.
        isAgent ? (begun ? client.end() : client.cancel('no-show')) : client.leave(),
      ),
  })}${renderKeys(screen)}`;
}

function renderKeys({ scene }: Screen): TemplateResult {
  const { words, role } = scene;
  const keys: readonly (readonly [string, string])[] = [
    ['M', words.microphone],
    ['V', words.camera],
    ...(role === 'agent' ? ([['H', words.hold]] as const) : []),
    ['D', words.draw],
    ['F', words.freeze],
    ['1 – 8', words.toolKeys],
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
