import { PictureId, SessionError, SessionId } from '@fernblick/protocol';
import type { Actor } from '@fernblick/session';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import * as v from 'valibot';
import { addressOf } from '../callers.ts';
import { read } from '../http/host-routes.ts';
import { registerRecordings } from '../recordings/recording-routes.ts';
import type { Switchboard } from '../switchboard.ts';
import type { TokenHolder } from '../tokens.ts';
import { sendBytes, type Exchange } from './send-bytes.ts';

const UPLOAD_TYPE = 'application/offset+octet-stream';
const TUS_METHODS = ['POST', 'HEAD', 'PATCH', 'DELETE'] as const;
/** What of the library's answer is the protocol's; the rest is said by this server for every answer alike. */
const TUS_HEADERS = /^(?:tus-|upload-|location$)/;
const ENDINGS = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' } as const;

const PictureParams = v.object({ session: SessionId, picture: PictureId });

/** Uploads, pictures and recordings under `/files`, for pages that show a token. */
export function registerFiles(app: FastifyInstance, switchboard: Switchboard): void {
  const { uploads, pictures, gate, config } = switchboard;
  const holderOf = async (request: FastifyRequest): Promise<TokenHolder> => {
    const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw new SessionError('not-authorized');
    return gate.verify(token, addressOf(request.raw, config.trustProxy));
  };
  const actorOf = async (request: FastifyRequest): Promise<Actor> =>
    (await holderOf(request)).actor;

  // A piece is handed on as it comes in; how long it may be says the upload that it belongs to.
  app.addContentTypeParser(UPLOAD_TYPE, (_request, payload, done) => done(null, payload));
  for (const url of ['/', '/:upload'])
    app.route({
      method: [...TUS_METHODS],
      url,
      handler: async (request, reply) => {
        const answer = await uploads.handle(asWebRequest(request), await actorOf(request));
        for (const [name, value] of answer.headers)
          if (TUS_HEADERS.test(name)) reply.header(name, value);
        const isRefused = answer.status >= 400;
        reply.code(answer.status).header('cache-control', 'no-store');
        if (isRefused) reply.type('application/json');
        return reply.send(isRefused ? await answer.text() : null);
      },
    });

  registerRecordings(app, switchboard, holderOf);

  app.get('/pictures/:session/:picture', async (request, reply) => {
    const asked = { ...read(PictureParams, request.params, 'path'), actor: await actorOf(request) };
    return sendPicture(switchboard, asked, { request, reply });
  });

  app.get('/pictures/:session/:picture/document', async (request, reply) => {
    const { session, picture } = read(PictureParams, request.params, 'path');
    await pictures.find({ session, picture, actor: await actorOf(request) });
    const document = pictures.keyOf(session, picture, 'document');
    return sendFile(switchboard, document, 'application/json', { request, reply });
  });
}

/** Sends the bytes of a picture to somebody who may see it. @throws SessionError `not-found` */
export async function sendPicture(
  switchboard: Switchboard,
  asked: { readonly session: string; readonly picture: string; readonly actor: Actor },
  exchange: Exchange,
): Promise<FastifyReply> {
  const { type, at, full, drawings } = await switchboard.pictures.find(asked);
  const key = switchboard.pictures.keyOf(asked.session, asked.picture, 'picture');
  const time = new Date(at).toISOString().slice(0, -1).replaceAll(/[:.]/g, '-');
  // What is kept of one moment more than once has a name for each.
  const what = full ? '-full' : drawings ? '-drawings' : '';
  exchange.reply.header(
    'content-disposition',
    `attachment; filename="screenshot-${time}${what}.${ENDINGS[type]}"`,
  );
  return sendFile(switchboard, key, type, exchange);
}

async function sendFile(
  { blobs }: Switchboard,
  key: string,
  type: string,
  exchange: Exchange,
): Promise<FastifyReply> {
  const size = await blobs.size(key);
  if (size === null) throw new SessionError('not-found');
  return sendBytes({ size, type, read: (range) => blobs.read(key, range) }, exchange);
}

/** As the library takes it; the body goes through as it comes in. */
function asWebRequest({ raw, body }: FastifyRequest): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  const { method = 'GET', url = '/' } = raw;
  return new Request(new URL(url, 'http://localhost'), {
    method,
    headers,
    // The cast joins Node's own type of a web stream with that of the platform: they are the same thing.
    ...(body instanceof Readable
      ? { body: Readable.toWeb(body) as ReadableStream<Uint8Array>, duplex: 'half' as const }
      : {}),
  });
}
