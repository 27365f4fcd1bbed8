import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { recall, remember } from '../shared/page-memory.ts';
import type { Scene } from './scene.ts';

/** What a tone tells of the other side. */
export type Tone = 'joined' | 'left';

/** Speakers of an audio context; not yet part of TypeScript's DOM library. */
interface Steerable {
  setSinkId?(sinkId: string): Promise<void>;
}

const KEY = 'fernblick:tones';
/** Upwards for who comes, downwards for who goes. */
const PITCH_HZ: Readonly<Record<Tone, readonly [from: number, to: number]>> = {
  joined: [523, 659],
  left: [659, 523],
};
const LOUDNESS = 0.08;
const LENGTH_S = 0.22;
const SWELL_S = 0.02;
const SILENCE = 0.000_1;
const CLOSE_AFTER_MS = 1_000;

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
    if (tone !== null) play(tone, scene.state.speaker.deviceId);
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

function play(tone: Tone, speaker: string | null): void {
  if (typeof AudioContext === 'undefined') return;
  const context: AudioContext & Steerable = new AudioContext();
  // Where the chosen speaker cannot be had, the tone comes out where the system wants.
  if (speaker !== null) context.setSinkId?.(speaker).catch(() => undefined);
  const oscillator = context.createOscillator();
  const volume = context.createGain();
  const at = context.currentTime;
  const [from, to] = PITCH_HZ[tone];
  oscillator.frequency.setValueAtTime(from, at);
  oscillator.frequency.exponentialRampToValueAtTime(to, at + LENGTH_S / 2);
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(LOUDNESS, at + SWELL_S);
  volume.gain.exponentialRampToValueAtTime(SILENCE, at + LENGTH_S);
  oscillator.connect(volume).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + LENGTH_S);
  // A page that nobody has touched may make no sound: then it stays silent, rather than sound when it is touched.
  setTimeout(() => void context.close(), CLOSE_AFTER_MS);
}
