import { html, nothing, type TemplateResult } from 'lit';
import { icon, type IconName } from '../shared/icon.ts';
import { askFirst } from '../shared/confirmation.ts';
import { canHold, isOffered, wayOutOf } from './rights.ts';
import { showsLarge } from './shown-pictures.ts';
import { toggleMore } from './stage-more.ts';
import type { Screen } from './screen.ts';

/** The bar of the call: what is used in every call, with the way out apart. */
export function renderToolbar(screen: Screen): TemplateResult {
  const { words, state, role } = screen.scene;
  const { drawing, chat } = screen;
  const microphoneOn = state.microphone.state === 'on';
  const cameraOn = state.camera.state === 'on';
  const held = state.session?.hold != null;
  const wayOut = wayOutOf(screen.scene) === 'leave' ? words.leave : words.endSession;
  return html`<div class="bar" part="toolbar" role="toolbar" aria-label=${words.call}>
    ${tool({
      name: words.microphone,
      icon: microphoneOn ? 'microphone' : 'microphone-off',
      key: 'M',
      pressed: microphoneOn,
      act: () => toggleMicrophone(screen),
    })}
    ${tool({
      name: words.camera,
      icon: cameraOn ? 'camera' : 'camera-off',
      key: 'V',
      pressed: cameraOn,
      act: () => toggleCamera(screen),
    })}
    ${
      drawing.isOffered
        ? tool({
            name: words.draw,
            icon: 'draw',
            key: 'D',
            plain: true,
            pressed: drawing.isDrawing,
            disabled: !drawing.canDraw,
            act: () => toggleDrawing(screen),
          })
        : nothing
    }
    ${tool({
      name: words.freeze,
      icon: 'freeze',
      key: 'F',
      plain: true,
      known: true,
      pressed: drawing.isFrozen,
      disabled: !drawing.canDraw,
      act: drawing.toggleFrozen,
    })}
    ${
      isOffered(screen.scene, 'screenshots')
        ? tool({
            name: words.screenshot,
            icon: 'screenshot',
            key: 'S',
            known: true,
            disabled: !canShoot(screen),
            act: () => takeScreenshot(screen),
          })
        : nothing
    }
    ${
      role === 'agent' && (held || isOffered(screen.scene, 'hold'))
        ? tool({
            name: words.hold,
            icon: held ? 'resume' : 'hold',
            key: 'H',
            plain: true,
            pressed: held,
            disabled: !canHold(screen.scene),
            busy: screen.intents.isUnderWay('hold'),
            act: () => toggleHold(screen),
          })
        : nothing
    }
    ${
      isOffered(screen.scene, 'chat')
        ? tool({
            id: 'chat-tool',
            name: words.chat,
            icon: 'chat',
            key: 'C',
            plain: true,
            known: true,
            pressed: chat.isOpen,
            disabled: !chat.canChat,
            count: chat.unread,
            label: chat.unread === 0 ? words.chat : words.chatUnread(chat.unread),
            act: chat.toggle,
          })
        : nothing
    }
    <button
      type="button"
      class="tool"
      tabindex="-1"
      data-known
      title=${words.more}
      aria-haspopup="dialog"
      aria-expanded="false"
      @click=${toggleMore}
    >
      ${icon('more')}<span>${words.more}</span>
    </button>
    <button
      type="button"
      class="tool danger"
      tabindex="-1"
      title=${wayOut}
      @click=${askFirst('finish')}
    >
      ${icon('leave')}<span>${wayOut}</span>
    </button>
  </div>`;
}

/** Mutes or unmutes; the bar shows it once the track has done it. */
export function toggleMicrophone({ scene, intents }: Screen): void {
  const on = scene.state.microphone.state !== 'on';
  void intents.run('microphone', (client) => client.setMicrophone(on));
}

/** Switches one's own camera on or off. */
export function toggleCamera({ scene, intents }: Screen): void {
  const on = scene.state.camera.state !== 'on';
  void intents.run('camera', (client) => client.setCamera(on));
}

/** Takes the drawing tools out or puts them away, over the picture that both sides look at. */
export function toggleDrawing({ scene, drawing, swap }: Screen): boolean {
  if (!drawing.toggleDrawing()) return false;
  if (drawing.isDrawing && scene.sharesOwn !== scene.ownLarge) swap();
  return true;
}

/** Takes what is seen large; `full` asks the other side for a still as well. False where there is nothing to take. */
export function takeScreenshot(screen: Screen, full = false): boolean {
  if (!canShoot(screen)) return false;
  screen.shoot(full);
  return true;
}

function canShoot({ scene }: Screen): boolean {
  return (
    isOffered(scene, 'screenshots') &&
    scene.state.session?.phase === 'in-progress' &&
    showsLarge(scene)
  );
}

/** Puts the call on hold or goes on with it; false where the viewer cannot. */
export function toggleHold(screen: Screen): boolean {
  if (!canHold(screen.scene)) return false;
  const held = screen.scene.state.session?.hold != null;
  void screen.intents.run('hold', (client) => (held ? client.resume() : client.hold()));
  return true;
}

function tool(part: {
  readonly id?: string;
  readonly name: string;
  /** Where more is to be said than the name. */
  readonly label?: string;
  /** Of what waits there. */
  readonly count?: number;
  readonly icon: IconName;
  readonly key: string;
  /** Left out for what is done once and not switched. */
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  /** True while the server has not answered yet. */
  readonly busy?: boolean;
  /** Off is the rule for it; for microphone and camera it is what must strike the eye. */
  readonly plain?: boolean;
  /** Where room is short it goes without its word. */
  readonly known?: boolean;
  readonly act: () => unknown;
}): TemplateResult {
  return html`<button
    type="button"
    id=${part.id ?? nothing}
    class="tool"
    tabindex="-1"
    aria-label=${part.label ?? nothing}
    aria-pressed=${part.pressed ?? nothing}
    aria-busy=${part.busy ?? false}
    aria-keyshortcuts=${part.key}
    title="${part.name} (${part.key})"
    ?disabled=${part.disabled ?? false}
    ?data-plain=${part.plain ?? false}
    ?data-known=${part.known ?? false}
    @click=${part.act}
  >
    ${icon(part.icon)}<span>${part.name}</span>${
      (part.count ?? 0) > 0 ? html`<b class="badge">${part.count}</b>` : nothing
    }
  </button>`;
}
