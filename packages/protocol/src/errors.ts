import { answeredCodes, type AnsweredCode } from './answered-codes.ts';
import { answeredErrors } from './answered-errors.ts';
import type { ErrorRow } from './error-row.ts';
import { pageErrors } from './page-errors.ts';

/**
 * Every error that Fernblick can answer or raise, on the wire and in the browser.
 * `docs/errors.md` is generated from this table; translations for people live with the elements.
 */
export const errors = { ...pageErrors, ...answeredErrors } as const;

export type ErrorCode = keyof typeof pageErrors | AnsweredCode;

/** All error codes. */
export const errorCodes: readonly ErrorCode[] = [
  // The keys are the codes; `Object.keys` forgets that.
  ...(Object.keys(pageErrors) as (keyof typeof pageErrors)[]),
  ...answeredCodes,
];

/** True for a code of the table. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return errorCodes.some((code) => code === value);
}

/** What can be said of an error here: in Node of all, in a page of those that it raises itself. */
export const errorRows: Readonly<Record<ErrorCode, ErrorRow>> = errors;
