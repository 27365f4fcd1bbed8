import type { Point } from '@fernblick/protocol';
import { HandLandmarker, InteractiveSegmenter } from '@mediapipe/tasks-vision';
import { fetchModel, VisionError } from './fetch-model.ts';
import type { ColorPicture } from './grow-region.ts';
import { isCircle } from './is-circle.ts';
import type { Mask } from './mask.ts';
import type { VisionCommand, VisionFiles, VisionReport, VisionTask } from './vision-messages.ts';

/** Says which pixels of a picture are the object that was touched. */
interface Segmenter {
  segment(picture: ColorPicture, points: readonly Point[]): Mask;
}

/** Says where a hand is. */
interface HandFinder {
  find(picture: ImageBitmap, timeMs: number): readonly Point[] | null;
}

/** How sure the model has to be that there is a hand. */
const SURE = 0.55;

/** Looks into pictures with one model, and answers each message with a message. */
export class Vision {
  readonly #report: (report: VisionReport) => void;
  #segmenter: Segmenter | null = null;
  #hands: HandFinder | null = null;

  constructor(report: (report: VisionReport) => void) {
    this.#report = report;
  }

  take(command: VisionCommand): void {
    switch (command.is) {
      case 'load':
        void this.#load(command.task, command.files);
        return;
      case 'segment':
        this.#segment(command);
        return;
      case 'find-hand':
        this.#findHand(command);
    }
  }

  async #load(task: VisionTask, files: VisionFiles): Promise<void> {
    try {
      this.#report({ is: 'loading', share: null });
      const model = await fetchModel(task, files.model, (share) =>
        this.#report({ is: 'loading', share }),
      );
      if (task === 'hands') this.#hands = await loadHands(files, model);
      else this.#segmenter = await loadSegmenter(files, model);
      this.#report({ is: 'ready' });
    } catch (cause) {
      const fault = cause instanceof VisionError ? cause.fault : 'vision-unavailable';
      this.#report({ is: 'failed', fault, detail: reasonOf(cause) });
    }
  }

  #segment({ id, picture, points }: VisionCommand & { readonly is: 'segment' }): void {
    try {
      const mask = this.#segmenter?.segment(picture, points) ?? null;
      this.#report({ is: 'segmented', id, mask });
    } catch (cause) {
      this.#report({ is: 'failed', fault: 'model-unusable', detail: reasonOf(cause) });
    }
  }

  #findHand({ picture, timeMs }: VisionCommand & { readonly is: 'find-hand' }): void {
    let places: readonly Point[] | null = null;
    try {
      places = this.#hands?.find(picture, timeMs) ?? null;
    } catch (cause) {
      this.#report({ is: 'failed', fault: 'model-unusable', detail: reasonOf(cause) });
    } finally {
      picture.close();
    }
    this.#report({ is: 'hand', places });
  }
}

async function loadHands(files: VisionFiles, modelAssetBuffer: Uint8Array): Promise<HandFinder> {
  const landmarker = await create(files, () =>
    HandLandmarker.createFromOptions(filesetOf(files), {
      baseOptions: { modelAssetBuffer, delegate: 'CPU' },
      runningMode: 'VIDEO',
      numHands: 1,
      minHandDetectionConfidence: SURE,
      minHandPresenceConfidence: SURE,
    }),
  );
  let lastMs = 0;
  return {
    find: (picture, timeMs) => {
      // It wants times that only grow.
      lastMs = Math.max(lastMs + 1, Math.round(timeMs));
      const [hand] = landmarker.detectForVideo(picture, lastMs).landmarks;
      return hand === undefined ? null : hand.map(({ x, y }) => ({ x, y }));
    },
  };
}

async function loadSegmenter(files: VisionFiles, modelAssetBuffer: Uint8Array): Promise<Segmenter> {
  const segmenter = await create(files, () =>
    InteractiveSegmenter.createFromOptions(filesetOf(files), {
      baseOptions: { modelAssetBuffer, delegate: 'CPU' },
      outputCategoryMask: true,
      outputConfidenceMasks: false,
    }),
  );
  return {
    segment: (picture, points) => {
      const { width, height, rgba } = picture;
      const image = new ImageData(new Uint8ClampedArray(rgba), width, height);
      const result = segmenter.segment(image, { keypoint: middleOf(points, picture) });
      try {
        const categories = result.categoryMask;
        if (categories === undefined) throw new Error('The model answers without a mask.');
        return maskOfTouched(
          {
            width: categories.width,
            height: categories.height,
            pixels: categories.getAsUint8Array(),
          },
          middleOf(points, picture),
        );
      } finally {
        result.close();
      }
    },
  };
}

/** The pixels of the same category as the one that was touched: what number the object has is the model's affair. */
export function maskOfTouched(categories: Mask, { x, y }: Point): Mask {
  const { width, height, pixels } = categories;
  const at = (value: number, side: number) =>
    Math.min(side - 1, Math.max(0, Math.floor(value * side)));
  const touched = pixels[at(y, height) * width + at(x, width)];
  return { width, height, pixels: pixels.map((pixel) => (pixel === touched ? 1 : 0)) };
}

/** The one place that is asked about: the middle of a circle, and of a stroke the point halfway. */
function middleOf(points: readonly Point[], picture: ColorPicture): Point {
  const half = points[Math.floor(points.length / 2)] ?? { x: 0.5, y: 0.5 };
  if (!isCircle(points, picture)) return half;
  const sum = points.reduce((all, { x, y }) => ({ x: all.x + x, y: all.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

function filesetOf({ loader, binary }: VisionFiles) {
  return { wasmLoaderPath: loader, wasmBinaryPath: binary };
}

/** A model that MediaPipe does not take is the model's fault, unless MediaPipe itself is not to be had. */
async function create<T>({ loader, binary }: VisionFiles, make: () => Promise<T>): Promise<T> {
  for (const address of [loader, binary]) {
    const answer = await fetch(address, { method: 'HEAD' }).catch(() => null);
    if (answer?.ok !== true)
      throw new VisionError('vision-unavailable', `${address} is out of reach.`);
  }
  try {
    return await make();
  } catch (cause) {
    if (cause instanceof WebAssembly.CompileError || cause instanceof EvalError)
      throw new VisionError('vision-unavailable', reasonOf(cause), cause);
    throw new VisionError('model-unusable', reasonOf(cause), cause);
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
