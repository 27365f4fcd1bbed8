import {
  RecordedView,
  RecordingId,
  RequestText,
  SessionError,
  SessionId,
  Subject,
} from '@fernblick/protocol';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { sendRecording } from '../recordings/recording-routes.ts';
import { fingerprintOf } from '../recordings/recording-key.ts';
import type { Switchboard } from '../switchboard.ts';
import { By, commandAsHost, hostActor, SessionParams } from './host-actor.ts';
import { addRoute, read } from './host-routes.ts';
import { HostSession } from './host-session.ts';

const HostRecording = v.object({
  ...RecordedView.entries,
  subject: v.pipe(Subject, v.description('Your own id of the agent who recorded')),
});
const RecordingParams = v.object({ session: SessionId, recording: RecordingId });
const FileParams = v.object({
  ...RecordingParams.entries,
  file: v.picklist(['webm', 'mp4', 'poster', 'manifest', 'signature']),
});

/** What the host may do with the recordings of a session: see them all, fetch, check and delete each. */
export function addRecordingRoutes(app: FastifyInstance, switchboard: Switchboard): void {
  const { sessions, recordings, recordingKey } = switchboard;

  addRoute(app, {
    method: 'GET',
    path: '/sessions/:session/recordings',
    tag: 'files',
    summary: 'The recordings of a session, oldest first.',
    params: SessionParams,
    status: 200,
    reply: v.object({ recordings: v.array(HostRecording) }),
    handle: async ({ params: { session } }) => {
      const state = await sessions.state(session);
      if (state === null) throw new SessionError('not-found');
      // Whoever asked, an agent's page recorded.
      const agents = new Map(
        state.recordings.map(({ id, by, participant }) => {
          const recorder = state.participants.find((one) => one.id === participant);
          return [id, recorder?.subject ?? by.subject];
        }),
      );
      return {
        recordings: switchboard.describe(state).recordings.map((recording) => ({
          ...recording,
          subject: agents.get(recording.id) ?? '',
        })),
      };
    },
  });

  app.get(
    '/sessions/:session/recordings/:recording/:file',
    {
      schema: {
        summary: 'A file of a recording (webm, mp4, poster, manifest or signature); takes Range.',
        tags: ['files'],
        operationId: 'getSessionsBySessionRecordingsByRecordingByFile',
        security: [{ apiKey: [] }],
        params: {
          type: 'object',
          required: ['session', 'recording', 'file'],
          properties: {
            session: { type: 'string' },
            recording: { type: 'string' },
            file: { type: 'string', enum: ['webm', 'mp4', 'poster', 'manifest', 'signature'] },
          },
        },
        response: {
          200: {
            description: 'The file',
            content: { '*/*': { schema: { type: 'string', format: 'binary' } } },
          },
          default: {
            description: 'Refused; see the code',
            content: { 'application/problem+json': { schema: { type: 'object' } } },
          },
        },
      },
    },
    async (request, reply) => {
      const { file, ...key } = read(FileParams, request.params, 'path');
      return sendRecording(switchboard, { key, actor: hostActor(), file }, { request, reply });
    },
  );

  addRoute(app, {
    method: 'DELETE',
    path: '/sessions/:session/recordings/:recording',
    tag: 'files',
    summary: 'Deletes a recording for everybody and for good; the journal keeps the reason.',
    params: RecordingParams,
    body: v.object({ reason: RequestText, by: v.optional(By) }),
    status: 200,
    reply: HostSession,
    handle: async ({ params: { session, recording }, body: { reason, by } }) => {
      await recordings.find({ session, recording }, hostActor(by));
      return commandAsHost(switchboard, session, by, (base) => ({
        name: 'recording:delete',
        input: { ...base, recording, reason },
        facts: {},
      }));
    },
  });

  addRoute(app, {
    method: 'GET',
    path: '/recording-key',
    tag: 'files',
    summary: 'The public key that checks the manifests of recordings (Ed25519).',
    status: 200,
    reply: v.object({
      publicKey: v.pipe(v.string(), v.description('SubjectPublicKeyInfo, DER, in Base64')),
      fingerprint: v.string(),
    }),
    handle: async () => ({
      publicKey: recordingKey.publicKey,
      fingerprint: fingerprintOf(recordingKey.publicKey),
    }),
  });
}
