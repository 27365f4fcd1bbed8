import type { SessionId } from '@fernblick/protocol';
import type { SessionState } from '@fernblick/session';
import type { InvitationBook } from '../invitation-book.ts';
import type { Audience } from './audience.ts';
import type { Connection } from './connection.ts';
import type { Handlers } from './dispatcher.ts';

/** What the handlers of invitations work with. */
export interface InvitationDesk {
  readonly invitations: InvitationBook;
  readonly audience: Audience;
}

type InvitationRequest = 'invitations:read' | `invitation:${'make' | 'accept' | 'revoke'}`;

/** Makes the functions behind the requests about links that agents send. */
export function createInvitationHandlers(
  { invitations, audience }: InvitationDesk,
  known: (connection: Connection, session: SessionId) => Promise<SessionState>,
): Pick<Handlers, InvitationRequest> {
  return {
    'invitations:read': async ({ session }, connection) => ({
      invitations: [...invitations.of(await known(connection, session))],
      canMail: invitations.canMail,
      forColleagues: invitations.forColleagues,
    }),

    'invitation:make': async (request, connection) => {
      const { actor } = connection.holder;
      const { state, invitation } = await invitations.make(actor, request, connection.tab);
      return { view: audience.viewFor(connection, state), invitation };
    },

    'invitation:accept': async (request, connection) => {
      const { actor } = connection.holder;
      const state = await invitations.accept(actor, request, connection.tab);
      return { view: audience.viewFor(connection, state) };
    },

    'invitation:revoke': async (request, connection) => {
      const { actor } = connection.holder;
      const state = await invitations.revoke(actor, request, connection.tab);
      return { view: audience.viewFor(connection, state) };
    },
  };
}
