import type { SessionClient } from '@fernblick/client';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Plays everybody's sound through elements that are not in the document: sound that the browser refuses then does not
 * stop the picture, and moving the call in the document does not stop the sound.
 */
export class SoundController implements ReactiveController {
  readonly #client: () => SessionClient | null;
  readonly #playing = new Map<string, () => void>();
  #playingFor: SessionClient | null = null;

  constructor(host: ReactiveControllerHost, client: () => SessionClient | null) {
    this.#client = client;
    host.addController(this);
  }

  hostUpdated(): void {
    const client = this.#client();
    if (client !== this.#playingFor) this.stop();
    this.#playingFor = client;
    const present = new Set(client?.state.links.map((link) => link.participant));
    for (const [participant, end] of this.#playing) {
      if (present.has(participant)) continue;
      end();
      this.#playing.delete(participant);
    }
    for (const participant of present) {
      if (client === null || this.#playing.has(participant)) continue;
      this.#playing.set(participant, client.attachSound(new Audio(), participant));
    }
  }

  /** Ends all sound; the next drawing starts what is then there. */
  stop(): void {
    for (const end of this.#playing.values()) end();
    this.#playing.clear();
    this.#playingFor = null;
  }
}
