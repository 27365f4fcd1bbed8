import type { Film, FilmListener } from '@fernblick/client';
import type { ComposerCommand, ComposerReport } from '@fernblick/ar/recording';

/** An encoder that has died says nothing more; what it had would be late. */
const END_WITHIN_MS = 3_000;

/** Parts of 10 ms: what a worker that is busy for a second would miss. */
const SOUNDS = 100;

type Report = Exclude<ComposerReport, { readonly is: 'tick' | 'pace' | 'failed' }>;
type Sounds = new (init: { readonly track: MediaStreamTrack; readonly maxBufferSize: number }) => {
  readonly readable: ReadableStream<AudioData>;
};

/** The film that a worker makes of what it composes. */
export class WorkerFilm {
  readonly #post: (command: ComposerCommand, transfer?: Transferable[]) => void;
  readonly #Sounds: Sounds;
  #listener: FilmListener | null = null;
  readonly #posters: ((picture: Blob | null) => void)[] = [];
  #endAt: ReturnType<typeof setTimeout> | null = null;
  #tellOver: () => void = () => {};
  readonly #over = new Promise<void>((resolve) => {
    this.#tellOver = resolve;
  });

  constructor(post: (command: ComposerCommand, transfer?: Transferable[]) => void, Sounds: Sounds) {
    this.#post = post;
    this.#Sounds = Sounds;
  }

  /** Resolves when everything is told, or there is nothing to be. */
  get over(): Promise<void> {
    if (this.#listener === null) this.#tellOver();
    return this.#over;
  }

  readonly begin = (sound: MediaStreamTrack | null, listener: FilmListener): Film => {
    this.#listener = listener;
    const readable =
      sound === null ? null : new this.#Sounds({ track: sound, maxBufferSize: SOUNDS }).readable;
    this.#post({ is: 'film', sound: readable }, readable === null ? [] : [readable]);
    return {
      pause: (atMs) => this.#post({ is: 'pause', atMs }),
      resume: () => this.#post({ is: 'resume' }),
      end: (atMs) => {
        this.#post({ is: 'end', atMs });
        this.#endAt ??= setTimeout(() => this.#finish(), END_WITHIN_MS);
      },
    };
  };

  readonly poster = async (): Promise<Blob> => {
    const picture = await new Promise<Blob | null>((resolve) => {
      this.#posters.push(resolve);
      this.#post({ is: 'poster' });
    });
    if (picture === null) throw new Error('There is no picture yet.');
    return picture;
  };

  /** Takes one message of the worker. */
  hear(report: Report): void {
    if (report.is === 'piece') this.#listener?.piece(new Blob([report.bytes]), report.times);
    else if (report.is === 'asks') this.#post({ is: 'hears' });
    else if (report.is === 'poster') this.#posters.shift()?.(report.picture);
    else this.#finish();
  }

  #finish(): void {
    if (this.#endAt !== null) clearTimeout(this.#endAt);
    for (const resolve of this.#posters.splice(0)) resolve(null);
    this.#listener?.ended();
    this.#listener = null;
    this.#tellOver();
  }
}
