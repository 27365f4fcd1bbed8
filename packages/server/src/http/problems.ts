import { errors, SessionError, type ErrorCode } from '@fernblick/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
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
});

/** Answers with a problem document. */
export function sendProblem(reply: FastifyReply, error: SessionError): FastifyReply {
  const { status, title } = errors[error.code];
  const body: v.InferOutput<typeof Problem> = {
    type: `urn:fernblick:error:${error.code}`,
    title,
    status,
    detail: error.message,
    code: error.code,
    remedy: error.remedy,
    ...(error.at === undefined ? {} : { at: error.at }),
  };
  return reply
    .code(status)
    .header('content-type', 'application/problem+json')
    .header('cache-control', 'no-store')
    .header('content-security-policy', DATA_POLICY)
    .send(JSON.stringify(body));
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

function toSessionError(error: unknown): SessionError {
  if (error instanceof SessionError) return error;
  const { code, statusCode } = (error ?? {}) as { code?: unknown; statusCode?: unknown };
  const mapped = typeof code === 'string' ? fastifyCodes[code] : undefined;
  if (mapped !== undefined) return new SessionError(mapped, { cause: error });
  if (statusCode === 403 || statusCode === 404)
    return new SessionError('not-found', { cause: error });
  const refused = typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500;
  return new SessionError(refused ? 'invalid-message' : 'server-error', { cause: error });
}
