/** Whose move it is after an error; decides the tone of what a person reads and whether a client may try again. */
export type ErrorKind = 'input' | 'rights' | 'state' | 'device' | 'network' | 'limit' | 'server';

/** One error: what it is, and what to do about it. */
export interface ErrorRow {
  readonly kind: ErrorKind;
  /** HTTP status when the error leaves through the host API. */
  readonly status: number;
  /** What happened, in one sentence. */
  readonly title: string;
  /** What to do next, in one sentence. */
  readonly remedy: string;
  /** True where the same request may succeed later without any change. */
  readonly retry?: true;
}
