import type { SessionClient } from '@fernblick/client';
import type { AskedController } from './asked-controller.ts';
import type { ChatController } from './chat-controller.ts';
import type { CornerController } from './corner-controller.ts';
import type { DrawingController } from './drawing-controller.ts';
import type { IntentController } from './intent-controller.ts';
import type { InviteController } from './invite.ts';
import type { LevelController } from './level-controller.ts';
import type { Scene } from './scene.ts';
import type { ToneController } from './tone-controller.ts';
import type { WindowController } from './window-controller.ts';

/** What is needed to try devices out, in the call and before one asks for it. */
export interface DeviceScreen {
  readonly scene: Pick<Scene, 'words' | 'locale' | 'state' | 'role'>;
  readonly intents: IntentController;
  readonly level: Pick<LevelController, 'heard'>;
}

/** What a template needs: something to draw, and somebody to tell about gestures. */
export interface Screen {
  readonly scene: Scene;
  readonly client: SessionClient;
  readonly intents: IntentController;
  readonly level: LevelController;
  readonly asked: AskedController;
  readonly corner: CornerController;
  readonly tones: ToneController;
  readonly drawing: DrawingController;
  readonly chat: ChatController;
  readonly invite: InviteController;
  readonly window: WindowController;
  /** Base address of the models; null where there are none. */
  readonly models: string | null;
  /** Takes a screenshot; `full` asks the other side for a still as well. */
  readonly shoot: (full: boolean) => void;
  readonly swap: () => void;
}
