import type { LitElement, ReactiveController } from 'lit';
import type { Screen } from './screen.ts';
import { showKeys } from './stage-dialogs.ts';
import {
  takeScreenshot,
  toggleCamera,
  toggleDrawing,
  toggleHold,
  toggleMicrophone,
} from './stage-toolbar.ts';

/** How far keys reach: from within the element, from the whole page, or not at all. */
export type ShortcutReach = 'element' | 'page' | 'none';

const KEY_TAKERS =
  'dialog[open],textarea,select,[role=textbox],input:not([type=checkbox],[type=radio],[type=button])';

/** Takes single keys during the call, never while somebody is typing. */
export class ShortcutController implements ReactiveController {
  readonly #host: LitElement;
  readonly #reach: () => ShortcutReach;
  readonly #press: (key: string, shift: boolean) => boolean;

  /** `press` does what a key stands for and says whether it stands for anything. */
  constructor(
    host: LitElement,
    reach: () => ShortcutReach,
    press: (key: string, shift: boolean) => boolean,
  ) {
    this.#host = host;
    this.#reach = reach;
    this.#press = press;
  }

  hostConnected(): void {
    document.addEventListener('keydown', this.#onKeydown);
  }

  hostDisconnected(): void {
    document.removeEventListener('keydown', this.#onKeydown);
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const reach = this.#reach();
    const path = event.composedPath();
    if (reach === 'none' || (reach === 'element' && !path.includes(this.#host))) return;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat)
      return;
    // Dialogs that the page around it shows it in do not count.
    const within = path.slice(0, path.indexOf(this.#host));
    if (within.some(isTyping) || this.#host.renderRoot.querySelector('dialog[open]') !== null)
      return;
    if (this.#press(event.key.toUpperCase(), event.shiftKey)) event.preventDefault();
  };
}

/** True where keys are for something else: a field, or a dialog of an element within. */
function isTyping(target: EventTarget): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches(KEY_TAKERS));
}

/** Does what a key stands for in the call; false where it stands for nothing. The keys' dialog lists them. */
export function pressKey(screen: Screen, root: ParentNode, key: string, shift: boolean): boolean {
  switch (key) {
    case 'M':
      toggleMicrophone(screen);
      return true;
    case 'V':
      toggleCamera(screen);
      return true;
    case 'H':
      return toggleHold(screen);
    case 'D':
      if (!toggleDrawing(screen)) return false;
      void screen.drawing.focus();
      return true;
    case 'F':
      return screen.drawing.toggleFrozen();
    case 'S':
      return takeScreenshot(screen, shift);
    case 'C':
      screen.chat.toggle();
      return screen.chat.canChat;
    case 'X':
      screen.swap();
      return true;
    case '?':
      showKeys(screen, root);
      return true;
    default:
      return screen.drawing.pressKey(key, shift);
  }
}
