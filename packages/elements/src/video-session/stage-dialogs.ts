import type { SessionClient } from '@fernblick/client';
import { html, type TemplateResult } from 'lit';
import { closeDialog, confirmation, type Question } from '../shared/confirmation.ts';
import { hasBegun, isLastOfSide, wayOutOf } from './rights.ts';
import type { Scene } from './scene.ts';
import type { Screen } from './screen.ts';

/** The dialogs of the stage: the way out, and the keys. */
export function renderDialogs(screen: Screen): TemplateResult {
  return html`${confirmation(wayOutQuestion(screen))}${renderKeys(screen)}`;
}

function wayOutQuestion({ scene, intents }: Screen): Question {
  const { words } = scene;
  const finish = (act: (client: SessionClient) => Promise<void>) => (): void =>
    void intents.run('finish', act);
  const end = { heading: words.endHeading, action: words.endSession };
  const common = { id: 'finish', cancel: words.cancel };
  switch (wayOutOf(scene)) {
    case 'end':
      return {
        ...common,
        ...end,
        sentence: words.endSentence,
        confirm: finish((client) => client.end()),
      };
    case 'cancel':
      return {
        ...common,
        ...end,
        sentence: words.withdrawSentence,
        confirm: finish((client) => client.cancel('no-show')),
      };
    case 'leave':
      return {
        ...common,
        heading: words.leaveHeading,
        action: words.leave,
        sentence: leaveSentence(scene),
        confirm: finish((client) => client.leave()),
      };
  }
}

function leaveSentence(scene: Scene): string {
  const { words } = scene;
  if (!hasBegun(scene)) return words.leaveStaysOpen;
  return isLastOfSide(scene) ? words.leaveEnds : words.leaveGoesOn;
}

function renderKeys({ scene }: Screen): TemplateResult {
  const { words, role } = scene;
  const keys: readonly (readonly [string, string])[] = [
    ['M', words.microphone],
    ['V', words.camera],
    ...(role === 'agent' ? ([['H', words.hold]] as const) : []),
    ['D', words.draw],
    ['F', words.freeze],
    ['S', words.screenshot],
    ['C', words.chat],
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
