import { PassThrough, pipeline, type Readable } from 'node:stream';
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
  /** Asked before each piece of them goes out; throws where whoever asked may have no more of them. */
  readonly check?: () => Promise<void>;
}

/** Sends bytes, or the part of them that is asked for, so that nobody keeps them and nothing in them runs. */
export async function sendBytes(
  { size, type, read: readAll, check }: Bytes,
  { request, reply }: Exchange,
): Promise<FastifyReply> {
  const open = async (part?: ByteRange): Promise<Readable> => {
    const bytes = await readAll(part);
    return check === undefined ? bytes : checked(bytes, check);
  };
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

/** An answer may be under way for minutes, to somebody who may no longer have the rest of it: then it breaks off. */
function checked(bytes: Readable, check: () => Promise<void>): Readable {
  const allowed = async function* (pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      await check();
      yield piece;
    }
  };
  // What went wrong is an error of what is returned, and told there.
  return pipeline(bytes, allowed, new PassThrough(), () => {});
}

/** One range, as RFC 9110 has it; null for all of the file, also where more than one is asked for. */
function rangeOf(header: string | undefined, size: number): ByteRange | 'beyond' | null {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return null;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return start > end || (first === '' && Number(last) === 0) ? 'beyond' : { start, end };
}
