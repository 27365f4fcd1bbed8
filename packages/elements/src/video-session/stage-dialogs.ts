import { SessionError, type SessionClient } from '@fernblick/client';
import type { TemplateResult } from 'lit';
import { confirmation, type Question } from '../shared/confirmation.ts';
import { hasBegun, isLastOfSide, wayOutOf } from './rights.ts';
import type { Scene } from './scene.ts';
import type { Screen } from './screen.ts';

/** The question that stands before the way out. */
export function renderDialogs(screen: Screen): TemplateResult {
  return confirmation(wayOutQuestion(screen));
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

/** Shows the list of keys, in the root that the stage is in; loaded when somebody wants it. */
export function showKeys({ scene, intents }: Screen, root: ParentNode): void {
  import('./keys-dialog.ts').then(
    ({ openKeys }) => openKeys(root, scene),
    (cause: unknown) => intents.report(new SessionError('server-unreachable', { cause })),
  );
}
