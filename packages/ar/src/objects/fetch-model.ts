import type { VisionFault, VisionTask } from './vision-messages.ts';

/** A model that cannot be used, and why. */
export class VisionError extends Error {
  override readonly name = 'VisionError';
  readonly fault: VisionFault;

  constructor(fault: VisionFault, detail: string, cause?: unknown) {
    super(detail, cause === undefined ? undefined : { cause });
    this.fault = fault;
  }
}

/** Names of the models below the base address. */
export const MODEL_FILES: Readonly<Record<VisionTask, string>> = {
  segmenter: 'magic_touch.tflite',
  hands: 'hand_landmarker.task',
};
/** More than any of them has. */
const MOST_BYTES = 100_000_000;
/** What the files begin with: a ZIP archive, or a TensorFlow Lite model (whose mark lies behind an offset). */
const MARKS: Readonly<Record<VisionTask, { readonly at: number; readonly bytes: string }>> = {
  segmenter: { at: 4, bytes: 'TFL3' },
  hands: { at: 0, bytes: 'PK\u0003\u0004' },
};

/**
 * Fetches a model, and looks whether it is whole and of the kind that is wanted.
 * @param progress told how much is there, 0 to 1; null where nobody knows
 * @throws VisionError `model-missing` or `model-unusable`
 */
export async function fetchModel(
  task: VisionTask,
  address: string,
  progress: (share: number | null) => void,
): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await fetch(address);
  } catch (cause) {
    throw new VisionError('model-missing', `${address} is out of reach.`, cause);
  }
  if (!response.ok || response.body === null)
    throw new VisionError('model-missing', `${address} answers ${response.status}.`);
  const header = response.headers.get('content-length');
  // A compressed answer is longer once it is read.
  const isPlain = response.headers.get('content-encoding') === null;
  const promised = header === null || !isPlain ? null : Number(header);
  const bytes = await readAll(response.body, address, (length) =>
    progress(promised === null || promised === 0 ? null : Math.min(1, length / promised)),
  );
  const { at, bytes: mark } = MARKS[task];
  if (String.fromCharCode(...bytes.subarray(at, at + mark.length)) !== mark)
    throw new VisionError('model-unusable', `${address} is another kind of file.`);
  return bytes;
}

async function readAll(
  body: ReadableStream<Uint8Array>,
  address: string,
  heard: (length: number) => void,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw new VisionError('model-unusable', `${address} is cut off.`, cause);
    });
    if (done) break;
    parts.push(value);
    length += value.length;
    if (length > MOST_BYTES) {
      await reader.cancel();
      throw new VisionError('model-unusable', `${address} is too large.`);
    }
    heard(length);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
