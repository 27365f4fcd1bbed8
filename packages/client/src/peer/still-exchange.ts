import {
  MAX_PICTURE_BYTES,
  SessionError,
  type ChannelMessage,
  type ChannelMessageName,
} from '@fernblick/protocol';
import { deferred, type Deferred } from '../deferred.ts';
import { loggable } from '../logger.ts';
import type { EncodedPicture } from '../pictures/grab-frame.ts';
import type { Logger } from '../session-client.ts';
import type { Clock } from './clock.ts';

/** How somebody waits for a still. */
export interface StillOptions {
  /** Bytes that have arrived, of all there are. */
  readonly progress: (loaded: number, total: number) => void;
  readonly signal: AbortSignal;
}

/** The messages that are about stills. */
export type StillMessageName = Extract<ChannelMessageName, `still:${string}`>;

export interface StillPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  /** False where the other page cannot be told. */
  say<N extends StillMessageName>(name: N, message: ChannelMessage<N>): boolean;
  /** Sends text or a piece on the channel for files; false where it is not open or has no room. */
  send(data: string | ArrayBuffer): boolean;
  /** The camera that the other side sees at this moment; why they may have no still of it, otherwise. */
  camera(): MediaStreamTrack | ChannelMessage<'still:refused'>['code'];
  take(track: MediaStreamTrack): Promise<EncodedPicture>;
}

interface Waiting {
  readonly options: StillOptions;
  readonly resolve: (still: Blob) => void;
  readonly reject: (error: SessionError) => void;
  format: string;
  total: number;
  loaded: number;
  pieces: ArrayBuffer[];
  cancelTimer: () => void;
}

/** Small enough for every browser, and for others to get a word in between. */
const PIECE_BYTES = 16_384;
/** A camera that thinks about it, and then a network that does. */
const SILENT_FOR_MS = 20_000;

/** Full-size stills from page to page: asked for over the control channel, sent over the one for files. */
export class StillExchange {
  readonly #ports: StillPorts;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  /** The still that comes in at this moment. */
  #incoming: number | null = null;
  /** The still that is taken or sent at this moment. */
  #giving: number | null = null;
  #room: Deferred<void> | null = null;

  constructor(ports: StillPorts) {
    this.#ports = ports;
  }

  /**
   * A still of the other page's camera.
   * @throws SessionError `connection-lost`, `cancelled`, or what the other page answers
   */
  async ask(options: StillOptions): Promise<Blob> {
    this.#asked += 1;
    const number = this.#asked;
    if (options.signal.aborted) throw new SessionError('cancelled');
    if (!this.#ports.say('still:ask', { number })) throw new SessionError('connection-lost');
    const { promise, resolve, reject } = deferred<Blob>();
    const waiting: Waiting = {
      options,
      resolve,
      reject,
      format: '',
      total: 0,
      loaded: 0,
      pieces: [],
      cancelTimer: () => undefined,
    };
    this.#waiting.set(number, waiting);
    this.#watch(number, waiting);
    const abort = (): void => {
      this.#ports.say('still:cancel', { number });
      this.#fail(number, 'cancelled');
    };
    options.signal.addEventListener('abort', abort, { once: true });
    try {
      return await promise;
    } finally {
      options.signal.removeEventListener('abort', abort);
    }
  }

  /** Takes in a message about stills. */
  heard<N extends StillMessageName>(name: N, message: ChannelMessage<N>): void {
    // The name says which message it is; the compiler cannot follow from one to the other.
    const said = { name, message } as {
      [M in StillMessageName]: { name: M; message: ChannelMessage<M> };
    }[StillMessageName];
    const { number } = said.message;
    switch (said.name) {
      case 'still:ask':
        void this.#give(number);
        return;
      case 'still:cancel':
        if (this.#giving === number) this.#stopGiving();
        return;
      case 'still:refused':
        this.#fail(number, said.message.code);
        return;
      case 'still:begin': {
        const waiting = this.#waiting.get(number);
        this.#incoming = waiting === undefined ? null : number;
        if (waiting === undefined) return;
        waiting.format = said.message.format;
        waiting.total = said.message.bytes;
        waiting.options.progress(0, waiting.total);
        this.#watch(number, waiting);
        return;
      }
      case 'still:end':
        this.#complete(number);
    }
  }

  /** A piece of the still that has begun. */
  piece(bytes: ArrayBuffer): void {
    const number = this.#incoming;
    const waiting = number === null ? undefined : this.#waiting.get(number);
    // Of one that nobody waits for any more.
    if (number === null || waiting === undefined) return;
    waiting.loaded += bytes.byteLength;
    if (waiting.loaded > waiting.total) {
      this.#fail(number, 'invalid-message');
      return;
    }
    waiting.pieces.push(bytes);
    waiting.options.progress(waiting.loaded, waiting.total);
    this.#watch(number, waiting);
  }

  /** There is room on the channel again. */
  drained(): void {
    this.#room?.resolve();
    this.#room = null;
  }

  /** The connection is another one, or none: what was under way on it is lost. */
  reset(): void {
    for (const number of [...this.#waiting.keys()]) this.#fail(number, 'connection-lost');
    this.#stopGiving();
  }

  async #give(number: number): Promise<void> {
    const camera = this.#ports.camera();
    if (typeof camera === 'string' || this.#giving !== null) {
      const code = typeof camera === 'string' ? camera : 'too-many-requests';
      this.#ports.say('still:refused', { number, code });
      return;
    }
    this.#giving = number;
    try {
      const { blob } = await this.#ports.take(camera);
      if (blob.size > MAX_PICTURE_BYTES) throw new SessionError('message-too-large');
      const bytes = await blob.arrayBuffer();
      const about = { number, format: 'image/jpeg', bytes: bytes.byteLength };
      await this.#put(number, JSON.stringify({ type: 'still:begin', ...about }));
      for (let at = 0; at < bytes.byteLength; at += PIECE_BYTES)
        await this.#put(number, bytes.slice(at, at + PIECE_BYTES));
      await this.#put(number, JSON.stringify({ type: 'still:end', number }));
    } catch (error) {
      if (this.#giving === number)
        this.#ports.say('still:refused', { number, code: 'device-failed' });
      this.#ports.logger.log('warn', 'A still could not be given', loggable(error));
    } finally {
      if (this.#giving === number) this.#giving = null;
    }
  }

  /** Sends something as soon as there is room for it. @throws SessionError where it is not wanted any more */
  async #put(number: number, data: string | ArrayBuffer): Promise<void> {
    for (;;) {
      if (this.#giving !== number) throw new SessionError('cancelled');
      if (this.#ports.send(data)) return;
      this.#room ??= deferred<void>();
      await this.#room.promise;
    }
  }

  #stopGiving(): void {
    this.#giving = null;
    this.drained();
  }

  #complete(number: number): void {
    const waiting = this.#waiting.get(number);
    this.#incoming = null;
    if (waiting === undefined) return;
    if (waiting.total === 0 || waiting.loaded !== waiting.total) {
      this.#fail(number, 'invalid-message');
      return;
    }
    this.#forget(number);
    waiting.resolve(new Blob(waiting.pieces, { type: waiting.format }));
  }

  #fail(number: number, code: SessionError['code']): void {
    const waiting = this.#waiting.get(number);
    this.#forget(number);
    waiting?.reject(new SessionError(code));
  }

  #forget(number: number): void {
    this.#waiting.get(number)?.cancelTimer();
    this.#waiting.delete(number);
    if (this.#incoming === number) this.#incoming = null;
  }

  /** Nobody waits for ever: every sign of life begins the time anew. */
  #watch(number: number, waiting: Waiting): void {
    waiting.cancelTimer();
    waiting.cancelTimer = this.#ports.clock.after(SILENT_FOR_MS, () => {
      this.#ports.say('still:cancel', { number });
      this.#fail(number, 'connection-lost');
    });
  }
}
