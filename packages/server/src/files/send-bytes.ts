import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ByteRange } from './blob-store.ts';

/** Whoever opens it by mistake as a page gets one that can do nothing. */
const FILE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'";

/** One request and the answer to it. */
export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Bytes that are kept somewhere. */
export interface Bytes {
  readonly size: number;
  readonly type: string;
  readonly read: (range?: ByteRange) => Promise<Readable>;
}

/** Sends bytes, or the part of them that is asked for, so that nobody keeps them and nothing in them runs. */
export async function sendBytes(
  { size, type, read: open }: Bytes,
  { request, reply }: Exchange,
): Promise<FastifyReply> {
  reply
    .type(type)
    .header('accept-ranges', 'bytes')
    // What is seen now may be hidden in a moment: nobody keeps it in between.
    .header('cache-control', 'private, no-store')
    .header('content-security-policy', FILE_POLICY);
  const range = rangeOf(request.headers.range, size);
  if (range === 'beyond')
    return reply.code(416).header('content-range', `bytes */${size}`).send(null);
  if (range === null) return reply.header('content-length', size).send(await open());
  const { start, end } = range;
  return reply
    .code(206)
    .header('content-range', `bytes ${start}-${end}/${size}`)
    .header('content-length', end - start + 1)
    .send(await open(range));
}

/** One range, as RFC 9110 has it; null for all of the file, also where more than one is asked for. */
function rangeOf(header: string | undefined, size: number): ByteRange | 'beyond' | null {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return null;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return start > end || (first === '' && Number(last) === 0) ? 'beyond' : { start, end };
}
