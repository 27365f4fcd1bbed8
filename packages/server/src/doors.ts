import { timingSafeEqual } from 'node:crypto';
import type { ParticipantId, SessionId } from '@fernblick/protocol';
import type { Tokens } from './tokens.ts';

/** 128 bits: nobody guesses them. */
const PROOF_LENGTH = 22;

/** Whose place a key opens. */
export interface DoorKey {
  readonly session: SessionId;
  readonly participant: ParticipantId;
}

/**
 * The keys that stand behind the # of a link: each opens one session to one person. They are derived, so that none is
 * kept anywhere, and the same mail sent again has the same link.
 */
export class Doors {
  readonly #tokens: Tokens;

  readonly #publicUrl: string;

  constructor(tokens: Tokens, publicUrl: string) {
    this.#tokens = tokens;
    this.#publicUrl = publicUrl;
  }

  /** The page for numbers and links, as people reach it. */
  get page(): string {
    return `${this.#publicUrl}/join/`;
  }

  /** What to send to whoever is to have this place. */
  linkOf(session: SessionId, participant: ParticipantId): string {
    return `${this.page}#${this.keyOf(session, participant)}`;
  }

  keyOf(session: SessionId, participant: ParticipantId): string {
    return `${session}.${participant}.${this.#proof(session, participant)}`;
  }

  /** Null for what was not made here. */
  read(key: string): DoorKey | null {
    const [, session, participant, proof] =
      /^([\w-]{8,64})\.([\w-]{8,64})\.([\w-]{22})$/.exec(key) ?? [];
    if (session === undefined || participant === undefined) return null;
    const expected = Buffer.from(this.#proof(session, participant));
    return timingSafeEqual(Buffer.from(proof ?? ''), expected) ? { session, participant } : null;
  }

  #proof(session: SessionId, participant: ParticipantId): string {
    return this.#tokens.derive('door', session, participant).slice(0, PROOF_LENGTH);
  }
}
