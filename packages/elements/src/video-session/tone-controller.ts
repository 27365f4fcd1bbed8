import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { recall, remember } from '../shared/page-memory.ts';
import type { Scene } from './scene.ts';
import type { Tone } from './play-tone.ts';

const KEY = 'fernblick:tones';

/** Plays one soft tone when the other side joins or leaves, unless the page or the person has switched that off. */
export class ToneController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #scene: () => Scene | null;
  readonly #allowed: () => boolean;
  #before: Scene | null = null;
  #on = recall(KEY) !== false;

  /** `allowed` is the page's word; what the person wants is asked and remembered here. */
  constructor(host: ReactiveControllerHost, scene: () => Scene | null, allowed: () => boolean) {
    this.#host = host;
    this.#scene = scene;
    this.#allowed = allowed;
    host.addController(this);
  }

  /** Whether the person can choose. */
  get canChoose(): boolean {
    return this.#allowed();
  }

  get on(): boolean {
    return this.#on;
  }

  hostUpdated(): void {
    const before = this.#before;
    const scene = this.#scene();
    this.#before = scene;
    if (before === null || scene === null || !this.#on || !this.#allowed()) return;
    const tone = toneBetween(before, scene);
    if (tone === null) return;
    import('./play-tone.ts').then(
      ({ playTone }) => playTone(tone, scene.state.speaker.deviceId),
      // The call is the same without it, and says itself what the network lacks.
      () => undefined,
    );
  }

  readonly toggle = (): void => {
    this.#on = !this.#on;
    remember(KEY, this.#on);
    this.#host.requestUpdate();
  };
}

/** Who was away and is back has neither left nor joined; and one's own coming and going needs no tone. */
function toneBetween(before: Scene, after: Scene): Tone | null {
  const { is } = before.state.status;
  const wasIn = is === 'waiting' || is === 'live' || is === 'reconnecting';
  const { session } = after.state;
  if (!wasIn || session === null || session.id !== before.state.session?.id) return null;
  if (isThere(before) === isThere(after)) return null;
  if (isThere(after)) return 'joined';
  return after.me !== null && session.end?.by === after.me.id ? null : 'left';
}

function isThere({ state, role }: Scene): boolean {
  const people = state.session?.participants ?? [];
  return people.some(
    ({ you, role: theirs, presence }) =>
      !you && theirs !== role && (presence === 'here' || presence === 'away'),
  );
}
