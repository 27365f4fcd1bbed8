import type { RecordingView } from '@fernblick/protocol';
import { deferred } from '../deferred.ts';
import { encode, grabFrame } from '../pictures/grab-frame.ts';
import type { ComposedPicture, FilmedPicture } from '../session-recording.ts';
import type { SessionSnapshot } from '../session-state.ts';
import type { ChunkStore, RecordingKey } from './chunk-store.ts';
import type { ChunkUploader } from './chunk-uploader.ts';
import { Leash } from './leash.ts';
import { Recorder } from './recorder.ts';
import { SoundMix } from './sound-mix.ts';

/** By then cameras have found their exposure, and recordings that are worth one last longer. */
const POSTER_AFTER_MS = 2_500;

/** What one recording of this page is made with. */
export interface RunOptions {
  readonly key: RecordingKey;
  readonly picture: ComposedPicture | FilmedPicture;
  readonly store: ChunkStore;
  readonly uploader: ChunkUploader;
  /** Milliseconds since the recording has started, on the server's clock. */
  readonly now: () => number;
  /** A piece could not be kept. */
  readonly full: (cause: unknown) => void;
  /** It makes no more pieces. */
  readonly failed: (cause: unknown) => void;
  /** Here is a picture that stands for it, or why there is none. */
  readonly poster: (picture: Promise<Blob>) => void;
}

/** One recording that this page makes: what it takes in, and its pieces on their way to the disk. */
export class RecordingRun {
  readonly key: RecordingKey;
  /** Resolves once all of it is in the store, or was lost. */
  readonly ended: Promise<void>;
  readonly #options: RunOptions;
  readonly #recorder: Recorder;
  readonly #mix = new SoundMix();
  readonly #leash: Leash;
  #chunks = 0;
  /** Until when it has to have been recorded for a picture that stands for it; null once there is one. */
  #posterAt: number | null;
  /** What the view said last. */
  #view: RecordingView | null = null;
  #written: Promise<void> = Promise.resolve();

  constructor(options: RunOptions) {
    this.key = options.key;
    this.#options = options;
    const { picture, store, uploader, now, full, failed, key } = options;
    this.#posterAt = now() + POSTER_AFTER_MS;
    const { promise, resolve } = deferred<void>();
    this.ended = promise;
    this.#recorder = new Recorder(picture, this.#mix.track, now, {
      piece: (piece) => this.#keep(piece),
      ended: ({ durationMs }) => {
        const end = (): Promise<void> => store.end(key, { chunks: this.#chunks, durationMs });
        // What could not be written is told already; what was, is brought in any case.
        this.#written
          .then(end, end)
          .catch(full)
          .finally(() => {
            uploader.ended();
            resolve();
          });
      },
      failed,
    });
    this.#leash = new Leash(after, {
      pause: () => this.#recorder.pause(since(this.#view, 'paused') ?? now()),
      resume: () => this.#recorder.resume(),
    });
  }

  /** Does what the session's view says, as long as it can be heard, and hears who is there. */
  follow(state: SessionSnapshot, view: RecordingView): void {
    this.#view = view;
    this.#leash.see({ mayRun: view.state !== 'paused', hears: state.server === 'connected' });
    this.#mix.hear(soundsOf(state));
  }

  /** Stops where the view says that it was stopped, and at once where there is no view. */
  end(view: RecordingView | null): void {
    this.#leash.close();
    this.#recorder.stop(since(view, 'stopped') ?? this.#options.now());
    this.#options.picture.close();
    this.#mix.close();
  }

  #keep(piece: { from: number; until: number; bytes: Blob }): void {
    const { store, uploader, key, picture, full, poster } = this.#options;
    const chunk = { ...piece, n: this.#chunks };
    this.#chunks += 1;
    if (this.#posterAt !== null && piece.until >= this.#posterAt) {
      this.#posterAt = null;
      poster(posterOf(picture));
    }
    this.#written = this.#written.then(async () => {
      await store.add(key, chunk);
      uploader.added();
    });
    this.#written.catch(full);
  }
}

/** Since when it stands so, in milliseconds since its start; null where it does not. */
function since(view: RecordingView | null, state: RecordingView['state']): number | null {
  return view?.state === state && view.startedAt !== null ? view.since - view.startedAt : null;
}

async function posterOf(picture: ComposedPicture | FilmedPicture): Promise<Blob> {
  if ('film' in picture) return await picture.poster();
  const { blob } = await encode(await grabFrame(picture.track));
  return blob;
}

/** The sound of everybody who shows: one's own and that of each link. */
function soundsOf({ localStream, links, session }: SessionSnapshot): readonly MediaStreamTrack[] {
  const shown = links.filter(({ participant }) =>
    session?.participants.some(({ id, masked }) => id === participant && masked !== true),
  );
  return [localStream, ...shown.map(({ stream }) => stream)].flatMap((stream) =>
    (stream?.getAudioTracks() ?? []).filter(({ readyState }) => readyState === 'live'),
  );
}

function after(ms: number, call: () => void): () => void {
  const timer = setTimeout(call, ms);
  return () => clearTimeout(timer);
}
