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
  /** Of the link that it came from; absent where it was a number. */
  readonly link?: string;
}

/** What a link leads to, as the server says it; nothing is used up by asking. */
export interface Door {
  readonly is: 'open' | 'gone' | 'over' | 'revoked' | 'expired' | 'used';
  readonly by: string | null;
  readonly name: string | null;
  readonly isNamed: boolean;
  readonly isOver: boolean;
  readonly scheduledFor: number | null;
}

/** Asks what a link leads to. @throws SessionError with the server's refusal, or `server-unreachable` */
export async function lookBehind(key: string): Promise<Door> {
  const said = await ask('look', { key });
  if (isDoor(said)) return said;
  throw new SessionError('server-error');
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
    const kept = recall(KEPT_AS);
    // Another tab of this browser is the same person: they take their place over and are no second one.
    const before = isKey(kept) ? { token: kept.token } : {};
    return new GuestPass(await post('enter', { number, name, ...before }));
  }

  /**
   * Goes through the door behind a link; a place that is somebody's keeps its name.
   * @throws SessionError with the server's refusal, or `server-unreachable`
   */
  static async follow(key: string, name: string): Promise<GuestPass> {
    const called = name === '' ? {} : { name };
    return new GuestPass({ ...(await post('enter', { key, ...called })), link: key });
  }

  /** The one that this tab had before a reload. */
  static recall(): GuestPass | null {
    const kept = recall(KEPT_AS, 'tab');
    return isKey(kept) ? new GuestPass(kept) : null;
  }

  /** True where it came from this link. */
  isOf(key: string): boolean {
    return this.#key.link === key;
  }

  get session(): string {
    return this.#key.session;
  }

  /** For `getToken`: what is there at first, and a new one whenever it is asked for again. @throws SessionError */
  readonly token = async (): Promise<string> => {
    const { token, expiresAt, link } = this.#key;
    const from = link === undefined ? {} : { link };
    const shown = link === undefined ? {} : { key: link };
    if (this.#isHandedOut || expiresAt - Date.now() < LEFT_MS)
      this.#take({ ...(await post('renew', { token, ...shown })), ...from });
    this.#isHandedOut = true;
    return this.#key.token;
  };

  /** The tab is free for another number. */
  forget(): void {
    remember(KEPT_AS, null, 'tab');
    remember(KEPT_AS, null);
  }

  #take(key: SessionKey): void {
    this.#key = key;
    remember(KEPT_AS, key, 'tab');
    if (key.link === undefined) remember(KEPT_AS, key);
  }
}

async function post(path: string, body: object): Promise<SessionKey> {
  const said = await ask(path, body);
  if (isKey(said)) return said;
  throw new SessionError('server-error');
}

async function ask(path: string, body: object): Promise<unknown> {
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
  if (answer.ok) return said;
  const { code } = (said ?? {}) as { readonly code?: unknown };
  throw new SessionError(isErrorCode(code) ? code : 'server-error');
}

function isDoor(value: unknown): value is Door {
  const { is, isNamed } = (value ?? {}) as Partial<Door>;
  return typeof is === 'string' && typeof isNamed === 'boolean';
}

function isKey(value: unknown): value is SessionKey {
  const { session, token, expiresAt } = (value ?? {}) as Partial<SessionKey>;
  return typeof session === 'string' && typeof token === 'string' && typeof expiresAt === 'number';
}
