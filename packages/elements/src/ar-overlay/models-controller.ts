import type { InkCommand, InkReports } from '@fernblick/ar/ink';
import type { VisionFault } from '@fernblick/ar/objects';
import type { ReactiveController } from 'lit';
import type { ArOverlay } from './ar-overlay.ts';
import type { Models, Standing } from './models.ts';
import type { Picture } from './picture-controller.ts';

/** What a models controller needs of its element. */
export interface ModelsHost {
  /** Base address of the models; null where there are none. */
  readonly models: () => string | null;
  /** The picture that is drawn on. */
  readonly picture: () => Picture | null;
  /** The camera that sees the viewer's hand; null where that is the picture that is drawn on. */
  readonly handStream: () => MediaStream | null;
  readonly post: (command: InkCommand) => void;
  readonly problem: (code: VisionFault, detail: string) => void;
}

/** Knows which models are wanted; everything about them is loaded when one is used for the first time. */
export class ModelsController implements ReactiveController {
  readonly #host: ArOverlay;
  readonly #needs: ModelsHost;
  #standing: Standing = {};
  #base: string | null = null;
  #isPointing = false;
  /** Whether the hand is looked for: it rests with the tools, where nobody could see that it points. */
  #isLooking = false;
  #models: Promise<Models> | null = null;
  /** Counts the addresses: what comes late from another one is not used. */
  #age = 0;

  constructor(host: ArOverlay, needs: ModelsHost) {
    this.#host = host;
    this.#needs = needs;
    host.addController(this);
  }

  /** True where the viewer's hand can be followed. */
  get offersHand(): boolean {
    if (this.#base === null || this.#standing.hands === 'failed') return false;
    const stream = this.#needs.handStream();
    return stream === null
      ? this.#needs.picture() instanceof HTMLVideoElement
      : stream.getVideoTracks().length > 0;
  }

  /** True while the viewer's hand is a pointer, or is about to be. */
  get isPointing(): boolean {
    return this.#isPointing && this.offersHand;
  }

  /** How much of a model is there while it loads, 0 to 1, null where nobody knows; undefined where none loads. */
  get loading(): number | null | undefined {
    return this.#standing.loading;
  }

  hostUpdate(): void {
    if (this.#needs.models() !== this.#base) {
      this.hostDisconnected();
      this.#base = this.#needs.models();
    }
    const isLooking = this.#isPointing && !this.#host.watching;
    if (isLooking === this.#isLooking) return;
    this.#isLooking = isLooking;
    this.#use((models) => models.point(isLooking));
  }

  hostDisconnected(): void {
    this.#age++;
    void this.#models?.then((models) => models.close());
    this.#models = null;
    this.#standing = {};
    this.#endPointing();
    this.#base = null;
    this.tellAgain();
  }

  /** Somebody is about to pick: what says what was touched is wanted. */
  prepareToPick(): void {
    if (this.#base !== null && this.#standing.segmenter === undefined)
      this.#use((models) => models.load('segmenter'));
  }

  /** A new engine, which knows of nothing. */
  tellAgain(): void {
    this.#needs.post({ is: 'segmenter', ready: this.#standing.segmenter === 'ready' });
  }

  /** Lets the model say what was touched. */
  segment(request: InkReports['segment']): void {
    this.#use((models) => models.segment(request));
  }

  /** Makes the viewer's hand a pointer, or not any more. */
  readonly togglePointing = (): void => {
    this.#isPointing = !this.#isPointing;
    this.#host.requestUpdate();
  };

  #use(use: (models: Models) => void): void {
    const base = this.#base;
    if (base === null) return;
    const age = this.#age;
    this.#models ??= import('./models.ts').then(
      ({ Models }) =>
        new Models(base, this.#needs, (standing) => {
          if (age === this.#age) this.#stand(standing);
        }),
    );
    this.#models.then(
      (models) => {
        if (age === this.#age) use(models);
      },
      (cause: unknown) => {
        if (age !== this.#age) return;
        this.#stand({ hands: 'failed', segmenter: 'failed' });
        this.#needs.problem('vision-unavailable', String(cause));
      },
    );
  }

  #endPointing(): void {
    this.#isPointing = false;
    this.#isLooking = false;
  }

  #stand(standing: Standing): void {
    const wasReady = this.#standing.segmenter === 'ready';
    this.#standing = standing;
    if (wasReady !== (standing.segmenter === 'ready')) this.tellAgain();
    if (standing.hands === 'failed') this.#endPointing();
    this.#host.requestUpdate();
  }
}
