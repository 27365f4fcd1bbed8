import {
  SessionError,
  toSessionError,
  type PictureTransfer,
  type SessionClient,
  type SessionPictures,
} from '@fernblick/client';
import type { PictureView } from '@fernblick/protocol';
import type { LitElement, ReactiveController } from 'lit';
import { asJpeg, takeSeen, type SeenPicture } from './seen-picture.ts';

/** One press of the shutter, as its card shows it. */
export interface Shot {
  readonly number: number;
  /** What was taken, until its card goes. */
  readonly seen: SeenPicture;
  /** Address of the picture for this page: of what was seen, and of the full still once that is kept. */
  readonly url: string;
  /** What becomes of it: kept as it was seen, once more without drawings, or in full size. */
  readonly is: 'saving' | 'saved' | 'asking' | 'failed';
  readonly error: SessionError | null;
  /** Which of its pictures failed: that of what was seen, or the still in full size. */
  readonly failed: 'picture' | 'full' | null;
  /** Does once more what failed. */
  readonly again: (() => void) | null;
  /** Name of its own way to the server, the latest; null before there is one. */
  readonly transfer: string | null;
  readonly hasPlain: boolean;
  /** The full still, as it has come. */
  readonly still: Blob | null;
  /** Size of the full still, once it is kept. */
  readonly full: { readonly width: number; readonly height: number } | null;
}

/** Long enough to see it, and to decide whether more is wanted of it. */
const SHOWN_MS = 8_000;
/** More would cover the picture. */
const MOST_SHOTS = 3;

let named = 0;

/** A name that no other transfer of the page has. */
function nextName(): string {
  named += 1;
  return `screenshot-${named}`;
}

/** Takes pictures of what is seen and brings them to the server; each shot has a card for a while. */
export class ShotController implements ReactiveController {
  readonly #host: LitElement;
  readonly #client: () => SessionClient | null;
  #shots: readonly Shot[] = [];
  #count = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #pictures: SessionPictures | null = null;
  #unsubscribe: (() => void) | null = null;
  /** True while somebody looks at a card. */
  #isHeld = false;

  constructor(host: LitElement, client: () => SessionClient | null) {
    this.#host = host;
    this.#client = client;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = null;
    this.#pictures = null;
    for (const { number } of this.#shots) this.dismiss(number);
  }

  /** The newest first. */
  get shots(): readonly Shot[] {
    return this.#shots;
  }

  /** How much of a shot has arrived, 0 to 100; null while nothing of it is on its way. */
  progressOf(
    shot: Shot,
  ): { readonly is: 'receiving' | 'sending'; readonly percent: number } | null {
    const transfer = this.#transferOf(shot);
    if (transfer === undefined || transfer.is === 'failed') return null;
    const { is, loaded, total } = transfer;
    return { is, percent: total === 0 ? 0 : Math.floor((100 * loaded) / total) };
  }

  /** Why a shot does not get on to the server; null while all is well. */
  troubleOf(shot: Shot): SessionError | null {
    const transfer = this.#transferOf(shot);
    return transfer?.is === 'sending' ? transfer.error : null;
  }

  /** Tries at once what would be tried again after a while. */
  tryNow({ transfer }: Shot): void {
    // What comes of it shows with the shot.
    if (transfer !== null) this.#pictures?.retry(transfer).catch(() => undefined);
  }

  #transferOf({ transfer }: Shot): PictureTransfer | undefined {
    return this.#pictures?.state.transfers.find(({ id }) => id === transfer);
  }

  /** Takes what is seen, with the drawings on it; `full` asks for a still of the camera as well. */
  async take(root: ParentNode, { full }: { readonly full: boolean }): Promise<void> {
    const client = this.#client();
    if (client === null) return;
    const seen = await takeSeen(root, client.state);
    const picture = await asJpeg(seen.inked ?? seen.plain);
    this.#count += 1;
    const number = this.#count;
    const shot: Shot = {
      number,
      seen,
      url: URL.createObjectURL(picture),
      is: 'saving',
      error: null,
      failed: null,
      again: null,
      transfer: null,
      hasPlain: seen.inked === null,
      still: null,
      full: null,
    };
    this.#makeRoom();
    this.#shots = [shot, ...this.#shots];
    this.#host.requestUpdate();
    await this.#keep(shot, picture, { drawings: seen.inked !== null });
    if (full && this.#find(number)?.is === 'saved') await this.takeFull(number);
  }

  /** Keeps the same frame without what was drawn on it, beside the other. */
  async keepPlain(number: number): Promise<void> {
    const shot = this.#find(number);
    if (shot === undefined) return;
    this.#change(number, { hasPlain: true });
    await this.#keep(shot, await asJpeg(shot.seen.plain), { drawings: false });
  }

  /** Asks for a still in the full size of the camera, and keeps it too. */
  async takeFull(number: number): Promise<void> {
    const shot = this.#find(number);
    const { of } = shot?.seen ?? {};
    if (shot === undefined || of === undefined) return;
    await this.#do(number, 'asking', async (pictures, way) => {
      const takenAt = Date.now();
      const still = await pictures.requestStill(of, way);
      this.#change(number, { is: 'saving', still });
      return await pictures.save(still, { of, takenAt, full: true }, way);
    });
  }

  /** Takes a card away; what it shows is kept, or was not, and then nothing of it stays behind. */
  dismiss(number: number): void {
    const shot = this.#find(number);
    if (shot === undefined) return;
    this.#shots = this.#shots.filter((each) => each !== shot);
    // What is still on its way arrives without its card.
    if (shot.is === 'failed' && shot.transfer !== null) this.#pictures?.discard(shot.transfer);
    URL.revokeObjectURL(shot.url);
    shot.seen.plain.close();
    shot.seen.inked?.close();
    this.#host.requestUpdate();
  }

  /** Cards stay for as long as somebody looks at one. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    if (!isHeld) this.#wait();
  }

  async #keep(shot: Shot, picture: Blob, { drawings }: { drawings: boolean }): Promise<void> {
    const { of, takenAt, frameMs } = shot.seen;
    const whose = of === undefined ? {} : { of };
    await this.#do(shot.number, 'saving', (pictures, way) =>
      pictures.save(picture, { ...whose, takenAt, frameMs, drawings }, way),
    );
  }

  async #do(
    number: number,
    is: 'saving' | 'asking',
    act: (pictures: SessionPictures, way: { readonly transfer: string }) => Promise<PictureView>,
    transfer = nextName(),
  ): Promise<void> {
    this.#change(number, { is, error: null, failed: null, again: null, transfer });
    try {
      const { width, height } = await act(await this.#open(), { transfer });
      this.#change(number, { is: 'saved' });
      if (is === 'asking') this.#showStill(number, { width, height });
    } catch (cause) {
      const error = toSessionError(cause);
      const isKept = this.#pictures?.state.transfers.some(({ id }) => id === transfer) === true;
      // What has arrived already is not sent once more.
      const again = (): void =>
        void (isKept
          ? this.#do(number, is, (pictures) => pictures.retry(transfer), transfer)
          : this.#do(number, is, act));
      this.#change(number, {
        is: 'failed',
        error,
        failed: is === 'asking' ? 'full' : 'picture',
        again,
      });
      if (error.code === 'server-unreachable') this.#onceConnected(number, again);
    }
    this.#wait();
  }

  /** Does again what failed, once the server can be reached again; the first shot of a call needs it for its code, too. */
  #onceConnected(number: number, again: () => void): void {
    const client = this.#client();
    if (client === null) return;
    let wasAway = client.state.server !== 'connected';
    const stop = client.subscribe(({ server }) => {
      const isWanted = this.#find(number)?.again === again;
      if (server !== 'connected') wasAway = true;
      if (isWanted && (server !== 'connected' || !wasAway)) return;
      stop();
      if (isWanted) again();
    });
  }

  async #open(): Promise<SessionPictures> {
    const pictures = await this.#client()?.openPictures();
    if (pictures === undefined) throw new SessionError('closed');
    if (this.#pictures !== pictures) {
      this.#unsubscribe?.();
      this.#pictures = pictures;
      this.#unsubscribe = pictures.subscribe(() => this.#host.requestUpdate());
    }
    return pictures;
  }

  /** From now on the card shows, opens and hands over the full still. */
  #showStill(number: number, full: { readonly width: number; readonly height: number }): void {
    const shot = this.#find(number);
    if (shot?.still == null) return;
    URL.revokeObjectURL(shot.url);
    this.#change(number, { url: URL.createObjectURL(shot.still), full });
  }

  /** The oldest of what is kept goes; what is on its way, or failed, stays. */
  #makeRoom(): void {
    const surplus = this.#shots.length - (MOST_SHOTS - 1);
    if (surplus <= 0) return;
    for (const { number } of this.#shots.filter(({ is }) => is === 'saved').slice(-surplus))
      this.dismiss(number);
  }

  #find(number: number): Shot | undefined {
    return this.#shots.find((shot) => shot.number === number);
  }

  #change(number: number, change: Partial<Shot>): void {
    this.#shots = this.#shots.map((shot) =>
      shot.number === number ? { ...shot, ...change } : shot,
    );
    this.#host.requestUpdate();
  }

  #wait(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (this.#isHeld) return;
      for (const { number, is } of this.#shots) if (is === 'saved') this.dismiss(number);
    }, SHOWN_MS);
  }
}
