import type { InvitationView, Role, SessionView } from '@fernblick/protocol';
import type { AboutOptions, ActionOptions } from './session-client.ts';

/** Whom an agent invites; all may be left out. */
export interface Invited {
  /** `agent` for a colleague, where the server knows the desk's page for agents; a customer if left out. */
  readonly role?: Role;
  readonly name?: string;
  /** Sent there by the server, where it sends e-mail. */
  readonly mail?: { readonly address: string; readonly lang?: string };
}

/** For agents: links that let one person each into the session. Nothing of it is in the snapshot. */
export interface SessionInvitations {
  /** The links that there are, whether the server sends e-mail, and whether colleagues can have one. */
  read(options?: AboutOptions): Promise<{
    readonly invitations: readonly InvitationView[];
    readonly canMail: boolean;
    readonly forColleagues: boolean;
  }>;
  /**
   * Makes a link, and sends it by e-mail where there is an address.
   * @throws SessionError `session-full` where too many wait, `invalid-message` for an address that is none,
   * `mail-not-set-up` for an address where the server sends no e-mail, `no-desk-page` for a colleague where the server
   * does not know where they open sessions, `switched-off`
   */
  make(whom?: Invited, options?: AboutOptions): Promise<InvitationView>;
  /**
   * Comes with the key of a colleague's link, which stands behind the `#` of the page that it has opened, after
   * `invitation=`: puts the agent of the client's own token on the list of that session. The page then turns to it.
   * @throws SessionError `not-found` or `not-allowed` for a link that does not hold, or not for this agent; `session-over`
   */
  accept(key: string, options?: ActionOptions): Promise<SessionView>;
  /** Takes a link back; who is in the session with it stays. */
  revoke(invitation: string, options?: AboutOptions): Promise<void>;
}
