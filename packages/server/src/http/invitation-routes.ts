import {
  InvitationView,
  LanguageTag,
  MailAddress,
  ParticipantId,
  PersonName,
  Role,
  SessionError,
} from '@fernblick/protocol';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { Switchboard } from '../switchboard.ts';
import { By, freshCommandId, hostActor, SessionParams } from './host-actor.ts';
import { addRoute, Nothing } from './host-routes.ts';

const by = v.optional(v.pipe(By, v.description('The agent on whose behalf it is done')));

/** Links into a session, for people who have no account with the host. */
export function addInvitationRoutes(
  app: FastifyInstance,
  { sessions, invitations }: Switchboard,
): void {
  const tag = 'invitations';
  const path = '/sessions/:session/invitations';
  addRoute(app, {
    method: 'POST',
    path,
    tag,
    summary: 'Makes a link into a session for one person, and sends it by e-mail if you like.',
    params: SessionParams,
    body: v.object({
      role: v.optional(v.pipe(Role, v.description('`agent` for a colleague; needs AGENT_URL'))),
      name: v.optional(v.pipe(PersonName, v.description('For whom it is'))),
      mail: v.optional(
        v.pipe(
          v.object({ address: MailAddress, lang: v.optional(LanguageTag) }),
          v.description('Needs SMTP_URL'),
        ),
      ),
      by,
    }),
    status: 201,
    reply: InvitationView,
    handle: async ({ params: { session }, body: { by: agent, role, name, mail } }) => {
      const request = {
        session,
        commandId: freshCommandId(),
        ...(role === undefined ? {} : { role }),
        ...(name === undefined ? {} : { name }),
        ...(mail === undefined ? {} : { mail }),
      };
      return (await invitations.make(hostActor(agent), request)).invitation;
    },
  });
  addRoute(app, {
    method: 'GET',
    path,
    tag,
    summary: 'The links into a session, and how each stands.',
    params: SessionParams,
    status: 200,
    reply: v.object({ invitations: v.array(InvitationView) }),
    handle: async ({ params: { session } }) => {
      const state = await sessions.state(session);
      if (state === null) throw new SessionError('not-found');
      return { invitations: [...invitations.of(state)] };
    },
  });
  addRoute(app, {
    method: 'DELETE',
    path: `${path}/:invitation`,
    tag,
    summary: 'Takes a link back; who is in the session with it stays.',
    params: v.object({ ...SessionParams.entries, invitation: ParticipantId }),
    status: 204,
    reply: Nothing,
    handle: async ({ params: { session, invitation } }) => {
      await invitations.revoke(hostActor(), { session, invitation, commandId: freshCommandId() });
    },
  });
}
