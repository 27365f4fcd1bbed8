import { SessionError } from '@fernblick/protocol';
import type { FilmPart, ReadOptions } from '../session-recording.ts';
import type { HttpChunkServer } from './chunk-server.ts';

/** As large as that a file is fetched as a whole: what is lost of it with the connection is fetched anew. */
const PART_BYTES = 4 * 1024 * 1024;
/** A network may be gone for a moment; whoever waits longer is told. */
const PATIENCE_MS: readonly number[] = [300, 1_200, 3_000];

/** What a film is read from. */
export interface FilmReaderOptions {
  readonly server: Pick<HttpChunkServer, 'ask'>;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Reads finished recordings, part by part: each is a question of its own to the server, which may answer no. */
export class FilmReader {
  readonly #options: FilmReaderOptions;

  constructor(options: FilmReaderOptions) {
    this.#options = options;
  }

  /** The bytes from one place to before another. @throws SessionError */
  async part(
    path: string,
    { from, until }: { readonly from: number; readonly until: number },
    signal: AbortSignal,
  ): Promise<FilmPart> {
    const headers = { range: `bytes=${from}-${until - 1}` };
    for (const ms of [...PATIENCE_MS, null])
      try {
        const answer = await this.#options.server.ask(path, { headers, signal });
        const size = sizeIn(answer, from);
        const type = answer.headers.get('content-type') ?? '';
        return { bytes: new Uint8Array(await bytesOf(answer)), size, type };
      } catch (cause) {
        if (signal.aborted) throw new SessionError('cancelled', { cause });
        const isPassing = cause instanceof SessionError && cause.code === 'server-unreachable';
        if (!isPassing || ms === null) throw cause;
        await this.#options.wait(ms, signal);
      }
    throw new SessionError('server-unreachable');
  }

  /** All of it. @throws SessionError `recording-changed` where it was made anew meanwhile */
  async whole(
    path: string,
    { progress }: Pick<ReadOptions, 'progress'>,
    signal: AbortSignal,
  ): Promise<Blob> {
    const parts: Blob[] = [];
    let at = 0;
    let size = Number.POSITIVE_INFINITY;
    let type = '';
    while (at < size) {
      const part = await this.part(path, { from: at, until: at + PART_BYTES }, signal);
      if (at > 0 && part.size !== size) throw new SessionError('recording-changed');
      if (part.bytes.length === 0) throw new SessionError('server-error');
      ({ size, type } = part);
      at += part.bytes.length;
      // A browser may keep it on its disk.
      parts.push(new Blob([part.bytes]));
      progress?.(at, size);
    }
    return new Blob(parts, { type });
  }
}

/** How large the whole is. @throws SessionError where it is not the part that was asked for */
function sizeIn(answer: Response, from: number): number {
  const [, start, size] =
    /^bytes (\d+)-\d+\/(\d+)$/.exec(answer.headers.get('content-range') ?? '') ?? [];
  if (answer.status !== 206 || Number(start) !== from || size === undefined)
    throw new SessionError('server-error', { cause: answer.status });
  return Number(size);
}

/** @throws SessionError where the answer broke off */
async function bytesOf(answer: Response): Promise<ArrayBuffer> {
  try {
    return await answer.arrayBuffer();
  } catch (cause) {
    throw new SessionError('server-unreachable', { cause });
  }
}
