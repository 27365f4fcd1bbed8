import type { SessionClient } from '@fernblick/client';
import type { LitElement, ReactiveController } from 'lit';
import { IntentController, type ClientHolder } from '../video-session/intent-controller.ts';
import { LevelController } from '../video-session/level-controller.ts';
import type * as check from './check/check.ts';
import type { CheckWords } from './check/words/en.ts';
import { LateCode } from '../shared/late-code.ts';
import type { RequestScreen } from './screen.ts';

type Code = typeof check;
type Run = InstanceType<Code['CheckRun']>;

/** Devices and network tried out by one who waits for a call: off before that is wanted, and off again with the card. */
export class DeviceCheckController implements ReactiveController {
  readonly intents: IntentController;
  readonly level: LevelController;
  isOpen = false;
  readonly #host: LitElement;
  readonly #holder: ClientHolder;
  #place: string | null = null;
  /** What draws all but camera and microphone. */
  readonly code: LateCode<CheckWords, Code>;
  /** What is being tried out; null while the check is closed, or still loading. */
  run: Run | null = null;

  constructor(host: LitElement, holder: ClientHolder) {
    this.#host = host;
    this.#holder = holder;
    this.intents = new IntentController(host, holder);
    this.level = new LevelController(host, () => holder.client);
    this.code = new LateCode(host, async () => {
      const code = await import('./check/check.ts');
      code.dress(host);
      return code;
    });
    host.addController(this);
  }

  hostDisconnected(): void {
    this.close();
  }

  /** What was opened in one place does not stand in the way of another. */
  stay(place: string | null): void {
    if (place !== this.#place) this.close();
    this.#place = place;
  }

  /** Looks at what is about to be drawn: from the session on the network can be tried. */
  see({ session }: RequestScreen): void {
    const { module } = this.code;
    const { client } = this.#holder;
    if (this.isOpen && module !== null && client !== null)
      this.run ??= new module.CheckRun(this.#host, client, () => this.level.heard);
    const isAhead = session?.phase === 'requested' || session?.phase === 'confirmed';
    this.run?.see(isAhead ? session.id : null);
  }

  readonly toggle = (): void => {
    if (this.isOpen) return this.close();
    this.isOpen = true;
    this.intents.retryDevices();
    this.#host.requestUpdate();
  };

  /** Lets go of the devices, unless the preview or the call has taken them over; nothing where they are not held. */
  readonly close = (): void => {
    if (!this.isOpen) return;
    this.isOpen = false;
    // Before the devices are off: that is no finding.
    void this.run?.stop();
    this.run = null;
    const { client } = this.#holder;
    if (client !== null && !this.#isTaken(client)) client.stopPreview();
    this.#host.requestUpdate();
  };

  #isTaken({ state: { status, session, heldByOtherTab } }: SessionClient): boolean {
    if (status.is === 'failed' || status.is === 'ended' || session?.end !== null) return false;
    return status.is !== 'idle' || (isHidden(this.#host) && !heldByOtherTab);
  }
}

/** True for one that has its place in a call, and is not shown there at the moment: the preview or the call itself is. */
export function isHidden(element: Element): boolean {
  return element.isConnected && element.slot !== '' && element.assignedSlot === null;
}
