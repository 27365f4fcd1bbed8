import { SessionError } from '@fernblick/protocol';
import { Upload, type DetailedError, type HttpResponse } from 'tus-js-client';
import { refusalIn } from './refusal-in.ts';

/** A file and where it is to go. */
export interface UploadOrder {
  /** Ends with a slash. */
  readonly serverUrl: string;
  readonly session: string;
  readonly file: Blob;
  readonly progress: (loaded: number, total: number) => void;
  /** Told why it does not get on, each time before it is tried again. */
  readonly troubled: (error: SessionError) => void;
  /** Told at the start what tries again at once instead of after a while. */
  readonly begun: (again: () => void) => void;
  /** The token in use; another one after `refused`. */
  readonly token: (refused: boolean) => Promise<string>;
  readonly signal: AbortSignal;
}

// Even at 64 kbit/s a piece is through before the server takes its caller for one who never ends (60 s).
const PIECE_BYTES = 256 * 1_024;
// Each piece that comes through begins the list anew; in between an outage of some minutes is waited out.
const RETRY_AFTER_MS = [0, 500, 1_000, 2_000, ...Array<number>(60).fill(5_000)];

/**
 * Uploads a file piece by piece; after a lost connection it goes on where it stopped.
 * @returns the name that the server has given it
 * @throws SessionError
 */
export async function upload(order: UploadOrder): Promise<string> {
  const { serverUrl, session, file, progress, signal } = order;
  let token = await order.token(false);
  signal.throwIfAborted();
  return await new Promise((resolve, reject) => {
    const running = new Upload(file, {
      endpoint: `${serverUrl}files/`,
      metadata: { session },
      chunkSize: PIECE_BYTES,
      uploadDataDuringCreation: true,
      retryDelays: RETRY_AFTER_MS,
      storeFingerprintForResuming: false,
      onBeforeRequest: (request) => request.setHeader('Authorization', `Bearer ${token}`),
      onAfterResponse: async (_request, response) => {
        if (response.getStatus() === 401) token = await order.token(true);
      },
      onShouldRetry: (error, attempt) => {
        const isToBe = mayTryAgain(error.originalResponse, attempt);
        if (isToBe && attempt > 0) order.troubled(asSessionError(error));
        return isToBe;
      },
      onProgress: (loaded, total) => progress(loaded, total),
      onError: (cause) => reject(asSessionError(cause)),
      onSuccess: () => resolve((running.url ?? '').split('/').at(-1) ?? ''),
    });
    signal.addEventListener('abort', () => {
      void running.abort();
      reject(new SessionError('cancelled'));
    });
    order.begun(() => {
      if (signal.aborted) return;
      running.abort().then(
        () => running.start(),
        // Of an upload that cannot be interrupted, the next try comes by itself.
        () => undefined,
      );
    });
    running.start();
  });
}

/** What the server has refused with a reason stays refused; a token that has run out is another one by then. */
function mayTryAgain(response: HttpResponse | null, attempt: number): boolean {
  const status = response?.getStatus() ?? 0;
  const isPassing = [0, 408, 409, 429].includes(status) || status >= 500;
  return isPassing || (status === 401 && attempt < 1);
}

function asSessionError(cause: Error | DetailedError): SessionError {
  const response = 'originalResponse' in cause ? cause.originalResponse : null;
  return refusalIn(response?.getBody() ?? '', cause);
}
