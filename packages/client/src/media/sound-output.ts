import { SessionError } from '@fernblick/protocol';

export interface SoundEvents {
  /** Whether the browser refuses to play sound until somebody taps. */
  blocked(blocked: boolean): void;
  failed(error: unknown): void;
}

interface Attached {
  readonly element: HTMLMediaElement;
  readonly participant: string;
  /** The page had muted the element itself. */
  readonly muted: boolean;
  blocked: boolean;
}

/** True where the page may choose the speaker. */
export function canChooseSpeaker(): boolean {
  return typeof HTMLMediaElement !== 'undefined' && 'setSinkId' in HTMLMediaElement.prototype;
}

/** Plays the other sides' sound through the page's media elements, at the chosen speaker. */
export class SoundOutput {
  readonly #events: SoundEvents;
  readonly #attached = new Set<Attached>();
  readonly #streams = new Map<string, MediaStream>();
  #speaker: string | null = null;

  constructor(events: SoundEvents) {
    this.#events = events;
  }

  /** The stream of a participant; null when they are gone. */
  setStream(participant: string, stream: MediaStream | null): void {
    if (stream === null) this.#streams.delete(participant);
    else this.#streams.set(participant, stream);
    for (const attached of this.#attached)
      if (attached.participant === participant) void this.#play(attached);
  }

  /** Plays again what may have stopped: tracks of the participant were exchanged. */
  refresh(participant: string): void {
    for (const attached of this.#attached)
      if (attached.participant === participant && attached.element.paused)
        void this.#play(attached);
  }

  attach(element: HTMLMediaElement, participant: string): () => void {
    const attached: Attached = { element, participant, muted: element.muted, blocked: false };
    this.#attached.add(attached);
    void this.#sink(element);
    void this.#play(attached);
    return () => {
      if (!this.#attached.delete(attached)) return;
      if (element.srcObject === this.#streams.get(participant)) element.srcObject = null;
      this.#tell();
    };
  }

  /** @throws SessionError `device-not-found` where the browser does not know the speaker */
  async choose(deviceId: string): Promise<void> {
    const before = this.#speaker;
    this.#speaker = deviceId;
    try {
      await Promise.all([...this.#attached].map(({ element }) => element.setSinkId(deviceId)));
    } catch (cause) {
      this.#speaker = before;
      throw new SessionError('device-not-found', { cause });
    }
  }

  /** To be called from a tap. */
  async unblock(): Promise<void> {
    await Promise.all(
      [...this.#attached]
        .filter((attached) => attached.blocked)
        .map(async (attached) => {
          attached.element.muted = attached.muted;
          await this.#play(attached);
        }),
    );
  }

  close(): void {
    for (const { element } of this.#attached) element.srcObject = null;
    this.#attached.clear();
    this.#streams.clear();
  }

  async #sink(element: HTMLMediaElement): Promise<void> {
    if (this.#speaker === null) return;
    try {
      await element.setSinkId(this.#speaker);
    } catch (error) {
      this.#events.failed(error);
    }
  }

  async #play(attached: Attached): Promise<void> {
    const { element, participant } = attached;
    const stream = this.#streams.get(participant) ?? null;
    if (element.srcObject !== stream) element.srcObject = stream;
    if (stream === null) return;
    try {
      await element.play();
      if (!element.muted || attached.muted) attached.blocked = false;
    } catch (error) {
      if ((error as { name?: unknown }).name !== 'NotAllowedError') {
        // A later `play()` or another stream took this one's place.
        if ((error as { name?: unknown }).name !== 'AbortError') this.#events.failed(error);
        return;
      }
      attached.blocked = true;
      // The picture may be shown without sound, and that is better than nothing.
      element.muted = true;
      element.play().catch((cause: unknown) => this.#events.failed(cause));
    }
    this.#tell();
  }

  #tell(): void {
    this.#events.blocked([...this.#attached].some((attached) => attached.blocked));
  }
}
