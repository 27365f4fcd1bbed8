import type { InvitationView } from '@fernblick/protocol';
import type { AboutOptions } from './session-client.ts';

/** Whom an agent invites; both may be left out. */
export interface Invited {
  readonly name?: string;
  /** Sent there by the server, where it sends e-mail. */
  readonly mail?: { readonly address: string; readonly lang?: string };
}

/** For agents: links that let one person each into the session. Nothing of it is in the snapshot. */
export interface SessionInvitations {
  /** The links that there are, and whether the server sends e-mail. */
  read(options?: AboutOptions): Promise<{
    readonly invitations: readonly InvitationView[];
    readonly canMail: boolean;
  }>;
  /**
   * Makes a link, and sends it by e-mail where there is an address.
   * @throws SessionError `session-full` where too many wait, `invalid-message` for an address that is none,
   * `mail-not-set-up` for an address where the server sends no e-mail, `switched-off`
   */
  make(whom?: Invited, options?: AboutOptions): Promise<InvitationView>;
  /** Takes a link back; who is in the session with it stays. */
  revoke(invitation: string, options?: AboutOptions): Promise<void>;
}
