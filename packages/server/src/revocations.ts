import type { JournalStore, Revocation } from './journal/journal-store.ts';
import { GUEST_GRACE_S, MAX_TOKEN_S, type TokenHolder } from './tokens.ts';

// After this no token that was issued before can still be accepted, clock differences included.
const REMEMBERED_MS = (MAX_TOKEN_S + GUEST_GRACE_S + 120) * 1_000;

/** Tokens that were called back before they expired; kept in the store, looked up in memory. */
export class Revocations {
  readonly #store: JournalStore;
  readonly #now: () => number;
  readonly #byKey = new Map<string, Revocation>();

  constructor(store: JournalStore, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  async load(): Promise<void> {
    for (const revocation of await this.#store.revocations(this.#now())) this.#keep(revocation);
  }

  /** Calls back every token issued until now that carries this id, this subject, or this session as its scope. */
  async revoke(kind: Revocation['kind'], value: string): Promise<void> {
    const at = this.#now();
    const revocation = { kind, value, at, until: at + REMEMBERED_MS };
    await this.#store.addRevocation(revocation);
    this.#keep(revocation);
    for (const [key, { until }] of this.#byKey) if (until < at) this.#byKey.delete(key);
  }

  isRevoked({ actor, jti, issuedAt }: TokenHolder): boolean {
    const concerns = (kind: Revocation['kind'], value: string): boolean => {
      const revocation = this.#byKey.get(`${kind} ${value}`);
      return revocation !== undefined && issuedAt <= revocation.at;
    };
    return (
      concerns('token', jti) ||
      concerns('subject', actor.subject) ||
      (actor.scope.is === 'session' && concerns('session', actor.scope.session))
    );
  }

  #keep(revocation: Revocation): void {
    this.#byKey.set(`${revocation.kind} ${revocation.value}`, revocation);
  }
}
