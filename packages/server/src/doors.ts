import { timingSafeEqual } from 'node:crypto';
import type { ParticipantId, SessionId } from '@fernblick/protocol';
import type { SessionState } from '@fernblick/session';
import type { Config } from './config.ts';
import { fillPageUrl } from './page-url.ts';
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

  readonly #config: Pick<Config, 'publicUrl' | 'agentUrl'>;

  constructor(tokens: Tokens, config: Pick<Config, 'publicUrl' | 'agentUrl'>) {
    this.#tokens = tokens;
    this.#config = config;
  }

  /** The page for numbers and links, as people reach it. */
  get page(): string {
    return `${this.#config.publicUrl}/join/`;
  }

  /** Whether it is known where colleagues open a session. */
  get forColleagues(): boolean {
    return this.#config.agentUrl !== null;
  }

  /** What to send to whoever is to have this place. */
  linkOf(session: SessionId, participant: ParticipantId): string {
    return `${this.page}#${this.keyOf(session, participant)}`;
  }

  /**
   * What to send to a colleague: leads to the host's own desk, where it counts only beside their own token. To the
   * page for links, which opens nothing by it, where the desk is not known any more.
   */
  deskLinkOf(state: SessionState, invitation: ParticipantId): string {
    const { agentUrl } = this.#config;
    const page = agentUrl === null ? this.page : fillPageUrl(agentUrl, state);
    return `${page}#invitation=${this.keyOf(state.id, invitation)}`;
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
