import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { errors, SessionError, type ErrorCode } from '@fernblick/protocol';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { FieldFault, FieldFaults } from './field-faults.ts';
import { DATA_POLICY } from './security-headers.ts';

/** An error as the host API answers it: RFC 9457 problem details with the protocol's code. */
export const Problem = v.object({
  type: v.pipe(v.string(), v.description('urn:fernblick:error: followed by the code')),
  title: v.string(),
  status: v.number(),
  detail: v.string(),
  code: v.string(),
  remedy: v.string(),
  at: v.optional(v.pipe(v.string(), v.description('Dotted path into the refused message'))),
  errors: v.optional(
    v.pipe(v.array(FieldFault), v.description('Each thing that is wrong with what was sent')),
  ),
});

function problemOf(error: SessionError): v.InferOutput<typeof Problem> {
  const { status, title } = errors[error.code];
  const faults = error.cause instanceof FieldFaults ? error.cause.faults : [];
  return {
    type: `urn:fernblick:error:${error.code}`,
    title,
    status,
    detail: [error.message, ...faults.slice(0, 1).map(inWords)].join(' '),
    code: error.code,
    remedy: error.remedy,
    ...(error.at === undefined ? {} : { at: error.at }),
    ...(faults.length === 0 ? {} : { errors: [...faults] }),
  };
}

/** Answers with a problem document. */
export function sendProblem(reply: FastifyReply, error: SessionError): FastifyReply {
  return reply
    .code(errors[error.code].status)
    .header('content-type', 'application/problem+json')
    .header('cache-control', 'no-store')
    .header('content-security-policy', DATA_POLICY)
    .send(JSON.stringify(problemOf(error)));
}

function inWords({ in: part, pointer, detail }: FieldFault): string {
  return `${part} ${pointer}: ${detail}`;
}

/**
 * Answers what Node could not read as HTTP, and closes: there is no telling where the next request would begin.
 * Browsers open connections before they need them: one on which nothing was asked in time is closed without a word,
 * because whatever is said on it would be read as the answer to what is asked next.
 */
export function answerUnreadable(error: Error, socket: Socket): void {
  const { code } = error as { code?: unknown };
  const isLate = code === 'ERR_HTTP_REQUEST_TIMEOUT';
  const isSilent = isLate && socket.bytesRead === 0;
  if (code === 'ECONNRESET' || isSilent || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  if (isLate) {
    // After this status alone, a browser asks again by itself (RFC 9110, 15.5.9).
    socket.end('HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
    return;
  }
  const isTooLarge = code === 'HPE_HEADER_OVERFLOW';
  const problem = problemOf(new SessionError(isTooLarge ? 'message-too-large' : 'invalid-message'));
  const body = JSON.stringify(problem);
  socket.end(
    [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
      'content-type: application/problem+json',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

/** What Fastify itself refuses, in our words; what nobody foresaw becomes `server-error` and is logged. */
export function handleError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const known = toSessionError(error);
  if (known.code === 'server-error') request.log.error({ err: error }, 'a request failed');
  return sendProblem(reply, known);
}

const fastifyCodes: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'message-too-large',
  FST_ERR_NOT_FOUND: 'not-found',
};

/** What is wrong with a request that Fastify could not even read. */
const unreadable: Readonly<Record<string, readonly [ErrorCode, FieldFault['in'], string]>> = {
  FST_ERR_BAD_URL: ['invalid-url', 'path', 'Must be percent-encoded (RFC 3986).'],
  FST_ERR_MAX_PARAM_LENGTH: ['invalid-url', 'path', 'Must be shorter.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'invalid-message',
    'body',
    'Must be sent with Content-Type: application/json.',
  ],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['invalid-message', 'body', 'Must be JSON; it is empty.'],
  FST_ERR_CTP_INVALID_JSON_BODY: [
    'invalid-message',
    'body',
    'Must be JSON, without keys such as __proto__.',
  ],
};

/** The parts of a request under the names that Fastify has for them. */
const parts: Readonly<Record<string, FieldFault['in']>> = {
  body: 'body',
  querystring: 'query',
  params: 'path',
};

/** What the JSON schema of an embedding host's route found; Fastify's words quote no values. */
function readValidation({ validation, validationContext }: Partial<FastifyError>): FieldFaults {
  const part = parts[validationContext ?? ''];
  if (part === undefined) return new FieldFaults([]);
  return new FieldFaults(
    (validation ?? []).map(({ instancePath, message = '' }) => ({
      in: part,
      pointer: `#${instancePath}`,
      detail: `${message.replace(/^m/, 'M')}.`,
    })),
  );
}

function toSessionError(error: unknown): SessionError {
  if (error instanceof SessionError) return error;
  // Whatever was thrown: each of these is looked at before it is used.
  const thrown = (error ?? {}) as Partial<FastifyError>;
  const { code = '', statusCode = 500, validation } = thrown;
  const mapped = fastifyCodes[code];
  if (mapped !== undefined) return new SessionError(mapped, { cause: error });
  const fault = unreadable[code];
  if (fault !== undefined) {
    const cause = new FieldFaults([{ in: fault[1], pointer: '#', detail: fault[2] }]);
    return new SessionError(fault[0], { cause });
  }
  if (validation !== undefined)
    return new SessionError('invalid-message', { cause: readValidation(thrown) });
  if (statusCode === 403 || statusCode === 404)
    return new SessionError('not-found', { cause: error });
  const refused = statusCode >= 400 && statusCode < 500;
  return new SessionError(refused ? 'invalid-message' : 'server-error', { cause: error });
}
