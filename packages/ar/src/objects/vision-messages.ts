import type { Point } from '@fernblick/protocol';
import type { ColorPicture } from './grow-region.ts';
import type { Mask } from './mask.ts';

/** What a model is for. */
export type VisionTask = 'segmenter' | 'hands';

/** Where everything lies that a task needs; full addresses. */
export interface VisionFiles {
  /** The script that starts MediaPipe's WebAssembly, as a module. */
  readonly loader: string;
  readonly binary: string;
  readonly model: string;
}

/** What a page asks of the worker that looks into pictures. */
export type VisionCommand =
  | { readonly is: 'load'; readonly task: VisionTask; readonly files: VisionFiles }
  /** Which pixels are the object that was touched at these places, 0 to 1 of the picture. */
  | {
      readonly is: 'segment';
      readonly id: number;
      readonly picture: ColorPicture;
      readonly points: readonly Point[];
    }
  /** Where a hand is. The worker closes the picture. */
  | { readonly is: 'find-hand'; readonly picture: ImageBitmap; readonly timeMs: number };

/** Why a model cannot be used. */
export type VisionFault =
  /** There is none at the address, or the address is out of reach. */
  | 'model-missing'
  /** What is there is cut off, or is another kind of model. */
  | 'model-unusable'
  /** The page may not have what runs models: a worker, WebAssembly, or its files. */
  | 'vision-unavailable';

/** What the worker tells. */
export type VisionReport =
  /** How much of the model is there, 0 to 1; null where nobody knows. */
  | { readonly is: 'loading'; readonly share: number | null }
  | { readonly is: 'ready' }
  | { readonly is: 'failed'; readonly fault: VisionFault; readonly detail: string }
  /** Null where the model found nothing or fell over. */
  | { readonly is: 'segmented'; readonly id: number; readonly mask: Mask | null }
  /** The hand’s 21 places, 0 to 1 of the picture; null where there is none. */
  | { readonly is: 'hand'; readonly places: readonly Point[] | null };
