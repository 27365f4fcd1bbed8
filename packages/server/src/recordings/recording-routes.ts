import {
  chunkHeaders,
  Count,
  MAX_CHUNK_BYTES,
  MAX_POSTER_BYTES,
  RecordingFinish,
  RecordingId,
  SessionError,
  SessionId,
} from '@fernblick/protocol';
import type { Actor } from '@fernblick/session';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { downloadAs } from '../files/download-as.ts';
import { sendBytes, type Exchange } from '../files/send-bytes.ts';
import { read } from '../http/host-routes.ts';
import { sendProblem } from '../http/problems.ts';
import type { Switchboard } from '../switchboard.ts';
import type { TokenHolder } from '../tokens.ts';
import type { FILES } from './recording-files.ts';
import type { ChunkAnswer } from './recordings.ts';

const RecordingParams = v.object({ session: SessionId, recording: RecordingId });
/** A whole number as an address or a header has it. */
const WholeNumber = v.pipe(v.string(), v.regex(/^\d{1,12}$/), v.transform(Number), Count);
const ChunkParams = v.object({ ...RecordingParams.entries, n: WholeNumber });
const ChunkHeaders = v.object({
  [chunkHeaders.sha256]: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  [chunkHeaders.from]: WholeNumber,
  [chunkHeaders.until]: WholeNumber,
});
const FileParams = v.object({
  ...RecordingParams.entries,
  file: v.picklist(['webm', 'mp4', 'poster', 'manifest', 'signature']),
});
const CHUNK_TYPE = 'application/octet-stream';

/** The pieces of recordings in, and what becomes of them out, under `/files/recordings`. */
export function registerRecordings(
  app: FastifyInstance,
  switchboard: Switchboard,
  holderOf: (request: FastifyRequest) => Promise<TokenHolder>,
): void {
  const { recordings, gate } = switchboard;
  const actorOf = async (request: FastifyRequest): Promise<Actor> =>
    (await holderOf(request)).actor;
  app.addContentTypeParser(
    CHUNK_TYPE,
    { parseAs: 'buffer', bodyLimit: MAX_CHUNK_BYTES },
    (_request, body, done) => done(null, body),
  );
  app.addContentTypeParser(
    'image/jpeg',
    { parseAs: 'buffer', bodyLimit: MAX_POSTER_BYTES },
    (_request, body, done) => done(null, body),
  );

  app.put('/recordings/:session/:recording/:n', async (request, reply) => {
    const { n, ...key } = read(ChunkParams, request.params, 'path');
    const actor = await actorOf(request);
    const headers = read(ChunkHeaders, request.headers, 'header');
    if (!Buffer.isBuffer(request.body) || request.body.length === 0)
      throw new SessionError('invalid-message', { at: 'body' });
    const chunk = {
      n,
      sha256: headers[chunkHeaders.sha256],
      from: headers[chunkHeaders.from],
      until: headers[chunkHeaders.until],
      bytes: request.body,
    };
    return sendAnswer(reply, await recordings.add(key, chunk, actor));
  });

  app.get('/recordings/:session/:recording/chunks', async (request, reply) => {
    const key = read(RecordingParams, request.params, 'path');
    const stored = await recordings.stored(key, await actorOf(request));
    return reply
      .header(chunkHeaders.next, stored.next)
      .header('cache-control', 'no-store')
      .send(stored);
  });

  app.put('/recordings/:session/:recording/poster', async (request, reply) => {
    const key = read(RecordingParams, request.params, 'path');
    const actor = await actorOf(request);
    if (!Buffer.isBuffer(request.body)) throw new SessionError('invalid-picture');
    await recordings.addPoster(key, request.body, actor);
    return reply.code(204).header('cache-control', 'no-store').send(null);
  });

  app.post('/recordings/:session/:recording/finish', async (request, reply) => {
    const key = read(RecordingParams, request.params, 'path');
    const actor = await actorOf(request);
    const finish = read(RecordingFinish, request.body, 'body');
    return sendAnswer(reply, await recordings.finish(key, finish, actor));
  });

  app.get('/recordings/:session/:recording', async (request, reply) => {
    const key = read(RecordingParams, request.params, 'path');
    const holder = await holderOf(request);
    const asked = { key, actor: holder.actor, checkToken: () => gate.check(holder) };
    return sendRecording(switchboard, asked, { request, reply });
  });

  app.get('/recordings/:session/:recording/:file', async (request, reply) => {
    const { file, ...key } = read(FileParams, request.params, 'path');
    const holder = await holderOf(request);
    const asked = { key, actor: holder.actor, file, checkToken: () => gate.check(holder) };
    return sendRecording(switchboard, asked, { request, reply });
  });
}

/** Which file of which recording somebody asks for; the recording itself where none is named. */
export interface RecordingAsked {
  readonly key: { readonly session: string; readonly recording: string };
  readonly actor: Actor;
  readonly file?: keyof typeof FILES;
  /** Throws once what the caller has shown is good no more; what a host has shown is good for every answer. */
  readonly checkToken?: () => void;
}

/**
 * Sends a file of a recording to somebody who may see it, and for as long as they may: where that ends, the answer breaks
 * off. @throws SessionError `not-found`
 */
export async function sendRecording(
  { recordings }: Switchboard,
  { key, actor, file, checkToken }: RecordingAsked,
  exchange: Exchange,
): Promise<FastifyReply> {
  const { startedAt, file: made } = await recordings.find(key, actor);
  const isMp4 = made !== null && typeof made !== 'string' && made.type === 'video/mp4';
  const name = file ?? (isMp4 ? 'mp4' : 'webm');
  const bytes = await recordings.file(key, name);
  if (name === 'webm' || name === 'mp4')
    downloadAs(exchange.reply, 'recording', startedAt ?? 0, `.${name}`);
  const check = async (): Promise<void> => {
    checkToken?.();
    await recordings.find(key, actor);
  };
  return sendBytes({ ...bytes, check }, exchange);
}

function sendAnswer(reply: FastifyReply, { next, refusal }: ChunkAnswer): FastifyReply {
  reply.header(chunkHeaders.next, next).header('cache-control', 'no-store');
  return refusal === null ? reply.code(204).send(null) : sendProblem(reply, refusal);
}
