import type { Person } from './people.ts';

const ANSWER_TIMEOUT_MS = 5_000;

/** What the desk's pages get for their tags. */
export interface Token {
  readonly token: string;
  readonly expiresAt: number;
}

/**
 * The desk as a host of Fernblick: everything it asks goes over the host API with the API key, as it would where the
 * server runs elsewhere. The key stays in this process; pages only ever see tokens.
 */
export class FernblickHost {
  readonly #server: () => string;
  readonly #apiKey: string;

  /** `server` is asked at each request, because the port is known only once the server listens. */
  constructor(server: () => string, apiKey: string) {
    this.#server = server;
    this.#apiKey = apiKey;
  }

  /** A token for one person and one ticket. */
  async mintToken(person: Person, ticket: string): Promise<Token> {
    const { subject, name, role } = person;
    const answer = await this.#ask('POST', '/api/v1/tokens', {
      subject,
      name,
      role,
      scope: { ticket },
    });
    return (await answer.json()) as Token;
  }

  async #ask(method: string, path: string, body: object): Promise<Response> {
    const answer = await fetch(new URL(path, this.#server()), {
      method,
      headers: {
        authorization: `Bearer ${this.#apiKey}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    });
    if (!answer.ok)
      throw new Error(
        `Fernblick answered ${method} ${path} with ${answer.status}: ${await answer.text()}`,
      );
    return answer;
  }
}
