import * as v from 'valibot';
import { SessionError } from './session-error.ts';
import { notices, type Notice, type NoticeName } from './notices.ts';
import { requests, type Reply, type RequestName, type RequestOutput } from './requests.ts';

// Deeper than any row; keeps hostile nesting away from the schemas and from JSON.stringify.
const MAX_DEPTH = 12;
const encoder = new TextEncoder();

/** Refuses what is no plain JSON data (binary, class instances, cycles, deep nesting). */
function checkPlain(value: unknown, depth: number): void {
  if (value === null || typeof value !== 'object') {
    if (typeof value === 'bigint' || typeof value === 'function' || typeof value === 'symbol')
      throw new SessionError('invalid-message', { detail: 'It is not JSON.' });
    return;
  }
  if (depth > MAX_DEPTH) throw new SessionError('invalid-message', { detail: 'It is too deep.' });
  const prototype: unknown = Object.getPrototypeOf(value);
  if (Array.isArray(value)) {
    for (const item of value) checkPlain(item, depth + 1);
  } else if (prototype === Object.prototype || prototype === null) {
    for (const key of Object.keys(value))
      checkPlain((value as Record<string, unknown>)[key], depth + 1);
  } else {
    throw new SessionError('invalid-message', { detail: 'It is not JSON.' });
  }
}

/**
 * Checks one message against its row: plain JSON, size, schema; unknown keys are dropped.
 * @throws SessionError `invalid-message` or `message-too-large`
 */
export function checkMessage<S extends v.GenericSchema>(
  schema: S,
  maxBytes: number,
  input: unknown,
): v.InferOutput<S> {
  checkPlain(input, 0);
  const json = JSON.stringify(input) ?? '';
  // A character takes at most three bytes as UTF-16 unit, so most messages need no encoding to be measured.
  if (
    json.length > maxBytes ||
    (json.length * 3 > maxBytes && encoder.encode(json).length > maxBytes)
  )
    throw new SessionError('message-too-large', { detail: `It may have ${maxBytes} bytes.` });
  const result = v.safeParse(schema, input, { abortEarly: true });
  if (result.success) return result.output;
  const issue = result.issues[0];
  const at = v.getDotPath(issue);
  throw new SessionError('invalid-message', {
    detail: issue.message.slice(0, 200),
    ...(at === null ? {} : { at }),
  });
}

/** True for names that have a row of their own, never for inherited ones such as `constructor`. */
export function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(requests, name);
}

/** @throws SessionError `invalid-message` or `message-too-large` */
export function checkRequest<N extends RequestName>(name: N, input: unknown): RequestOutput<N> {
  const row = requests[name];
  return checkMessage(row.request, row.maxBytes, input) as RequestOutput<N>;
}

/** @throws SessionError `invalid-message` or `message-too-large` */
export function checkReply<N extends RequestName>(name: N, input: unknown): Reply<N> {
  return checkMessage(requests[name].reply, MAX_REPLY_BYTES, input) as Reply<N>;
}

/** @throws SessionError `invalid-message` or `message-too-large` */
export function checkNotice<N extends NoticeName>(name: N, input: unknown): Notice<N> {
  const row = notices[name];
  return checkMessage(row.notice, row.maxBytes, input) as Notice<N>;
}

/** Replies may list sessions; they stay under what the socket itself refuses. */
const MAX_REPLY_BYTES = 1_000_000;
