import { SessionError } from '@fernblick/client';
import { isErrorCode } from '@fernblick/protocol';
import { recall, remember } from '../shared/page-memory.ts';

const KEPT_AS = 'fernblick:guest';
/** A token that runs out sooner is not worth connecting with. */
const LEFT_MS = 60_000;
const ANSWER_TIMEOUT_MS = 15_000;

/** What the server answers. */
interface SessionKey {
  readonly session: string;
  readonly token: string;
  /** In milliseconds. */
  readonly expiresAt: number;
}

/** What lets a guest into one session, for as long as it lasts; kept in the tab over a reload. */
export class GuestPass {
  #key: SessionKey;
  #isHandedOut = false;

  private constructor(key: SessionKey) {
    this.#take(key);
    this.#key = key;
  }

  /**
   * Shows the number at the door.
   * @throws SessionError with the server's refusal, or `server-unreachable`
   */
  static async enter(number: string, name: string): Promise<GuestPass> {
    return new GuestPass(await post('enter', { number, name }));
  }

  /** The one that this tab had before a reload. */
  static recall(): GuestPass | null {
    const kept = recall(KEPT_AS, 'tab');
    return isKey(kept) ? new GuestPass(kept) : null;
  }

  get session(): string {
    return this.#key.session;
  }

  /** For `getToken`: what is there at first, and a new one whenever it is asked for again. @throws SessionError */
  readonly token = async (): Promise<string> => {
    const { token, expiresAt } = this.#key;
    if (this.#isHandedOut || expiresAt - Date.now() < LEFT_MS)
      this.#take(await post('renew', { token }));
    this.#isHandedOut = true;
    return this.#key.token;
  };

  /** The tab is free for another number. */
  forget(): void {
    remember(KEPT_AS, null, 'tab');
  }

  #take(key: SessionKey): void {
    this.#key = key;
    remember(KEPT_AS, key, 'tab');
  }
}

async function post(path: string, body: object): Promise<SessionKey> {
  let answer: Response;
  let said: unknown;
  try {
    answer = await fetch(new URL(path, document.baseURI), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    });
    said = await answer.json();
  } catch (cause) {
    throw new SessionError('server-unreachable', { cause });
  }
  if (answer.ok && isKey(said)) return said;
  const { code } = (said ?? {}) as { readonly code?: unknown };
  throw new SessionError(isErrorCode(code) ? code : 'server-error');
}

function isKey(value: unknown): value is SessionKey {
  const { session, token, expiresAt } = (value ?? {}) as Partial<SessionKey>;
  return typeof session === 'string' && typeof token === 'string' && typeof expiresAt === 'number';
}
