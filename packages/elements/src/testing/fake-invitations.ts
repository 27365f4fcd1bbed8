import type { Invited, SessionInvitations } from '@fernblick/client';
import {
  SessionError,
  type ErrorCode,
  type InvitationView,
  type SessionView,
} from '@fernblick/protocol';

/** Invitations without a server, for tests. */
export class FakeInvitations implements SessionInvitations {
  kept: readonly InvitationView[] = [];
  canMail = true;
  forColleagues = false;
  /** With what a link is refused; null where it holds. */
  refusal: ErrorCode | null = null;
  readonly #did: (call: string) => Promise<void>;
  readonly #viewOf: (session: string) => SessionView;

  constructor(did: (call: string) => Promise<void>, viewOf: (session: string) => SessionView) {
    this.#did = did;
    this.#viewOf = viewOf;
  }

  async read() {
    await this.#did('invitations.read');
    return { invitations: this.kept, canMail: this.canMail, forColleagues: this.forColleagues };
  }

  async make(whom: Invited = {}): Promise<InvitationView> {
    await this.#did(`invitations.make ${JSON.stringify(whom)}`);
    const id = `invited-${String(this.kept.length + 1).padStart(4, '0')}`;
    const made: InvitationView = {
      id,
      role: whom.role ?? 'customer',
      name: whom.name ?? null,
      by: 'Anna',
      at: 1,
      expiresAt: whom.role === 'agent' ? null : 90_000_000,
      status: 'open',
      acceptedBy: null,
      link: `https://video.example/join/#session-0001.${id}.${'x'.repeat(22)}`,
    };
    this.kept = [...this.kept, made];
    return made;
  }

  async accept(key: string): Promise<SessionView> {
    await this.#did(`invitations.accept ${key}`);
    if (this.refusal !== null) throw new SessionError(this.refusal);
    return this.#viewOf(key.split('.', 1).join());
  }

  async revoke(invitation: string): Promise<void> {
    await this.#did(`invitations.revoke ${invitation}`);
    this.kept = this.kept.map((one) =>
      one.id === invitation ? { ...one, status: 'revoked' } : one,
    );
  }
}
