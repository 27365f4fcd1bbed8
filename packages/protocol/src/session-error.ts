// Pages carry the words of their own errors only; see `imports` in package.json.
import { errorRows } from '#error-rows';
import type { ErrorCode } from './errors.ts';

/** An error as it crosses the wire: a code, an English sentence, a remedy, and where in the input the fault lies. */
export interface ErrorBody {
  readonly code: ErrorCode;
  readonly message: string;
  readonly remedy: string;
  /** Dotted path into the refused message, for example `microphone.state`. */
  readonly at?: string;
}

/** The one error class of Fernblick: looked at by `code`, never by its text. */
export class SessionError extends Error {
  override readonly name = 'SessionError';
  readonly code: ErrorCode;
  readonly at: string | undefined;
  /** As the server has said it. */
  #remedy: string | undefined;

  constructor(code: ErrorCode, options: { cause?: unknown; at?: string; detail?: string } = {}) {
    const title = errorRows[code]?.title ?? code;
    super(
      options.detail === undefined ? title : `${title} ${options.detail}`,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.code = code;
    this.at = options.at;
  }

  /** What to do next, in one English sentence. */
  get remedy(): string {
    return this.#remedy ?? errorRows[this.code]?.remedy ?? '';
  }

  /** True where the same request may succeed later without any change. */
  get retry(): boolean {
    return errorRows[this.code]?.retry === true;
  }

  /** The form in which the error crosses the wire; causes stay where they are. */
  toBody(): ErrorBody {
    return {
      code: this.code,
      message: this.message,
      remedy: this.remedy,
      ...(this.at === undefined ? {} : { at: this.at }),
    };
  }

  static fromBody(body: ErrorBody): SessionError {
    const error = new SessionError(body.code, body.at === undefined ? {} : { at: body.at });
    error.message = body.message;
    error.#remedy = body.remedy;
    return error;
  }
}

/** What was caught as the one error class; whatever nobody has foreseen is a `server-error` with its cause. */
export function toSessionError(cause: unknown): SessionError {
  return cause instanceof SessionError ? cause : new SessionError('server-error', { cause });
}
