import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** One model that a page may ask for at its base address. */
interface Model {
  /** Its name there. */
  readonly file: string;
  /** Where its maker publishes it, below the source. */
  readonly path: string;
  /** Bytes that such a file has at a place, which a page of words in its stead has not. */
  readonly mark: { readonly at: number; readonly bytes: string };
}

const models: readonly Model[] = [
  {
    file: 'hand_landmarker.task',
    path: 'hand_landmarker/hand_landmarker/float16/1/hand_landmarker.task',
    // A ZIP archive.
    mark: { at: 0, bytes: 'PK\u0003\u0004' },
  },
  {
    file: 'magic_touch.tflite',
    path: 'interactive_segmenter/magic_touch/float32/1/magic_touch.tflite',
    mark: { at: 4, bytes: 'TFL3' },
  },
];

/** Where MediaPipe publishes its models. */
const SOURCE = 'https://storage.googleapis.com/mediapipe-models/';
/** Nothing for so long is a network that does not work. */
const SILENT_MS = 30_000;
/** More than any of them has, so that nobody's disk fills up. */
const MOST_BYTES = 100_000_000;

/** Why models could not be fetched, in one sentence for whoever runs the command. */
export class ModelsError extends Error {
  override readonly name = 'ModelsError';
}

/** What somebody asked for on the command line. */
export interface ModelsRequest {
  readonly folder: string;
  /** Another place that has the same files below the same paths. */
  readonly source: string;
}

/**
 * Reads the arguments behind `models`.
 * @throws ModelsError
 */
export function readModelsRequest(args: readonly string[], usual: string): ModelsRequest {
  const rest = [...args];
  let source = SOURCE;
  const from = rest.indexOf('--from');
  if (from >= 0) {
    const [, given] = rest.splice(from, 2);
    if (given === undefined || !/^https?:\/\/./.test(given) || !URL.canParse(given))
      throw wrong('--from must be followed by an address that begins with http:// or https://.');
    source = given.endsWith('/') ? given : `${given}/`;
  }
  const [folder = usual, ...more] = rest;
  if (more.length > 0 || folder.startsWith('-'))
    throw wrong('models takes a folder and --from with an address, and nothing else.');
  return { folder, source };
}

/**
 * Fetches all models into a folder. A file is there whole or not at all.
 * @param say told one line for each model
 * @throws ModelsError with what failed and what to do
 */
export async function fetchModels(
  { folder, source }: ModelsRequest,
  say: (line: string) => void,
): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw wrong(`${folder} must be a folder that can be written to.`, cause);
  });
  for (const model of models) {
    const address = new URL(model.path, source).href;
    const part = join(folder, `${model.file}.part`);
    try {
      const { bytes, sha256 } = await fetchOne(model, address, part);
      await rename(part, join(folder, model.file));
      say(`${model.file}: ${(bytes / 1e6).toFixed(1)} MB, SHA-256 ${sha256}`);
    } catch (cause) {
      await rm(part, { force: true });
      throw wrong(
        `${model.file} could not be fetched from ${address}: ${reasonOf(cause)}. Run this on a machine with internet access, and copy the folder to where the models are to be served from.`,
        cause,
      );
    }
  }
}

async function fetchOne(
  { mark }: Model,
  address: string,
  part: string,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const stop = new AbortController();
  const silence = setTimeout(() => stop.abort(new Error('nothing came for 30 seconds')), SILENT_MS);
  const file = await open(part, 'w');
  try {
    const response = await fetch(address, { signal: stop.signal });
    if (!response.ok || response.body === null)
      throw new Error(`it answered ${response.status} ${response.statusText}`.trim());
    const promised = Number(response.headers.get('content-length') ?? NaN);
    const hash = createHash('sha256');
    const head = Buffer.alloc(mark.at + mark.bytes.length);
    let bytes = 0;
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      silence.refresh();
      if (bytes < head.length) head.set(chunk.subarray(0, head.length - bytes), bytes);
      bytes += chunk.length;
      if (bytes > MOST_BYTES) throw new Error('it is larger than any of these models');
      hash.update(chunk);
      await file.write(chunk);
    }
    // Compressed answers are longer once they are read.
    const isPlain = response.headers.get('content-encoding') === null;
    if (isPlain && !Number.isNaN(promised) && bytes !== promised)
      throw new Error(`it ended after ${bytes} of ${promised} bytes`);
    if (head.toString('latin1', mark.at) !== mark.bytes)
      throw new Error('what came is another kind of file');
    await file.sync();
    return { bytes, sha256: hash.digest('hex') };
  } finally {
    clearTimeout(silence);
    await file.close();
  }
}

/** The cause at the bottom: `fetch` itself says only that it failed. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof AggregateError) return reasonOf(cause.errors[0]);
  return cause instanceof Error ? reasonOf(cause) : error.message.replace(/\.$/, '');
}

function wrong(sentence: string, cause?: unknown): ModelsError {
  return new ModelsError(sentence, { cause });
}
