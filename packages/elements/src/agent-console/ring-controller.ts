import type { LitElement, ReactiveController } from 'lit';
import { CallRingEvent } from '../events.ts';
import { recall, remember } from '../shared/page-memory.ts';

const KEY = 'fernblick:ring';
/** Two soft notes, and a pause that lets one think. */
const NOTES_HZ = [587, 784] as const;
const NOTE_S = 0.32;
const NEXT_NOTE_S = 0.2;
const LOUDNESS = 0.07;
const SWELL_S = 0.03;
const SILENCE = 0.000_1;
const REPEAT_MS = 3_000;

/** Rings softly for as long as somebody calls, unless the page or the agent has switched that off; never during talk. */
export class RingController implements ReactiveController {
  readonly #host: LitElement;
  readonly #rings: () => boolean;
  readonly #allowed: () => boolean;
  #on = recall(KEY) !== false;
  #timer: ReturnType<typeof setInterval> | null = null;
  #context: AudioContext | null = null;
  #isWaking = false;

  /** `rings` says whether somebody calls; `allowed` is the page's word, the agent's is kept here. */
  constructor(host: LitElement, rings: () => boolean, allowed: () => boolean) {
    this.#host = host;
    this.#rings = rings;
    this.#allowed = allowed;
    host.addController(this);
  }

  get canChoose(): boolean {
    return this.#allowed();
  }

  get on(): boolean {
    return this.#on;
  }

  readonly toggle = (): void => {
    this.#on = !this.#on;
    remember(KEY, this.#on);
    this.#host.requestUpdate();
  };

  hostUpdated(): void {
    const isWanted = this.#on && this.#allowed() && this.#rings();
    if (isWanted === (this.#timer !== null)) return;
    if (!isWanted) return this.#stop();
    this.#timer = setInterval(() => this.#play(), REPEAT_MS);
    this.#play();
  }

  hostDisconnected(): void {
    this.#stop();
  }

  #stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    // At once: a ring that goes on after the call was taken is only noise.
    void this.#context?.close();
    this.#context = null;
    this.#isWaking = false;
  }

  #play(): void {
    if (typeof AudioContext === 'undefined' || isTalking()) return;
    if (!this.#host.dispatchEvent(new CallRingEvent())) return;
    // A page that nobody has touched may make no sound: then the card and the title have to do.
    const context = (this.#context ??= new AudioContext());
    if (context.state === 'running') return this.#sound(context);
    // Notes that are planned while it sleeps would all sound at once when it wakes.
    if (this.#isWaking) return;
    this.#isWaking = true;
    context.resume().then(
      () => {
        this.#isWaking = false;
        if (context === this.#context) this.#sound(context);
      },
      () => {
        // It was closed meanwhile.
        this.#isWaking = false;
      },
    );
  }

  #sound(context: AudioContext): void {
    for (const [index, pitch] of NOTES_HZ.entries()) {
      const at = context.currentTime + index * NEXT_NOTE_S;
      const oscillator = context.createOscillator();
      const volume = context.createGain();
      oscillator.frequency.setValueAtTime(pitch, at);
      volume.gain.setValueAtTime(0, at);
      volume.gain.linearRampToValueAtTime(LOUDNESS, at + SWELL_S);
      volume.gain.exponentialRampToValueAtTime(SILENCE, at + NOTE_S);
      oscillator.connect(volume).connect(context.destination);
      oscillator.start(at);
      oscillator.stop(at + NOTE_S);
    }
  }
}

/** True where an agent is in a call on this page: its card and the title have to do. */
function isTalking(): boolean {
  return [...document.querySelectorAll('video-session')].some(
    ({ client }) => client?.state.status.is === 'live',
  );
}
