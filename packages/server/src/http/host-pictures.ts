import {
  PictureId,
  PictureView,
  RequestText,
  SessionError,
  SessionId,
  Subject,
} from '@fernblick/protocol';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { sendPicture } from '../files/file-routes.ts';
import type { Switchboard } from '../switchboard.ts';
import { By, commandAsHost, hostActor, SessionParams } from './host-actor.ts';
import { addRoute, read } from './host-routes.ts';
import { HostSession } from './host-session.ts';

const HostPicture = v.object({
  ...PictureView.entries,
  subject: v.pipe(Subject, v.description('Your own id of the author')),
});
const PictureParams = v.object({ session: SessionId, picture: PictureId });

/** What the host may do with the pictures of a session: see them all, fetch and delete each. */
export function addPictureRoutes(app: FastifyInstance, switchboard: Switchboard): void {
  const { sessions, pictures } = switchboard;

  addRoute(app, {
    method: 'GET',
    path: '/sessions/:session/pictures',
    tag: 'files',
    summary: 'The screenshots of a session with their edited versions, oldest first.',
    params: SessionParams,
    status: 200,
    reply: v.object({ pictures: v.array(HostPicture) }),
    handle: async ({ params: { session } }) => {
      const state = await sessions.state(session);
      if (state === null) throw new SessionError('not-found');
      const authors = new Map(state.pictures.map(({ id, by }) => [id, by.subject]));
      return {
        pictures: switchboard.describe(state).pictures.map((picture) => ({
          ...picture,
          subject: authors.get(picture.id) ?? '',
        })),
      };
    },
  });

  app.get(
    '/sessions/:session/pictures/:picture/file',
    {
      schema: {
        summary: 'The file of a screenshot; takes Range.',
        tags: ['files'],
        operationId: 'getSessionsBySessionPicturesByPictureFile',
        security: [{ apiKey: [] }],
        params: {
          type: 'object',
          required: ['session', 'picture'],
          properties: { session: { type: 'string' }, picture: { type: 'string' } },
        },
        response: {
          200: {
            description: 'The picture',
            content: {
              'image/jpeg': { schema: { type: 'string', format: 'binary' } },
              'image/png': { schema: { type: 'string', format: 'binary' } },
              'image/webp': { schema: { type: 'string', format: 'binary' } },
            },
          },
          default: {
            description: 'Refused; see the code',
            content: { 'application/problem+json': { schema: { type: 'object' } } },
          },
        },
      },
    },
    async (request, reply) => {
      const asked = { ...read(PictureParams, request.params, 'path'), actor: hostActor() };
      return sendPicture(switchboard, asked, { request, reply });
    },
  );

  addRoute(app, {
    method: 'DELETE',
    path: '/sessions/:session/pictures/:picture',
    tag: 'files',
    summary: 'Deletes a screenshot for everybody and for good; the journal keeps the reason.',
    params: PictureParams,
    body: v.object({ reason: RequestText, by: v.optional(By) }),
    status: 200,
    reply: HostSession,
    handle: async ({ params: { session, picture }, body: { reason, by } }) => {
      await pictures.find({ session, picture, actor: hostActor(by) });
      return commandAsHost(switchboard, session, by, (base) => ({
        name: 'picture:delete',
        input: { ...base, picture, reason },
        facts: {},
      }));
    },
  });
}
