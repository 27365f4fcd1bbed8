import type { Invited, SessionInvitations } from '@fernblick/client';
import type { InvitationView } from '@fernblick/protocol';

/** Invitations without a server, for tests. */
export class FakeInvitations implements SessionInvitations {
  kept: readonly InvitationView[] = [];
  canMail = true;
  readonly #did: (call: string) => Promise<void>;

  constructor(did: (call: string) => Promise<void>) {
    this.#did = did;
  }

  async read() {
    await this.#did('invitations.read');
    return { invitations: this.kept, canMail: this.canMail };
  }

  async make(whom: Invited = {}): Promise<InvitationView> {
    await this.#did(`invitations.make ${JSON.stringify(whom)}`);
    const id = `invited-${String(this.kept.length + 1).padStart(4, '0')}`;
    const made: InvitationView = {
      id,
      name: whom.name ?? null,
      by: 'Anna',
      at: 1,
      expiresAt: 90_000_000,
      status: 'open',
      link: `https://video.example/join/#session-0001.${id}.${'x'.repeat(22)}`,
    };
    this.kept = [...this.kept, made];
    return made;
  }

  async revoke(invitation: string): Promise<void> {
    await this.#did(`invitations.revoke ${invitation}`);
    this.kept = this.kept.map((one) =>
      one.id === invitation ? { ...one, status: 'revoked' } : one,
    );
  }
}
