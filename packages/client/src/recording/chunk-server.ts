import { chunkHeaders, SessionError, type ChunksStored } from '@fernblick/protocol';
import { refusalIn } from '../pictures/refusal-in.ts';
import type { Chunk, RecordingEnd, RecordingKey } from './chunk-store.ts';
import type { ChunkServer } from './chunk-uploader.ts';

/** How the server is reached. */
export interface ChunkServerOptions {
  /** Ends with a slash. */
  readonly serverUrl: string;
  /** The token in use; another one after `refused`. */
  readonly token: (refused: boolean) => Promise<string>;
}

/** The server's side of recordings, over HTTP. */
export class HttpChunkServer implements ChunkServer {
  readonly #options: ChunkServerOptions;

  constructor(options: ChunkServerOptions) {
    this.#options = options;
  }

  async stored(
    key: RecordingKey,
    signal: AbortSignal,
  ): Promise<{ readonly next: number; readonly finished: boolean }> {
    const answer = await this.ask(`${pathOf(key)}/chunks`, { signal });
    const { next, finished } = (await answer.json()) as ChunksStored;
    if (!Number.isInteger(next)) throw new SessionError('server-error');
    return { next, finished };
  }

  async put(
    key: RecordingKey,
    { n, from, until, bytes }: Chunk,
    signal: AbortSignal,
  ): Promise<{ readonly next: number; readonly refusal: SessionError | null }> {
    const body = await bytes.arrayBuffer();
    const headers = {
      'content-type': 'application/octet-stream',
      [chunkHeaders.sha256]: await sha256(body),
      [chunkHeaders.from]: String(from),
      [chunkHeaders.until]: String(until),
    };
    const answer = await this.#fetch(`${pathOf(key)}/${n}`, {
      method: 'PUT',
      body,
      headers,
      signal,
    });
    const next = Number(answer.headers.get(chunkHeaders.next) ?? Number.NaN);
    if (answer.ok) return { next: Number.isInteger(next) ? next : n + 1, refusal: null };
    const refusal = refusalIn(await answer.text(), answer.status);
    // Without the header it is no word about this piece.
    if (!Number.isInteger(next)) throw refusal;
    return { next, refusal };
  }

  async finish(key: RecordingKey, end: RecordingEnd, signal: AbortSignal): Promise<void> {
    await this.ask(`${pathOf(key)}/finish`, {
      method: 'POST',
      body: JSON.stringify(end),
      headers: { 'content-type': 'application/json' },
      signal,
    });
  }

  /** Brings a picture that stands for the recording. @throws SessionError */
  async putPoster(key: RecordingKey, poster: Blob, signal: AbortSignal): Promise<void> {
    const headers = { 'content-type': 'image/jpeg' };
    await this.ask(`${pathOf(key)}/poster`, { method: 'PUT', body: poster, headers, signal });
  }

  /** Asks for something under `files/recordings/`. @throws SessionError */
  async ask(path: string, init: RequestInit): Promise<Response> {
    const answer = await this.#fetch(path, init);
    if (answer.ok) return answer;
    throw refusalIn(await answer.text(), answer.status);
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    const { serverUrl, token } = this.#options;
    const send = async (refused: boolean): Promise<Response> => {
      const authorization = `Bearer ${await token(refused)}`;
      return fetch(`${serverUrl}files/recordings/${path}`, {
        ...init,
        headers: { ...(init.headers as Record<string, string>), authorization },
      }).catch((cause: unknown) => {
        throw new SessionError('server-unreachable', { cause });
      });
    };
    const answer = await send(false);
    return answer.status === 401 ? await send(true) : answer;
  }
}

function pathOf({ session, recording }: RecordingKey): string {
  return `${session}/${recording}`;
}

async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
