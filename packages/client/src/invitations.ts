import { SessionError, type InvitationView, type SessionView } from '@fernblick/protocol';
import { randomId } from './random-id.ts';
import type { AboutOptions, ActionOptions } from './session-client.ts';
import type { Invited, SessionInvitations } from './session-invitations.ts';
import type { ServerConnection } from './signalling/server-connection.ts';

/** The links into a session, made and taken back at the server; keeps nothing. */
export class Invitations implements SessionInvitations {
  readonly #connection: ServerConnection;
  readonly #session: () => string | null;

  constructor(connection: ServerConnection, session: () => string | null) {
    this.#connection = connection;
    this.#session = session;
  }

  read({ session, signal }: AboutOptions = {}) {
    return this.#connection.request(
      'invitations:read',
      { session: this.#about(session) },
      { signal },
    );
  }

  async make(whom: Invited = {}, { session, signal }: AboutOptions = {}): Promise<InvitationView> {
    const message = { ...whom, session: this.#about(session), commandId: randomId() };
    return (await this.#connection.request('invitation:make', message, { signal })).invitation;
  }

  async accept(key: string, { signal }: ActionOptions = {}): Promise<SessionView> {
    const message = { key, session: key.split('.', 1).join(), commandId: randomId() };
    return (await this.#connection.request('invitation:accept', message, { signal })).view;
  }

  async revoke(invitation: string, { session, signal }: AboutOptions = {}): Promise<void> {
    const message = { invitation, session: this.#about(session), commandId: randomId() };
    await this.#connection.request('invitation:revoke', message, { signal });
  }

  #about(session = this.#session()): string {
    if (session === null) throw new SessionError('not-found');
    return session;
  }
}
