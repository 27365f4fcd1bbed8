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
import { downloadAs } from './download-as.ts';
import type { PictureAsked } from './pictures.ts';
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
  const asker = async (
    request: FastifyRequest,
  ): Promise<Pick<PictureFileAsked, 'actor' | 'checkToken'>> => {
    const holder = await holderOf(request);
    return { actor: holder.actor, checkToken: () => gate.check(holder) };
  };

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
    const asked = read(PictureParams, request.params, 'path');
    return sendPicture(switchboard, { ...asked, ...(await asker(request)) }, { request, reply });
  });

  app.get('/pictures/:session/:picture/document', async (request, reply) => {
    const params = read(PictureParams, request.params, 'path');
    const asked = { ...params, ...(await asker(request)) };
    await pictures.find(asked);
    const key = pictures.keyOf(asked.session, asked.picture, 'document');
    const document = { key, type: 'application/json' };
    return sendFile(switchboard, asked, document, { request, reply });
  });
}

/** Who wants the bytes of which picture. */
export interface PictureFileAsked extends PictureAsked {
  /** Throws once what the caller has shown is good no more; what a host has shown is good for every answer. */
  readonly checkToken?: () => void;
}

/**
 * Sends the bytes of a picture to somebody who may see it, and for as long as they may: where that ends, the answer breaks
 * off. @throws SessionError `not-found`
 */
export async function sendPicture(
  switchboard: Switchboard,
  asked: PictureFileAsked,
  exchange: Exchange,
): Promise<FastifyReply> {
  const { type, at, full, drawings } = await switchboard.pictures.find(asked);
  const key = switchboard.pictures.keyOf(asked.session, asked.picture, 'picture');
  // What is kept of one moment more than once has a name for each.
  const what = full ? '-full' : drawings ? '-drawings' : '';
  downloadAs(exchange.reply, 'screenshot', at, `${what}.${ENDINGS[type]}`);
  return sendFile(switchboard, asked, { key, type }, exchange);
}

async function sendFile(
  { blobs, pictures }: Switchboard,
  asked: PictureFileAsked,
  { key, type }: { readonly key: string; readonly type: string },
  exchange: Exchange,
): Promise<FastifyReply> {
  const size = await blobs.size(key);
  if (size === null) throw new SessionError('not-found');
  const check = async (): Promise<void> => {
    asked.checkToken?.();
    await pictures.find(asked);
  };
  return sendBytes({ size, type, read: (range) => blobs.read(key, range), check }, exchange);
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
