import type { InkReports } from '@fernblick/ar/ink';
import {
  hullOfHand,
  MODEL_FILES,
  pointingAt,
  VisionHost,
  watchHand,
  type VisionTask,
} from '@fernblick/ar/objects';
import { makeVisionWorker } from './make-vision-worker.ts';
import type { ModelsHost } from './models-controller.ts';
import { visionFiles } from './vision-files.ts';

/** Where each model stands, and how much of those that load is there; a failed one is not tried again. */
export interface Standing extends Partial<Record<VisionTask, 'loading' | 'ready' | 'failed'>> {
  readonly loading?: number | null;
}

/** Models of one base address, each in a worker of its own, and what they see. */
export class Models {
  readonly #base: string;
  readonly #needs: ModelsHost;
  readonly #changed: (standing: Standing) => void;
  readonly #hosts = new Map<VisionTask, VisionHost>();
  #standing: Standing = {};
  #isPointing = false;
  #endWatch: (() => void) | null = null;
  /** Shows the viewer's own camera, for nobody to see. */
  #camera: HTMLVideoElement | null = null;

  constructor(base: string, needs: ModelsHost, changed: (standing: Standing) => void) {
    this.#base = new URL(`${base.replace(/\/$/, '')}/`, document.baseURI).href;
    this.#needs = needs;
    this.#changed = changed;
  }

  load(task: VisionTask): void {
    if (this.#standing[task] !== undefined) return;
    this.#stand(task, 'loading', null);
    const host = new VisionHost({
      task,
      files: { ...visionFiles, model: new URL(MODEL_FILES[task], this.#base).href },
      makeWorker: makeVisionWorker,
      loading: (share) => this.#stand(task, 'loading', share),
      ready: () => this.#stand(task, 'ready'),
      failed: (fault, detail) => {
        this.#hosts.delete(task);
        this.#stand(task, 'failed');
        this.#needs.problem(fault, detail);
      },
    });
    this.#hosts.set(task, host);
  }

  /** Lets the model say what was touched. */
  segment({ anchor, picture, points }: InkReports['segment']): void {
    const asked = this.#hosts.get('segmenter')?.segment(picture, points) ?? Promise.resolve(null);
    void asked.then((mask) => this.#needs.post({ is: 'segmented', anchor, mask }));
  }

  /** Makes the viewer's hand a pointer, or not any more. */
  point(isPointing: boolean): void {
    this.#isPointing = isPointing;
    if (isPointing) this.load('hands');
    this.#watch();
  }

  close(): void {
    this.#isPointing = false;
    this.#watch();
    for (const host of this.#hosts.values()) host.close();
    this.#hosts.clear();
  }

  #stand(task: VisionTask, is: 'loading' | 'ready' | 'failed', share?: number | null): void {
    const { loading: _, ...others } = this.#standing;
    this.#standing = { ...others, [task]: is, ...(share === undefined ? {} : { loading: share }) };
    this.#watch();
    this.#changed(this.#standing);
  }

  /** Looks at the hand while that is wanted and possible. */
  #watch(): void {
    const host = this.#hosts.get('hands');
    const isWanted = this.#isPointing && host?.isReady === true;
    if (isWanted && this.#endWatch !== null) return;
    this.#endWatch?.();
    this.#endWatch = null;
    this.#forgetCamera();
    if (!isWanted) return;
    this.#endWatch = watchHand({
      video: () => this.#videoOfHand(),
      find: (picture, timeMs) => host.findHand(picture, timeMs),
      hand: (places, frame) => {
        if (places === null) return;
        const isApart = this.#needs.handStream() !== null;
        const at = pointingAt(places, frame);
        // One's own camera is a mirror: a hand that goes to the right points to the right.
        if (at !== null)
          this.#needs.post({ is: 'point', at: isApart ? { x: 1 - at.x, y: at.y } : at });
        if (!isApart) this.#needs.post({ is: 'cover', hull: hullOfHand(places, frame) });
      },
    });
  }

  #videoOfHand(): HTMLVideoElement | null {
    const stream = this.#needs.handStream();
    if (stream === null) {
      this.#forgetCamera();
      const picture = this.#needs.picture();
      return picture instanceof HTMLVideoElement ? picture : null;
    }
    this.#camera ??= document.createElement('video');
    if (this.#camera.srcObject !== stream) {
      this.#camera.muted = true;
      this.#camera.playsInline = true;
      this.#camera.srcObject = stream;
      this.#camera.play().catch((cause: unknown) => {
        // Switched to another camera before this one had begun.
        if (cause instanceof DOMException && cause.name === 'AbortError') return;
        this.#needs.problem('vision-unavailable', String(cause));
      });
    }
    return this.#camera;
  }

  #forgetCamera(): void {
    if (this.#camera !== null) this.#camera.srcObject = null;
    this.#camera = null;
  }
}
